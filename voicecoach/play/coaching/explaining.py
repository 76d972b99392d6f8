"""Explains in full an exercise that is known well enough for few words, if asked: now, and for the rest of the session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.play.coaching.variants import visit_again, visit_at
from voicecoach.script.coach import led_segments, visit_segments
from voicecoach.script.cue import SegmentKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.play.coaching.studio import Studio
    from voicecoach.script.cue import Segment
    from voicecoach.script.outline import Visit
    from voicecoach.timeline.timeline import Part

IN_FULL = frozenset({SegmentKind.WORK, SegmentKind.SWITCH})
"""What is worded differently when the exercise is explained."""


def explained_visit(studio: Studio, now: Segment) -> tuple[Part, ...]:
    """The whole visit of `now` again, with all that explains its exercise."""
    return visit_again(studio, now, _unheard(visit_at(studio, now)))


def in_full(studio: Studio, parts: Sequence[Part], exercise: str) -> Iterator[tuple[Part, Part]]:
    """Each set and each change of sides of an exercise in `parts`, with the same in full.

    What is exact has no time for more words.
    """
    for part in parts:
        segment = part.segment
        if segment.exercise != exercise or segment.kind not in IN_FULL or segment.exact:
            continue
        visit = _unheard(visit_at(studio, segment))
        made_again = (
            led_segments(studio.wording, visit, segment.before)
            if segment.led
            else visit_segments(studio.wording, visit, len(studio.visits), segment.before)
        )
        for made in made_again:
            if (made.kind, made.set, made.side) == (segment.kind, segment.set, segment.side):
                same = replace(made, before=segment.before, after=segment.after)
                found = studio.arrange(same)[0]
                yield part, studio.keep_voice(replace(found, index=part.index), found)
                break


def _unheard(visit: Visit) -> Visit:
    """As if nothing of it had been said before."""
    return replace(visit, again=False, alike=False, heard=frozenset())
