"""`--wait setup`: before each exercise, and on the way up from the floor, the session waits until the person is ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.play.coaching.variants import visit_at
from voicecoach.play.coaching.ways import begins_at_once, lead_part
from voicecoach.script.cue import Cue, Role, Say, Segment, SegmentKind, Slot, Wait
from voicecoach.script.move_table import LOW, UPRIGHT
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.timeline.timeline import Part

LONGEST_S = Seconds(60.0)
"""How long it waits before it goes on by itself."""


def with_waits(parts: Iterator[Part], studio: Studio) -> Iterator[Part]:
    """The parts, with a wait before the first set of each visit. The first one says how to end it."""
    waited: set[int] = set()
    for part in parts:
        segment = part.segment
        if gets_up(segment) and (written := studio.written(part)) is not None:
            yield _way_up(part, written, studio)
            continue
        # What goes by the clock does not wait.
        if segment.kind is SegmentKind.WORK and segment.visit not in waited and not segment.exact:
            yield _wait(segment, studio, first=not waited)
            if begins_at_once(segment):
                yield lead_part(studio, visit_at(studio, segment), segment, segment.before)
            waited.add(segment.visit)
        yield part


def gets_up(segment: Segment) -> bool:
    """Whether it leads from low down to standing: that takes what it takes."""
    move = segment.kind is SegmentKind.MOVE
    return move and segment.before.position in LOW and segment.after.position in UPRIGHT


def _way_up(part: Part, written: Segment, studio: Studio) -> Part:
    """The same words, and a wait in the place of the time that is usual."""
    phrases = studio.phrases
    said = Say(phrases.say("wait-up", length=phrases.length(LONGEST_S)), Role.MOVE)
    wait = Wait(phrases.say("wait-up-prompt"), LONGEST_S)
    cues: list[Cue] = []
    for cue in written.cues:
        cues += [said, wait] if isinstance(cue, Slot) else [cue]
    made = studio.arrange(replace(written, cues=tuple(cues)))[0]
    return studio.keep_voice(replace(made, index=part.index, segment=part.segment), made)


def _wait(segment: Segment, studio: Studio, *, first: bool) -> Part:
    phrases = studio.phrases
    said = phrases.say("wait-setup" if first else "wait-setup-short", length=phrases.length(LONGEST_S))
    cues = (Say(said, Role.MOVE), Wait(phrases.say("wait-setup-prompt"), LONGEST_S))
    made = Segment(
        SegmentKind.MOVE,
        cues,
        segment.place,
        segment.visit,
        segment.title,
        segment.exercise,
        side=segment.side,
    )
    # A part of the moment: not one of the script's, see `segment_marks`.
    return replace(studio.arrange(made)[0], index=-1)
