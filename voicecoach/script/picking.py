"""Which exercises of a routine are done: those that the person, the day and the position leave, in an order that costs little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from voicecoach.routine.kinds import Kind, Order
from voicecoach.routine.model import Do, PauseFor, Rest, Routine, Step, walk_steps
from voicecoach.routine.position import Position
from voicecoach.script.body import Body
from voicecoach.script.choices import LEVELS, Choices, Day, Where
from voicecoach.script.move_table import FLOOR, UPRIGHT, seconds_to_move

_WHERE = {
    Where.FLOOR: FLOOR,
    Where.STANDING: UPRIGHT,
    Where.SITTING: frozenset({Position.SITTING}),
}


class Why(StrEnum):
    """Why an exercise is left out that would else be done."""

    DAY = "day"
    SKIPPED = "skipped"
    POSITION = "position"


def chosen_exercise(routine: Routine, step: Do, choices: Choices, level: float) -> str:
    """The id of the exercise that is done at a step: its own, or the easier or harder one of it.

    The easier one wins, and nothing harder comes in the place of what was asked to be less.
    """
    known = routine.exercises
    wanted = known[step.do]
    eased = (
        step.do in choices.easier
        or choices.day is Day.FLARE
        or (wanted.ease_in and level == LEVELS["gentle"])
    )
    if eased and wanted.easier:
        return wanted.easier
    harder = wanted.harder
    if choices.day is Day.STRONG and harder and not {step.do, harder} & (choices.less | choices.easier):
        return harder
    return step.do


def is_done(routine: Routine, step: Do, choices: Choices) -> bool:
    """Whether the exercise of a step is in the session."""
    asked = not step.optional or bool(choices.include & {step.do, "all"}) or step.do in choices.only
    return asked and why_left_out(routine, step, choices) is None


def why_left_out(routine: Routine, step: Do, choices: Choices) -> Why | None:
    """Why a step is left out, beside being optional; None if it is not. A warm-up stays unless it is named."""
    exercise = routine.exercises[step.do]
    if step.do in choices.skip:
        return Why.SKIPPED
    if choices.day is Day.FLARE and (step.not_when_sore or exercise.not_when_sore):
        return Why.DAY
    if exercise.kind is Kind.WARM_UP or step.do in choices.only:
        return None
    if choices.only:
        return Why.SKIPPED
    if choices.position is not None:
        done = routine.exercises[chosen_exercise(routine, step, choices, choices.level)]
        if done.position not in _WHERE[choices.position]:
            return Why.POSITION
    return None


def left_out(routine: Routine, choices: Choices) -> dict[str, Why]:
    """The ids of exercises that would be done if nothing but the optional ones were chosen, and why they are not."""
    found: dict[str, Why] = {}
    for step in routine.done():
        why = why_left_out(routine, step, choices)
        if why is not None and (not step.optional or choices.include & {step.do, "all"}):
            found.setdefault(step.do, why)
    return found


def missing(routine: Routine, choices: Choices) -> tuple[str, ...]:
    """Ids of exercises that nobody took out by name, and that are not done: for the day, the position, or for want of time."""
    found = {one for one, why in left_out(routine, choices).items() if why is not Why.SKIPPED}
    if choices.fit is not None:
        found.update(choices.fit.left)
    return tuple(dict.fromkeys(step.do for step in routine.done() if step.do in found))


def is_a_session(routine: Routine, choices: Choices) -> bool:
    """Whether something is done beside the warm-up, or all that there is."""
    every = list(routine.done())
    done = [step for step in every if is_done(routine, step, choices)]
    if not left_out(routine, choices):
        return True
    return any(routine.exercises[step.do].kind is not Kind.WARM_UP for step in done)


def does_something(routine: Routine, steps: Sequence[Step], choices: Choices) -> bool:
    """Whether some exercise among these steps is done, or none is among them."""
    exercises = [step for _, step in walk_steps(tuple(steps)) if isinstance(step, Do)]
    return not exercises or any(is_done(routine, step, choices) for step in exercises)


def in_order(routine: Routine, choices: Choices) -> Iterator[tuple[int, Step]]:
    """The steps of a routine, each with its index, in the order in which they are done.

    If that is free, exercises next to one another, with nothing but rests between them, change places, so that least often
    somebody goes down to the floor; then so that the ways take the least time; then as written. A warm-up stays.
    """
    steps = list(enumerate(routine.steps))
    if routine.order is not Order.FREE:
        yield from steps
        return
    before: Position | None = None
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and _may_move(routine, steps[end][1]):
            end += 1
        run = steps[at:end]
        moving = [one for one in run if isinstance(one[1], Do) and is_done(routine, one[1], choices)]
        after = _first_position(routine, steps[end:], choices)
        best = _least_moves(routine, moving, choices, before, after)
        sorted_run = iter(best)
        for one in run:
            done = isinstance(one[1], Do) and is_done(routine, one[1], choices)
            yield next(sorted_run) if done else one
        if moving:
            before = _position(routine, best[-1][1], choices)
        if end < len(steps):
            yield steps[end]
            before = _last_position(routine, steps[end][1], choices) or before
        at = end + 1


def _may_move(routine: Routine, step: Step) -> bool:
    if isinstance(step, Do):
        return routine.exercises[step.do].kind is not Kind.WARM_UP
    return isinstance(step, Rest | PauseFor)


_Placed = tuple[int, Step]


def _least_moves(
    routine: Routine, steps: list[_Placed], choices: Choices, before: Position | None, after: Position | None
) -> list[_Placed]:
    """The steps in the order that costs least: those in one position are always done one after the other.

    Exact: the best order of each set of positions with each last one is kept, and there are ten positions.
    """
    by_position: dict[Position, list[_Placed]] = {}
    for one in steps:
        by_position.setdefault(_position(routine, one[1], choices), []).append(one)
    positions = list(by_position)
    best: dict[tuple[frozenset[int], int], tuple[_Cost, tuple[int, ...]]] = {
        (frozenset({at}), at): (_cost(before, position), (at,)) for at, position in enumerate(positions)
    }
    for _ in positions[1:]:
        longer: dict[tuple[frozenset[int], int], tuple[_Cost, tuple[int, ...]]] = {}
        for (done, last), (cost, order) in best.items():
            for at, position in enumerate(positions):
                if at in done:
                    continue
                key = (done | {at}, at)
                made = (_sum(cost, _cost(positions[last], position)), (*order, at))
                longer[key] = min(longer.get(key, made), made)
        best = longer
    if not best:
        return []
    ended = ((_sum(cost, _cost(positions[last], after)), order) for (_, last), (cost, order) in best.items())
    _, order = min(ended)
    return [one for at in order for one in by_position[positions[at]]]


_Cost = tuple[int, float]
"""How often somebody comes down to the floor or gets up from it, and the seconds of all ways."""


def _cost(before: Position | None, after: Position | None) -> _Cost:
    """Of one way; None is where a session begins and ends: on one's feet."""
    here, there = before or Position.STANDING, after or Position.STANDING
    seconds = 0.0 if here is there else seconds_to_move(Body(here), Body(there))
    return int((here in FLOOR) is not (there in FLOOR)), seconds


def _sum(one: _Cost, other: _Cost) -> _Cost:
    return one[0] + other[0], round(one[1] + other[1], 3)


def _position(routine: Routine, step: Step, choices: Choices) -> Position:
    assert isinstance(step, Do)
    return routine.exercises[chosen_exercise(routine, step, choices, choices.level)].position


def _first_position(routine: Routine, steps: list[_Placed], choices: Choices) -> Position | None:
    for _, step in walk_steps(tuple(step for _, step in steps)):
        if isinstance(step, Do) and is_done(routine, step, choices):
            return _position(routine, step, choices)
    return None


def _last_position(routine: Routine, step: Step, choices: Choices) -> Position | None:
    done = [one for _, one in walk_steps((step,)) if isinstance(one, Do) and is_done(routine, one, choices)]
    return _position(routine, done[-1], choices) if done else None
