"""What the person chooses for a session: how hard, how much is said, how it is counted, which side is first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

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
    lead_in: bool = True
    """Whether "three, two" is counted before each set."""

    def __post_init__(self) -> None:
        """Takes plain values too ("right", "0.5", a list of ids). Raises ValueError for what is none of the choices."""
        keep = object.__setattr__
        try:
            keep(self, "level", float(self.level))
        except (TypeError, ValueError):
            raise ValueError(f"a level goes from 0 to 1, not {self.level!r}") from None
        if not 0 <= self.level <= 1:
            raise ValueError(f"a level goes from 0 to 1, not {self.level}")
        keep(self, "talk", _one_of(Talk, self.talk, "talk"))
        keep(self, "count", _one_of(Counting, self.count, "count"))
        keep(self, "first", _one_of(Side, self.first, "first"))
        if self.first is Side.ALTERNATE:
            raise ValueError("the first side is left or right")
        for name in ("include", "easier"):
            ids = getattr(self, name)
            keep(self, name, frozenset([ids] if isinstance(ids, str) else ids))


_Kind = TypeVar("_Kind", bound=StrEnum)


def _one_of(kind: type[_Kind], value: str, name: str) -> _Kind:
    try:
        return kind(value)
    except ValueError:
        if kind is Side:
            raise ValueError(f"the first side is left or right, not {value!r}") from None
        raise ValueError(f"{name} is {' or '.join(kind)}, not {value!r}") from None
