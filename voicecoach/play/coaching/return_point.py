"""Where a session goes on after an absence: somebody who was away has left the position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.play.engine import navigation
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Part

AWAY_S = 3.0
"""Seconds: after a shorter pause the body is still in position."""
FAR_AWAY_S = 20.0
"""Seconds: after a longer one somebody may have got up."""
FORGOTTEN_S = 60.0
"""Seconds: after a longer one the cautions are said again."""


@dataclass(frozen=True, slots=True)
class ReturnPoint:
    """A place in a session to go on from."""

    index: int
    """The part that is played next, if there is no way back before it."""
    offset: int
    """Frames from its start."""
    way_back_at: int | None = None
    """The number of the part before which the way back into the position is played; None: none is needed."""
    entry: int = 0
    """Where in that part to begin after the way back, in frames from its start."""


def return_point(parts: Sequence[Part], index: int, offset: int) -> ReturnPoint:
    """Where to go on for somebody who was away while the session was at `offset` of part `index`.

    In a set: the way back into it, then the repetition that was cut from its start. In a set-up: the way into the
    position again. In a rest, the rest goes on, and the way back comes before the next set.
    """
    part = parts[index]
    segment = part.segment
    if segment.exercise is None or segment.endless:
        return ReturnPoint(index, offset)
    match segment.kind:
        case SegmentKind.WORK:
            start = navigation.repetition_start(part, offset)
            if start is not None:
                return ReturnPoint(index, 0, index, start)
            return return_point(parts, index + 1, 0) if index + 1 < len(parts) else ReturnPoint(index, offset)
        case SegmentKind.SWITCH if _is_set(parts, index + 1):
            return ReturnPoint(index + 1, 0, index + 1)
        case SegmentKind.REST:
            return ReturnPoint(index, offset, index + 1 if _is_set(parts, index + 1) else None)
        case _:
            return ReturnPoint(_way_in(parts, index), 0)


def _is_set(parts: Sequence[Part], index: int) -> bool:
    return index < len(parts) and parts[index].segment.kind is SegmentKind.WORK


def _way_in(parts: Sequence[Part], index: int) -> int:
    """The part of this visit that leads into the position, if it is behind; else the part itself."""
    first, _ = navigation.visit_range(parts, index)
    for at in range(index, first - 1, -1):
        if parts[at].segment.kind is SegmentKind.MOVE:
            return at
    return index
