"""What a person has done before: the input by which the coach says less the tenth time than the first.

A value like any other choice: counted from the records for a live session, or made up by a number for a file or a test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from voicecoach.script.body import Side
from voicecoach.script.session_number import MOST_SESSIONS
from voicecoach.units import Seconds

FULL_TIMES = 2
"""So many times an exercise is explained in full."""
HABIT_FROM = 5
"""From this time on only what is needed to be safe is said."""
FORGOTTEN_DAYS = 30
"""After so many days without an exercise it is explained in full again; so often the long safety notice is heard."""
RECENT_DAYS = 14
"""Progress is compared with nothing older."""


class Stage(StrEnum):
    """How well something is known."""

    NEW = "new"
    KNOWN = "known"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Amount:
    """What was done of an exercise on one side, when it was done last."""

    side: Side | None
    """None: it has no sides. Alternate: on each side in turn."""
    sets: int
    reps: int | None = None
    """In each set."""
    hold: Seconds | None = None
    breaths: int | None = None


@dataclass(frozen=True, slots=True)
class Practised:
    """An exercise that was done before."""

    exercise: str
    """Its id."""
    times: int
    """In how many sessions, from 1."""
    days_ago: int
    """How many days ago it was done last; 0 is today."""
    amounts: tuple[Amount, ...] = ()
    """What was done then, set by set alike; empty if that is unknown, or differed from set to set."""
    hurt: bool = False
    """Whether it hurt then, so that nothing is counted as more."""

    def __post_init__(self) -> None:
        """Raises ValueError for what is out of range."""
        _whole("times", self.times, 1)
        _whole("days_ago", self.days_ago, 0)
        if not isinstance(self.exercise, str) or not self.exercise:
            raise ValueError(f"exercise is an id, not {self.exercise!r}")

    @property
    def stage(self) -> Stage:
        """How well it is known by now."""
        if self.days_ago >= FORGOTTEN_DAYS:
            return Stage.NEW
        return _stage(self.times)


@dataclass(frozen=True, slots=True)
class Familiarity:
    """Which session of a routine this is, and how well its exercises are known. The default is a first session."""

    session: int = 1
    """From 1, in the order of one person's sessions of this routine."""
    exercises: tuple[Practised, ...] | None = ()
    """Each exercise that was done before, in this routine or another; None: each was done in every session, a day ago."""
    long_notice: bool = True
    """Whether the safety notice is due in full."""
    _known: dict[str, Practised] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Raises ValueError for what is out of range."""
        _whole("session", self.session, 1)
        given = self.exercises
        if given is not None and not (
            isinstance(given, tuple) and all(isinstance(one, Practised) for one in given)
        ):
            raise ValueError(f"exercises are a tuple of Practised, not {given!r}")
        if not isinstance(self.long_notice, bool):
            raise ValueError(f"long_notice is True or False, not {self.long_notice!r}")
        object.__setattr__(self, "_known", {one.exercise: one for one in given or ()})

    @classmethod
    def nth(cls, session: int) -> Familiarity:
        """Of the session of that number, for somebody who did all of the routine every day until now."""
        _whole("session", session, 1)
        if session == 1:
            return cls()
        since = session - FULL_TIMES
        return cls(session, None, since <= 0 or since % FORGOTTEN_DAYS == 0)

    @property
    def stage(self) -> Stage:
        """How well the routine is known."""
        return _stage(self.session - 1)

    def practised(self, exercise: str) -> Practised | None:
        """What is known of an exercise; None: it is new to the person."""
        if self.exercises is None:
            return Practised(exercise, self.session - 1, 1) if self.session > 1 else None
        return self._known.get(exercise)

    def stage_of(self, exercise: str) -> Stage:
        """How well an exercise is known."""
        found = self.practised(exercise)
        return found.stage if found else Stage.NEW


def _stage(times: int) -> Stage:
    if times < FULL_TIMES:
        return Stage.NEW
    return Stage.KNOWN if times < HABIT_FROM - 1 else Stage.HABIT


def _whole(name: str, value: object, low: int) -> None:
    if type(value) is not int or not low <= value <= MOST_SESSIONS:
        raise ValueError(f"{name} is a whole number from {low} to {MOST_SESSIONS}, not {value!r}")


FIRST = Familiarity()
"""Of somebody who has done nothing of it."""
