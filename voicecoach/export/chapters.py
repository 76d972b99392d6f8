"""The chapters of a session, and what stands below them: sets and sides.

MP3 (tables of contents within one another) and Matroska (chapters within chapters) hold both. The others know one row of
chapters: in a WAV, a FLAC, an Opus or an M4A each exercise has one, and its sets and sides have none.
"""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.export.captions import cut, plain
from voicecoach.script.cue import Segment, SegmentKind, Side
from voicecoach.timeline.timeline import Chapter, Timeline

LONGEST_TITLE = 250
"""Characters of a title in a tag: readers reserve little more."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A chapter with its sets and sides."""

    chapter: Chapter
    below: tuple[Chapter, ...]
    """One a set and side, where there are at least two; in order, within the chapter."""


def short(title: str) -> str:
    """A title for a tag: one line, at most LONGEST_TITLE characters, never empty."""
    line = plain(title) or "Untitled"
    return line if len(line) <= LONGEST_TITLE else line[: cut(line, LONGEST_TITLE - 1)].rstrip() + "…"


def branches(timeline: Timeline) -> tuple[Branch, ...]:
    """Every chapter with what stands below it, titles made short."""
    return tuple(
        Branch(Chapter(short(chapter.title), chapter.start, chapter.end), _below(timeline, chapter))
        for chapter in timeline.chapters()
    )


def _below(timeline: Timeline, chapter: Chapter) -> tuple[Chapter, ...]:
    sets = [
        Chapter(_named(part.segment), part.start, part.end)
        for part in timeline.parts
        if chapter.start <= part.start < chapter.end and part.segment.kind is SegmentKind.WORK
    ]
    return tuple(sets) if len(sets) > 1 else ()


def _named(segment: Segment) -> str:
    words = [f"set {segment.set}"] if segment.set is not None else []
    if segment.side in (Side.LEFT, Side.RIGHT):
        words.append(f"{segment.side.value} side")
    return ", ".join(words).capitalize() or short(segment.title)
