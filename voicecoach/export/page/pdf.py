"""The handout on paper: A4, on one page if it is still readable on one."""

from __future__ import annotations

import datetime
import io
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from voicecoach.errors import ExportError
from voicecoach.export.captions import clock, plain
from voicecoach.export.handout import Handout, Item, ItemPicture, handout_without_routine, listed
from voicecoach.export.page.cover import font_for
from voicecoach.export.recording import Publication

_SIZES = (11.0, 10.0, 9.0, 8.5)
"""Points: the largest at which all fits on one page is taken; below the last nobody over fifty reads."""
_LONG_SIZE = 11.0
"""Points, if it takes several pages anyway."""
_MARGIN_MM = 16.0
_PICTURE_MM = 40.0
"""The height of a picture of an exercise; one that is more than twice as wide is less high."""
_PICTURE_PIXELS = 1000
"""The longest side of a picture: more than paper shows at that size."""
_MOST_TOLD = 12
"""Letters that are named as missing."""
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})  # noqa: RUF001
_INK, _QUIET, _CARE, _TINT = (20, 20, 20), (80, 80, 80), (138, 28, 0), (11, 83, 148)


def handout_pdf(publication: Publication) -> bytes:
    """The whole file. Raises ExportError if the library is not installed."""
    require_library(publication.sound)
    handout = _handout_of(publication)
    font = _font_for(handout)
    for size in _SIZES:
        page = _Paper(publication, handout, size, font)
        written = page.bytes()
        if page.pages == 1:
            return written
    return _Paper(publication, handout, _LONG_SIZE, font).bytes()


def letters_left_out(publication: Publication) -> tuple[str, ...]:
    """What the paper cannot hold, a sentence each: the letters that its font lacks."""
    handout = _handout_of(publication)
    font = _font_for(handout)
    missing = list(dict.fromkeys(char for char in font.worded(repr(handout)) if font.lacks(char)))
    if not missing:
        return ()
    shown = "".join(missing[:_MOST_TOLD]) + ("…" if len(missing) > _MOST_TOLD else "")
    return (f"the letters {shown}, which its font lacks",)


def require_library(path: str) -> None:
    """Raises ExportError, for the file `path`, if the library is not installed."""
    try:
        import fpdf  # noqa: F401
    except ImportError as error:
        raise ExportError(
            "a PDF needs one more library: pip install 'voicecoach[pdf]'", path=path or "pdf"
        ) from error


@dataclass(frozen=True, slots=True)
class _Font:
    """What the letters are drawn with."""

    path: str | None = None
    """None: the font that every reader has, with western letters."""
    letters: Container[int] = range(256)
    """The code points that it has."""

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


