"""A segment at another pace: its repetitions and breaths stretched, its doses as they are."""

from __future__ import annotations

from dataclasses import replace

from voicecoach.script.cue import Cue, Role, Segment, Slot
from voicecoach.units import Seconds


def paced(segment: Segment, factor: float) -> Segment:
    """The segment with its repetitions and breaths stretched; holds, times and rests are doses and stay, and what is exact."""
    if factor == 1 or segment.exact:
        return segment
    return replace(segment, cues=tuple(stretched(cue, factor) for cue in segment.cues))


def stretched(cue: Cue, factor: float) -> Cue:
    if not isinstance(cue, Slot) or cue.role not in (Role.REP, Role.BREATH):
        return cue
    return replace(
        cue,
        seconds=Seconds(cue.seconds * factor),
        anchored=tuple(
            replace(one, at=Seconds(one.at * factor), by=None if one.by is None else Seconds(one.by * factor))
            for one in cue.anchored
        ),
    )
