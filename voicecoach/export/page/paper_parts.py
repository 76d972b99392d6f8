"""What is put on paper: paragraphs and pictures, each with how it is to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voicecoach.errors import ExportError

BULLET = "\u2022"
"""The mark of a line in a list; drawn, as the font that every reader has lacks it."""

_PICTURE_MM = 40.0
"""The height of a picture of an exercise."""

INK, TINT, CARE, RULE, SHADE = (0, 0, 0), (11, 60, 110), (110, 20, 0), (110, 110, 110), (238, 238, 238)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    words: str
    scale: float = 1.0
    """Of the size of the text."""
    bold: bool = False
    ink: tuple[int, int, int] = INK
    mark: str = ""
    """A number or a bullet before it; its words are further in than it."""
    label: str = ""
    """In bold letters before it, in a column of its own."""
    above: float = 0.0
    """Lines left empty above it."""
    depth: int = 0
    """How many groups it is in."""
    rule: bool = False
    """Whether there is a line above it, from edge to edge."""
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a line of its own."""

    image: Any
    """Of Pillow, or the bytes of an SVG."""
    ratio: float
    """How many times as high as wide it is."""
    shows: str
    """In words, for somebody who cannot see it."""
    depth: int = 0
    shaded: bool = False

    @property
    def height_mm(self) -> float:
        """One that is more than twice as wide as high is less high."""
        return min(_PICTURE_MM, _PICTURE_MM * 2 * self.ratio)


def put(pdf: Any, picture: Picture, left: float, top: float, height: float) -> None:
    """Draws the picture, cut off at its edges, in millimetres. Raises ExportError for a drawing that cannot be followed."""
    try:
        with pdf.rect_clip(left, top, height / picture.ratio, height):
            pdf.image(picture.image, x=left, y=top, h=height, alt_text=picture.shows)
    except ArithmeticError as error:  # of a curve without any length
        raise ExportError(
            f"the picture of {picture.shows} cannot be drawn on paper; save it again", path="pdf"
        ) from error