class _Paper:
    """The handout laid out with letters of one size."""

    def __init__(self, publication: Publication, handout: Handout, size: float, font: _Font) -> None:
        from fpdf import FPDF

        self._size = size
        self._phrases = publication.phrases
        self._font = font
        self._family = "other" if font.path else "helvetica"
        self._pdf: Any = FPDF(format="A4")
        self._pdf.set_margin(_MARGIN_MM)
        self._pdf.set_auto_page_break(True, margin=_MARGIN_MM)
        for style in ("", "B", "I") if font.path else ():
            self._pdf.add_font(self._family, style, font.path)
        self._pdf.set_title(self._font.safe(handout.title))
        self._pdf.set_author(self._font.safe(plain(publication.artist)))
        self._pdf.set_lang(publication.timeline.language)
        self._pdf.set_creation_date(_day(publication.date))
        self._pdf.add_page()
        self._layout(handout)

    @property
    def pages(self) -> int:
        """How many it takes."""
        return int(self._pdf.page_no())

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._pdf.output(out)
        for font in self._pdf.fonts.values():  # a font of the system stays open otherwise
            if hasattr(font, "ttfont"):
                font.ttfont.close()
        return out.getvalue()

    def _layout(self, handout: Handout) -> None:
        size = self._size
        self._line(handout.title, size * 1.9, "B", _TINT)
        length = self._phrases.say("paper-minutes", length=clock(handout.length_s))
        self._line(" · ".join(filter(None, (length, handout.about))), size)
        if handout.facts:
            self._line(" · ".join(handout.facts), size)
        if handout.props:
            self._line(
                f"{self._phrases.say('paper-props')} {listed(self._phrases, handout.props)}", size, "B"
            )
        self._gap(0.3)
        safety = self._phrases.say("paper-safety-line", notices=" ".join(handout.safety))
        self._line(safety, size * 0.92, "", _CARE)
        for number, item in enumerate(handout.items, 1):
            self._gap(0.55)
            self._item(number, item)
        if handout.source:
            self._gap(0.6)
            self._line(handout.source, size * 0.8, "I", _QUIET)

    def _item(self, number: int, item: Item) -> None:
        size = self._size
        # A heading at the foot of a page, away from its words, helps nobody.
        if self._pdf.will_page_break(size * 0.36 * 5):
            self._pdf.add_page()
        self._line(f"{number}. {item.title}", size * 1.15, "B", _TINT)
        facts = listed(self._phrases, filter(None, (item.position, *item.props)))
        self._line(" · ".join(filter(None, (item.dose, facts))), size, "B")
        if item.picture:
            self._picture(item.picture)
        if item.steps:
            self._line(" ".join(item.steps), size)
        if item.remember:
            remember = f"{self._phrases.say('paper-remember')} {' '.join(item.remember[:4])}"
            self._line(remember, size * 0.92, "I", _QUIET)
        if item.cautions:
            self._line(f"{self._phrases.say('paper-care')} {' '.join(item.cautions)}", size * 0.92, "", _CARE)
        if item.easier:
            easier = self._phrases.say("paper-too-hard", easier=item.easier)
            self._line(easier, size * 0.92, "I", _QUIET)

    def _picture(self, picture: ItemPicture) -> None:
        image = _drawn(picture)
        height = min(_PICTURE_MM, _PICTURE_MM * 2 * image.height / image.width)
        self._pdf.image(image, h=height, alt_text=picture.shows)
        self._gap(0.2)

    def _line(self, words: str, size: float, style: str = "", ink: tuple[int, int, int] = _INK) -> None:
        self._pdf.set_font(self._family, style, size)
        self._pdf.set_text_color(*ink)
        self._pdf.multi_cell(0, size * 0.46, self._font.safe(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def _gap(self, lines: float) -> None:
        self._pdf.ln(self._size * 0.46 * lines)


def _drawn(picture: ItemPicture) -> Any:
    """The picture as it is to be seen, no larger than paper shows it. Raises ExportError if its pixels are damaged."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(picture.data)) as stored:
            stored.draft("RGB", (_PICTURE_PIXELS, _PICTURE_PIXELS))
            image = ImageOps.exif_transpose(stored)
        image.thumbnail((_PICTURE_PIXELS, _PICTURE_PIXELS))
    except Exception as error:  # decoders raise what they like
        raise ExportError(f"the picture of {picture.shows} is damaged; save it again", path="pdf") from error
    return image


def _handout_of(publication: Publication) -> Handout:
    return publication.handout or handout_without_routine(publication.timeline)


def _font_for(handout: Handout) -> _Font:
    """The one that every reader has if it has all the letters; else one of the system's, if there is any."""
    words, plainest = repr(handout), _Font()
    if not any(map(plainest.lacks, plainest.worded(words))) or (path := font_for(words)) is None:
        return plainest
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return _Font(path, frozenset(font.getBestCmap()))


def _unseen(char: str) -> bool:
    """Whether it joins or varies its neighbours, and is not a letter itself."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


def _day(date: str) -> datetime.datetime:
    """Noon of that day; a fixed day if none is given, so that the file is too."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        day = datetime.date(2000, 1, 1)
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
