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
    from voicecoach.timeline.timeline import Event, Part


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
    sets: int | None
    """How many sets of the exercise there are on that side; None while that is not laid out."""
    round: int | None
    rounds: int | None
    rep: int | None
    """The repetition, or the breath of an exercise that is counted in breaths."""
    reps: int | None
    """Of how many repetitions or breaths."""
    role: Role | None
    """What window runs: a hold, a rest ...; None outside one."""
    phase: str
    """What is said to do in a breath: breathe in, hold; empty outside one. The window is this phase then."""
    window_s: float
    """How long that window is, in seconds; 0 outside one."""
    done_s: float
    """How much of that window is over, in seconds."""
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
    rep = reps[-1] if reps and segment.kind is SegmentKind.WORK else None
    of = segment.reps
    if segment.breaths and segment.kind is SegmentKind.WORK and of in (None, 1):
        rep, of = _breath(part, segment.breaths, here) if rep else None, segment.breaths
    phase, begin, end = _phase(part, window, here)
    laid_out = complete or last < len(parts)
    sets = [one.segment.set or 0 for one in parts[first:last]]
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
        sets=max(sets) or None if laid_out else None,
        round=segment.round,
        rounds=segment.rounds,
        rep=rep,
        reps=of,
        role=window.role if window is not None else None,
        phase=phase,
        window_s=(end - begin) / rate,
        done_s=(here - begin) / rate,
        words=words,
        following=following,
        left_s=frames_left(parts, index, spot.offset) / rate,
        complete=complete,
    )


def _breath(part: Part, breaths: int, here: int) -> int:
    """Which breath it is. Counted from the end: after a pause only those that are left are laid out again."""
    later = sum(event.role is Role.BREATH and event.start > here for event in _spans(part))
    return min(breaths, max(1, breaths - later))


def _spans(part: Part) -> list[Event]:
    return [event for event in part.events if event.kind is EventKind.SPAN]


def _phase(part: Part, window: Event | None, here: int) -> tuple[str, int, int]:
    """What a breath is at, and from where to where; without a breath the window itself."""
    if window is None:
        return "", here, here
    begin, end, words = window.start, window.end, ""
    if window.role is Role.BREATH:
        for event in part.events:
            if event.kind is EventKind.SAY and event.role is Role.BREATH and begin <= event.start < end:
                if event.start > here:
                    return words, begin, event.start
                begin, words = event.start, event.text
    return words, begin, end
