"""The rules about too much in a week, for a routine with a frequency, and for a programme.

The numbers are the most that any of our sources gives, and not a target; docs/dose.md has each with its source.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from voicecoach.practice.dosage.volume import Volume, in_words, total, volume_of
from voicecoach.practice.plan.programme import times_a_day
from voicecoach.practice.plan.weeks import days_of_week
from voicecoach.routine.frequency import often
from voicecoach.routine.kinds import Kind
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.purpose import mostly_strengthens

if TYPE_CHECKING:
    from voicecoach.practice.plan.due import Schedule
    from voicecoach.routine.model import Routine

MOST_SETS_OF_ONE = 42
"""Of one exercise in a week: three sets twice a day, as in the heel drops of Alfredson."""
MOST_SETS = 120
"""Of all that strengthens in a week: four sets of ten exercises on three days, the upper end of what the ACSM gives."""
MOST_DAYS_APART = 3
"""How many days of a week there are of which no two are neighbours."""
PAGE = "docs/dose.md"
_WHY_APART = f"muscles need a day between (ACSM 2011; {PAGE})"


def routine_week_remarks(routine: Routine) -> Iterator[Remark]:
    """Remarks on a week of a routine with a frequency."""
    times = _times_a_week(routine)
    if times > MOST_DAYS_APART and mostly_strengthens(routine) and not routine.prescribed:
        message = (
            f"frequency: this mostly strengthens, and {routine.frequency} is on two days running: {_WHY_APART}; "
            "write: frequency: 3 a week"
        )
        yield Remark(message, ("frequency",))
    for message in _too_many_sets(total([(volume_of(routine), times)])):
        yield Remark(f"frequency: {message}", ("frequency",))


def own_week_in_words(routine: Routine) -> str:
    """How much of each kind a week of the routine is; empty if it has no frequency."""
    times = _times_a_week(routine)
    if not times:
        return ""
    return in_words(*(total([(volume_of(routine, level), times)]) for level in ("gentle", "strong")))


def _times_a_week(routine: Routine) -> int:
    """The most sessions a week by its frequency; 0 if it has none."""
    if routine.frequency is None:
        return 0
    found = often(routine.frequency)
    return 7 * found.most if found.unit == "day" else found.most


def _too_many_sets(week: Volume) -> Iterator[str]:
    for exercise, number in week.sets.items():
        if number > MOST_SETS_OF_ONE:
            yield (
                f"{number} sets of “{exercise}” a week at the strong level; the most that any of our sources gives is "
                f"{MOST_SETS_OF_ONE} (heel drops, Alfredson 1998; {PAGE})"
            )
            return
    if week.strengthening_sets > MOST_SETS:
        yield (
            f"{week.strengthening_sets} sets that strengthen a week at the strong level; guidelines go up to about "
            f"{MOST_SETS} (ACSM 2011; {PAGE})"
        )


def programme_week_remarks(schedule: Schedule, routines: Mapping[str, Routine]) -> Iterator[Remark]:
    """Remarks on the weeks of a programme; `routines` has those of its schedule, by id."""
    strengthens = {one for one in schedule.strengthens if not routines[one].prescribed}
    running = set()
    for index, (planned, routine, rhythm) in enumerate(schedule.routines):
        days = schedule.planned(index, planned.weeks.first)
        days += schedule.planned(index, planned.weeks.first + 1)
        if routine in strengthens and any((after - before).days == 1 for before, after in pairwise(days)):
            running.add(index)
            message = (
                f"“{routine}” strengthens on two days running ({rhythm}): {_WHY_APART}; "
                "write: often: 3 a week, never two days running"
            )
            yield Remark(message, ("routines", index, "do"))
    yield from _neighbours(schedule, routines, strengthens, running)
    yield from _full_weeks(schedule, routines)


def _neighbours(
    schedule: Schedule, routines: Mapping[str, Routine], strengthens: set[str], running: set[int]
) -> Iterator[Remark]:
    """Two routines that strengthen the same parts of the body on neighbouring days."""
    places = [
        index
        for index, one in enumerate(schedule.routines)
        if one.routine in strengthens and index not in running
    ]
    parts = {index: _parts(routines[schedule.routines[index].routine]) for index in places}
    reported: set[int] = set()
    for week in _weeks_that_begin_something(schedule):
        days = {index: _days_from(schedule, index, week) for index in places}
        for first, second in combinations(places, 2):
            both = parts[first] & parts[second]
            near = _next_to_each_other(days[first], days[second])
            if not both or near is None or {first, second} & reported:
                continue
            reported.add(second)
            names = f"“{schedule.routines[first].routine}” and “{schedule.routines[second].routine}”"
            message = (
                f"{names} strengthen the same ({', '.join(sorted(both)[:3])}), on {near[0]:%A} and {near[1]:%A} of "
                f"week {week}: {_WHY_APART}; do one of them less often, or both on one day"
            )
            yield Remark(message, ("routines", second, "do"))


def _next_to_each_other(
    some: list[datetime.date], others: list[datetime.date]
) -> tuple[datetime.date, datetime.date] | None:
    """The first two days that are neighbours."""
    pairs = (sorted(pair) for pair in product(some, others) if abs((pair[0] - pair[1]).days) == 1)
    first = min(pairs, default=None)
    return None if first is None else (first[0], first[1])


def _weeks_that_begin_something(schedule: Schedule) -> list[int]:
    return sorted({max(1, one.planned.weeks.first) for one in schedule.routines})


def _days_from(schedule: Schedule, index: int, week: int) -> list[datetime.date]:
    """The days of a week and the first of the next one."""
    following = days_of_week(week + 1, schedule.start)[:1]
    return [
        *schedule.planned(index, week),
        *(day for day in schedule.planned(index, week + 1) if day in following),
    ]


def _parts(routine: Routine) -> frozenset[str]:
    """The parts of the body that it strengthens; for an exercise that names none, the exercise itself."""
    found: set[str] = set()
    for step in routine.done():
        exercise = routine.exercises[step.do]
        if exercise.kind is Kind.STRENGTHEN and not step.optional:
            found |= {part.lower() for part in exercise.body} or {exercise.name.lower()}
    return frozenset(found)


def _full_weeks(schedule: Schedule, routines: Mapping[str, Routine]) -> Iterator[Remark]:
    volumes = {name: volume_of(routine) for name, routine in routines.items()}
    week = fullest_week(schedule, volumes)
    for message in _too_many_sets(week_of_programme(schedule, volumes, week)):
        yield Remark(f"week {week} has {message}", ("routines",))


def fullest_week(schedule: Schedule, volumes: Mapping[str, Volume]) -> int:
    """The week of a programme with the most sets that strengthen, and then the longest; of equal ones the first."""

    def fullness(week: int) -> tuple[int, float]:
        found = week_of_programme(schedule, volumes, week)
        return found.strengthening_sets, sum(found.seconds.values())

    return max(_weeks_that_begin_something(schedule), key=lambda week: (fullness(week), -week))


def week_of_programme(schedule: Schedule, volumes: Mapping[str, Volume], week: int) -> Volume:
    """What is planned in a week of a programme; `volumes` has that of one session of each routine."""
    return total(
        (volumes[one.routine], len(schedule.planned(index, week)) * times_a_day(one.rhythm))
        for index, one in enumerate(schedule.routines)
    )
