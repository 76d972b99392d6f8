"""The catalogues: every message is used, every one that is named exists, and all languages have the same."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import voicecoach
from tests.source_trees import nodes_of
from voicecoach.errors import RoutineError
from voicecoach.phrases import PREFIX, catalogues, languages, phrases_of
from voicecoach.play.coaching.questions import Question
from voicecoach.play.controls.keys import NAMES
from voicecoach.play.controls.table import CONTROLS
from voicecoach.routine.model import Position, Routine
from voicecoach.routine.schema import json_schema

PACKAGE = Path(voicecoach.__file__).parent
ROOMS = ("phrases", "script", "fitting", "play", "export", "practice", "publish", "cli")
"""Where messages are used."""

SAYING = {"pattern", "say", "text", "spoken", "answer", "phrase"}
"""Methods whose first argument names a message."""

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

MADE_UP = {
    *("move-" + position.value.replace(" ", "-") for position in Position),
    "side-left",
    "side-right",
    *(f"where{side}{number}" for side in ("", "-side") for number in ("", "-set")),
    *(f"control-{control.command}" for control in CONTROLS),
    *(f"key-{name}" for name in NAMES.values()),
    *(f"ask-{name.replace(chr(95), chr(45))}{end}" for name in Question for end in ("", "-prompt")),
    *(f"hurt{again}-{choice}" for again in ("", "-again") for choice in ("leave", "easier", "less")),
}
"""Keys that the code puts together."""


class _Variables(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.found.add(node.id.name)


def messages(folder: Path) -> dict[str, set[str]]:
    """Every message of a language with the variables that it names."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.ftl")):
        parsed = FluentParser().parse(path.read_text(encoding="utf-8"))
        assert not [entry.content for entry in parsed.body if isinstance(entry, ftl.Junk)], path
        for entry in parsed.body:
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{path}: {entry.id.name} is there twice"
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.found
    return found


ENGLISH = messages(PACKAGE / "phrases" / "en")


def literals(node: ast.expr) -> set[str]:
    """What an expression may be, as far as it is written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return set()


def named() -> tuple[set[str], set[str]]:
    """The keys that messages are said by, and every text in the code that is a key."""
    said: set[str] = set()
    written: set[str] = set()
    for room in ROOMS:
        for path in (PACKAGE / room).rglob("*.py"):
            for node in nodes_of(path):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    if node.func.attr in SAYING and node.args:
                        said |= {key for key in literals(node.args[0]) if KEY.fullmatch(key)}
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    written.add(node.value)
    return said, written | MADE_UP


def test_every_message_that_is_used_exists():
    said, _ = named()
    assert said | MADE_UP <= set(ENGLISH)


def test_what_is_written_stands_for_what_is_said():
    written = {key: ENGLISH[key] for key in ENGLISH if key.startswith(PREFIX)}
    assert len(written) > 5
    for key, variables in written.items():
        assert variables == ENGLISH[key.removeprefix(PREFIX)], key


def test_every_message_is_used():
    _, written = named()
    used = {*written, *(PREFIX + key for key in written)}  # what is written in place of what is said
    assert {key for key in ENGLISH if not key.startswith("number-")} <= used


def test_a_folder_is_all_that_a_language_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for tag in ("de", "en"):
        shutil.copytree(PACKAGE / "phrases" / "en", tmp_path / tag)
    monkeypatch.setattr("voicecoach.phrases.FOLDER", tmp_path)
    assert languages() == ("de", "en")
    assert Routine(title="A", language="de", steps=["cat-and-cow"]).language == "de"
    assert json_schema(Routine)["properties"]["language"]["enum"] == ["de", "en"]
    with pytest.raises(RoutineError, match="“fr” is not known here; write one of de, en"):
        Routine(title="A", language="fr", steps=["cat-and-cow"])


@pytest.mark.parametrize("folder", catalogues(), ids=lambda folder: folder.name)
def test_every_language_says_the_same(folder: Path):
    """Number words are a language's own."""
    own = messages(folder)

    def said(found: dict[str, set[str]]) -> set[str]:
        return {key for key in found if not key.startswith("number-")}

    assert said(own) == said(ENGLISH)
    assert {path.name for path in folder.iterdir()} == {
        path.name for path in (PACKAGE / "phrases" / "en").iterdir()
    }
    for key in said(own):
        assert own[key] - {"form"} <= ENGLISH[key] | {"form"}, key


@pytest.mark.parametrize("language", languages())
def test_every_pattern_is_a_regular_expression(language: str):
    phrases = phrases_of(language)
    for key in (key for key in ENGLISH if key.startswith("asks-")):
        found = phrases.pattern(key, other="x", side="x", position="on-the-back")
        assert found.flags & re.IGNORECASE
        assert not found.search(""), f"{language}: {key} finds what is not there"
