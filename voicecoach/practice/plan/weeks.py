"""On which days of a week something is planned, and what becomes of a day that was missed.

The weeks of a programme are counted from its first day. What is to be done on some days of a week is spread over it, the
same way each week. A missed day moves to the first day of the same week on which it fits between the others; what fits nowhere
any more is dropped: a new week starts afresh.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from itertools import combinations, pairwise

from voicecoach.practice.plan.rhythm import Rhythm

Day = datetime.date
IsOff = Callable[[Day], bool]

WEEK = 7
_ONE = datetime.timedelta(days=1)


def week_of(day: Day, start: Day) -> int:
    """Which week of a programme that begins on `start`, from 1; 0 and below before it."""
    return (day - start).days // WEEK + 1


def days_of_week(week: int, start: Day) -> list[Day]:
    """Its seven days; fewer at the end of the calendar."""
    first = start.toordinal() + (week - 1) * WEEK
    return [Day.fromordinal(one) for one in range(first, first + WEEK) if 1 <= one <= Day.max.toordinal()]


def planned_days(
    rhythm: Rhythm, week: int, start: Day, is_off: IsOff, crowded: Collection[int] = ()
) -> list[Day]:
    """The days of a week on which it is planned, in order.

    They are as far apart as can be, counting on into the next week; of equally good ones, the earliest. `crowded` has days of
    the week (from 0 for that of `start`) which are avoided, with their neighbours, if that costs no day.
    """
    days = [day for day in days_of_week(week, start) if not is_off(day)]
    if rhythm.unit == "day":
        return days
    places = [(day - start).days % WEEK for day in days]
    most = min(rhythm.least, len(places))
    for count in range(most, 0, -1):
        chosen = [one for one in combinations(places, count) if not (rhythm.apart and min(_gaps(one)) < 2)]
        if chosen:
            best = min(chosen, key=lambda one: (_crowd(one, crowded), _unevenness(one), one))
            return [day for day, place in zip(days, places, strict=True) if place in best]
    return []


def _gaps(places: tuple[int, ...]) -> list[int]:
    """The distances from each day to the next, the last to the first of the next week; 1: neighbours."""
    following = (*places[1:], places[0] + WEEK)
    return [after - before for before, after in zip(places, following, strict=True)]


def _unevenness(places: tuple[int, ...]) -> int:
    return sum(gap * gap for gap in _gaps(places))


def _crowd(places: tuple[int, ...], crowded: Collection[int]) -> int:
    return sum((place + near) % WEEK in crowded for place in places for near in (-1, 0, 1))


def days_to_come(
    rhythm: Rhythm, planned: Collection[Day], today: Day, week_end: Day, done: Collection[Day], is_off: IsOff
) -> list[Day]:
    """On which days from today to the end of the week it is to be done, after what was `done`, on any days.

    What is planned stays, and what was missed moves: as many days as fit, of these as many planned ones as can be, and
    then the earliest.
    """
    week_begin = week_end - (WEEK - 1) * _ONE if week_end.toordinal() >= WEEK else Day.min
    this_week = {day for day in done if week_begin <= day <= week_end}
    left = min(rhythm.least, len(planned)) - len(this_week)
    free = [day for day in _days(today, week_end) if not is_off(day) and day not in this_week]
    if rhythm.apart:
        free = [
            day
            for day in free
            if not {day.toordinal() - 1, day.toordinal() + 1} & {d.toordinal() for d in done}
        ]
    for count in range(min(left, len(free)), 0, -1):
        fitting = [one for one in combinations(free, count) if not (rhythm.apart and _has_neighbours(one))]
        if fitting:
            return list(min(fitting, key=lambda one: (-len(set(one) & set(planned)), one)))
    return []


def _days(first: Day, last: Day) -> Iterator[Day]:
    return (Day.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1))


def _has_neighbours(days: tuple[Day, ...]) -> bool:
    return any((after - before).days < 2 for before, after in pairwise(days))
