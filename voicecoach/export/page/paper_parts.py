"""What is laid out on a sheet of paper: lines of words, and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voicecoach.errors import ExportError

BULLET = "\u2022"
"""The mark of a line in a list; drawn, as the font that every reader has lacks it."""

PICTURE_MM = (66.0, 40.0)
"""The width and the height that a picture of an exercise takes at most."""
_BESIDE_POINTS = 14.0
"""With larger letters too few words go beside a picture; it is on a line of its own then."""
_GAP_MM = 6.0
"""Between words and the picture beside them."""
_BELOW_MM = 1.0
"""The space below a picture, into which a line may go."""

SHADE_MM = 2.0
"""How much further out a shade goes than its words."""
GROUP_MM = 6.0
"""How far in the entries of a group are."""
DEEPEST = 6
"""Groups within one another that are shown as such."""
HANG_MM = 7.5
"""From the mark of a line to its words, for letters of eleven points."""
PARTED = 0.6
"""What takes less than this share of a sheet is not parted; to keep more together would cost a sheet nearly each time."""
LEADING = 0.47
"""Millimetres from line to line, for each point of the letters: four thirds of their height."""
LABEL_SHARE = 0.3
"""How much of the width a column of labels takes at most."""

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
    """A picture, with what comes next beside it, or on a line of its own."""

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
        """As high as a picture may be, unless it is then too wide."""
        return min(PICTURE_MM[1], PICTURE_MM[0] * self.ratio)

    @property
    def width_mm(self) -> float:
        """In its own shape."""
        return self.height_mm / self.ratio

    @property
    def narrower_mm(self) -> float:
        """How much room it takes from the words beside it."""
        return self.width_mm + _GAP_MM

    def beside(self, points: float) -> bool:
        """Whether words in letters of that size go beside it."""
        return points <= _BESIDE_POINTS


@dataclass(slots=True)
class Beside:
    """The picture beside the words that are written, if there is one."""

    down_mm: float = 0.0
    """How far down it still goes."""
    narrower_mm: float = 0.0
    """How much room it takes from the words."""

    def begin(self, picture: Picture) -> None:
        """It is beside what comes next."""
        self.down_mm, self.narrower_mm = picture.height_mm + 2, picture.narrower_mm

    def pass_by(self, height_mm: float) -> None:
        """So much is written beside it."""
        self.down_mm = max(self.down_mm - height_mm, 0.0)
        if self.down_mm < _BELOW_MM:
            self.end()

    def end(self) -> float:
        """What comes next is below it. Returns how much further down that is."""
        down, self.down_mm, self.narrower_mm = self.down_mm, 0.0, 0.0
        return down


def put(pdf: Any, picture: Picture, left: float, top: float, height: float) -> None:
    """Draws the picture, cut off at its edges, in millimetres. Raises ExportError for a drawing that cannot be followed."""
    try:
        with pdf.rect_clip(left, top, height / picture.ratio, height):
            pdf.image(picture.image, x=left, y=top, h=height, alt_text=picture.shows)
    except ArithmeticError as error:  # of a curve without any length
        raise ExportError(
            f"the picture of {picture.shows} cannot be drawn on paper; save it again", path="pdf"
        ) from error
