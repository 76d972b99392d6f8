"""What a session consists of: the routine's steps with groups unrolled, optional ones decided, doses at the level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeAlias, TypeVar

from voicecoach.routine.breathing import OwnPace, in_breaths
from voicecoach.routine.count_in import USUAL_COUNT_IN
from voicecoach.routine.dose import Dose, Prescription
from voicecoach.routine.model import (
    AsManyRounds,
    Do,
    Every,
    Group,
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
from voicecoach.routine.model import Exercise as Exercise
from voicecoach.script.choices import Choices, Talk
from voicecoach.script.cue import Side
from voicecoach.script.familiarity import Stage
from voicecoach.script.fit import Levels, Place
from voicecoach.script.less import less
from voicecoach.script.picking import chosen_exercise, does_something, in_order, is_done, left_out
from voicecoach.script.set_length import change_seconds, visit_seconds
from voicecoach.script.side_needs import SideNeeds, side_needs
from voicecoach.script.visit import NEXT_FROM, Clock, ClockEnd, Interlude, Round
from voicecoach.script.visit import Visit as Visit
from voicecoach.units import Range, Seconds


def outline(routine: Routine, choices: Choices) -> tuple[Visit | Interlude, ...]:
    """Every exercise and interlude in order.

    An exercise that the routine names and does not hold is a fault of the loading: raises KeyError.
    """
    choices = choices.settled(routine)
    items: list[Visit | Interlude] = []
    seen: dict[str, Visit] = {}
    heard: frozenset[str] = frozenset()
    last: Visit | None = None
    unrolling = _Unrolling(routine, choices)
    picked = bool(left_out(routine, choices))
    for step, place, in_round in unrolling.steps(in_order(routine, choices), ("steps",)):
        if picked and isinstance(step, Rest | PauseFor) and not _after_an_exercise(items):
            continue
        if not isinstance(step, Do):
            items.append(Interlude(_fitted(routine, step, place, choices), place))
            unrolling.spend(items)
        elif is_done(routine, step, choices):
            visit = visit_of(routine, step, choices, number=last.number + 1 if last else 1, place=place)
            if before := seen.get(visit.id):
                alike = before.doses == visit.doses
                visit = replace(visit, again=True, alike=alike, at_once=before is last)
            before_it = [item for item in items[-4:] if isinstance(item, Visit) or not item.marks]
            announced = bool(before_it) and _announces_what_comes(before_it[-1], choices)
            now = None if in_round is None else _fitted(routine, in_round, place, choices)
            visit = replace(visit, announced=announced, fetch=(), heard=heard, round=now)
            if choices.talk is not Talk.AUTO or choices.history.stage_of(visit.id) is Stage.NEW:
                heard |= frozenset(visit.exercise.setup)
            seen[visit.id] = last = visit
            items.append(visit)
            unrolling.spend(items)
    if picked and not is_done(routine, list(routine.done())[-1], choices):
        while items and _is_rest(items[-1]):
            items.pop()
    return tuple(items)


def _is_rest(item: Visit | Interlude) -> bool:
    return isinstance(item, Interlude) and isinstance(item.step, Rest | PauseFor)


def _after_an_exercise(items: list[Visit | Interlude]) -> bool:
    """Whether an exercise was done since the last rest, or since the beginning."""
    return isinstance(
        next((one for one in reversed(items) if isinstance(one, Visit) or _is_rest(one)), None), Visit
    )


_Between = TypeVar(
    "_Between", bound=Rest | PauseFor | SayText | PlaySound | WaitFor | Round | Clock | ClockEnd
)


def _fitted(routine: Routine, step: _Between, place: Place, choices: Choices) -> _Between:
    """The step with a rest of the length that it has if rests have a level of their own; else itself."""
    rests = choices.rests if choices.fit is None else choices.fit.rests
    if rests == choices.level or is_exact(routine, place):
        return step
    match step:
        case Rest(rest=length):
            return step.model_copy(update={"rest": _point(length, rests)})
        case PauseFor(pause=length):
            return step.model_copy(update={"pause": _point(length, rests)})
        case Round(rest=Range() as length):
            return replace(step, rest=_point(length, rests))
    return step


def is_exact(routine: Routine, place: Place) -> bool:
    """Whether the step there goes by the clock, or all of the routine does."""
    found: object = routine
    for key in place:
        found = found[key] if isinstance(key, int) else getattr(found, key)  # type: ignore[index]
        if isinstance(found, Every | AsManyRounds):
            return True
    return routine.timing is Timing.STRICT


def _point(length: Range, level: float) -> Range:
    point = length.at(level)
    return Range(point, point)


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
    strict = step.timing is Timing.STRICT or is_exact(routine, place)
    levels = choices.levels(place, strict=strict)
    chosen = variant or chosen_exercise(routine, step, choices, levels.amounts)
    levels = choices.levels(place, strict=strict, exercise=chosen)
    exercise = routine.exercises[chosen]
    needs = _needs(choices, chosen, step.do)
    doses = tuple(
        (side, _prescribed(exercise, levels, dose, choices.own_breath))
        for side, dose in written_doses(exercise, step, needs.first or choices.first)
    )
    if not strict:
        doses = tuple((side, needs.of(side, dose) if side else dose) for side, dose in doses)
    if chosen in choices.less:
        doses = tuple((side, less(dose)) for side, dose in doses)
    pain = step.pain or exercise.pain
    wins, gives_way = choices.counted_in
    asked = (wins, step.count_in, routine.count_in, gives_way, USUAL_COUNT_IN)
    count_in = next(number for number in asked if number is not None)
    visit = Visit(number, chosen, exercise, doses, place, fetch=exercise.props, count_in=count_in, pain=pain)
    by_set = step.switch is Switch.EACH_SET and exercise.sides is Sides.EACH and len(doses) > 1
    return replace(
        visit,
        strict=step.timing is Timing.STRICT,
        quiet=step.quiet,
        not_when_sore=step.not_when_sore or exercise.not_when_sore,
        cues=step.cues,
        set_by_set=by_set and max(dose.sets for _, dose in doses) > 1,
    )


def _needs(choices: Choices, chosen: str, planned: str) -> SideNeeds:
    """What the sides of an exercise need, or of the one in whose place it is."""
    texts = dict(choices.sides)
    text = texts.get(chosen) or texts.get(planned)
    return side_needs(text) if text else SideNeeds()


def written_doses(exercise: Exercise, step: Do, first: Side) -> tuple[tuple[Side | None, Dose], ...]:
    """The dose of each side that is done at a step, in that order, with its ranges; one of side None if there are no sides."""
    if exercise.sides is Sides.NONE:
        return ((None, exercise.counted(_layered(step.dose, exercise.dose))),)
    own = {Side.LEFT: (step.left, exercise.left), Side.RIGHT: (step.right, exercise.right)}
    return tuple(
        (side, exercise.counted(_layered(own[side][0], step.dose, own[side][1], exercise.dose)))
        for side in (first, first.other)
        if step.side in (None, side.value)
    )


def _prescribed(exercise: Exercise, levels: Levels, dose: Dose, own: OwnPace | None) -> Prescription:
    """A dose in numbers; what is paced by breath in breaths."""
    at_level = dose.at(levels.amounts, sets=levels.sets, rests=levels.rests)
    return in_breaths(exercise, dose, at_level, own)


def _layered(*layers: Dose | None) -> Dose:
    """One dose of several, the first the strongest."""
    dose = Dose()
    for layer in reversed(layers):
        if layer is not None:
            dose = layer.over(dose)
    return dose


_Unrolled: TypeAlias = tuple[
    Do | Rest | PauseFor | SayText | PlaySound | WaitFor | Round | Clock | ClockEnd, Place, Round | None
]


class _Unrolling:
    """Every step in its turn, with its place and the round that it is in; `spend` is called with what came of each."""

    def __init__(self, routine: Routine, choices: Choices) -> None:
        self._routine = routine
        self._choices = choices
        self._spent = 0.0
        """Seconds of exact time that were unrolled."""

    def spend(self, items: list[Visit | Interlude]) -> None:
        """The last of the items takes its time."""
        last = items[-1]
        if isinstance(last, Visit):
            self._spent += visit_seconds(last)
            before = next(filter(_counts, islice(reversed(items), 1, None)), None)
            if isinstance(before, Visit):
                self._spent += change_seconds(before, last, self._choices)
        elif isinstance(last.step, Rest):
            self._spent += last.step.rest.at(self._choices.level)
        elif isinstance(last.step, PauseFor):
            self._spent += last.step.pause.at(self._choices.level)

    def steps(
        self, steps: Iterable[tuple[int, Step]], place: Place, now: Round | None = None
    ) -> Iterator[_Unrolled]:
        """All of them, each given with its index; but for groups in which no exercise is done."""
        for index, step in steps:
            here = (*place, index)
            if isinstance(step, Group) and not does_something(self._routine, step.steps, self._choices):
                continue
            if isinstance(step, Repeat):
                for _ in range(step.repeat):
                    yield from self.steps(enumerate(step.steps), (*here, "steps"), now)
            elif isinstance(step, Rounds):
                yield from self._in_rounds(step, here, now)
            elif isinstance(step, Every):
                yield from self._every(step, here)
            elif isinstance(step, AsManyRounds):
                yield from self._as_many(step, here)
            else:
                yield step, here, now

    def _in_rounds(self, step: Rounds, place: Place, within: Round | None) -> Iterator[_Unrolled]:
        """The steps of each round, with its beginning before them, and the rest before that but for the first."""
        for number in range(1, step.rounds + 1):
            now = Round(number, step.rounds, step.rest, inner=within is not None)
            if number > 1 and step.rest is not None:
                yield Rest.model_construct(rest=step.rest), (*place, "rest"), now
            if step.rounds > 1:
                yield now, place, now
            yield from self.steps(enumerate(step.steps), (*place, "steps"), now if step.rounds > 1 else None)

    def _every(self, step: Every, place: Place) -> Iterator[_Unrolled]:
        clock = Clock(Seconds(step.every.at(self._choices.level)), step.times)
        yield clock, place, None
        for number in range(1, step.times + 1):
            now = Round(number, step.times, clock=clock)
            yield now, place, now
            yield from self.steps(enumerate(step.steps), (*place, "steps"), now)
        yield ClockEnd(), place, None

    def _as_many(self, step: AsManyRounds, place: Place) -> Iterator[_Unrolled]:
        """As many rounds as have begun when the time is over; the last may be cut."""
        clock = Clock(Seconds(step.length.at(self._choices.level)), None)
        yield clock, place, None
        begun, number = self._spent, 0
        while self._spent - begun < clock.seconds:
            before, number = self._spent, number + 1
            now = Round(number, None, clock=clock)
            yield now, place, now
            for one in self.steps(enumerate(step.steps), (*place, "steps"), now):
                if self._spent - begun >= clock.seconds:
                    break
                yield one
            if self._spent == before:
                break
        yield ClockEnd(), place, None


def _counts(item: Visit | Interlude) -> bool:
    """Whether somebody changes from it to the next exercise, or need not, as it takes time or begins something."""
    return isinstance(item, Visit) or isinstance(item.step, Rest | PauseFor | Clock)
