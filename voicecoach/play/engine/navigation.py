"""Finds places in a session: pure functions on its parts, for the controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voicecoach.script.cue import Role, SegmentKind
from voicecoach.timeline.timeline import Event, EventKind, Part
from voicecoach.units import Frames

RESTART_S = 4.0
"""Nearer than this to an exercise's start, in seconds, "previous" means the exercise before it."""

_COUNTED = (Role.COUNT, Role.REMIND, Role.PROGRESS, Role.BREATH)
"""What may be left out once, for an answer in its place."""


def next_exercise(parts: Sequence[Part], index: int) -> int | None:
    """The first part of the next visit; None after the last.

    What the author has between the two, a rest or a wait, is skipped: somebody who asks for the next exercise is ready,
    and its set-up says how to come into position.
    """
    here = parts[index].segment.visit
    return next((at for at in range(index + 1, len(parts)) if parts[at].segment.visit > here), None)


def visit_range(parts: Sequence[Part], index: int) -> tuple[int, int]:
    """First and last (excluded) part of the visit around `index`."""
    here, first, last = parts[index].segment.visit, index, index + 1
    while first and parts[first - 1].segment.visit == here:
        first -= 1
    while last < len(parts) and parts[last].segment.visit == here:
        last += 1
    return first, last


def previous_exercise(parts: Sequence[Part], index: int, offset: int, rate: int) -> int:
    """The start of this exercise; for somebody who hardly began it, of the one before."""
    first, _ = visit_range(parts, index)
    into = offset + sum(part.end - part.start for part in parts[first:index])
    return visit_range(parts, first - 1)[0] if into < RESTART_S * rate and first else first


def end_of_exercise(parts: Sequence[Part], index: int) -> int:
    """The first part after `index` that is not of the exercise there; what the author has between two exercises
    is of none."""
    here, end = parts[index].segment, index + 1
    while (
        end < len(parts)
        and parts[end].segment.visit == here.visit
        and parts[end].segment.exercise is not None
    ):
        end += 1
    return end


def exercise_of(parts: Sequence[Part], index: int) -> str | None:
    """The exercise that something said at part `index` is about: the one there, else the one just done, else the next."""
    behind = (parts[at].segment.exercise for at in range(index, -1, -1))
    ahead = (part.segment.exercise for part in parts[index + 1 :])
    return next((exercise for exercise in (*behind, *ahead) if exercise is not None), None)


def choice_at(parts: Sequence[Part], index: int) -> int | None:
    """The number of the endless part in which a choice is waited for, while that or what leads to it runs."""
    if parts[index].segment.endless:
        return index
    leads = parts[index].index < 0 and index + 1 < len(parts) and parts[index + 1].segment.endless
    return index + 1 if leads else None


def sets_of(parts: Sequence[Part], index: int) -> list[int]:
    """Each set of the visit that the part at `index` belongs to."""
    first, last = visit_range(parts, index)
    return [at for at in range(first, last) if parts[at].segment.kind is SegmentKind.WORK]


def current_set(parts: Sequence[Part], index: int) -> int | None:
    """The set that runs, or the last that ran in this exercise; None before the first."""
    first, _ = visit_range(parts, index)
    return next(
        (at for at in range(index, first - 1, -1) if parts[at].segment.kind is SegmentKind.WORK), None
    )


def last_phrase(parts: Sequence[Part], index: int, offset: int) -> str | None:
    """The last phrase that began, counts left out."""
    for at in range(min(index, len(parts) - 1), -1, -1):
        here = parts[at].start + offset if at == index else parts[at].end
        for event in reversed(parts[at].events):
            if event.kind is EventKind.SAY and event.role is not Role.COUNT and event.start < here:
                return event.text
    return None


def frames_left(parts: Sequence[Part], index: int, offset: int) -> int:
    """From here to the end of what is laid out."""
    return sum(part.end - part.start for part in parts[index:]) - offset


def event_at(part: Part, offset: int, *kinds: EventKind) -> Event | None:
    """The innermost event of these kinds that runs at `offset`."""
    here = part.start + offset
    return next((e for e in reversed(part.events) if e.kind in kinds and e.start <= here < e.end), None)


def cut_at(part: Part, offset: int) -> list[Event]:
    """What sounds at `offset`, and has begun before."""
    here = part.start + offset
    heard = (EventKind.SAY, EventKind.SOUND)
    return [event for event in part.events if event.kind in heard and event.start < here < event.end]


def is_busy(part: Part, begin: int, end: int) -> bool:
    """Whether anything sounds, or an exact window runs, between two offsets of a part."""
    first, last = part.start + begin, part.start + end
    return any(e.kind is not EventKind.WAIT and e.start < last and first < e.end for e in part.events)


