"""What a session consists of: the routine's steps with repeats unrolled, optional ones decided, doses at the level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from voicecoach.routine.breathing import in_breaths
from voicecoach.routine.count_in import USUAL_COUNT_IN
from voicecoach.routine.dose import Dose, Prescription
from voicecoach.routine.model import (
    Do,
    Exercise,
    PauseFor,
    PlaySound,
    Repeat,
    Rest,
    Rounds,
    Routine,
    SayText,
    Sides,
    Step,
    Switch,
    Timing,
    WaitFor,
)
from voicecoach.script.choices import LEVELS, Choices, Talk
from voicecoach.script.cue import Side
from voicecoach.script.familiarity import Stage
from voicecoach.script.less import less
from voicecoach.units import Range

NEXT_FROM = 6.0
"""Seconds: the shortest rest that announces what comes next; after a shorter one, that is said at once anyway."""

Place: TypeAlias = tuple[str | int, ...]
"""Keys and indexes into the routine's file."""


@dataclass(frozen=True, slots=True)
class Round:
    """One of several rounds of the same steps."""

    number: int
    """From 1."""
    of: int
    rest: Range | None = None
    """Between two of them."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One exercise, at its turn."""

    number: int
    """From 1, in the order of the session."""
    id: str
    exercise: Exercise
    doses: tuple[tuple[Side | None, Prescription], ...]
    """The dose of each side in the order they are done; one of side None if there are no sides."""
    place: Place
    again: bool = False
    """Whether the session had this exercise before: its set-up is known by now."""
    alike: bool = False
    """Whether it then had the same dose."""
    at_once: bool = False
    """Whether it was the exercise just before."""
    announced: bool = False
    """Whether the rest before it says what comes."""
    fetch: tuple[str, ...] = ()
    """Props that nobody was asked to fetch yet."""
    heard: frozenset[str] = frozenset()
    """Instructions of exercises before it, as their authors wrote them."""
    count_in: int = USUAL_COUNT_IN
    """The number from which its sets are counted in; the first word is on one. 0: no count."""
    pain: int | None = None
    """How much pain is all right, on a scale to 10; None: none is."""
    round: Round | None = None
    """The innermost round that it is in."""
    quiet: bool = False
    """Whether nothing is said in its timed sets and holds."""
    cues: str | tuple[str, ...] | None = None
    """When these are marked; None: as the coach has it."""
    strict: bool = False
    """Whether its own sets and rests last exactly what is written."""
    set_by_set: bool = False
    """Whether the sides change after each set, and not after all sets of one."""

    @property
    def alternates(self) -> bool:
        """Whether sides change every repetition: not where their times differ, for then they cannot."""
        same = len({dose.time_s for _, dose in self.doses}) == 1
        return self.exercise.sides is Sides.ALTERNATE and same and len(self.doses) == 2


@dataclass(frozen=True, slots=True)
class Interlude:
    """What comes between exercises."""

    step: Rest | PauseFor | SayText | PlaySound | WaitFor | Round
    """A Round stands for its beginning."""
    place: Place


def outline(routine: Routine, choices: Choices) -> tuple[Visit | Interlude, ...]:
    """Every exercise and interlude in order.

    An exercise that the routine names and does not hold is a fault of the loading: raises KeyError.
    """
    choices = choices.settled(routine)
    items: list[Visit | Interlude] = []
    seen: dict[str, Visit] = {}
    heard: frozenset[str] = frozenset()
    last: Visit | None = None
    for step, place, in_round in _unrolled(routine.steps, ("steps",)):
        if not isinstance(step, Do):
            items.append(Interlude(step, place))
        elif not step.optional or choices.include & {step.do, "all"}:
            visit = visit_of(routine, step, choices, number=last.number + 1 if last else 1, place=place)
            if before := seen.get(visit.id):
                alike = before.doses == visit.doses
                visit = replace(visit, again=True, alike=alike, at_once=before is last)
            before_it = [item for item in items[-2:] if not _begins_round(item)]
            announced = bool(before_it) and _announces_what_comes(before_it[-1], choices)
            visit = replace(visit, announced=announced, fetch=(), heard=heard, round=in_round)
            if choices.talk is not Talk.AUTO or choices.history.stage_of(visit.id) is Stage.NEW:
                heard |= frozenset(visit.exercise.setup)
            seen[visit.id] = last = visit
            items.append(visit)
    return tuple(items)


