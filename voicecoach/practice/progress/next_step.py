"""What an exercise becomes next: the step, and what is missing for it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """What the next step of an exercise depends on."""

    WELL = "well"
    """So many more sessions have to go well."""
    NOT_WELL = "not-well"
    """The same, because the last one was too hard, or the pain was worse after it."""
    HURT = "hurt"
    """The same, because it hurt last time, and is easier now."""
    NOT_ASKED = "not-asked"
    """Nobody answered last time, and without answers nothing becomes more."""
    TOP = "top"
    """It is at the end of its range."""
    NO_RANGE = "no-range"
    """The routine leaves nothing to choose."""
    OFF = "off"
    """Nothing becomes more by itself, as the person or the author wants it."""


class Gain(NamedTuple):
    """What is more after a step."""

    what: str
    """sets, reps, hold, breaths or time; load and all else never change by themselves."""
    by: float
    """Seconds of a hold and of a time."""


class NextStep(NamedTuple):
    """What an exercise becomes next."""

    why: Why
    sessions: int = 0
    """How many more sessions have to go well before that."""
    gains: tuple[Gain, ...] = ()
    """What becomes more then; at least the smallest step that the range has."""
    effort: int | None = None
    """How hard these sessions may be, from 0 to 10; None: that does not matter."""
    harder: str | None = None
    """At the end of the range: the id of the harder exercise."""
