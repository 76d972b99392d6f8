"""A sheet of paper, and lines of words on it: what the handout is laid out with."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from voicecoach.export.handout import Ticks
from voicecoach.export.page import paper_parts as parts
from voicecoach.export.page.line_breaks import broken_into_lines
from voicecoach.export.page.paper_font import Font
from voicecoach.export.page.paper_parts import BULLET, INK, RULE, SHADE, TINT, Beside, Line, Picture, put

SHEET_MM = (210.0, 279.4)
"""As wide as A4 and as high as Letter: it is printed in its true size on both."""

PAGES = "{=pages=}"
"""Stands for the number of pages until it is known."""

MARGIN_MM = 16.0
_FOOT_MM = 18.0
"""From the last line to the lower edge."""


class Paper:
    """Lays lines out, sheet by sheet. What belongs together stays on one sheet if it can."""

    def __init__(
        self,
        size: float,
        font: Font,
        foot: Callable[[int, str], tuple[str, str]],
        *,
        like: Paper | None = None,
        pictures: bool = True,
    ) -> None:
        """`size` in points; `foot` gives both ends of the foot of a page from its number and what stands for their number.

        `like`: a paper with the same words, whose fonts are used, as to read them takes long. Without `pictures` there is
        room in their places, to see how many sheets there are.
        """
        from fpdf import FPDF

        self._size, self._font, self._foot = size, font, foot
        self.pdf: Any = FPDF(format=SHEET_MM)
        self.pdf.set_margin(MARGIN_MM)
        self.pdf.set_auto_page_break(True, margin=_FOOT_MM)
        self.pdf.alias_nb_pages(PAGES)
        if like is None:
            font.add_to(self.pdf)
        else:
            self.pdf.fonts.update(like.pdf.fonts)
        self._pictures = pictures
        self.lacks_pictures = False
        """Whether one was left out."""
        self.pdf.footer = self._footer
        self.pdf.add_page()
        self._label_mm = 0.0
        self._beside = Beside()
        self._broken: dict[tuple[str, bool, float, float], tuple[str, ...]] = {}

    @property
    def sheets(self) -> int:
        """How many there are by now."""
        return int(self.pdf.page_no())

    def measure_labels(self, labels: Sequence[str]) -> None:
        """Makes the column of labels as wide as the widest of them, within reason."""
        self._label_mm = min(self._width(labels, "B") + 3.0, self.pdf.epw * parts.LABEL_SHARE)

    def together(self, lines: Sequence[Line | Picture], boxed: bool = False) -> None:
        """Lines that should not be parted: on the next sheet, if this one has too little room for them.

        What comes after a picture goes beside it, unless the letters are large.
        """
        lines = [part for line in lines for part in self._parts(line)]
        height = self._heights(lines)
        left = self.pdf.page_break_trigger - self.pdf.y
        whole = self.pdf.page_break_trigger - MARGIN_MM
        if height > left and (height < parts.PARTED * whole or self._heights(lines[:4]) > left):
            self.pdf.add_page()
            left = whole
        if boxed and height < left:
            self.pdf.set_draw_color(*INK)
            self.pdf.set_line_width(0.5)
            self.pdf.rect(MARGIN_MM - 3, self.pdf.y - 2, self.pdf.epw + 6, height + 4)
        for line in lines:
            sheet, top = self.sheets, self.pdf.y
            if isinstance(line, Picture):
                self._draw(line)
            else:
                self._write(line)
                self._beside.pass_by(self.pdf.y - top if sheet == self.sheets else self._beside.down_mm)
        self._end_beside(lines[-1] if lines else Line(""))

    def _heights(self, lines: Sequence[Line | Picture]) -> float:
        """Of all of them, one below the other but for what is beside a picture."""
        total = 0.0
        for line in lines:
            if isinstance(line, Picture) and line.beside(self._size):
                total += self._beside.end()
                self._beside.begin(line)
            else:
                total += (height := self._height(line))
                self._beside.pass_by(height)
        return total + self._beside.end()

    def _end_beside(self, after: Line | Picture) -> None:
        """Goes on below the picture, if it is longer than what is beside it."""
        top, left = self.pdf.y, MARGIN_MM + min(after.depth, parts.DEEPEST) * parts.GROUP_MM
        right = MARGIN_MM + self.pdf.epw - self._beside.narrower_mm
        if height := self._beside.end():
            self._bars(after.depth, top, top + height)
            if after.shaded:
                self._shade(left, top, right - left, height)
            self.pdf.set_y(top + height)

    def write(self, line: Line) -> None:
        """One paragraph."""
        self.together([line])

    def _parts(self, line: Line | Picture) -> Iterator[Line | Picture]:
        """The line; a label that is longer than its column is a line of its own before it."""
        if isinstance(line, Picture) or not line.label or self._width((line.label,), "B") <= self._label_mm:
            yield line
        else:
            yield replace(line, words=line.label, label="", bold=True)
            yield replace(line, label="", ink=INK, above=0.0, rule=False)

    def _write(self, line: Line) -> None:
        pdf, step = self.pdf, self._step(line)
        if pdf.y > MARGIN_MM:
            pdf.ln(line.above * step)
        if pdf.will_page_break(step):
            pdf.add_page()
        left, width, hang = self._place(line)
        top, bottom = pdf.y, min(pdf.y + self._height(line) - line.above * step, pdf.page_break_trigger)
        if line.shaded:
            self._shade(left - parts.SHADE_MM, top, width + 2 * parts.SHADE_MM, bottom - top)
            if self._beside.narrower_mm and (under := bottom - top - self._beside.down_mm) > 0:
                self._shade(
                    left + width, top + self._beside.down_mm, self._beside.narrower_mm + parts.SHADE_MM, under
                )
        if line.rule and top > MARGIN_MM + step:
            pdf.set_draw_color(*RULE)
            pdf.set_line_width(0.3)
            pdf.line(left, top - step * 0.3, left + width, top - step * 0.3)
        self._bars(line.depth, max(top - line.above * step, MARGIN_MM), bottom)
        pdf.set_text_color(*line.ink)
        if hang:
            self._face(line, bold=line.bold or bool(line.label))
            pdf.set_xy(left, top)
            if line.mark == BULLET:
                pdf.set_fill_color(*line.ink)
                pdf.ellipse(left + step * 0.2, top + step * 0.38, step * 0.24, step * 0.24, style="F")
            else:
                pdf.cell(hang, step, self._font.safe(line.label or line.mark))
        if line.label:
            pdf.set_text_color(*INK)
        self._face(line, line.bold)
        pdf.set_xy(left + hang, top)
        *upper, last = self._lines(line, width - hang)
        for words in upper:
            pdf.cell(width - hang, step, words, new_x="LEFT", new_y="NEXT")
        pdf.cell(width - hang, step, last, new_x="LMARGIN", new_y="NEXT")

    def ticks(self, ticks: Ticks) -> None:
        """A table of boxes, all on one sheet."""
        pdf, size = self.pdf, self._size
        step, side = size * parts.LEADING * 1.5, size * 0.36
        first = self._width((*ticks.weeks, ""), "") + 4
        column = min((pdf.epw - first) / len(ticks.days), ticks.boxes * side * 1.5 + 10)
        boxes = ticks.boxes if ticks.boxes * side * 1.3 < column else 1
        head = Line(ticks.title, scale=1.15, bold=True, ink=TINT, above=0.8)
        if pdf.will_page_break(self._height(head) + step * (len(ticks.weeks) + 1)):
            pdf.add_page()
        self.write(head)
        pdf.set_text_color(*INK)
        pdf.set_draw_color(*INK)
        pdf.set_line_width(0.35)
        for week in ("", *ticks.weeks):
            pdf.set_font(self._font.family, "", size)
            pdf.set_x(MARGIN_MM)
            pdf.cell(first, step, self._font.safe(week))
            for day in ticks.days:
                if not week:
                    pdf.cell(column, step, self._font.safe(day))
                    continue
                for box in range(boxes):
                    pdf.rect(pdf.x + pdf.c_margin + box * side * 1.3, pdf.y + (step - side) / 2, side, side)
                pdf.set_x(pdf.x + column)
            pdf.ln(step)

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.pdf.output(out)
        return out.getvalue()

    def close(self) -> None:
        """Lets go of the files of its fonts."""
        for font in self.pdf.fonts.values():
            if hasattr(font, "ttfont"):
                font.ttfont.close()

    def _draw(self, picture: Picture) -> None:
        """On a line of its own, or at the right of what comes next."""
        pdf = self.pdf
        self._end_beside(picture)
        if pdf.will_page_break(self._height(picture)):
            pdf.add_page()
        top = pdf.y + 1
        left = MARGIN_MM + min(picture.depth, parts.DEEPEST) * parts.GROUP_MM
        beside = picture.beside(self._size)
        if beside:
            left = MARGIN_MM + pdf.epw - picture.width_mm - 2 * pdf.c_margin - parts.SHADE_MM
        else:
            self._bars(picture.depth, top - 1, top + picture.height_mm + 1)
        if picture.shaded:
            edge = MARGIN_MM + pdf.epw - picture.narrower_mm if beside else left
            self._shade(edge, top - 1, MARGIN_MM + pdf.epw - edge, picture.height_mm + 2)
            left += 0 if beside else parts.SHADE_MM
        if self._pictures:
            put(pdf, picture, left + pdf.c_margin, top, picture.height_mm)
        else:
            self.lacks_pictures = True
        if beside:
            pdf.set_y(top - 1)
            self._beside.begin(picture)
        else:
            pdf.set_y(top + picture.height_mm + 1)

    def _shade(self, left: float, top: float, width: float, height: float) -> None:
        self.pdf.set_fill_color(*SHADE)
        self.pdf.rect(left, top, width, height, style="F")

    def _bars(self, depth: int, top: float, bottom: float) -> None:
        """What belongs to a group has a line at its left."""
        self.pdf.set_draw_color(*TINT)
        self.pdf.set_line_width(0.8)
        for at in (MARGIN_MM + number * parts.GROUP_MM + 1 for number in range(min(depth, parts.DEEPEST))):
            self.pdf.line(at, top, at, bottom)

    def _place(self, line: Line) -> tuple[float, float, float]:
        """The left edge, the width, and how much further in the words are than their mark."""
        shade = parts.SHADE_MM if line.shaded else 0.0
        inward = min(line.depth, parts.DEEPEST) * parts.GROUP_MM + shade
        width = self.pdf.epw - inward - shade - self._beside.narrower_mm
        hang = (
            self._label_mm
            if line.label
            else parts.HANG_MM * self._size * line.scale / 11
            if line.mark
            else 0.0
        )
        return MARGIN_MM + inward, width, hang

    def _height(self, line: Line | Picture) -> float:
        """With what is left empty above it."""
        if isinstance(line, Picture):
            return line.height_mm + 2
        step = self._step(line)
        _, width, hang = self._place(line)
        return step * (line.above + len(self._lines(line, width - hang)))

    def _lines(self, line: Line, width: float) -> tuple[str, ...]:
        """Its words in lines of at most that width; at least one, which may be empty. Leaves its face set."""
        self._face(line, line.bold)
        key = (line.words, line.bold, line.scale, width)
        if key not in self._broken:
            self._broken[key] = broken_into_lines(self.pdf, self._font.safe(line.words), width)
        return self._broken[key]

    def _step(self, line: Line) -> float:
        return self._size * line.scale * parts.LEADING

    def _face(self, line: Line, bold: bool) -> None:
        self.pdf.set_font(self._font.family, "B" if bold else "", self._size * line.scale)

    def _width(self, words: Sequence[str], style: str) -> float:
        self.pdf.set_font(self._font.family, style, self._size)
        return float(max(self.pdf.get_string_width(self._font.safe(text)) for text in words))

    def _footer(self) -> None:
        """The number of the page, and whose it is, cut to one line."""
        pdf = self.pdf
        pdf.set_y(-_FOOT_MM + 6)
        pdf.set_font(self._font.family, "", 10)
        pdf.set_text_color(*INK)
        number, title = map(self._font.safe, self._foot(pdf.page_no(), PAGES))
        room = pdf.epw - 45
        cut = pdf.multi_cell(room, 5, title, align="R", dry_run=True, output="LINES")[:1]
        pdf.cell(45, 5, number)
        pdf.cell(room, 5, "".join(cut), align="R")