def _begins_round(item: Visit | Interlude) -> bool:
    return isinstance(item, Interlude) and isinstance(item.step, Round)


def _announces_what_comes(item: Visit | Interlude, choices: Choices) -> bool:
    return (
        isinstance(item, Interlude)
        and isinstance(item.step, Rest)
        and item.step.rest.at(choices.level) >= NEXT_FROM
    )


def visit_of(
    routine: Routine, step: Do, choices: Choices, *, number: int, place: Place, variant: str | None = None
) -> Visit:
    """The visit that a step asks for; with `variant`, that exercise in its place."""
    wanted = routine.exercises[step.do]
    eased = step.do in choices.easier or (wanted.ease_in and choices.level == LEVELS["gentle"])
    chosen = variant or (wanted.easier if eased and wanted.easier else step.do)
    exercise = routine.exercises[chosen]
    if exercise.sides is Sides.NONE:
        doses: tuple[tuple[Side | None, Prescription], ...] = (
            (None, _prescribed(exercise, choices, step.dose, exercise.dose)),
        )
    else:
        own = {Side.LEFT: (step.left, exercise.left), Side.RIGHT: (step.right, exercise.right)}
        doses = tuple(
            (side, _prescribed(exercise, choices, own[side][0], step.dose, own[side][1], exercise.dose))
            for side in (choices.first, choices.first.other)
            if step.side in (None, side.value)
        )
    if chosen in choices.less:
        doses = tuple((side, less(dose)) for side, dose in doses)
    pain = step.pain or exercise.pain
    wins, gives_way = choices.counted_in
    asked = (wins, step.count_in, routine.count_in, gives_way, USUAL_COUNT_IN)
    count_in = next(number for number in asked if number is not None)
    visit = Visit(number, chosen, exercise, doses, place, fetch=exercise.props, count_in=count_in, pain=pain)
    by_set = step.switch is Switch.EACH_SET and exercise.sides is Sides.EACH and len(doses) > 1
    strict = step.timing is Timing.STRICT
    return replace(
        visit,
        strict=strict,
        quiet=step.quiet,
        cues=step.cues,
        set_by_set=by_set and max(dose.sets for _, dose in doses) > 1,
    )


def _prescribed(exercise: Exercise, choices: Choices, *layers: Dose | None) -> Prescription:
    """The dose of several layers, the first the strongest, in numbers; what is paced by breath in breaths."""
    dose = _layered(*layers)
    return in_breaths(exercise, dose, dose.at(choices.level))


def _layered(*layers: Dose | None) -> Dose:
    """One dose of several, the first the strongest."""
    dose = Dose()
    for layer in reversed(layers):
        if layer is not None:
            dose = layer.over(dose)
    return dose


_Unrolled: TypeAlias = tuple[
    Do | Rest | PauseFor | SayText | PlaySound | WaitFor | Round, Place, Round | None
]


def _unrolled(steps: Iterable[Step], place: Place, now: Round | None = None) -> Iterator[_Unrolled]:
    """Every step in its turn, with its place and the round that it is in."""
    for index, step in enumerate(steps):
        here = (*place, index)
        if isinstance(step, Repeat):
            for _ in range(step.repeat):
                yield from _unrolled(step.steps, (*here, "steps"), now)
        elif isinstance(step, Rounds):
            yield from _in_rounds(step, here)
        else:
            yield step, here, now


def _in_rounds(step: Rounds, place: Place) -> Iterator[_Unrolled]:
    """The steps of each round, with its beginning before them, and the rest before that but for the first."""
    for number in range(1, step.rounds + 1):
        now = Round(number, step.rounds, step.rest)
        if number > 1 and step.rest is not None:
            yield Rest.model_construct(rest=step.rest), (*place, "rest"), now
        if step.rounds > 1:
            yield now, place, now
        yield from _unrolled(step.steps, (*place, "steps"), now if step.rounds > 1 else None)
