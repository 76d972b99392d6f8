"""The chapters of a session, and the sets and sides within them.

MP3 (tables of contents within one another) and Matroska (chapters within chapters) hold both. The others know one row of
chapters: in a WAV, a FLAC, an Opus or an M4A each exercise has one, and its sets and sides have none.
"""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.export.captions import cut, plain
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.script.cue import Segment, SegmentKind, Side
from voicecoach.timeline.timeline import Chapter, Timeline

LONGEST_TITLE = 250
"""Characters of a title in a tag: readers reserve little more."""

NO_TITLE = "—"
"""For a title of nothing that can be seen, as no routine has it."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A chapter with its sets and sides."""

    chapter: Chapter
    below: tuple[Chapter, ...]
    """One for each set and side, in order, within the chapter; empty if there is only one."""


def tag_title(title: str) -> str:
    """A title for a tag: one line, at most LONGEST_TITLE characters, never empty."""
    line = plain(title) or NO_TITLE
    return line if len(line) <= LONGEST_TITLE else line[: cut(line, LONGEST_TITLE - 1)].rstrip() + "…"


def chapter_tree(timeline: Timeline) -> tuple[Branch, ...]:
    """Every chapter with its sets and sides; titles are shortened."""
    return tuple(
        Branch(Chapter(tag_title(chapter.title), chapter.start, chapter.end), _sets_within(timeline, chapter))
        for chapter in timeline.chapters()
    )


def _sets_within(timeline: Timeline, chapter: Chapter) -> tuple[Chapter, ...]:
    phrases = phrases_of(timeline.language)
    sets = [
        Chapter(_set_title(phrases, part.segment), part.start, part.end)
        for part in timeline.parts
        if chapter.start <= part.start < chapter.end and part.segment.kind is SegmentKind.WORK
    ]
    return tuple(sets) if len(sets) > 1 else ()


def _set_title(phrases: Phrases, segment: Segment) -> str:
    sided = segment.side if segment.side in (Side.LEFT, Side.RIGHT) else None
    side = phrases.phrase(sided.value) if sided else ""
    if segment.set is None and not sided:
        return tag_title(segment.title)
    if segment.set is None:
        title = phrases.say("chapter-side", side=side)
    else:
        title = phrases.say("chapter-set-side" if sided else "chapter-set", set=segment.set, side=side)
    return title[:1].upper() + title[1:]
