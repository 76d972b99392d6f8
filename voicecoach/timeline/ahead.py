"""Names the phrases of a script to its voice before each is asked for, so that a voice can make several at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from voicecoach.script.cue import Say, Segment, Slot
from voicecoach.timeline.spoken import pieces_said, sayable

if TYPE_CHECKING:
    from voicecoach.speech.api import Voice

SEGMENTS = 16
"""How far ahead: enough to keep every core at work, and few enough that a long session's script is never held whole."""


def expected_segments(segments: Iterable[Segment], voice: Voice) -> Iterator[Segment]:
    """The same segments; what each says is expected of the voice when the one so far before it is taken.

    Just the phrases that arranging it measures in any case: nothing is made that would not be made otherwise.
    """
    expect = getattr(voice, "expect", None)
    if expect is None:  # a voice from elsewhere
        yield from segments
        return
    waiting: deque[Segment] = deque()
    for segment in segments:
        expect(expected_phrases(segment, voice))
        waiting.append(segment)
        if len(waiting) > SEGMENTS:
            yield waiting.popleft()
    yield from waiting


def expected_phrases(segment: Segment, voice: Voice) -> Iterator[str]:
    """What arranging the segment measures, as the voice is given it."""
    for cue in segment.cues:
        if isinstance(cue, Say):
            yield from _said(cue, voice)
        elif isinstance(cue, Slot):
            # In the order in which their room is looked for.
            for item in sorted(cue.anchored, key=lambda item: (-item.priority, item.at)):
                if isinstance(item.cue, Say):
                    yield from _said(item.cue, voice)


def _said(cue: Say, voice: Voice) -> Iterator[str]:
    return (sayable(words, voice) for words, _ in pieces_said(cue) if words)
