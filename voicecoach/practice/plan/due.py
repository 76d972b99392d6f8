"""Which routines of a programme are due on a day, after what was done, and why."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from voicecoach.practice.plan.programme import PlannedRoutine, Programme, times_a_day
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.practice.plan.weeks import days_of_week, days_to_come, planned_days, week_of

Day = datetime.date
Done = Mapping[str, Counter[Day]]
"""How often each routine, by its id, was done on each day."""


class Why(StrEnum):
    """Why a routine is due, or not."""

    PLANNED = "planned"
    """It is due: this is its day."""
    MOVED = "moved"
    """It is due in place of a day that was missed."""
    DONE = "done"
    """It was done today."""
    ENOUGH = "enough"
    """It was done on as many days of the week as it should be."""
    RESTS = "rests"
    """It is never done on two days running, and was done yesterday."""
    OTHER_DAY = "other-day"
    """Another day is planned, or nothing more fits into this week."""
    DAY_OFF = "day-off"
    OUTSIDE = "outside"
    """Not in this week of the programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRoutine:
    """A routine of a programme, on a day."""

    planned: PlannedRoutine
    routine: str
    """Its id."""
    rhythm: Rhythm
    why: Why
    times: int
    """How often it is still due on that day; 0: it is not due."""
    done: int
    """How often it was done on that day."""
    done_this_week: int
    """On how many days of this week of the programme."""
    missed: Day | None = None
    """The missed day in place of which it is due."""
    following: Day | None = None
    """When it is due next after that day, if it is done now; None: never again."""


class Scheduled(NamedTuple):
    """A routine of a schedule."""

    planned: PlannedRoutine
    routine: str
    """Its id."""
    rhythm: Rhythm
    """How often it is done."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A programme, with the id of each of its routines and how often it is done."""

    programme: Programme
    start: Day
    routines: tuple[Scheduled, ...]
    strengthens: frozenset[str] = frozenset()
    """Ids of those that strengthen: each on days that others leave free, if there are any."""

    @property
    def end(self) -> Day | None:
        """The last day."""
        weeks = self.programme.weeks
        return None if weeks is None else self.start + datetime.timedelta(weeks=weeks, days=-1)

    def is_on(self, planned: PlannedRoutine, week: int) -> bool:
        """Whether a routine belongs to that week of the programme."""
        last = min(planned.weeks.last or week, self.programme.weeks or week)
        return max(planned.weeks.first, 1) <= week <= last

    def planned(self, index: int, week: int) -> list[Day]:
        """On which days of a week the routine of that index is planned."""
        planned, _, rhythm = self.routines[index]
        if not self.is_on(planned, week):
            return []
        return planned_days(rhythm, week, self.start, self.programme.is_off, self._crowded(index, week))

    def due(self, index: int, day: Day, done: Done) -> DueRoutine:
        """Whether the routine of that index is due on `day`."""
        planned, routine, rhythm = self.routines[index]
        counts = done.get(routine, Counter())
        week = week_of(day, self.start)
        days = days_of_week(week, self.start)
        times = times_a_day(rhythm)
        today = counts[day]
        coming = self.coming(index, day, done)
        of_week = self.planned(index, week)
        missed = next((one for one in of_week if one < day and not counts[one]), None)
        if not self.is_on(planned, week):
            why = Why.OUTSIDE
        elif today >= times:
            why = Why.DONE
        elif self.programme.is_off(day):
            why = Why.DAY_OFF
        elif day in coming:
            why = Why.PLANNED if day in of_week else Why.MOVED
        elif rhythm.unit == "week" and sum(bool(counts[one]) for one in days) >= rhythm.least:
            why = Why.ENOUGH
        elif rhythm.apart and counts[day - datetime.timedelta(days=1)]:
            why = Why.RESTS
        else:
            why = Why.OTHER_DAY
        is_due = why in (Why.PLANNED, Why.MOVED)
        return DueRoutine(
            planned=planned,
            routine=routine,
            rhythm=rhythm,
            why=why,
            times=times - today if is_due else 0,
            done=today,
            done_this_week=sum(bool(counts[one]) for one in days),
            missed=missed if why is Why.MOVED else None,
            following=self._following(index, day, done),
        )

    def due_on(self, day: Day, done: Done) -> list[DueRoutine]:
        """Every routine, in the order of the programme."""
        return [self.due(index, day, done) for index in range(len(self.routines))]

    def coming(self, index: int, day: Day, done: Done) -> list[Day]:
        """On which days of the week of `day`, from that day on, it is to be done."""
        _, routine, rhythm = self.routines[index]
        counts = done.get(routine, Counter())
        week = week_of(day, self.start)
        of_week = self.planned(index, week)
        if rhythm.unit == "day":
            return [one for one in of_week if one >= day and counts[one] < rhythm.least]
        end = days_of_week(week, self.start)[-1]
        return days_to_come(
            rhythm, of_week, day, end, {one for one in counts if counts[one]}, self.programme.is_off
        )

    def _following(self, index: int, day: Day, done: Done) -> Day | None:
        _, routine, rhythm = self.routines[index]
        counts = Counter(done.get(routine, Counter()))
        if day in self.coming(index, day, done):
            counts[day] = max(counts[day], times_a_day(rhythm))  # as it will be
        tomorrow = day + datetime.timedelta(days=1)
        week = week_of(tomorrow, self.start)
        last = min(self.routines[index].planned.weeks.last or week + 60, self.programme.weeks or week + 60)
        # Sixty weeks: longer than any run of days off that anybody plans.
        for one in range(max(week, self.routines[index].planned.weeks.first, 1), min(last, week + 60) + 1):
            first = max(tomorrow, days_of_week(one, self.start)[0])
            found = self.coming(index, first, {**done, routine: counts})
            if found:
                return found[0]
        return None

    def _crowded(self, index: int, week: int) -> frozenset[int]:
        """The days of the week of those before it that strengthen too."""
        _, routine, rhythm = self.routines[index]
        if routine not in self.strengthens or rhythm.unit == "day":
            return frozenset()
        return frozenset(
            (day - self.start).days % 7
            for other in range(index)
            if self.routines[other].routine in self.strengthens and self.routines[other].rhythm.unit == "week"
            for day in self.planned(other, week)
        )
