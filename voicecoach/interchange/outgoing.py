"""A routine taken apart for other formats: what is done, on which side, with its whole dose, and what such formats lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.errors import RoutineError
from voicecoach.interchange.taken import MOST_ENTRIES, Whose
from voicecoach.routine import model
from voicecoach.routine.dose import Dose
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import (
    AsManyRounds,
    Do,
    Every,
    Exercise,
    OneSide,
    PauseFor,
    Repeat,
    Rest,
    Sides,
    Step,
)
from voicecoach.units import Range, Series

BREATH_S = 10.0
"""Seconds of a breath, as the coach paces it if nothing else is said."""
REPETITION_S = 5.0
"""Seconds of a repetition of which nothing says how long it takes."""


_WORDS = {
    "tempo": "the tempo of repetitions",
    "breath": "the pattern of breaths",
    "between": "rests between repetitions",
    "effort": "how hard it should be",
}
"""Parts of a dose that no other format here has."""


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise that is done."""

    exercise: Exercise
    dose: Dose
    """All of it: the step's own over that of the exercise."""
    side: Whose | None
    """None if it has no sides."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A rest between exercises."""

    seconds: Range


@dataclass(frozen=True, slots=True)
class Rounds:
    """The same several times over."""

    times: int
    items: tuple[Item, ...]
    rest: Range | None = None
    """Between two of them."""


Item = Done | Resting | Rounds


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a routine asks for, and what of it stays behind: one sentence each."""

    title: str
    items: tuple[Item, ...]
    remarks: tuple[str, ...]


def outgoing(loaded: LoadedRoutine) -> Outgoing:
    """What `loaded` asks for, without the steps that only it knows. Raises RoutineError if nothing is left."""
    remarks: dict[str, None] = {}
    items = tuple(_items(loaded.routine.steps, loaded.routine.exercises, remarks))
    if not any(isinstance(one, Done) for one in flat(items)):
        raise RoutineError(
            "there is no exercise in this routine that another program could take", path=loaded.path
        )
    return Outgoing(loaded.routine.title, items, tuple(remarks))


def _items(
    steps: tuple[Step, ...], exercises: dict[str, Exercise], remarks: dict[str, None]
) -> Iterator[Item]:
    for step in steps:
        if isinstance(step, Do):
            if step.optional:
                remarks.setdefault(f"“{exercises[step.do].name}” is optional, and left out")
            else:
                yield from _done(step, exercises[step.do], remarks)
        elif isinstance(step, Rest):
            yield Resting(step.rest)
        elif isinstance(step, PauseFor):
            yield Resting(step.pause)
        elif isinstance(step, Repeat):
            if below := tuple(_items(step.steps, exercises, remarks)):
                yield Rounds(step.repeat, below)
        elif isinstance(step, model.Rounds):
            if below := tuple(_items(step.steps, exercises, remarks)):
                yield Rounds(step.rounds, below, step.rest if step.rest and step.rest.high else None)
        elif isinstance(step, Every):
            if below := tuple(_items(step.steps, exercises, remarks)):
                remarks.setdefault(
                    "left out: “every”, the start of each round by the clock; its rounds are kept"
                )
                yield Rounds(step.times, below)
        elif isinstance(step, AsManyRounds):
            if below := tuple(_items(step.steps, exercises, remarks)):
                remarks.setdefault("left out: “for”, as many rounds as you can; one round is kept")
                yield Rounds(1, below)
        else:
            remarks.setdefault(f"left out: steps such as “{_kind(step)}”")


def _kind(step: Step) -> str:
    return next(iter(type(step).model_fields))


def _done(step: Do, exercise: Exercise, remarks: dict[str, None]) -> Iterator[Done]:
    base = step.dose.over(exercise.dose)
    for key in _WORDS:
        if key in base.given():
            remarks.setdefault(f"left out: {_WORDS[key]}")
    if exercise.sides is Sides.NONE:
        yield Done(exercise, base, None)
        return
    if exercise.sides is Sides.ALTERNATE and step.side is None:
        yield Done(exercise, base, Whose.ALTERNATE)
        return
    doses = {}
    for side, own, theirs in (
        (OneSide.LEFT, step.left, exercise.left),
        (OneSide.RIGHT, step.right, exercise.right),
    ):
        if step.side in (None, side):
            dose = base if theirs is None else step.dose.over(theirs.over(exercise.dose))
            doses[side] = dose if own is None else own.over(dose)
    if len(doses) == 2 and doses[OneSide.LEFT].given() == doses[OneSide.RIGHT].given():
        yield Done(exercise, base if exercise.left is None else doses[OneSide.LEFT], Whose.EACH)
        return
    for side, dose in doses.items():
        yield Done(exercise, dose, Whose(side.value))


def flat(items: tuple[Item, ...]) -> Iterator[Done | Resting]:
    """Everything in order, each round as often as it is done."""
    for item in items:
        if isinstance(item, Rounds):
            for number in range(item.times):
                if number and item.rest is not None:
                    yield Resting(item.rest)
                yield from flat(item.items)
        else:
            yield item


def bounded(outgoing: Outgoing) -> list[Done | Resting]:
    """As `flat`. Raises RoutineError for more than MOST_ENTRIES of them."""
    found = []
    for item in flat(outgoing.items):
        found.append(item)
        if len(found) > MOST_ENTRIES:
            raise RoutineError(
                f"this routine does more than {MOST_ENTRIES} exercises, with its repeats written out"
            )
    return found


def has_sets_that_differ(dose: Dose) -> bool:
    """Whether repetitions or holds have a value for each set."""
    return any(isinstance(one, Series) for one in (dose.reps, dose.hold))


def set_seconds(dose: Dose, level: float) -> tuple[float, bool]:
    """How long one set takes on one side at `level`, and whether a repetition had to be guessed."""
    if dose.time is not None:
        return dose.time.at(level), False
    breath = BREATH_S if dose.breath is None else sum(phase.at(level) for phase in dose.breath)
    guessed = False
    if dose.hold is not None:
        once = dose.hold.at(level)
    elif dose.breaths is not None:
        once = dose.breaths.at(level) * breath
    elif dose.tempo is not None:
        once = sum(phase.at(level) for phase in dose.tempo)
    elif dose.breath is not None:
        once = breath
    else:
        once, guessed = REPETITION_S, True
    reps = 1.0 if dose.reps is None else dose.reps.at(level)
    between = 0.0 if dose.between is None else dose.between.at(level)
    return once * reps + between * (reps - 1), guessed
