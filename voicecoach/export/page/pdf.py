"""The handout on paper: what a patient takes home."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from voicecoach.errors import ExportError
from voicecoach.export.captions import plain
from voicecoach.export.handout import (
    Between,
    Entry,
    Group,
    Handout,
    Item,
    ItemPicture,
    handout_without_routine,
    listed,
)
from voicecoach.export.page.paper import Paper
from voicecoach.export.page.paper_font import font_that_has
from voicecoach.export.page.paper_head import draw_head
from voicecoach.export.page.paper_parts import BULLET, CARE, TINT, Line, Picture
from voicecoach.export.recording import Publication
from voicecoach.phrases import Phrases

SIZES = (12.0, 11.5, 11.0)
"""Points: what health services print for people over seventy. The first that takes the fewest sheets is taken."""

LARGE_SIZES = (18.0, 17.0, 16.0)
"""The same in large print."""

_PICTURE_PIXELS = 1000
"""The longest side of a picture: more than paper shows at its size."""
_FEW = 12
"""Sheets: of more than that one less is not worth smaller letters."""
_MOST_TOLD = 12
"""Letters that are named as missing."""
_LABELS = ("paper-start", "paper-props", "paper-remember", "paper-care", "paper-close")


def handout_pdf(publication: Publication) -> bytes:
    """The whole file. Raises ExportError if the library is not installed."""
    return _handout_pdf(publication, SIZES)


def large_handout_pdf(publication: Publication) -> bytes:
    """The same in large print. Raises ExportError if the library is not installed."""
    return _handout_pdf(publication, LARGE_SIZES)


def letters_left_out(publication: Publication) -> tuple[str, ...]:
    """What the paper cannot hold, a sentence each: the letters that its font lacks."""
    handout = _handout_of(publication)
    words = repr((handout, publication.letterhead))
    font = font_that_has(words)
    missing = list(dict.fromkeys(char for char in font.worded(words) if font.lacks(char)))
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


def _handout_pdf(publication: Publication, sizes: tuple[float, ...]) -> bytes:
    require_library(publication.sound)
    handout, phrases, head = _handout_of(publication), publication.phrases, publication.letterhead
    font = font_that_has(repr((handout, head)))
    logo = _on_paper(head.logo, 0) if head and head.logo else None

    def foot(number: int, pages: str) -> tuple[str, str]:
        return phrases.say("paper-page", page=str(number), pages=pages), handout.title

    def laid_out(size: float, like: Paper | None = None, *, pictures: bool = True) -> Paper:
        paper = Paper(size, font, foot, like=like, pictures=pictures)
        paper.pdf.set_title(font.safe(handout.title))
        paper.pdf.set_author(font.safe(plain(publication.artist)))
        paper.pdf.set_lang(publication.timeline.language)
        paper.pdf.set_creation_date(_day(publication.date))
        labels = [*(phrases.say(key) for key in _LABELS), *(fact.label for fact in handout.facts)]
        paper.measure_labels(labels)
        if head:
            draw_head(paper.pdf, font, head, logo)
        _write(paper, phrases, handout)
        return paper

    papers = {sizes[0]: laid_out(sizes[0], pictures=False)}
    first = papers[sizes[0]]
    if 1 < first.sheets <= _FEW:
        papers |= {size: laid_out(size, first, pictures=False) for size in sizes[1:]}
    size = min(papers, key=lambda size: papers[size].sheets)
    paper = laid_out(size, first) if papers[size].lacks_pictures else papers[size]
    written = paper.bytes()
    first.close()
    return written


def _write(paper: Paper, phrases: Phrases, handout: Handout) -> None:
    paper.write(Line(handout.title, scale=2.0, bold=True, ink=TINT))
    if handout.about:
        paper.write(Line(handout.about, above=0.2))
    facts = [Line(fact.text, label=fact.label) for fact in handout.facts]
    if handout.props:
        facts.append(Line(listed(phrases, handout.props), label=phrases.say("paper-props")))
    paper.write(Line("", scale=0.3))
    paper.together(facts)
    safety = [Line(phrases.say("paper-safety"), scale=1.1, bold=True, ink=CARE)]
    safety += [Line(line, mark=BULLET, above=0.15) for line in handout.safety]
    paper.write(Line("", scale=0.7))
    paper.together(safety, boxed=True)
    paper.write(Line("", scale=0.5))
    _entries(paper, phrases, handout.entries, 0)
    if handout.close:
        paper.together([Line(handout.close, label=phrases.say("paper-close"), above=0.9, rule=True)])
    if handout.ticks:
        paper.ticks(handout.ticks)
    if handout.source:
        paper.write(Line(handout.source, scale=0.9, above=0.9))


def _entries(
    paper: Paper, phrases: Phrases, entries: tuple[Entry, ...], depth: int, before: tuple[Line, ...] = ()
) -> None:
    """`before` are the headings of the groups that begin here, which stay with the first entry."""
    told = False
    for entry in entries:
        if isinstance(entry, Group):
            title = Line(entry.title, scale=1.15, bold=True, ink=TINT, above=0.9, depth=depth, rule=True)
            heading = (*before, title, *(Line(more, depth=depth) for more in entry.more))
            _entries(paper, phrases, entry.entries, depth + 1, heading)
        elif isinstance(entry, Between):
            # Several things that are said one after the other are one thing to a reader.
            above = 0.3 if told else 0.8
            paper.together([*before, Line(entry.text, bold=True, above=above, depth=depth, rule=not told)])
        else:
            paper.together([*before, *_item(phrases, entry, depth)])
            if entry.easier:
                paper.together(list(_easier(phrases, entry.easier, depth)))
        before, told = (), isinstance(entry, Between)


def _item(phrases: Phrases, item: Item, depth: int) -> Iterator[Line | Picture]:
    def line(words: str, label: str = "", **of: object) -> Line:
        return Line(words, label=phrases.say(label) if label else "", depth=depth, **of)  # type: ignore[arg-type]

    number = f"{item.number}." if item.number else ""
    yield line(item.title, scale=1.35, bold=True, ink=TINT, mark=number, above=0.8, rule=True)
    if item.picture and not item.as_before:
        yield _on_paper(item.picture, depth)
    if item.dose:
        yield line(item.dose, scale=1.1, bold=True)
    yield from map(line, item.more)
    if item.position:
        yield line(item.position, "paper-start", above=0.2)
    if item.props:
        yield line(listed(phrases, item.props), "paper-props")
    if item.about:
        yield line(item.about, above=0.2)
    if item.as_before:
        yield line(item.as_before, above=0.2)
    for at, step in enumerate(item.steps, 1):
        yield line(step, mark=f"{at}", above=0.2 if at == 1 else 0.05)
    if item.remember:
        yield line(" ".join(item.remember), "paper-remember", above=0.2)
    for caution in item.cautions:
        yield line(caution, "paper-care", above=0.2, ink=CARE)


def _easier(phrases: Phrases, item: Item, depth: int) -> Iterator[Line | Picture]:
    """What to do instead, on grey."""

    def line(words: str, **of: object) -> Line:
        return Line(words, depth=depth, shaded=True, **of)  # type: ignore[arg-type]

    yield Line("", scale=0.5, depth=depth)
    yield line(phrases.say("paper-too-hard", easier=item.title), bold=True)
    if item.picture:
        yield _on_paper(item.picture, depth, shaded=True)
    yield from map(line, filter(None, (item.dose, *item.more)))
    if item.position:
        yield line(f"{phrases.say('paper-start')} {item.position}")
    if item.props:
        yield line(f"{phrases.say('paper-props')} {listed(phrases, item.props)}")
    for at, step in enumerate(item.steps, 1):
        yield line(step, mark=f"{at}")
    for caution in item.cautions:
        yield line(f"{phrases.say('paper-care')} {caution}")
    yield Line("", scale=0.3, depth=depth)


def _on_paper(picture: ItemPicture, depth: int, shaded: bool = False) -> Picture:
    if picture.media_type == "image/svg+xml":
        # Lines stay lines. The library knows no ink of the page.
        image: Any = picture.data.replace(b"currentColor", b"#000000")
        return Picture(image, picture.height / picture.width, picture.shows, depth, shaded)
    image = _drawn(picture)
    return Picture(image, image.height / image.width, picture.shows, depth, shaded)


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


def _day(date: str) -> datetime.datetime:
    """Noon of that day; a fixed day if none is given, so that the file is too."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        day = datetime.date(2000, 1, 1)
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
