"""How far along its range each exercise is for a person: read out of the record, by a rule that they can read and change.

- After so many sessions in a row in which the exercise was done to its end and felt well, its level rises by a step.
- A session feels well if nothing of the exercise hurt, the pain after it is no more than a point above that before, and, for
  what strengthens, the effort was at most that of the rule. Only an answer counts: a person who is not asked is never given more.
- If it hurts, its level falls by a step.
- It never leaves the range that the author wrote.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.routine.kinds import Kind
from voicecoach.routine.progression import ProgressRule

if TYPE_CHECKING:
    from voicecoach.play.saved.record import Record

WORSE = 2
"""So much more pain after a session than before it is worse."""
EFFORT_COUNTS = (Kind.STRENGTHEN, Kind.CARDIO)
"""Kinds of which more is asked only if it was not too hard; of a stretch, only pain decides."""


@dataclass(frozen=True, slots=True)
class Change:
    """The level of an exercise rose or fell."""

    exercise: str
    session: str
    """The session after which it did, by its name."""
    began: str
    """When that session began, in ISO 8601."""
    by: float
    """How much it rose; below 0: it fell."""
    sessions: int
    """After how many that felt well; 0: it hurt."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where an exercise is, and how it came there."""

    offset: float = 0.0
    """What is added to the level of the session, from -1 to 1."""
    well: int = 0
    """How many sessions in a row felt well since the last change."""
    changes: tuple[Change, ...] = ()


def courses(records: Iterable[Record], kinds: Mapping[str, Kind], rule: ProgressRule) -> dict[str, Course]:
    """The course of each exercise that is in `kinds`; records are taken in the order of their time."""
    found: dict[str, Course] = {}
    for record in sorted(records, key=_began):
        done = {one.exercise for one in record.done} | set(record.hurt)
        for exercise in done & kinds.keys():
            assert exercise is not None
            course = found.get(exercise, Course())
            found[exercise] = _next(course, exercise, kinds[exercise], record, rule)
    return found


def _next(course: Course, exercise: str, kind: Kind, record: Record, rule: ProgressRule) -> Course:
    if exercise in record.hurt:
        lowest = -record.level
        return _changed(course, exercise, record, max(course.offset - rule.step, lowest), sessions=0)
    felt_well = _felt_well(kind, record, rule)
    if exercise in record.skipped or felt_well is None:
        return course
    if not felt_well:
        return Course(course.offset, 0, course.changes)
    well = course.well + 1
    if not rule.after or well < rule.after:
        return Course(course.offset, well, course.changes)
    return _changed(course, exercise, record, min(course.offset + rule.step, 1 - record.level), sessions=well)


def _changed(course: Course, exercise: str, record: Record, offset: float, *, sessions: int) -> Course:
    by = round(offset - course.offset, 6)
    if (by <= 0) if sessions else (by >= 0):  # it is at the end of its range
        return Course(course.offset, 0, course.changes)
    change = Change(exercise, record.session, record.began, by, sessions)
    return Course(round(offset, 6), 0, (*course.changes, change))


def _felt_well(kind: Kind, record: Record, rule: ProgressRule) -> bool | None:
    """None: nobody knows."""
    before, after = record.pain_before, record.pain_after
    worse = None if before is None or after is None else after - before >= WORSE
    if worse:
        return False
    if kind not in EFFORT_COUNTS:
        return None if worse is None else True
    return None if record.effort is None else record.effort <= rule.effort


def _began(record: Record) -> datetime.datetime:
    began = datetime.datetime.fromisoformat(record.began)
    return began if began.tzinfo else began.replace(tzinfo=datetime.UTC)
