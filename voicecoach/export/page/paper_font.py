"""What the letters of a PDF are drawn with."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicecoach.export.page.cover import font_for

_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})  # noqa: RUF001
_BOLD = (("-Regular", "-Bold"), ("", "-Bold"), ("", " Bold"), ("", "bd"))
"""How the name of a bold face differs from that of the plain one, at its end."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the system, or the one that every reader has."""

    path: str | None = None
    """None: the font that every reader has, with western letters."""
    letters: Container[int] = range(256)
    """The code points that it has."""

    @property
    def family(self) -> str:
        """Its name within the PDF."""
        return "other" if self.path else "helvetica"

    def add_to(self, pdf: Any) -> None:
        """Makes it known to an FPDF; without a bold face of its own, bold is the plain one."""
        if not self.path:
            return
        plain = Path(self.path)
        faces = (
            plain.with_stem(plain.stem.removesuffix(end) + bold)
            for end, bold in _BOLD
            if plain.stem.endswith(end)
        )
        pdf.add_font(self.family, "", str(plain))
        pdf.add_font(self.family, "B", str(next((face for face in faces if face.is_file()), plain)))

    def worded(self, words: str) -> str:
        """With the marks of a typewriter for those of a printer, which the readers' own fonts do not all have."""
        return words if self.path else words.translate(_MARKS)

    def lacks(self, char: str) -> bool:
        """Whether something would be missing that is seen."""
        return ord(char) not in self.letters and not _unseen(char)

    def safe(self, words: str) -> str:
        """What it has no letter for becomes a question mark: half a word is better than no handout."""
        kept = (char for char in self.worded(words) if ord(char) in self.letters or not _unseen(char))
        return "".join("?" if self.lacks(char) else char for char in kept)


def font_that_has(words: str) -> Font:
    """The one that every reader has if it has all the letters; else one of the system's, if there is any."""
    plainest = Font()
    if not any(map(plainest.lacks, plainest.worded(words))) or (path := font_for(words)) is None:
        return plainest
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return Font(path, frozenset(font.getBestCmap()))


def _unseen(char: str) -> bool:
    """Whether it joins or varies its neighbours, and is not a letter itself."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"
