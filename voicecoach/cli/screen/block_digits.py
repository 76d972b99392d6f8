"""Numbers in letters as high as a window allows, to be read from the floor three metres away."""

from __future__ import annotations

from collections.abc import Sequence

HEIGHT = 5
"""Rows of a digit at its smallest."""

_FONT = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}
"""The dots of digits and the colon; a cell of a terminal is twice as high as wide, so a dot is two cells wide."""


def digits_width(text: str, scale: int) -> int:
    """The width of a text of digits and colons in cells, if each dot is `scale` rows high."""
    dots = sum(len(_FONT[one][0]) for one in text) + len(text) - 1
    return dots * 2 * scale


def largest_scale(texts: Sequence[str], width: int, height: int, gap: int) -> int:
    """How many rows high a dot may be so that all texts fit beside each other, `gap` dots apart; 0 if none does."""
    scale = 0
    while HEIGHT * (scale + 1) <= height and (
        sum(digits_width(text, scale + 1) for text in texts) + (len(texts) - 1) * gap * 2 * (scale + 1)
        <= width
    ):
        scale += 1
    return scale


def block_digits(text: str, scale: int, ink: str) -> list[str]:
    """The rows of the text, all equally wide, drawn with the character `ink`."""
    rows = []
    for row in range(HEIGHT):
        dots = " ".join(_FONT[one][row] for one in text)
        cells = "".join((ink if dot == "#" else " ") * 2 * scale for dot in dots)
        rows += [cells] * scale
    return rows
