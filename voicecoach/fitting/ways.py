"""What of a session may be changed to make it shorter or longer: each kind of amount, from the least of it to the most."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from voicecoach.routine.dose import Dose
from voicecoach.routine.model import Do, PauseFor, Rest, Rounds, Routine, Timing
from voicecoach.routine.steps import Repeat, Step
from voicecoach.script.choices import Choices, Day, Talk
from voicecoach.script.fit import Dial, Place
from voicecoach.script.outline import written_doses
from voicecoach.script.picking import chosen_exercise, why_left_out
from voicecoach.units import Range, Series

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Rests are changed by these shares of their ranges, all at the same time: a rest is no place for fine differences."""
FINEST = 200
"""So many points of one range are looked at, at most."""
_ALIKE = 1e-9
"""Levels that are nearer are the same one."""


class Ways(NamedTuple):
    """The points of each kind of amount, from the least to the most, and the one to begin at."""

    amounts: tuple[Dial, ...]
    sets: tuple[Dial, ...]
    sets_at: int
    rests: tuple[float, ...]
    rests_at: int
    optional: tuple[frozenset[str], ...]
    """The ids of the optional exercises that are done."""
    optional_at: int
    talk: tuple[Talk, ...]
    """How much is said: as it was chosen, and then less and less."""


def ways_of(routine: Routine, choices: Choices, left: frozenset[str] = frozenset()) -> Ways:
    """All that may be changed; never what is strict. `left` are ids of exercises that are not done whatever is asked for."""
    amounts: dict[Place, list[Range]] = {}
    sets: dict[Place, list[Range]] = {}
    rests: list[Range] = []
    strict = routine.timing is Timing.STRICT
    for place, step in () if strict else _walked(routine.steps, ("steps",)):
        match step:
            case Do() if step.timing is not Timing.STRICT:
                for dose in _doses(routine, step, choices):
                    amounts.setdefault(place, []).extend(_amounts(dose))
                    sets.setdefault(place, []).extend([] if dose.sets is None else [dose.sets])
                    rests += [one for one in (dose.rest, dose.between) if one is not None]
            case Rest(rest=length) | PauseFor(pause=length) | Rounds(rest=Range() as length):
                rests.append(length)
    if choices.day is Day.FLARE:  # never more than the least
        amounts, sets = {}, {}
    begin = choices.level
    of_rests = _distinct(rests, choices.rests)
    of_sets = _groups(sets)
    optional, asked = _optional(routine, choices, left, strict=strict)
    return Ways(
        tuple(_dials(_groups(amounts))),
        tuple(_dials(of_sets)),
        sum(len(places) for level, places in of_sets if level <= begin),
        of_rests,
        of_rests.index(choices.rests),
        optional,
        asked,
        _less_and_less(choices.talk),
    )


def _walked(steps: tuple[Step, ...], place: Place) -> Iterator[tuple[Place, Step]]:
    """Each step whose length is free, in order, with its place; repeats and rounds before what is in them."""
    for index, step in enumerate(steps):
        here = (*place, index)
        yield here, step
        if isinstance(step, Repeat | Rounds):
            yield from _walked(step.steps, (*here, "steps"))


def _doses(routine: Routine, step: Do, choices: Choices) -> Iterator[Dose]:
    """Every dose that may be done at a step: of the gentle level's own exercise too."""
    names = dict.fromkeys(chosen_exercise(routine, step, choices, level) for level in (1.0, 0.0))
    for name in names:
        for _, dose in written_doses(routine.exercises[name], step, choices.first):
            yield dose


def _amounts(dose: Dose) -> Iterator[Range]:
    for value in (dose.reps, dose.hold, dose.breaths, dose.time, *(dose.tempo or ()), *(dose.breath or ())):
        if isinstance(value, Series):
            yield from value.each
        elif value is not None:
            yield value


_Group: TypeAlias = tuple[float, list[Place]]
"""A level at which some steps change, and their places in order."""


def _groups(ranges: dict[Place, list[Range]]) -> list[_Group]:
    """Every level at which something changes, in order."""
    groups: list[_Group] = []
    for level, place in sorted((level, place) for place, of in ranges.items() for level in _turns(of)):
        if groups and level - groups[-1][0] < _ALIKE:
            groups[-1] = (groups[-1][0], sorted({*groups[-1][1], place}))
        else:
            groups.append((level, [place]))
    return groups


def _dials(groups: list[_Group]) -> Iterator[Dial]:
    """Every point: where several steps change at the same level, one after the other, in the order of the file."""
    turns = [level for level, _ in groups]
    # A level between two turns, as one that is just at a turn might be rounded to either side of it.
    between = [0.0, *((one + other) / 2 for one, other in pairwise(turns)), 1.0]
    yield Dial.of(0.0)
    for at, (_, places) in enumerate(groups):
        for place in places[:-1]:
            yield Dial(between[at], between[at + 1], _after(place))
        yield Dial.of(between[at + 1])


def _after(place: Place) -> Place:
    """The first place after that of a step."""
    *above, index = place
    assert isinstance(index, int)
    return (*above, index + 1)


def _turns(ranges: Iterable[Range]) -> Iterator[float]:
    """The levels at which one of these ranges goes to its next whole number."""
    for one in set(ranges):
        if one.low == one.high:
            continue
        width = one.high - one.low
        first = math.floor(one.low + 0.5) + 0.5
        steps = max(1, math.ceil(one.high - first))
        stride = math.ceil(steps / FINEST)
        for step in range(0, steps, stride):
            level = (first + step - one.low) / width
            if 0 < level < 1:
                yield level


def _distinct(ranges: list[Range], begin: float) -> tuple[float, ...]:
    """The quarters that differ in some rest, and the level at which the session begins in the place of its like."""
    found: dict[tuple[float, ...], float] = {}
    own = tuple(one.at(begin) for one in ranges)
    for level in QUARTERS:
        found.setdefault(tuple(one.at(level) for one in ranges), level)
    found[own] = begin
    return tuple(sorted(found.values()))


def _optional(
    routine: Routine, choices: Choices, left: frozenset[str], *, strict: bool
) -> tuple[tuple[frozenset[str], ...], int]:
    """The optional exercises, one more each time, by how much they matter; and how many were asked for."""
    ranks: dict[str, int] = {}
    for step in routine.done():
        if step.optional and step.do not in left and why_left_out(routine, step, choices) is None:
            rank = step.priority or LAST
            ranks[step.do] = min(rank, ranks.get(step.do, rank))
    asked = {one for one in ranks if choices.include & {one, "all"} or one in choices.only}
    if strict:
        return (choices.include,), 0
    order = sorted(ranks, key=lambda one: (one not in asked, ranks[one]))
    return tuple(frozenset(order[:number]) for number in range(len(order) + 1)), len(asked)


LAST = 10
"""The rank of an optional exercise without a priority: after those that have one."""


def _less_and_less(talk: Talk) -> tuple[Talk, ...]:
    return tuple(dict.fromkeys((talk, *((Talk.SHORT,) if talk is not Talk.COUNTS else ()), Talk.COUNTS)))
