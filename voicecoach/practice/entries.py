"""What the diary has of a session, and what a person may add to one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

MOST_ON_SCALE = 10
"""The end of the scales of pain and effort, which begin at 0."""
LONGEST_NOTE = 10_000
"""Characters of a note."""
LONGEST_TITLE = 300
LONGEST_SESSION_S = 24 * 3600.0
MOST_SETS = 100_000
"""Of one session."""


class SetEntry(NamedTuple):
    """One set: done, or planned and left out."""

    exercise: str | None
    """Its id."""
    number: int | None = None
    """Which, from 1."""
    side: str | None = None
    """left, right, or alternate."""
    reps: int | None = None
    """For each side if the side is alternate."""
    hold_s: float | None = None
    breaths: int | None = None
    load: str | None = None
    """With what, in the author's words."""
    effort: int | None = None
    """How hard it was meant to be, from 1 to 10."""
    pain: int | None = None
    """How much pain was acceptable, from 1 to 10."""
    done: bool = True


class HurtEntry(NamedTuple):
    """Where it hurt."""

    exercise: str
    """Its id."""
    number: int | None = None
    """The set, from 1; None: not in a set, or not known."""
    side: str | None = None
    rep: int | None = None
    """The last repetition that had begun."""
    after_s: float | None = None
    """How many seconds of the set had gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One session."""

    number: int
    """What a person names it by; never used again for another."""
    name: str
    """The session's own name, the same in the record."""
    routine: str
    """The routine's id."""
    title: str
    level: float | None
    """From 0 to 1; None: not known."""
    began: datetime.datetime
    """With its offset from UTC."""
    day: datetime.date
    """The date where the person was."""
    seconds: float
    """How long it was played, without pauses."""
    finished: bool
    sets_done: int
    sets_planned: int
    pain_before: int | None
    """From 0 to 10; None: not known."""
    pain_after: int | None
    effort: int | None
    """How hard it was, from 0 to 10; None: not known."""
    note: str
    source: str
    """Who wrote it: record, hand or import."""
    hurt: tuple[str, ...]
    """Ids of the exercises that hurt, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What was done in a session."""

    sets: tuple[SetEntry, ...]
    skipped: tuple[str, ...]
    """Ids of exercises that were skipped before their end."""
    hurt: tuple[HurtEntry, ...]
    swapped: tuple[tuple[str, str], ...]
    """Pairs of ids: the exercise, and what took its place."""


NOTHING_DONE = Details(sets=(), skipped=(), hurt=(), swapped=())


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """A session to be written into the diary."""

    routine: str
    title: str
    began: datetime.datetime
    """With its offset from UTC."""
    day: datetime.date | None = None
    """None: the date of `began` where this machine is."""
    seconds: float = 0.0
    finished: bool = True
    level: float | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    effort: int | None = None
    note: str = ""
    details: Details = NOTHING_DONE

    def __post_init__(self) -> None:
        """Raises ValueError, with a sentence for a person, for what is out of range."""
        for name in ("pain_before", "pain_after", "effort"):
            check_scale(name.replace("_", " "), getattr(self, name))
        check_text("routine", self.routine, LONGEST_TITLE)
        check_text("title", self.title, LONGEST_TITLE)
        check_text("note", self.note, LONGEST_NOTE)
        if not self.routine:
            raise ValueError("a session has a routine")
        if not 0 <= self.seconds <= LONGEST_SESSION_S:
            raise ValueError("a session lasts between nothing and 24 hours")
        if self.level is not None and not 0 <= self.level <= 1:
            raise ValueError("a level goes from 0 to 1")
        if self.began.tzinfo is None:
            raise ValueError("the moment needs its offset from UTC")
        if len(self.details.sets) > MOST_SETS:
            raise ValueError(f"a session has at most {MOST_SETS:,} sets")


def check_scale(name: str, value: int | None) -> None:
    """Raises ValueError for what is not a whole number from 0 to 10, or None."""
    if value is not None and (type(value) is not int or not 0 <= value <= MOST_ON_SCALE):
        raise ValueError(f"{name} is a whole number from 0 to {MOST_ON_SCALE}, not {str(value)[:20]}")


def check_text(name: str, text: str, most: int) -> None:
    """Raises ValueError for a text that is too long, or holds what cannot be kept."""
    if len(text) > most:
        raise ValueError(f"the {name} has {len(text):,} characters; it may have {most:,}")
    if "\x00" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise ValueError(f"the {name} holds what is not text")


def local_day(moment: datetime.datetime) -> datetime.date:
    """The date of a moment where this machine is."""
    try:
        return moment.astimezone().date()
    except (OverflowError, ValueError, OSError):  # the first or the last days of the calendar
        return moment.date()


def seconds_of(moment: datetime.datetime) -> int:
    """Whole seconds since 1970 of a moment with an offset."""
    return int((moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)).total_seconds())
