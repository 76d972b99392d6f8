"""What is laid out on a sheet."""

from __future__ import annotations

import pytest

from voicecoach.errors import ExportError
from voicecoach.export.page.paper import Paper
from voicecoach.export.page.paper_font import Font
from voicecoach.export.page.paper_parts import Picture

pytest.importorskip("fpdf")

NOWHERE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M1 2A3 3 0 0 1 1 2"/></svg>'


def test_a_drawing_that_cannot_be_drawn_is_an_error_with_its_name() -> None:
    paper = Paper(12.0, Font(), lambda number, pages: ("", ""))
    with pytest.raises(ExportError, match="the picture of Plank cannot be drawn on paper"):
        paper.together([Picture(NOWHERE, 1.0, "Plank")])


def test_a_sheet_without_its_pictures_has_their_room_and_uses_the_fonts_of_another() -> None:
    drawn = Paper(12.0, Font(), lambda number, pages: ("", ""))
    drawn.pdf.set_font("helvetica")
    counted = Paper(12.0, Font(), lambda number, pages: ("", ""), like=drawn, pictures=False)
    picture = Picture(NOWHERE.replace(b"A3 3 0 0 1 1 2", b"L3 2"), 1.0, "Plank")
    for _ in range(9):
        drawn.together([picture])
        counted.together([picture])
    assert (drawn.sheets, drawn.pdf.y) == (counted.sheets, counted.pdf.y)
    assert drawn.sheets > 1
    assert (drawn.lacks_pictures, counted.lacks_pictures) == (False, True)
    assert counted.pdf.fonts["helvetica"] is drawn.pdf.fonts["helvetica"]
    assert len(counted.bytes()) < len(drawn.bytes())
