"""The sessions of a patient by weeks, and which of them are done on a given day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicecoach.practice.plan.weeks import week_of
from voicecoach.publish.pages.published import Published
from voicecoach.publish.practice import Patient, PatientSession

Day = datetime.date

_ONE = datetime.timedelta(days=1)

CALENDAR_STEP = 28
"""By how many days at a time a calendar without an end is extended."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A session of a patient that is on the site."""

    planned: PatientSession
    published: Published


@dataclass(frozen=True, slots=True)
class Weeks:
    """The sessions of the same weeks."""

    first: Day
    last: Day | None
    """None: without end."""
    sessions: tuple[Shown, ...]

    def is_on(self, day: Day) -> bool:
        """Whether that is a day of these weeks."""
        return self.first <= day and (self.last is None or day <= self.last)


def shown_sessions(patient: Patient, published: Sequence[Published]) -> tuple[Shown, ...]:
    """The patient's sessions that are on the site, in the patient's order."""
    there = {one.session.stem: one for one in published}
    return tuple(Shown(one, there[one.stem]) for one in patient.sessions if one.stem in there)


def by_weeks(sessions: Sequence[Shown]) -> list[Weeks]:
    """Grouped by the same first and last day, in order."""
    spans = sorted(
        {(one.planned.first_day, one.planned.last_day) for one in sessions},
        key=lambda span: (span[0], span[1] or Day.max),
    )
    return [
        Weeks(
            *span,
            tuple(one for one in sessions if (one.planned.first_day, one.planned.last_day) == span),
        )
        for span in spans
    ]


def week_numbers(weeks: Weeks, start: Day) -> tuple[int, int | None]:
    """The first and the last of them in a programme that begins on `start`, from 1."""
    return week_of(weeks.first, start), None if weeks.last is None else week_of(weeks.last, start)


def is_off(patient: Patient, day: Day) -> bool:
    """Whether nothing is planned on that day."""
    return day in patient.not_on or day.weekday() in patient.not_on


def settled_day(patient: Patient, today: Day) -> Day:
    """The last day up to `today` on which anything of the patient's pages changed: what is made on the days between is the
    same, byte for byte."""
    return max((day for day in _turns(patient, today) if day <= today), default=Day.min)


def _turns(patient: Patient, today: Day) -> Iterator[Day]:
    for one in patient.sessions:
        if one.first_day > Day.min:
            yield one.first_day - _ONE
        yield one.first_day
        if one.last_day is not None and one.last_day < Day.max:
            yield one.last_day + _ONE
        if one.last_day is None and today >= one.first_day:
            yield today - datetime.timedelta((today - one.first_day).days % CALENDAR_STEP)
