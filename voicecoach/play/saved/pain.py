"""What hurt in earlier sessions, and has not been done without pain since: read from the record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from voicecoach.play.saved.record import Record

if TYPE_CHECKING:
    from voicecoach.routine.model import Exercise


OFTEN = 2
"""How many times in a row it hurts before it is left out until the person asks for it."""


class When(StrEnum):
    """How long ago something hurt, as a person counts it."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    BEFORE = "before"
    TWICE = "twice"
    """The last two times that it was done."""


def remembered_pain(
    records: Iterable[Record], exercises: Mapping[str, Exercise], now: datetime.datetime
) -> dict[str, When]:
    """The ids of exercises that hurt when they were last done, and when that was.

    One that was done without pain since is forgotten, and so is one whose easier exercise was. One that hurt both of the last
    two times that it was done itself is not forgotten before it is done without pain. `now` has a time zone, whose days count.
    """
    harder: dict[str, set[str]] = {}
    for one, exercise in exercises.items():
        if exercise.easier:
            harder.setdefault(exercise.easier, set()).add(one)
    hurt: dict[str, datetime.date] = {}
    in_a_row: dict[str, int] = {}
    for record in sorted(records, key=_began):
        for done in {one.exercise for one in record.done if one.exercise}:
            for settled in {done, *harder.get(done, ())}:
                hurt.pop(settled, None)
        for one in {one.exercise for one in record.done if one.exercise} - set(record.hurt):
            in_a_row.pop(one, None)
        for one in set(record.hurt):
            in_a_row[one] = in_a_row.get(one, 0) + 1
        hurt |= dict.fromkeys(record.hurt, _began(record).astimezone(now.tzinfo).date())
    found = {one: _when(day, now.date()) for one, day in hurt.items()}
    twice = {one for one, times in in_a_row.items() if times >= OFTEN}
    return found | {one: When.TWICE for one in twice if found.get(one) is not When.TODAY}


def _began(record: Record) -> datetime.datetime:
    began = datetime.datetime.fromisoformat(record.began)
    return began if began.tzinfo else began.replace(tzinfo=datetime.UTC)


def _when(day: datetime.date, today: datetime.date) -> When:
    if day >= today:
        return When.TODAY
    return When.YESTERDAY if today - day == datetime.timedelta(days=1) else When.BEFORE
