"""What is said, in the forms that readers need: phrases with their times, wrapped lines, clock times."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.routine.silences import without_silences
from voicecoach.timeline.timeline import EventKind, Timeline

LINE = 42
"""Characters in the longest line of a subtitle, as broadcasters have it."""

_LINGER_MS = 1200
"""A shorter phrase stays readable for so long, unless something else is said."""

_JOINED = ("Mn", "Mc", "Me", "Sk")
"""Accents, vowel signs, frames, and the tones of an emoji's skin: they belong to the character before them."""

_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Caption:
    """One or two lines, shown for a time."""

    start_ms: int
    """Milliseconds from the start of the session."""
    end_ms: int
    """The first at which it is gone; after `start_ms`, at or before the next one's start."""
    lines: tuple[str, ...]


def plain(text: str) -> str:
    """`text` in one line, without control characters and silences; marks of direction stay for right-to-left writing."""
    text = without_silences(text)
    if text.isprintable():  # nearly always: then there is none of all that
        return " ".join(text.split())
    words = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text
    ).split()
    return " ".join(words).encode("utf-8", "replace").decode("utf-8")


def captions(timeline: Timeline) -> Iterator[Caption]:
    """Everything that is said, in order and never overlapping; long phrases in several captions."""
    said = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
    said.sort(key=lambda event: event.start)
    for index, event in enumerate(said):
        start, end = _ms(event.start, timeline.rate), _ms(event.end, timeline.rate)
        limit = _ms(said[index + 1].start if index + 1 < len(said) else timeline.end, timeline.rate)
        end = min(max(end, start + _LINGER_MS), limit)
        yield from _shared(start, end, _pages(plain(event.text)))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken between words; a longer word is broken within."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        while len(word) > width:
            if line:
                lines.append(line)
                line = ""
            at = cut(word, width)
            lines.append(word[:at])
            word = word[at:]
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def cut(text: str, most: int) -> int:
    """Where to cut a longer `text` after at most `most` characters: not between a letter and its accents, nor within an
    emoji of several, unless nothing would be left."""
    at = most
    while at and (unicodedata.category(text[at]) in _JOINED or _JOINER in text[at - 1 : at + 1]):
        at -= 1
    return at or most


def spoken_text(timeline: Timeline) -> str:
    """Every phrase on a line of its own, each chapter after an empty line and its title."""
    lines: list[str] = []
    for chapter in timeline.chapters():
        lines += ["", plain(chapter.title).upper()] if chapter.title else [""]
        lines += [
            plain(event.text)
            for part in timeline.parts
            if chapter.start <= part.start and part.end <= chapter.end
            for event in part.events
            if event.kind is EventKind.SAY
        ]
    return "\n".join(lines).strip("\n")


def clock(seconds: float) -> str:
    """12:05, or 1:02:05: a length for people, to the nearest second; the same in every place that shows one."""
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def stamp(milliseconds: int, point: str) -> str:
    """01:02:03.004, with `point` before the milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"


def _ms(frame: int, rate: int) -> int:
    """The nearest millisecond; the same rounding for starts and ends keeps what meets from overlapping."""
    return (frame * 2000 + rate) // (2 * rate)


def _pages(text: str) -> list[tuple[str, ...]]:
    lines = wrap(text, LINE)
    return [tuple(lines[at : at + 2]) for at in range(0, len(lines), 2)]


def _shared(start: int, end: int, pages: list[tuple[str, ...]]) -> Iterator[Caption]:
    """`pages` over the time from `start` to `end`, each as long as its share of the letters."""
    letters = [sum(len(line) for line in page) for page in pages]
    total, before = sum(letters), 0
    for page, count in zip(pages, letters, strict=True):
        begin = start + (end - start) * before // total
        before += count
        finish = start + (end - start) * before // total
        if begin < finish:
            yield Caption(begin, finish, page)
