"""`--wait setup`: before each exercise, the session waits until the person is ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.script.cue import Role, Say, Segment, SegmentKind, Wait
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.timeline.timeline import Part

LONGEST_S = Seconds(60.0)
"""How long it waits before it goes on by itself."""


def with_waits(parts: Iterator[Part], studio: Studio) -> Iterator[Part]:
    """The parts, with a wait before the first set of each visit. How to end it is told the first time."""
    waited: set[int] = set()
    for part in parts:
        segment = part.segment
        if segment.kind is SegmentKind.WORK and segment.visit not in waited:
            yield _wait(segment, studio, first=not waited)
            waited.add(segment.visit)
        yield part


def _wait(segment: Segment, studio: Studio, *, first: bool) -> Part:
    phrases = studio.phrases
    told = phrases.say("wait-setup" if first else "wait-setup-short", length=phrases.length(LONGEST_S))
    cues = (Say(told, Role.MOVE), Wait(phrases.say("wait-setup-prompt"), LONGEST_S))
    made = Segment(
        SegmentKind.MOVE,
        cues,
        segment.place,
        segment.visit,
        segment.title,
        segment.exercise,
        side=segment.side,
    )
    # A part of the moment: not one of the script's, see `place.marks_of`.
    return replace(studio.arrange(made)[0], index=-1)
