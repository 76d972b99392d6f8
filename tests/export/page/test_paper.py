"""What is laid out on a sheet."""

from __future__ import annotations

import pytest

from voicecoach.errors import ExportError
from voicecoach.export.page.paper import Paper
from voicecoach.export.page.paper_font import Font
from voicecoach.export.page.paper_parts import Line, Picture

pytest.importorskip("fpdf")

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M1 2h2"/></svg>'
NOWHERE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M1 2A3 3 0 0 1 1 2"/></svg>'


def test_a_drawing_that_cannot_be_drawn_is_an_error_with_its_name() -> None:
    paper = Paper(12.0, Font(), lambda number, pages: ("", ""))
    with pytest.raises(ExportError, match="the picture of Plank cannot be drawn on paper"):
        paper.together([Picture(NOWHERE, 1.0, "Plank")])


def sheet(size: float = 12.0) -> Paper:
    return Paper(size, Font(), lambda number, pages: ("", ""))


@pytest.mark.parametrize("shaded", [False, True])
def test_words_go_beside_a_picture_and_below_it_they_are_as_wide_as_the_sheet(shaded: bool) -> None:
    title, words = Line("Plank", shaded=shaded), Line("Push the floor away. " * 40, shaded=shaded)
    alone, beside = sheet(), sheet()
    top = alone.pdf.y
    alone.together([title, words])
    beside.together([title, Picture(SQUARE, 1.0, "Plank", shaded=shaded), words])
    below = sheet(16.0)
    below.together([title, Picture(SQUARE, 1.0, "Plank", shaded=shaded)])
    assert alone.pdf.y - top < beside.pdf.y - top < alone.pdf.y - top + 42, "narrower, so some lines more"
    assert below.pdf.y - top > 42, "large letters are below it"
    beside.together([words])
    few = sheet()
    few.together([title, Picture(SQUARE, 1.0, "Plank", shaded=shaded), Line("Push.", shaded=shaded)])
    assert few.pdf.y - top > 42, "what comes next is below the picture"
    assert few.sheets == beside.sheets == 1


def test_a_picture_stays_with_its_title_on_one_sheet() -> None:
    paper = sheet()
    while paper.pdf.page_break_trigger - paper.pdf.y > 25:
        paper.write(Line("Rest."))
    assert paper.sheets == 1
    top = paper.pdf.y
    paper.together([Line("Plank"), Picture(SQUARE, 1.0, "Plank"), Line("Push.")])
    assert (paper.sheets, paper.pdf.y < top) == (2, True)


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
