"""The head of a practice on paper: its logo, its name, how to reach it, and the code that leads to the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voicecoach.export.letterhead import Letterhead
from voicecoach.export.page.colours import LIGHT, readable_on
from voicecoach.export.page.paper_font import Font
from voicecoach.export.page.paper_parts import Picture, put

CODE_MM = 26.0
"""The side of the code: read by a telephone from a hand's breadth, and from a fridge door."""

_LOGO_MM = (45.0, 18.0)
"""The widest and the highest that a logo is."""
_GAP_MM = 5.0
_NAME, _CONTACT, _CODE_SAYS = 15.0, 10.5, 9.0
"""Points."""
_LEADING = 0.45


def draw_head(pdf: Any, font: Font, head: Letterhead, logo: Picture | None) -> None:
    """Draws it where the FPDF `pdf` is, and goes on below it."""
    top, left, right = pdf.y, pdf.l_margin, pdf.l_margin + pdf.epw
    bottom = top
    tint = tuple(bytes.fromhex(readable_on(LIGHT, head.colour)[1:]))
    if head.code:
        right -= CODE_MM + _GAP_MM
        bottom = _code(pdf, font, head, left + pdf.epw - CODE_MM, top)
    if logo is not None:
        width = min(_LOGO_MM[0], _LOGO_MM[1] / logo.ratio)
        height = width * logo.ratio
        put(pdf, logo, left, top, height)
        left, bottom = left + width + _GAP_MM, max(bottom, top + height)
    pdf.set_xy(left, top)
    pdf.set_text_color(*tint)
    _lines(pdf, font, head.name, "B", _NAME, right - left)
    pdf.set_text_color(0, 0, 0)
    for line in head.contact:
        pdf.set_x(left)
        _lines(pdf, font, line, "", _CONTACT, right - left)
    bottom = max(bottom, pdf.y) + 2.5
    pdf.set_draw_color(*tint)
    pdf.set_line_width(0.7)
    pdf.line(pdf.l_margin, bottom, pdf.l_margin + pdf.epw, bottom)
    pdf.set_xy(pdf.l_margin, bottom + 4)


def _code(pdf: Any, font: Font, head: Letterhead, left: float, top: float) -> float:
    """Draws the code with what it leads to below it; returns where that ends."""
    size = CODE_MM / len(head.code)
    pdf.set_fill_color(0, 0, 0)
    for row, cells in enumerate(head.code):
        for begin, end in black_runs(cells):
            pdf.rect(left + begin * size, top + row * size, (end - begin) * size, size, style="F")
    pdf.set_xy(left, top + CODE_MM + 0.8)
    pdf.set_text_color(0, 0, 0)
    pdf.set_font(font.family, "", _CODE_SAYS)
    pdf.multi_cell(CODE_MM, _CODE_SAYS * _LEADING, font.safe(head.code_says), align="C")
    return float(pdf.y)


def black_runs(cells: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """From where to where a row is black."""
    begin = None
    for at, black in enumerate((*cells, False)):
        if black and begin is None:
            begin = at
        elif not black and begin is not None:
            yield begin, at
            begin = None


def _lines(pdf: Any, font: Font, words: str, style: str, size: float, width: float) -> None:
    pdf.set_font(font.family, style, size)
    pdf.multi_cell(width, size * _LEADING, font.safe(words), align="L", new_x="LEFT", new_y="NEXT")
