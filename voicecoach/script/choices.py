"""What the person chooses for a session: how hard, how much is said, how it is counted, which side is first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from voicecoach.script.cue import Side

LEVELS = {"gentle": 0.0, "steady": 0.5, "strong": 1.0}
"""The words for levels."""


class Talk(StrEnum):
    """How much is said."""

    FULL = "full"
    SHORT = "short"
    COUNTS = "counts"


class Counting(StrEnum):
    """How seconds and repetitions are counted aloud."""

    EVERY = "every"
    LANDMARKS = "landmarks"
    CHIMES = "chimes"


@dataclass(frozen=True, slots=True)
class Choices:
    """The defaults are those of a first session: the gentle end of every range, all words, every count."""

    level: float = 0.0
    """From 0 to 1: the point on every range."""
    talk: Talk = Talk.FULL
    count: Counting = Counting.EVERY
    first: Side = Side.LEFT
    """The side that begins: left or right."""
    include: frozenset[str] = field(default_factory=frozenset)
    """Ids of optional exercises to do; "all" stands for each."""
    easier: frozenset[str] = field(default_factory=frozenset)
    """Ids of exercises whose easier variant takes their place."""

    def __post_init__(self) -> None:
        if not 0 <= self.level <= 1:
            raise ValueError(f"a level goes from 0 to 1, not {self.level}")
        if self.first not in (Side.LEFT, Side.RIGHT):
            raise ValueError("the first side is left or right")
