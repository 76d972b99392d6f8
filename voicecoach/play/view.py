"""What a screen shows of a session: a snapshot, made of parts and a place in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.play.engine.navigation import event_at, frames_left, visit_range
from voicecoach.script.cue import Role, SegmentKind
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.play.engine.play_history import Spot
    from voicecoach.play.engine.player_state import PlayerState
    from voicecoach.timeline.timeline import Part


@dataclass(frozen=True, slots=True)
class View:
    """One moment of a session, for eyes."""

    state: PlayerState
    title: str
    """The exercise's name, or the routine's before the first."""
    visit: int
    """Which exercise of the session this is, from 1; 0 before the first."""
    at_s: float
    """How far into that exercise, in seconds."""
    length_s: float
    """How long it is, as far as it is laid out."""
    kind: SegmentKind
    side: str | None
    set: int | None
    rep: int | None
    reps: int | None
    role: Role | None
    """What window runs: a hold, a rest ...; None outside one."""
    window_s: float
    """How long that window is, in seconds; 0 outside one."""
    done_s: float
    """How much of it is over."""
    words: str
    """The phrase that was said last; while it waits, what it waits for."""
    following: str
    """The next exercise's name; empty at the last."""
    left_s: float
    """To the end of the session, as far as it is laid out."""
    complete: bool
    """Whether that is all of it."""


def view_of(
    parts: Sequence[Part], index: int, spot: Spot, state: PlayerState, rate: int, *, complete: bool
) -> View:
    """The moment at which the listener is at `spot`, in part number `index`."""
    part, segment = spot.part, spot.part.segment
    here = part.start + spot.offset
    window = event_at(part, spot.offset, EventKind.SPAN, EventKind.WAIT)
    said = [event for event in part.events if event.kind is EventKind.SAY and event.start <= here]
    words = (
        window.text if window is not None and window.kind is EventKind.WAIT else said[-1].text if said else ""
    )
    visits = (later.segment for later in parts[index + 1 :] if later.segment.exercise)
    following = next((later.title for later in visits if later.visit > segment.visit), "")
    reps = [event.rep for event in part.events if event.rep is not None and event.start <= here]
    first, last = visit_range(parts, index)
    side = window.side if window is not None and window.side else segment.side
    return View(
        state=state,
        title=segment.title,
        visit=segment.visit,
        at_s=(sum(one.end - one.start for one in parts[first:index]) + spot.offset) / rate,
        length_s=sum(one.end - one.start for one in parts[first:last]) / rate,
        kind=segment.kind,
        side=side.value if side is not None else None,
        set=segment.set,
        rep=reps[-1] if reps and segment.kind is SegmentKind.WORK else None,
        reps=segment.reps,
        role=window.role if window is not None else None,
        window_s=(window.end - window.start) / rate if window is not None else 0.0,
        done_s=(here - window.start) / rate if window is not None else 0.0,
        words=words,
        following=following,
        left_s=frames_left(parts, index, spot.offset) / rate,
        complete=complete,
    )
