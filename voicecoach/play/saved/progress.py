"""How far along its range each exercise is for a person: read from the record, by a rule that they can read and change.

- After some sessions in a row in which the exercise was done to its end and went well, its level rises by a step.
- A session goes well if nothing of the exercise hurt, the pain after it is no more than a point above that before, and, for
  what strengthens, the effort was at most that of the rule. Only an answer counts: a person who is not asked is never given more.
- If it hurts, its level falls by a step.
- It never leaves the range that the author wrote.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.routine.kinds import Kind
from voicecoach.routine.progression import ProgressRule

if TYPE_CHECKING:
    from voicecoach.play.saved.record import Record

WORSE = 2
"""The pain after a session is worse if it is at least this much more than before."""
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
    """After how many that went well; 0: it hurt."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where an exercise is in its range, and how it got there."""

    offset: float = 0.0
    """What is added to the level of the session, from -1 to 1."""
    well: int = 0
    """How many sessions in a row went well since the last change."""
    changes: tuple[Change, ...] = ()
    last: Last | None = None
    """How the last session of it was."""


class Last(StrEnum):
    """How a session was for an exercise."""

    WELL = "well"
    NOT_WELL = "not-well"
    """More pain after it than before, or too hard."""
    HURT = "hurt"
    UNKNOWN = "unknown"
    """Nobody answered, or the exercise was not done to its end."""


class Session(NamedTuple):
    """What the rule asks of a session."""

    name: str
    began: str
    """In ISO 8601."""
    level: float
    exercises: Collection[str]
    """Ids of those that were done, or hurt."""
    hurt: Collection[str]
    skipped: Collection[str]
    pain_before: int | None
    pain_after: int | None
    effort: int | None


def courses(records: Iterable[Record], kinds: Mapping[str, Kind], rule: ProgressRule) -> dict[str, Course]:
    """The course of each exercise that is in `kinds`; records are taken in the order of their time."""
    return courses_of(map(_session, sorted(records, key=_began)), kinds, rule)


def courses_of(
    sessions: Iterable[Session], kinds: Mapping[str, Kind], rule: ProgressRule
) -> dict[str, Course]:
    """The same of sessions that are in the order of their time."""
    found: dict[str, _Course] = {}
    tiring = {exercise: kind in EFFORT_COUNTS for exercise, kind in kinds.items()}
    for one in sessions:
        hurt, skipped = one.hurt, one.skipped
        felt_well: dict[bool, bool | None] = {}
        for exercise in one.exercises:
            tires = tiring.get(exercise)
            if tires is None:
                continue
            course = found.get(exercise)
            if course is None:
                course = found[exercise] = _Course(exercise)
            if exercise in hurt:
                course.falls(one, rule)
                continue
            if tires not in felt_well:
                felt_well[tires] = _felt_well(one, rule, tiring=tires)
            course.goes_on(one, None if exercise in skipped else felt_well[tires], rule)
    return {exercise: course.as_it_is() for exercise, course in found.items()}


class _Course:
    """A course while it is read."""

    __slots__ = ("changes", "exercise", "last", "offset", "well")

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise
        self.offset = 0.0
        self.well = 0
        self.changes: list[Change] = []
        self.last: Last | None = None

    def as_it_is(self) -> Course:
        return Course(self.offset, self.well, tuple(self.changes), self.last)

    def falls(self, one: Session, rule: ProgressRule) -> None:
        self.last = Last.HURT
        self._change(one, max(self.offset - rule.step, -one.level), sessions=0)

    def goes_on(self, one: Session, felt_well: bool | None, rule: ProgressRule) -> None:
        if felt_well is None:
            self.last = Last.UNKNOWN
        elif not felt_well:
            self.last, self.well = Last.NOT_WELL, 0
        else:
            self.last = Last.WELL
            self.well += 1
            if rule.after and self.well >= rule.after:
                self._change(one, min(self.offset + rule.step, 1 - one.level), sessions=self.well)

    def _change(self, one: Session, offset: float, *, sessions: int) -> None:
        by = round(offset - self.offset, 6)
        self.well = 0
        if by > 0 if sessions else by < 0:  # else it is at the end of its range
            self.offset = round(offset, 6)
            self.changes.append(Change(self.exercise, one.name, one.began, by, sessions))


def _session(record: Record) -> Session:
    done = {one.exercise for one in record.done if one.exercise is not None} | set(record.hurt)
    return Session(
        record.session,
        record.began,
        record.level,
        done,
        record.hurt,
        record.skipped,
        record.pain_before,
        record.pain_after,
        record.effort,
    )


def _felt_well(one: Session, rule: ProgressRule, *, tiring: bool) -> bool | None:
    """None: nobody knows."""
    before, after = one.pain_before, one.pain_after
    worse = None if before is None or after is None else after - before >= WORSE
    if worse:
        return False
    if not tiring:
        return None if worse is None else True
    return None if one.effort is None else one.effort <= rule.effort


def _began(record: Record) -> datetime.datetime:
    began = datetime.datetime.fromisoformat(record.began)
    return began if began.tzinfo else began.replace(tzinfo=datetime.UTC)