def repetition_start(part: Part, offset: int) -> Frames | None:
    """The offset at which to begin again what runs at `offset` of a set; None if all of its repetitions are over.

    That is the first word of the repetition; in a rest between two, of the next. A set that is paced by many breaths
    goes on with the breath that was cut, and a timed set where it was; before the first repetition it is 0.
    """
    here = part.start + offset
    windows = [event for event in part.events if event.kind is EventKind.SPAN and event.role is not Role.REST]
    if windows and here >= windows[-1].end:
        return None
    now = event_at(part, offset, EventKind.SPAN)
    if now is not None and now.role is Role.TIME:
        return Frames(offset)
    if now is not None and now.role is Role.BREATH and (part.segment.reps or 1) == 1:
        return Frames(now.start - part.start)
    begun = [event for event in part.events if event.rep is not None and event.start <= here]
    if not begun:
        return Frames(0)
    if now is not None and now.role is Role.REST:
        return Frames(
            next(event for event in part.events if event.rep is not None and event.start >= now.end).start
            - part.start
        )
    turn = begun[-1].rep, begun[-1].side
    first = next(event for event in part.events if (event.rep, event.side) == turn)
    return Frames(first.start - part.start)


def matching_offset(old: Part, new: Part, offset: int) -> Frames:
    """The offset in `new` of the phrase or window that runs, or began last, at `offset` of `old`: the same part, made
    again."""

    def name(event: Event) -> tuple[object, ...]:
        return event.kind, event.role, event.rep, event.text

    begun = [event for event in old.events if event.start <= old.start + offset]
    if not begun:
        return Frames(0)
    last = name(begun[-1])
    before = [name(event) for event in begun[:-1]].count(last)
    same = [event for event in new.events if name(event) == last]
    return Frames(same[before].start - new.start) if before < len(same) else Frames(0)


def room_for(part: Part, offset: int, frames: int) -> int | None:
    """How many frames of the timeline an answer of `frames` replaces; None if it must be said by
    itself.

    An answer is laid over a window of exact length, whose time then runs on, if it ends with the window at
    the latest and only counts and reminders are left out for it; none of these is cut in two.
    """
    window = event_at(part, offset, EventKind.SPAN, EventKind.WAIT)
    if window is None:
        return None
    here = part.start + offset
    there = here + frames
    for event in part.events:
        if event.kind in (EventKind.SAY, EventKind.SOUND) and event.start < there and here < event.end:
            if event.role not in _COUNTED:
                return None
            there = max(there, event.end)
    return there - here if there <= window.end else None


def lengthened(part: Part, offset: int, extra: int, step: int, counts: Sequence[str]) -> Part | None:
    """The part with the hold, time, rest or wait that runs at `offset` longer by `extra` frames; None outside
    one.

    Where seconds are counted up, the count goes on: `counts` has the words from "one" on, `step` frames
    apart. Where they are counted down, what is still to come is said that much later, a countdown that has begun from its
    first number.
    """
    window = event_at(part, offset, EventKind.SPAN, EventKind.WAIT)
    if window is None or (window.kind is EventKind.SPAN and window.role in (Role.REP, Role.BREATH)):
        return None
    here, more = part.start + offset, Frames(extra)
    inside = [e for e in part.events if e is not window and window.start <= e.start < window.end]
    spoken = [e for e in inside if e.role is Role.COUNT and e.kind is EventKind.SAY]
    upwards = [e for e in spoken if e.text in counts]
    up = len(upwards) > 1 and counts.index(upwards[0].text) < counts.index(upwards[-1].text)
    # The new time begins at the old end if seconds are counted up, else where it cuts nothing.
    at = window.end if up else max([here, *(e.end for e in inside if e.start <= here)])
    events = []
    for event in part.events:
        if event is window:
            events.append(replace(event, end=Frames(event.end + more)))
        elif event.start >= at:
            events.append(replace(event, start=Frames(event.start + more), end=Frames(event.end + more)))
        else:
            events.append(event)
    if up:
        number = counts.index(upwards[-1].text) + 1
        start = upwards[-1].start + step
        while start + step <= window.end + more and number < len(counts):
            length = upwards[-1].end - upwards[-1].start
            events.append(
                replace(upwards[-1], text=counts[number], start=Frames(start), end=Frames(start + length))
            )
            start, number = start + step, number + 1
    else:
        # A countdown that has begun begins again, before the new end.
        events += [
            replace(event, start=Frames(event.start + more), end=Frames(event.end + more))
            for event in spoken
            if event.start < at <= event.start + more
        ]
    events.sort(key=lambda e: (e.start, e.kind is not EventKind.SPAN))
    return replace(part, end=Frames(part.end + more), events=tuple(events))
