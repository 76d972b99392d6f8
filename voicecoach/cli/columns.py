"""Tables of plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence


def columns(lines: Sequence[Sequence[str]], right: Collection[int] = ()) -> Iterator[str]:
    """The lines of a table; the columns numbered in `right` are aligned to the right, the others to the left."""
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = [
            " " * (wide - width(cell)) + cell if index in right else cell + " " * (wide - width(cell))
            for index, (cell, wide) in enumerate(zip(line, widths, strict=True))
        ]
        yield "  ".join(padded).rstrip()


def width(text: str) -> int:
    """Cells that a terminal gives to `text`."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def cut(text: str, widest: int) -> str:
    """The text in at most `widest` cells."""
    if width(text) <= widest:
        return text
    while width(text) > widest - 1:
        text = text[:-1]
    return text.rstrip() + "…"
