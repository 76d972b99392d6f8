"""The lengths that a file asks for, and those that result: for `check` and `list`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.routine.dose import Prescription
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.script.visit import Interlude, Place, Visit
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class AskedTime:
    """From the first work to the last in a routine of intervals, or in one group of its steps."""

    step: int | None
    """The number of the step in the routine, from 1; None: the whole routine."""
    asked_s: float
    """As it is written, in seconds."""
    lasts_s: float
    left_out: int
    """How many phrases do not fit."""
    exact: bool
    """Whether it goes by the clock."""

    def __str__(self) -> str:
        where = "" if self.step is None else f"step {self.step}: "
        text = f"{where}asked {_clock(self.asked_s)}, lasts {_clock(self.lasts_s)}"
        if self.left_out:
            text += f", {self.left_out} phrase{'' if self.left_out == 1 else 's'} left out"
        return text


def intervals_line(loaded: LoadedRoutine, voice: Voice | None = None) -> str | None:
    """How long everything that goes by the clock lasts, in one line; None if nothing in the routine does."""
    from voicecoach.script.choices import Choices
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice

    choices = Choices().settled(loaded.routine)
    timeline = prepare(loaded, choices, voice or open_voice("silent")).timeline
    found = list(asked_times(loaded, choices, timeline))
    loose = any(not one.exact and one.lasts_s - one.asked_s >= 1 for one in found)
    note = "; “timing: strict” makes it exact" if loose else ""
    return "; ".join(map(str, found)) + note if found else None


def asked_times(loaded: LoadedRoutine, choices: Choices, timeline: Timeline) -> Iterator[AskedTime]:
    """For a strict routine, or one that has only timed sets and holds, the whole; else each step that goes by the clock.

    `choices` are those of the timeline.
    """
    from voicecoach.phrases import phrases_of
    from voicecoach.routine.model import Timing
    from voicecoach.script.clocked import clock_end
    from voicecoach.script.outline import outline
    from voicecoach.script.strict_windows import asked_s
    from voicecoach.script.visit import Clock, Interlude, Visit
    from voicecoach.script.wording import Wording

    routine = loaded.routine
    choices = choices.settled(routine)
    items = outline(routine, choices)
    words = Wording(phrases_of(routine.language), choices)

    def asked(place: Place, part: Sequence[Visit | Interlude], *, exact: bool) -> AskedTime | None:
        lasts = _lasts(timeline, place)
        if lasts is None:
            return None
        step = int(place[1]) + 1 if place else None
        return AskedTime(step, asked_s(words, part), lasts, _left_out(timeline, place), exact)

    strict = routine.timing is Timing.STRICT
    visits = [item for item in items if isinstance(item, Visit)]
    timed = [visit for visit in visits if _is_timed(visit.doses[0][1])]
    several = len(timed) > 1 or any(
        dose.sets > 1 or dose.hold_s is not None for visit in timed for _, dose in visit.doses
    )
    clocks = [
        at
        for at, item in enumerate(items)
        if (isinstance(item, Interlude) and isinstance(item.step, Clock))
        or (isinstance(item, Visit) and item.strict and not _in_clock(items, at))
    ]
    if strict or (several and len(timed) == len(visits) and not clocks):
        if (whole := asked((), items, exact=strict)) is not None:
            yield whole
        return
    for at in clocks:
        place = items[at].place
        # Within a repeat it comes again: once is enough.
        if [items[one].place for one in clocks].index(place) == clocks.index(at):
            end = at if isinstance(items[at], Visit) else clock_end(items, at)
            found = asked(place, items[at : end + 1], exact=True)
            if found is not None:
                yield found


def _in_clock(items: Sequence[Visit | Interlude], at: int) -> bool:
    """Whether the step there is one of those that go by a clock."""
    from voicecoach.script.visit import Clock, ClockEnd, Interlude

    marks = [item.step for item in items[:at] if isinstance(item, Interlude)]
    return sum(isinstance(step, Clock) for step in marks) > sum(isinstance(step, ClockEnd) for step in marks)


def _is_timed(dose: Prescription) -> bool:
    """Whether its author gave all of its time: of a set, or of holds and the rests between them."""
    return dose.time_s is not None or (dose.hold_s is not None and dose.between_s is not None)


def _lasts(timeline: Timeline, place: Place) -> float | None:
    """Seconds from the first work there to the end of the last; if it is repeated, the first time."""
    from voicecoach.script.cue import SegmentKind

    inside = [part for part in timeline.parts if part.segment.place[: len(place)] == place]
    if place:
        inside = [part for part in inside if part.segment.exact]
        again = next(
            (at for at in range(1, len(inside)) if inside[at].start != inside[at - 1].end), len(inside)
        )
        inside = inside[:again]
    work = [part for part in inside if part.segment.kind is SegmentKind.WORK]
    return (work[-1].end - work[0].start) / timeline.rate if work else None


def _left_out(timeline: Timeline, place: Place) -> int:
    from voicecoach.timeline.misfits import omitted_phrases

    parts = tuple(part for part in timeline.parts if part.segment.place[: len(place)] == place)
    return len(omitted_phrases(replace(timeline, parts=parts)))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
