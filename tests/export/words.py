"""A session in each format of words, and one with words that would break every format."""

from __future__ import annotations

from tests.export import samples
from voicecoach.export.formats import word_format
from voicecoach.export.recording import Publication
from voicecoach.timeline.timeline import EventKind, Timeline

SPITE = (
    "A \"quoted\"\n\n</script><b>{\\b1} & --> -- 'single' [00:01.00] 😀 שלום \u202e\x00\x1b " + "long " * 2000
)
"""A title and a phrase that would break every format."""

spiteful = samples.session(title=SPITE, first=SPITE, words=SPITE)


def said(timeline: Timeline) -> list[str]:
    return [event.text for _, event in timeline.events() if event.kind is EventKind.SAY]


def written(name: str, timeline: Timeline, sound: str = "morning.wav") -> str:
    return word_format(name).text(Publication(timeline, sound=sound, source="a book", date="2026-11-21"))
