"""What is laid out on a sheet."""

from __future__ import annotations

import pytest

from voicecoach.errors import ExportError
from voicecoach.export.page.paper import Paper, Picture
from voicecoach.export.page.paper_font import Font

pytest.importorskip("fpdf")

NOWHERE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M1 2A3 3 0 0 1 1 2"/></svg>'


def test_a_drawing_that_cannot_be_drawn_is_an_error_with_its_name() -> None:
    paper = Paper(12.0, Font(), lambda number, pages: ("", ""))
    with pytest.raises(ExportError, match="the picture of Plank cannot be drawn on paper"):
        paper.together([Picture(NOWHERE, 1.0, "Plank")])
