"""The messages of a Fluent file that are one line of text with variables in it, read without Fluent.

Most messages are, and Fluent brings all of babel along: a tenth of a second, which the preview of a kept session would take
for a dozen such lines. A message with a selector, a term or a second line is left to Fluent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

_ENTRY = re.compile(r"^([a-zA-Z][\w-]*) *=[ \t]*(.*)$")
_SLOT = re.compile(r"\{ *(?:\$([a-zA-Z][\w-]*)|NUMBER\(\$([a-zA-Z][\w-]*)\)) *\}")


class Slot(NamedTuple):
    """Where a message is filled in."""

    name: str
    """The variable."""
    digits: bool
    """Whether a number is written in digits there."""


Pieces: TypeAlias = "tuple[str | Slot, ...]"


def entries(text: str) -> Iterator[tuple[str, Pieces | None]]:
    """Every message of a Fluent file by name, with its pieces; None if it needs Fluent."""
    # Blank lines may be within a message.
    lines = [line for line in text.split("\n") if line.strip()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if found := _ENTRY.match(line):
            yield found[1], None if following.startswith((" ", "\t")) else _pieces(found[2].rstrip())


def _pieces(text: str) -> Pieces | None:
    pieces: list[str | Slot] = []
    at = 0
    for slot in _SLOT.finditer(text):
        pieces += [text[at : slot.start()], Slot(slot[1] or slot[2], slot[2] is not None)]
        at = slot.end()
    pieces.append(text[at:])
    plain = text and not any("{" in piece or "}" in piece for piece in pieces if isinstance(piece, str))
    return tuple(pieces) if plain else None
