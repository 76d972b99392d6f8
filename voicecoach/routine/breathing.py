"""Which doses are paced by the breath, and how: the one place that decides it for the coach and for `check`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.routine.breath_pace import SHORTEST_BREATH_PART
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.routine.dose import Dose, Prescription
    from voicecoach.routine.model import Exercise


class Breath(NamedTuple):
    """One breath, phase by phase, in seconds; a phase of 0 is left out."""

    into: Seconds
    hold: Seconds
    out: Seconds
    empty: Seconds

    @property
    def length(self) -> Seconds:
        """From one breath in to the next."""
        return Seconds(sum(self))


BREATH_AT_REST = Breath(Seconds(4.0), Seconds(0.0), Seconds(6.0), Seconds(0.0))
"""Six breaths a minute, and longer out than in, within what is called slow breathing (4 to 10 a minute: Russo, Santarelli and
O'Rourke 2017, The physiological effects of slow breathing in the healthy human). A back that moves with it has time from one
end to the other."""
BREATH_AT_WORK = Breath(Seconds(3.0), Seconds(0.0), Seconds(4.0), Seconds(0.0))
"""The same where muscles work, so that nobody runs out of air while holding a bridge."""


def breath_of(phases: tuple[Seconds, ...]) -> Breath:
    """Two to four numbers: in and out; in, hold and out; in, hold, out and empty."""
    into, *rest = phases
    hold, out, empty = {1: (0.0, *rest, 0.0), 2: (*rest, 0.0), 3: tuple(rest)}[len(rest)]
    return Breath(into, Seconds(hold), Seconds(out), Seconds(empty))


def usual_breath(exercise: Exercise) -> Breath:
    """Its pace if nobody chooses another."""
    return BREATH_AT_WORK if exercise.kind in ("strengthen", "cardio") else BREATH_AT_REST


def has_own_words(exercise: Exercise) -> bool:
    """Whether an exercise has words for a movement, besides those for the breath."""
    return bool(exercise.go or exercise.short or exercise.finish or exercise.phases)


def is_paced_by_breath(exercise: Exercise, dose: Dose) -> bool:
    """Whether the words of the breath are said in a dose: not while seconds are counted, nor beside words of a movement."""
    if dose.breath is not None or dose.breaths is not None:
        return True
    if dose.hold is not None:
        return False
    if dose.tempo is not None:
        breath = breath_of(tuple(Seconds(phase.low) for phase in dose.tempo))
        if min(breath.into, breath.out) < SHORTEST_BREATH_PART:
            return False
        if exercise.kind == "breathe":
            return True
    return bool(exercise.inhale or exercise.exhale) and not has_own_words(exercise)


class OwnPace(NamedTuple):
    """How the person breathes."""

    into: float
    """Seconds in."""
    out: float
    """Seconds out."""
    wins: bool
    """Whether it wins over the plain pace that an author writes too, as what is asked for now does."""


def in_breaths(
    exercise: Exercise, dose: Dose, at_level: Prescription, own: OwnPace | None = None
) -> Prescription:
    """The prescription with what is paced by breath as breaths: what was a number of repetitions, or a time.

    `own` is the person's pace. It takes the place of the coach's; a pattern in which the breath is held is the exercise itself,
    and stays.

    `at_level` is `dose` at a level. A time ends on a full breath out, so that the nearest number of whole breaths is done.
    """
    if not is_paced_by_breath(exercise, dose):
        return at_level
    if own is not None and _gives_way(at_level, own):
        pace = Breath(Seconds(own.into), Seconds(0.0), Seconds(own.out), Seconds(0.0))
        at_level = replace(at_level, breath_s=pace)
    elif dose.breath is None and dose.breaths is not None:
        return at_level
    given = at_level.breath_s or at_level.tempo_s
    breath = usual_breath(exercise) if given is None else breath_of(given)
    if at_level.breaths is not None:
        return replace(at_level, breath_s=breath)
    turns = exercise.sides == "alternate"
    if at_level.time_s is not None:
        breaths = max(1, int(at_level.time_s / breath.length / (2 if turns else 1) + 0.5))
    else:
        breaths = at_level.reps or 1
    apart = turns or at_level.open or at_level.between_s
    reps, each = (breaths, 1) if apart else (1, breaths)
    return replace(at_level, breath_s=breath, breaths=each, reps=reps)


def _gives_way(at_level: Prescription, own: OwnPace) -> bool:
    """Whether the pace of a dose gives way to the person's own."""
    given = at_level.breath_s or at_level.tempo_s
    if given is None:
        return True
    written = breath_of(given)
    return own.wins and not written.hold and not written.empty
