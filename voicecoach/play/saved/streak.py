"""How a session compares with those before it: sets, and days or weeks in a row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from voicecoach.play.saved.record import Record

WEEK = datetime.timedelta(weeks=1)


class Against(NamedTuple):
    """This session, and what was before."""

    last: int | None
    """How many sets the last session of the routine had; None: there was none."""
    days: int
    """How many days in a row there was a session, this one's day counted."""
    weeks: int
    """How many weeks in a row, this one counted; they begin on Monday."""


def against(record: Record, earlier: Sequence[Record]) -> Against:
    """What came before the session of that record; sessions without a set do not count, nor those dated in the future."""
    now = _day(record)
    past = [(_day(one), one) for one in earlier if one.done]
    days = {day for day, _ in past if day <= now} | {now}
    own = [one for day, one in past if one.routine == record.routine and day <= now]
    last = len(max(own, key=lambda one: (_day(one), one.began)).done) if own else None
    return Against(
        last,
        _in_a_row(now, days, datetime.timedelta(days=1)),
        _in_a_row(_monday(now), map(_monday, days), WEEK),
    )


def _in_a_row(now: datetime.date, days: Iterable[datetime.date], apart: datetime.timedelta) -> int:
    there, count = set(days), 0
    while now in there:
        count += 1
        now -= apart
    return count


def _monday(day: datetime.date) -> datetime.date:
    try:
        return day - datetime.timedelta(days=day.weekday())
    except OverflowError:  # the first days of all
        return day


def _day(record: Record) -> datetime.date:
    """The date where this machine is."""
    began = datetime.datetime.fromisoformat(record.began)
    try:
        return (began if began.tzinfo else began.replace(tzinfo=datetime.UTC)).astimezone().date()
    except (OverflowError, ValueError, OSError):
        return began.date()
