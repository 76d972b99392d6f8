"""What the diary says about some weeks: minutes, pain, how much of the plan was done, and each exercise then and now."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.practice.entries import Entry, SetEntry
from voicecoach.practice.plan.weeks import week_of

if TYPE_CHECKING:
    from voicecoach.practice.diary import Diary
    from voicecoach.practice.plan.due import Schedule
    from voicecoach.practice.progress.next_step import NextStep

Day = datetime.date
_ONE = datetime.timedelta(days=1)


class Week(NamedTuple):
    """Seven days, from a Monday on."""

    begin: Day
    sessions: int
    """Sessions in which something was done."""
    minutes: float
    pain_before: float | None
    """The mean of the answers from 0 to 10; None: nobody asked."""
    pain_after: float | None
    effort: float | None
    planned: int | None
    """How many sessions the programme had, up to today; None: there was none."""
    kept: int
    """How many of these were done."""


class ExerciseCourse(NamedTuple):
    """How an exercise changed over the weeks."""

    exercise: str
    """Its id."""
    sessions: int
    first: tuple[SetEntry, ...]
    """The sets that were done when it was first done in this time."""
    last: tuple[SetEntry, ...]
    last_day: Day
    last_routine: str
    """The id of the one in which it was last done."""
    hurt: int
    """In how many sessions."""
    next: NextStep | None = None
    """What it becomes next; None if that is not known."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Some weeks, up to a day."""

    until: Day
    weeks: tuple[Week, ...]
    """The oldest first, those in which nothing was done too."""
    days_running: int
    """How many days in a row, up to today or yesterday."""
    weeks_running: int
    """How many weeks in a row, up to this or the last one."""
    exercises: tuple[ExerciseCourse, ...]
    """The most frequent first."""

    @property
    def sessions(self) -> int:
        return sum(week.sessions for week in self.weeks)

    @property
    def minutes(self) -> float:
        return sum(week.minutes for week in self.weeks)

    @property
    def planned(self) -> int | None:
        """How many sessions a programme had; None: there was none."""
        known = [week.planned for week in self.weeks if week.planned is not None]
        return sum(known) if known else None

    @property
    def kept(self) -> int:
        """How many of the planned sessions were done."""
        return sum(week.kept for week in self.weeks)


def overview(diary: Diary, until: Day, weeks: int, schedule: Schedule | None = None) -> Overview:
    """The weeks up to that of `until`; `schedule` is the programme that is followed. Raises StateError."""
    begin = _monday(until) - datetime.timedelta(weeks=weeks - 1)
    entries = [one for one in diary.sessions(since=begin, until=until) if _counts(one)]
    by_week: dict[Day, list[Entry]] = {}
    for one in entries:
        by_week.setdefault(_monday(one.day), []).append(one)
    days = {Day.fromisoformat(row[0]) for row in diary.rows(_DAYS, until.isoformat())}
    mondays = [begin + datetime.timedelta(weeks=number) for number in range(weeks)]
    return Overview(
        until=until,
        weeks=tuple(_week(monday, by_week.get(monday, ()), until, schedule) for monday in mondays),
        days_running=_running(days, until, 1),
        weeks_running=_running({_monday(day) for day in days}, _monday(until), 7),
        exercises=tuple(sorted(_courses(diary, begin, until), key=lambda one: (-one.sessions, one.exercise))),
    )


_DAYS = "SELECT DISTINCT day FROM session WHERE (sets_done OR finished OR source != 'record') AND day <= ?"
"""Days on which something was done."""
_SETS = (
    "SELECT session.id, session.day, session.routine, exercise_set.exercise, exercise_set.number, side, reps, hold_s, breaths, "
    "load, exercise_set.effort, exercise_set.pain, done "
    "FROM exercise_set JOIN session ON session.id = exercise_set.session "
    "WHERE done AND exercise_set.exercise IS NOT NULL AND day BETWEEN ? AND ? "
    "ORDER BY exercise_set.exercise, began_s, session.id, position"
)
_HURT = (
    "SELECT exercise, count(DISTINCT session) FROM hurt JOIN session ON session.id = hurt.session "
    "WHERE day BETWEEN ? AND ? GROUP BY exercise"
)


def _counts(entry: Entry) -> bool:
    """Whether something was done in it; a session that was stopped at once does not count."""
    return bool(entry.sets_done or entry.finished or entry.source != "record")


def _monday(day: Day) -> Day:
    return day - _ONE * day.weekday()


def _running(days: set[Day], until: Day, step: int) -> int:
    """How many in a row, one `step` apart; the last may still be to come."""
    last = until if until in days else until - _ONE * step
    count = 0
    while last in days:
        count += 1
        last -= _ONE * step
    return count


def _week(monday: Day, entries: Sequence[Entry], until: Day, schedule: Schedule | None) -> Week:
    planned, kept = (None, 0) if schedule is None else _kept(schedule, monday, until, entries)
    return Week(
        begin=monday,
        sessions=len(entries),
        minutes=sum(one.seconds for one in entries) / 60,
        pain_before=_mean(one.pain_before for one in entries),
        pain_after=_mean(one.pain_after for one in entries),
        effort=_mean(one.effort for one in entries),
        planned=planned,
        kept=kept,
    )


def _kept(schedule: Schedule, monday: Day, until: Day, entries: Iterable[Entry]) -> tuple[int | None, int]:
    """How many sessions were planned on these days, up to yesterday or as far as done, and how many of so many were done.

    A session that moved within the seven days counts as done.
    """
    done = Counter(one.routine for one in entries if one.finished and one.day >= schedule.start)
    days = [monday + _ONE * number for number in range(7)]
    days = [day for day in days if day <= until]
    weeks = sorted({week_of(day, schedule.start) for day in days})
    total = kept = 0
    for index, scheduled in enumerate(schedule.routines):
        times = scheduled.rhythm.least if scheduled.rhythm.unit == "day" else 1
        of_plan = [day for week in weeks if week >= 1 for day in schedule.planned(index, week) if day in days]
        planned = times * len(of_plan)
        did = min(planned, done[scheduled.routine])
        if until in of_plan:  # today is not over
            planned = max(did, planned - times)
        total += planned
        kept += did
        done[scheduled.routine] -= did
    in_programme = bool(days) and week_of(days[-1], schedule.start) >= 1
    return (total if in_programme else None), kept


def _mean(values: Iterable[int | None]) -> float | None:
    known = [one for one in values if one is not None]
    return sum(known) / len(known) if known else None


def _courses(diary: Diary, begin: Day, until: Day) -> Iterator[ExerciseCourse]:
    period = begin.isoformat(), until.isoformat()
    hurt = dict(diary.rows(_HURT, *period))
    for exercise, rows in groupby(diary.rows(_SETS, *period), key=lambda row: row[3]):
        sets = list(rows)
        (earliest, *_), (latest, day, routine, *_) = sets[0], sets[-1]
        yield ExerciseCourse(
            exercise=exercise,
            sessions=len({row[0] for row in sets}),
            first=tuple(SetEntry(*row[3:-1]) for row in sets if row[0] == earliest),
            last=tuple(SetEntry(*row[3:-1]) for row in sets if row[0] == latest),
            last_day=Day.fromisoformat(day),
            last_routine=routine,
            hurt=hurt.pop(exercise, 0),
        )
