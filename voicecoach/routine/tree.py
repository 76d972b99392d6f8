"""YAML text as plain maps, lists and texts, each with its line and column.

Nothing is constructed: every scalar stays the text that the author wrote, so that `no`, `1:30` and `2-1-2` are never
turned into something else. The events of the parser are read one by one, which bounds depth, size and what aliases
expand to before any of them can cost anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from voicecoach.errors import RoutineError
from voicecoach.routine.base import Keys

DEEPEST = 40
"""Maps and lists inside one another; a routine needs ten."""

MOST_NODES = 50_000
"""Values in one file, with everything that its aliases stand for counted each time."""

MOST_MISTAKES = 50
"""Told in one go; whoever made more has made one mistake many times."""

# The C parser is ten times as fast; a PyYAML that was built without it reads the same files.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STR_TAGS = (None, "!", "tag:yaml.org,2002:str")
_NULLS = ("", "~", "null", "Null", "NULL")


class Node:
    """A value and its place. `plain` is what a model reads: a text, None, a list or a map of the same."""

    __slots__ = ("children", "column", "keys", "line", "plain", "size")

    def __init__(self, plain: Any, line: int, column: int) -> None:
        self.plain = plain
        self.line = line
        """From 1."""
        self.column = column
        """From 1, in characters."""
        self.children: dict[str | int, Node] = {}
        self.keys: dict[str | int, tuple[int, int]] = {}
        """Where each key of a map stands."""
        self.size = 1
        """Values in it, itself too, with what aliases stand for."""


class Tree:
    """One file's values and places."""

    __slots__ = ("_faults", "path", "root")

    def __init__(self, root: Node, path: Path | str | None, faults: list[RoutineError]) -> None:
        self.root = root
        self.path = path
        self._faults = faults

    @property
    def mistakes(self) -> tuple[RoutineError, ...]:
        """What is wrong already, whatever the file is meant to be: a key that stands twice, an empty value."""
        return tuple(self._faults)

    def place(self, keys: Keys = (), *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at `keys`, or of its key; of the nearest above it where it is missing."""
        node = self.root
        for index, part in enumerate(keys):
            if key and index == len(keys) - 1 and part in node.keys:
                return node.keys[part]
            below = node.children.get(part)
            if below is None:
                break
            node = below
        return node.line, node.column

    def has(self, keys: Keys) -> bool:
        """Whether something is written at `keys`."""
        node: Node | None = self.root
        for part in keys:
            node = node.children.get(part) if node is not None else None
        return node is not None

    def error(self, message: str, keys: Keys = (), *, key: bool = False) -> RoutineError:
        """A mistake at the value at `keys`, or at its key."""
        line, column = self.place(keys, key=key)
        return RoutineError(message, path=self.path, line=line, column=column, field=field_name(keys) or None)


def field_name(keys: Keys) -> str:
    """`steps[3].hold`."""
    text = ""
    for part in keys:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def together(mistakes: list[RoutineError]) -> RoutineError:
    """One error that holds all of them, in the order of their lines; there is at least one."""
    ordered = sorted(mistakes, key=lambda one: (str(one.path or ""), one.line or 0, one.column or 0))
    unique = list({(str(one.path), one.line, one.column, one.message): one for one in ordered}.values())
    first = unique[0]
    kept = unique[1:MOST_MISTAKES]
    if len(unique) > MOST_MISTAKES:
        more = len(unique) - MOST_MISTAKES
        kept.append(RoutineError(f"and {more:,} more mistakes; mend these first", path=first.path))
    first.others = tuple(kept)
    return first


def grow(text: str, *, path: Path | str | None = None) -> Tree:
    """The tree of one YAML document.

    Raises RoutineError for what cannot be read on: no YAML, nothing in it, several documents, too deep, too much. The
    mistakes that leave the rest readable wait in `Tree.mistakes`.
    """
    text = text.removeprefix("\ufeff")
    _refuse_unseen(text, path)
    faults: list[RoutineError] = []
    events = yaml.parse(text, Loader=_LOADER)
    try:
        root = _build(events, path, faults)
    except yaml.YAMLError as error:
        raise together([*faults, _no_yaml(error, text, path)]) from error
    except RoutineError as error:
        raise together([*faults, error]) from None
    if root is None or (root.plain is None):
        raise RoutineError("this file is empty; a routine has a title and steps", path=path, line=1, column=1)
    return Tree(root, path, faults)


def _build(events: Iterator[Any], path: Path | str | None, faults: list[RoutineError]) -> Node | None:
    root: Node | None = None
    stack: list[Node] = []
    keys: list[tuple[str, int, int] | None] = []
    anchors: dict[str, Node] = {}
    open_anchors: dict[str, Node] = {}
    nodes = 0

    def fault(message: str, mark: Any) -> RoutineError:
        return RoutineError(message, path=path, line=mark.line + 1, column=mark.column + 1)

    for event in events:
        kind = type(event)
        mark = event.start_mark
        if kind is yaml.ScalarEvent:
            value = event.value
            if event.tag not in _STR_TAGS:
                faults.append(
                    fault(f"tags such as {_shown_tag(event.tag)} are not read; write the value alone", mark)
                )
            elif not event.style and value in _NULLS and event.tag is None:
                value = None
            elif event.style == '"' and (hidden := _UNSEEN.search(value)):
                faults.append(fault(_unseen_message(hidden.group()), mark))
                value = _UNSEEN.sub("", value) or "x"
            node = Node(value, mark.line + 1, mark.column + 1)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(stack) >= DEEPEST:
                raise fault(
                    f"this is nested too deep: more than {DEEPEST} maps and lists inside one another", mark
                )
            if event.tag not in (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
                faults.append(
                    fault(f"tags such as {_shown_tag(event.tag)} are not read; write the value alone", mark)
                )
            node = Node({} if kind is yaml.MappingStartEvent else [], mark.line + 1, mark.column + 1)
        elif kind is yaml.AliasEvent:
            if event.anchor in open_anchors or event.anchor not in anchors:
                why = (
                    "stands for something that it is part of"
                    if event.anchor in open_anchors
                    else "stands for nothing"
                )
                raise fault(f"the alias *{event.anchor} {why}", mark)
            node = anchors[event.anchor]
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            done = stack.pop()
            keys.pop()
            if stack:
                stack[-1].size += done.size
            open_anchors = {name: one for name, one in open_anchors.items() if one is not done}
            continue
        elif kind is yaml.DocumentStartEvent:
            if root is not None:
                raise fault("a second document starts here; write one routine a file, without “---”", mark)
            continue
        else:
            continue
        nodes += node.size
        if nodes > MOST_NODES:
            what = "aliases make this file grow" if kind is yaml.AliasEvent else "this file has grown"
            raise fault(f"{what} beyond {MOST_NODES:,} values; a routine has a few hundred", mark)
        if kind is not yaml.AliasEvent and event.anchor:
            anchors[event.anchor] = node
            if kind is not yaml.ScalarEvent:
                open_anchors[event.anchor] = node
        if not stack:
            root = node
        elif isinstance(stack[-1].plain, dict) and keys[-1] is None:
            if kind is not yaml.ScalarEvent:
                raise fault("a key is a plain word here", mark)
            keys[-1] = (node.plain or "", mark.line + 1, mark.column + 1)
            if node.plain is None:
                faults.append(
                    fault("there is a value without a key here; write the key before the colon", mark)
                )
            continue
        else:
            _hang(stack[-1], node, keys, mark, fault, faults)
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                stack[-1].size += node.size
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            stack.append(node)
            keys.append(None)
    return root


def _hang(
    above: Node, node: Node, keys: list[Any], mark: Any, fault: Any, faults: list[RoutineError]
) -> None:
    """Puts `node` into the list or map `above` it, under the pending key."""
    if isinstance(above.plain, list):
        above.children[len(above.plain)] = node
        above.plain.append(node.plain)
        if node.plain is None:
            faults.append(fault("this item of the list is empty; write it, or take the dash out", mark))
    else:
        name, line, column = keys[-1]
        keys[-1] = None
        if name in above.plain:
            first = above.keys[name][0]
            faults.append(
                RoutineError(
                    f"the key “{shorten(name)}” stands twice, first on line {first}; keep one of them",
                    path=fault("", mark).path,
                    line=line,
                    column=column,
                )
            )
        else:
            above.children[name] = node
            above.plain[name] = node.plain
            above.keys[name] = (line, column)
            if node.plain is None:
                faults.append(
                    RoutineError(
                        f"“{shorten(name)}” has no value; write one, or take the key out",
                        path=fault("", mark).path,
                        line=line,
                        column=column,
                    )
                )


def shorten(text: str, most: int = 60) -> str:
    """`text` on one line, at most `most` characters of it."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _shown_tag(tag: str) -> str:
    return shorten(tag.replace("tag:yaml.org,2002:", "!!"), 40)


def _unseen_message(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if _TURNING.match(character):
        return f"a hidden character that turns the direction of text ({code}) can disguise what is written; take it out"
    return f"a control character ({code}) cannot be read aloud; take it out"


def _refuse_unseen(text: str, path: Path | str | None) -> None:
    if found := _UNSEEN.search(text):
        before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise RoutineError(_unseen_message(found.group()), path=path, line=line, column=column)


def _no_yaml(error: yaml.YAMLError, text: str, path: Path | str | None) -> RoutineError:
    """What the parser says, in words for somebody who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    if mark is None:
        return RoutineError(f"this is no YAML: {shorten(str(problem), 120)}", path=path, line=1, column=1)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    return RoutineError(
        _advice(problem, line, mark.column), path=path, line=mark.line + 1, column=mark.column + 1
    )


def _advice(problem: str, line: str, column: int) -> str:
    character = line[column : column + 1]
    if "mapping values are not allowed" in problem:
        return "a colon with a space after it starts a value; put a text that has one in quotes"
    if "\t" in line[: column + 1] and "token" in problem:
        return "a tab stands here; indent with spaces"
    if "cannot start any token" in problem:
        return f"a text cannot start with {character or 'this'}; put it in quotes"
    if "unexpected end of stream" in problem:
        return "a text in quotes, or a list in brackets, is not closed"
    if "expected ',' or" in problem:
        return "a list or map in brackets is not closed, or a comma is missing"
    if "could not find expected ':'" in problem:
        return "there is no colon after this; write a key, a colon and a value"
    if "expected key" in problem or "block" in problem:
        return "this line does not fit what stands above it; look at how far it is indented, and at quotes"
    return f"this is no YAML: {shorten(problem, 120)}"
