"""From the events of the YAML parser to nodes, one event at a time and without recursion.

Depth, size and what aliases expand to are bounded here, before any of them can cost anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from voicecoach.errors import RoutineError
from voicecoach.routine.tree import UNSEEN, Node, shorten, unseen_message

DEEPEST = 40
"""Maps and lists inside one another; a routine needs ten."""

MOST_NODES = 50_000
"""Values in one file, with everything that its aliases stand for counted each time."""


_STR_TAGS = (None, "!", "tag:yaml.org,2002:str")
_PART_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_NULLS = ("", "~", "null", "Null", "NULL")


class TooDeep(RoutineError):
    """More than DEEPEST maps and lists inside one another."""


class Builder:
    """Takes the events of one document. Mistakes that leave the rest readable go to `faults`; others are raised."""

    def __init__(self, path: Path | str | None) -> None:
        self.path = path
        self.faults: list[RoutineError] = []
        self._stack: list[Node] = []
        self._keys: list[tuple[str, int, int] | None] = []
        """For each map of the stack, the key that waits for its value, with its line and column."""
        self._anchors: dict[str, Node] = {}
        self._nodes = 0
        self._root: Node | None = None

    def build(self, events: Iterator[Any]) -> Node | None:
        """The root; None if there is nothing. Raises RoutineError, and what the parser raises."""
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._add(self._scalar(event), event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = self._stack.pop()
                self._keys.pop()
                if self._stack:
                    self._stack[-1].size += done.size
            elif kind is yaml.AliasEvent:
                self._add(self._alias(event), event)
            elif kind is yaml.DocumentStartEvent and self._root is not None:
                raise self._fault(
                    "a second document starts here; write one routine a file, without “---”", event
                )
        return self._root

    def _scalar(self, event: Any) -> Node:
        value = event.value
        if event.tag not in _STR_TAGS:
            self._refuse_tag(event)
        elif not event.style and value in _NULLS and event.tag is None:
            value = None
        elif event.style == '"' and (hidden := UNSEEN.search(value)):
            self.faults.append(self._fault(unseen_message(hidden.group()), event))
            # Something legal takes its place, so that one mistake is reported once.
            value = UNSEEN.sub("", value) or "x"
        return self._node(value, event)

    def _node(self, plain: Any, event: Any) -> Node:
        node = Node(plain, event.start_mark.line + 1, event.start_mark.column + 1)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _open(self, event: Any, plain: Any) -> None:
        if len(self._stack) >= DEEPEST:
            text = f"this is nested too deeply: more than {DEEPEST} maps and lists inside one another"
            raise TooDeep(
                text, path=self.path, line=event.start_mark.line + 1, column=event.start_mark.column + 1
            )
        if event.tag not in _PART_TAGS:
            self._refuse_tag(event)
        node = self._node(plain, event)
        self._add(node, event)
        self._stack.append(node)
        self._keys.append(None)

    def _alias(self, event: Any) -> Node:
        node = self._anchors.get(event.anchor)
        if node is None or node in self._stack:
            why = "stands for nothing" if node is None else "stands for something that it is part of"
            raise self._fault(f"the alias *{shorten(event.anchor)} {why}", event)
        return node

    def _add(self, node: Node, event: Any) -> None:
        """Puts `node` where it belongs: at the root, into the list, as a key of the map, or as the value of a key."""
        self._nodes += node.size
        if self._nodes > MOST_NODES:
            what = "aliases make this file grow" if type(event) is yaml.AliasEvent else "this file has grown"
            raise self._fault(f"{what} beyond {MOST_NODES:,} values; a routine has a few hundred", event)
        if not self._stack:
            self._root = node
            return
        above = self._stack[-1]
        if isinstance(above.plain, list):
            above.children[len(above.plain)] = node
            above.plain.append(node.plain)
            if node.plain is None:
                self.faults.append(
                    self._fault("this item of the list is empty; write it, or take the dash out", event)
                )
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(node, event)
            return
        else:
            self._hang(above, node, *self._keys[-1])
            self._keys[-1] = None
        if type(event) is yaml.ScalarEvent or type(event) is yaml.AliasEvent:
            # A list or map counts when it ends.
            above.size += node.size

    def _key(self, node: Node, event: Any) -> tuple[str, int, int]:
        if type(event) is not yaml.ScalarEvent:
            raise self._fault("a key is a plain word here", event)
        if node.plain is None:
            text = "there is a value without a key here; write the key before the colon"
            self.faults.append(self._fault(text, event))
        return node.plain or "", node.line, node.column

    def _hang(self, above: Node, node: Node, name: str, line: int, column: int) -> None:
        if name in above.plain:
            text = f"the key “{shorten(name)}” is written twice, first on line {above.keys[name][0]}; keep one of them"
            self.faults.append(RoutineError(text, path=self.path, line=line, column=column))
            return
        above.children[name] = node
        above.plain[name] = node.plain
        above.keys[name] = (line, column)
        if node.plain is None:
            text = f"“{shorten(name)}” has no value; {self._what_to_do(above, name, line)}"
            self.faults.append(RoutineError(text, path=self.path, line=line, column=column))

    @staticmethod
    def _what_to_do(above: Node, name: str, line: int) -> str:
        """About a key without a value: in braces it may be the rest of the text before it, as a comma begins the next key."""
        before = next(islice(reversed(above.plain), 1, None), None)
        text = above.plain[before] if before is not None else None
        if before is not None and " " in name and isinstance(text, str) and above.keys[before][0] == line:
            whole = f'{shorten(before)}: "{shorten(text)}, {shorten(name)}"'
            return f"if it belongs to the text before it, put that in quotes: {whole}"
        return "write one, or take the key out"

    def _refuse_tag(self, event: Any) -> None:
        tag = shorten(event.tag.replace("tag:yaml.org,2002:", "!!"), 40)
        self.faults.append(self._fault(f"tags such as {tag} are not read; write the value alone", event))

    def _fault(self, message: str, event: Any) -> RoutineError:
        mark = event.start_mark
        return RoutineError(message, path=self.path, line=mark.line + 1, column=mark.column + 1)
