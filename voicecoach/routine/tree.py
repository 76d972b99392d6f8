"""A file as plain maps, lists and texts, each with its line and column, and the mistakes at their places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeAlias

from voicecoach.errors import RoutineError

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file: ("steps", 3, "hold")."""

MOST_MISTAKES = 50
"""Reported together; more are usually one mistake made many times."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


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
        """The place of each key of a map."""
        self.size = 1
        """The number of values in it, itself included, with what aliases stand for."""


class Tree:
    """One file's values and places."""

    __slots__ = ("_faults", "cut_off", "path", "root")

    def __init__(
        self,
        root: Node,
        path: Path | str | None,
        faults: list[RoutineError],
        cut_off: tuple[RoutineError, ...] = (),
    ) -> None:
        self.root = root
        self.path = path
        self._faults = faults
        self.cut_off = cut_off
        """The places where a sign may have taken the end of a text away that its author meant."""

    @property
    def mistakes(self) -> tuple[RoutineError, ...]:
        """What is wrong whatever the file is meant to be: a repeated key, an empty value."""
        return tuple(self._faults)

    def place(self, keys: Keys = (), *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at `keys`, or of its key; of the nearest above it if it is missing."""
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


class UnwrittenTree(Tree):
    """The values of a routine that was made in Python. No file holds them, so a mistake names its field and no line."""

    __slots__ = ()

    def __init__(self, plain: Any) -> None:
        super().__init__(Node(plain, 1, 1), None, [])

    def has(self, keys: Keys) -> bool:
        """Whether something was given at `keys`."""
        found = self.root.plain
        for part in keys:
            within = (
                range(len(found)) if isinstance(found, list) else found if isinstance(found, dict) else ()
            )
            if part not in within:
                return False
            found = found[part]
        return True

    def error(self, message: str, keys: Keys = (), *, key: bool = False) -> RoutineError:
        """A mistake at the value at `keys`."""
        field = field_name(keys)
        return RoutineError(f"{field}: {message}" if field else message, field=field or None)


def field_name(keys: Keys) -> str:
    """`steps[3].hold`."""
    text = ""
    for part in keys:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


class MoreMistakes(RoutineError):
    """Stands for `count` mistakes that are not reported one by one."""

    def __init__(self, count: int, path: Path | str | None) -> None:
        super().__init__(f"and {count:,} more mistakes; fix these first", path=path)
        self.count = count


def combine_errors(mistakes: list[RoutineError]) -> RoutineError:
    """One error that holds all of them, by files and in the order of their lines; there is at least one."""
    more = sum(one.count for one in mistakes if isinstance(one, MoreMistakes))
    reported = [one for one in mistakes if not isinstance(one, MoreMistakes)]
    files = {one.path: number for number, one in reversed(list(enumerate(reported)))}
    reported.sort(key=lambda one: (files[one.path], one.line or 0, one.column or 0))
    unique = list({(one.path, one.line, one.column, one.message): one for one in reported}.values())
    more += len(unique[MOST_MISTAKES:])
    first, *rest = unique[:MOST_MISTAKES]
    first.others = (*rest, MoreMistakes(more, first.path)) if more else tuple(rest)
    return first


def shorten(text: str, most: int = 60) -> str:
    """`text` on one line, at most `most` characters of it."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def unseen_message(character: str) -> str:
    """The message about a character that nobody sees or hears."""
    code = f"U+{ord(character):04X}"
    if _TURNING.match(character):
        return f"a hidden character that turns the direction of text ({code}) can disguise what is written; take it out"
    return f"a control character ({code}) cannot be read aloud; take it out"
