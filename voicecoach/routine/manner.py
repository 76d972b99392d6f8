"""The words for how a session is coached: how hard it is, how much is said, how it is counted, how much time there is to move."""

from __future__ import annotations

from enum import StrEnum

LEVELS = {"gentle": 0.0, "steady": 0.5, "strong": 1.0}
"""The words for levels."""


class Talk(StrEnum):
    """How much is said."""

    AUTO = "auto"
    """As much as is needed: all of an exercise that is new, little of one that was done often."""
    FULL = "full"
    SHORT = "short"
    COUNTS = "counts"


class Pace(StrEnum):
    """How much time there is to move: from one position to another, and after each instruction."""

    SLOW = "slow"
    USUAL = "usual"
    QUICK = "quick"


class Counting(StrEnum):
    """How seconds and repetitions are counted aloud."""

    EVERY = "every"
    LANDMARKS = "landmarks"
    CHIMES = "chimes"
