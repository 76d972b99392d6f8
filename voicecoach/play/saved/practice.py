"""How familiar a person is with a routine and its exercises: counted from the records of sessions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby

from voicecoach.play.saved.record import CompletedSet, Record
from voicecoach.script.familiarity import (
    FORGOTTEN_DAYS,
    FULL_TIMES,
    Amount,
    Familiarity,
    Practised,
)
from voicecoach.script.session_number import MOST_SESSIONS
from voicecoach.units import Seconds


def familiarity_from(records: Iterable[Record], routine: str, now: datetime.datetime) -> Familiarity:
    """What the sessions before `now` say, of any routine, without those in which nothing was done to its end.

    `routine` is the id of the one that begins. `now` has a time zone, whose days count.
    """
    before = sorted(_dated(records, now), key=lambda pair: pair[0])
    practised: dict[str, Practised] = {}
    numbers: dict[str, int] = {}
    noticed: datetime.date | None = None
    for began, record in before:
        day = began.date()
        numbers[record.routine] = number = numbers.get(record.routine, 0) + 1
        if _is_due(number, noticed, day):
            noticed = day
        for exercise, done in groupby(sorted(_named(record), key=lambda one: one[0]), key=lambda one: one[0]):
            times = practised[exercise].times + 1 if exercise in practised else 1
            amounts = tuple(_amounts(one for _, one in done))
            practised[exercise] = Practised(
                exercise,
                min(times, MOST_SESSIONS),
                (now.date() - day).days,
                amounts,
                hurt=exercise in record.hurt,
            )
    number = min(numbers.get(routine, 0) + 1, MOST_SESSIONS)
    return Familiarity(number, tuple(practised.values()), _is_due(number, noticed, now.date()))


def _dated(records: Iterable[Record], now: datetime.datetime) -> Iterator[tuple[datetime.datetime, Record]]:
    """Each session in which something was done, with the moment when it began, by the clock of `now`."""
    for record in records:
        began = datetime.datetime.fromisoformat(record.began)
        try:
            began = (began if began.tzinfo else began.replace(tzinfo=datetime.UTC)).astimezone(now.tzinfo)
        except (OverflowError, ValueError):  # the first or the last day of all
            continue
        # Leaves out what a wrong clock dated later.
        if record.done and began < now:
            yield began, record


def _is_due(number: int, noticed: datetime.date | None, day: datetime.date) -> bool:
    """Whether the long notice is said in the routine's session of that number."""
    return number <= FULL_TIMES or noticed is None or (day - noticed).days >= FORGOTTEN_DAYS


def _named(record: Record) -> Iterator[tuple[str, CompletedSet]]:
    return ((one.exercise, one) for one in record.done if one.exercise)


def _amounts(done: Iterable[CompletedSet]) -> Iterator[Amount]:
    """What was done on each side, if every set of it was alike."""
    by_side = sorted(done, key=lambda one: one.side or "")
    for side, group in groupby(by_side, key=lambda one: one.side):
        sets = list(group)
        if len({(one.reps, one.hold, one.breaths) for one in sets}) == 1:
            first = sets[0]
            hold = None if first.hold is None else Seconds(first.hold)
            yield Amount(side, len(sets), first.reps, hold, first.breaths)
