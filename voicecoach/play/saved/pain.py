"""What hurt in earlier sessions, and was not done without pain since: read out of the record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.files import why_not_written
from voicecoach.logs import logger_for
from voicecoach.play.saved.record import Record, read_records

if TYPE_CHECKING:
    from voicecoach.routine.model import Exercise

logger = logger_for(__name__)


class When(StrEnum):
    """How long ago something hurt, as a person counts it."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    BEFORE = "before"


def recorded_pain(
    file: Path, exercises: Mapping[str, Exercise], now: datetime.datetime, *, session: str | None = None
) -> dict[str, When]:
    """`remembered_pain` of the sessions in a file of records, without the one named `session`.

    A file that cannot be read is as good as none, and logged.
    """
    try:
        return remembered_pain(
            (record for record in read_records(file) if record.session != session), exercises, now
        )
    except OSError as exc:
        logger.warning("%s: what hurt before is not known: %s", file, why_not_written(exc))
        return {}


def remembered_pain(
    records: Iterable[Record], exercises: Mapping[str, Exercise], now: datetime.datetime
) -> dict[str, When]:
    """The ids of exercises that hurt when they were last done, and when that was.

    One that was done without pain since is forgotten, and so is one whose easier exercise was. `now` has a time zone,
    whose days count.
    """
    harder: dict[str, set[str]] = {}
    for one, exercise in exercises.items():
        if exercise.easier:
            harder.setdefault(exercise.easier, set()).add(one)
    hurt: dict[str, datetime.date] = {}
    for record in sorted(records, key=_began):
        for done in {one.exercise for one in record.done if one.exercise}:
            for settled in {done, *harder.get(done, ())}:
                hurt.pop(settled, None)
        hurt |= dict.fromkeys(record.hurt, _began(record).astimezone(now.tzinfo).date())
    return {one: _when(day, now.date()) for one, day in hurt.items()}


def _began(record: Record) -> datetime.datetime:
    began = datetime.datetime.fromisoformat(record.began)
    return began if began.tzinfo else began.replace(tzinfo=datetime.UTC)


def _when(day: datetime.date, today: datetime.date) -> When:
    if day >= today:
        return When.TODAY
    return When.YESTERDAY if today - day == datetime.timedelta(days=1) else When.BEFORE
