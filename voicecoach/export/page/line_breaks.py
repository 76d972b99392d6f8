"""Where the lines of a paragraph end.

The library that writes the PDF measures a line again at each of its letters: on paper of two sheets, four fifths of all time.
Plain words are broken here, at the same places; it is asked about all else.
"""

from __future__ import annotations

from typing import Any

_CLOSE_MM = 1e-3
"""A line that is this near to the width is left to the library, as sums are rounded."""


def broken_into_lines(pdf: Any, words: str, width_mm: float) -> tuple[str, ...]:
    """The words in lines, as an FPDF with its face set writes them in a cell of that width: at least one line."""
    lines = _broken_at_spaces(pdf, words, width_mm - 2 * pdf.c_margin) if _is_plain(words) else None
    if lines is None:
        lines = pdf.multi_cell(width_mm, 1, words, align="L", dry_run=True, output="LINES")
    return tuple(lines) or ("",)


def _is_plain(words: str) -> bool:
    """Whether single spaces are the only places at which a line may end."""
    return words.isprintable() and " ".join(words.split()) == words and "\u00a0" not in words


def _broken_at_spaces(pdf: Any, words: str, room_mm: float) -> list[str] | None:
    """The lines; None if it is not certain what the library would do."""
    space = pdf.get_string_width(" ")
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in words.split(" "):
        length = pdf.get_string_width(word)
        needed = used + space + length if lines[-1] else length
        if length > room_mm - _CLOSE_MM or abs(needed - room_mm) < _CLOSE_MM:
            return None
        if needed > room_mm:
            lines.append([])
            needed = length
        lines[-1].append(word)
        used = needed
    return [" ".join(line) for line in lines]
