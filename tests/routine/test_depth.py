"""What is nested too deep is refused at its place, in our words, by every parser that PyYAML may bring.

From 6.0.4 on, PyYAML's own parser stops at a depth too, before the first event where brackets follow each other closely.
"""

from __future__ import annotations

from itertools import accumulate, cycle, islice

import pytest
import yaml

from tests.needs import slow_but
from voicecoach.errors import RoutineError
from voicecoach.routine import yaml_reader as module
from voicecoach.routine.yaml_nodes import DEEPEST
from voicecoach.routine.yaml_reader import read_yaml_tree

PARSERS = [
    pytest.param(getattr(yaml, "CSafeLoader", None), id="libyaml",
                 marks=pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="this PyYAML has no libyaml")),
    pytest.param(yaml.SafeLoader, id="pure"),
]  # fmt: skip

DEPTHS = (DEEPEST + 1, 999, 1000, 1001, 1500)

# Each way to open one level, or several in turn, and what closes them.
FLOWS = {
    "lists": (("[",), "]"),
    "maps": (("{a: ",), "}"),
    "both": (("[", "{a: "), "]}"),
    "spaced": (("[ ",), "]"),
    "on lines": (("[\n",), "]"),
    "after values": (("[x, ",), "]"),
    "wide": (("[ä😀, ",), "]"),
    "anchors": (("&a [",), "]"),
    "tags": (("!!seq [",), "]"),
    "pairs": (("[a: ",), "]"),
    "comments": (("[ # ]\n",), "]"),
}

EXPECTED = {"? ": "a key is a plain word here", "-\t": "there is a tab here"}
"""What is wrong with these before they are deep."""


def refused(text: str) -> RoutineError:
    with pytest.raises(RoutineError) as caught:
        read_yaml_tree(text, path="r.yaml")
    (deep,) = [one for one in (caught.value, *caught.value.others) if "nested too deep" in one.message]
    return deep


def place(text: str) -> tuple[int, int]:
    """Where a reader is after `text`."""
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOADER", request.param)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("kind", slow_but(FLOWS, "lists", "both", "comments"))
def test_brackets(kind: str, closed: bool) -> None:
    openers, closers = FLOWS[kind]
    for depth in DEPTHS:
        opened = list(islice(cycle(openers), depth))
        closing = "".join(islice(cycle(closers), depth))[::-1] if closed else ""
        text = "title: A\nsteps: " + "".join(opened) + "x" + closing
        deep = refused(text)
        if kind in ("lists", "maps", "both", "spaced", "on lines", "after values", "wide", "comments"):
            # The file itself is a map, the first level.
            before = "".join(opened[: DEEPEST - 1])
            assert (deep.line, deep.column) == place("title: A\nsteps: " + before), depth
        else:
            assert deep.line == 2


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "opener", ["- ", "- - ", "? ", "-\t"], ids=["lists", "pairs of lists", "keys", "tabs"]
)
def test_dashes_on_one_line(opener: str) -> None:
    for depth in DEPTHS:
        text = opener * depth + "x"
        with pytest.raises(RoutineError) as caught:
            read_yaml_tree(text, path="r.yaml")
        error = caught.value
        assert EXPECTED.get(opener, "nested too deep") in error.message, depth
        if opener in ("- ", "- - "):
            assert (error.line, error.column) == (1, 1 + 2 * DEEPEST)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("opener", ["a:", "-", "&a\n-"], ids=["maps", "lists", "anchored lists"])
def test_lines_further_and_further_right(opener: str) -> None:
    for depth in DEPTHS:
        if depth <= 1024:
            text = "".join(
                "".join(" " * level + line + "\n" for line in opener.split("\n")) for level in range(depth)
            )
            deep = refused(text)
            if "&" not in opener:
                assert (deep.line, deep.column) == (DEEPEST + 1, DEEPEST + 1)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("inner", ["[", "{a: "])
def test_brackets_below_lines(inner: str) -> None:
    text = "".join(" " * level + "a:\n" for level in range(10))
    text += " " * 10 + "- " + inner * 1500
    deep = refused(text)
    assert (deep.line, deep.column) == (11, 13 + (DEEPEST - 11) * len(inner))


@pytest.mark.usefixtures("parser")
def test_what_is_wrong_before_it_is_reported_too() -> None:
    with pytest.raises(RoutineError) as caught:
        read_yaml_tree("title: A\ntitle: B\nsteps: " + "[" * 2000, path="r.yaml")
    first, second = caught.value, *caught.value.others
    assert "is written twice" in first.message
    assert (second.line, second.column) == (3, 8 + DEEPEST - 1)


@pytest.mark.usefixtures("parser")
def test_as_deep_as_is_allowed_is_read() -> None:
    text = "a: " + "[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1)
    plain = read_yaml_tree(text).root.plain["a"]
    assert list(accumulate(range(DEEPEST - 1), lambda part, _: part[0], initial=plain))[-1] == "x"
    read_yaml_tree("".join(" " * level + "a:\n" for level in range(DEEPEST - 1)) + " " * DEEPEST + "b: c\n")


@pytest.mark.usefixtures("parser")
def test_another_mistake_stays_what_it_is() -> None:
    with pytest.raises(RoutineError) as caught:
        read_yaml_tree("title: A\nsteps: [[[x, @y]]]\n", path="r.yaml")
    assert "text cannot start with @" in caught.value.message
