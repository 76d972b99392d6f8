"""How long and how large a session can become at most, found without expanding anything.

A routine of ten lines can ask for a week, or for a million repetitions. What is added up here is at the strong end of
every range with every optional step, so that no choice leads beyond it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.routine.dose import Dose
from voicecoach.routine.model import (
    AsManyRounds,
    Do,
    Every,
    Exercise,
    Group,
    PauseFor,
    PlaySound,
    Repeat,
    Rest,
    Rounds,
    SayText,
    Sides,
    Step,
    WaitFor,
)
from voicecoach.routine.silences import silence_in
from voicecoach.routine.tree import Keys
from voicecoach.units import DAY, Range

if TYPE_CHECKING:
    from voicecoach.routine.loaded_routine import LoadedRoutine

MOST_CUES = 200_000
"""Counts, phrases and slots of one session: a day of one count a second is 86,400."""

SHORTEST_REP_S = 1.0
"""Seconds: the least that a repetition takes if nothing says how long it takes."""

BREATH_S = 6.0
"""Seconds: what a breath takes, roughly; only limits are measured with it."""

SPOKEN_STEP_S = 1.0


@dataclass(frozen=True, slots=True)
class Extent:
    """An estimate from the file alone: exact slots count in full, words and moves hardly at all."""

    seconds: float
    cues: float
    """Counts, phrases and slots, roughly."""

    def __add__(self, other: Extent) -> Extent:
        return Extent(self.seconds + other.seconds, self.cues + other.cues)

    def times(self, count: float) -> Extent:
        """The same, `count` times over."""
        return Extent(self.seconds * count, self.cues * count)


_NOTHING = Extent(0.0, 0.0)


def extent_of_steps(steps: tuple[Step, ...], exercises: dict[str, Exercise]) -> Extent:
    """The extent of `steps` at the strong end of everything; unknown exercises count by what the step says."""
    total = _NOTHING
    for step in steps:
        total += extent_of_step(step, exercises)
    return total


def extent_of_step(step: Step, exercises: dict[str, Exercise]) -> Extent:
    """The extent of one step at its strong end."""
    if isinstance(step, Repeat):
        return extent_of_steps(step.steps, exercises).times(step.repeat)
    if isinstance(step, Rounds):
        one = extent_of_steps(step.steps, exercises) + Extent(_high(step.rest, 0.0), 4.0)
        return one.times(step.rounds)
    if isinstance(step, Every):
        one = extent_of_steps(step.steps, exercises)
        return Extent(max(one.seconds, step.every.high), one.cues + 4.0).times(step.times)
    if isinstance(step, AsManyRounds):
        one = extent_of_steps(step.steps, exercises) + Extent(0.0, 4.0)
        rounds = max(1.0, step.length.high / max(SHORTEST_REP_S, one.seconds))
        return Extent(step.length.high, one.cues * rounds)
    if isinstance(step, Do):
        return _of_do(step, exercises.get(step.do))
    if isinstance(step, Rest):
        return Extent(step.rest.high, 2.0)
    if isinstance(step, PauseFor):
        return Extent(step.pause.high, 1.0)
    if isinstance(step, WaitFor):
        return Extent(_high(step.time, 10.0) + silence_in(step.wait), 2.0)
    assert isinstance(step, SayText | PlaySound)
    return Extent(SPOKEN_STEP_S + (silence_in(step.say) if isinstance(step, SayText) else 0.0), 1.0)


def _of_do(step: Do, exercise: Exercise | None) -> Extent:
    extent = _of_doses(step, exercise)
    # Each of its texts is said once a cue at most.
    return Extent(extent.seconds + _silence_of(exercise) * max(1.0, extent.cues), extent.cues)


def _silence_of(exercise: Exercise | None) -> float:
    """Seconds of silence in all texts of an exercise."""
    if exercise is None:
        return 0.0
    lines = (*exercise.setup, *exercise.leave, *exercise.remind, *exercise.caution)
    words = (exercise.about, *exercise.go, *exercise.phases, exercise.short, exercise.finish)
    breath = (exercise.inhale, exercise.hold, exercise.exhale, exercise.empty)
    return sum(silence_in(text) for text in (*lines, *words, *breath) if text)


def _of_doses(step: Do, exercise: Exercise | None) -> Extent:
    base = step.dose if exercise is None else exercise.counted(step.dose.over(exercise.dose))
    if exercise is None or exercise.sides is Sides.NONE:
        return extent_of_dose(base)
    total = _NOTHING
    for side, own, theirs in (
        ("left", step.left, exercise.left),
        ("right", step.right, exercise.right),
    ):
        if step.side not in (None, side):
            continue
        dose = base if theirs is None else step.dose.over(theirs.over(exercise.dose))
        total += extent_of_dose(dose if own is None else own.over(dose))
    return total


def extent_of_dose(dose: Dose) -> Extent:
    """The extent of a dose at its strong end, on one side."""
    sets = dose.most_sets
    rests = Extent(_high(dose.rest, 0.0), 2.0)
    if dose.time is not None:
        return (Extent(dose.time.high, dose.time.high) + rests).times(sets)
    one = _repetition_s(dose)
    rep = Extent(one + _high(dose.between, 0.0), one + 2.0)
    return (rep.times(_high(dose.reps, 1.0)) + rests).times(sets)


def effort_s(dose: Dose) -> float:
    """Seconds of work in a dose at its strong end, on one side: without its rests."""
    once = dose.time.high if dose.time is not None else _repetition_s(dose) * _high(dose.reps, 1.0)
    return once * dose.most_sets


def _repetition_s(dose: Dose) -> float:
    if dose.hold is not None:
        return dose.hold.high
    if dose.breath is not None:
        return sum(phase.high for phase in dose.breath) * _high(dose.breaths, 1.0)
    if dose.breaths is not None:
        return dose.breaths.high * BREATH_S
    if dose.tempo is not None:
        return sum(phase.high for phase in dose.tempo)
    return SHORTEST_REP_S


def _high(value: Range | None, otherwise: float) -> float:
    return otherwise if value is None else value.high


def refuse_endless(loaded: LoadedRoutine) -> None:
    """Raises RoutineError, at the step that is too much, for a session over 24 hours or of too many cues."""
    routine = loaded.routine
    total = extent_of_steps(routine.steps, routine.exercises)
    if total.seconds <= DAY and total.cues <= MOST_CUES:
        return
    keys: Keys = ("steps",)
    steps: tuple[Step, ...] = routine.steps
    while True:
        # Down to the step that is too much by itself, done once.
        sizes = [extent_of_step(step, routine.exercises) for step in steps]
        worst = max(
            range(len(sizes)),
            key=lambda index: max(sizes[index].seconds / DAY, sizes[index].cues / MOST_CUES),
        )
        if sizes[worst].seconds <= DAY and sizes[worst].cues <= MOST_CUES:
            break
        keys = (*keys, worst)
        step = steps[worst]
        if not isinstance(step, Group):
            break
        alone = extent_of_steps(step.steps, routine.exercises)
        if alone.seconds <= DAY and alone.cues <= MOST_CUES:
            break
        steps = step.steps
        keys = (*keys, "steps")
    raise loaded.error(_too_much(total), keys)


def _too_much(total: Extent) -> str:
    if total.seconds > DAY:
        return f"this makes a session of more than 24 hours (up to {total.seconds / 3600:,.0f}); do less, or less often"
    return f"this makes a session of about {total.cues:,.0f} counts and phrases; the most is {MOST_CUES:,}"
