"""What the person chooses for a session: how hard, how much is said, how it is counted, which side is first.

With it goes what the person has done before, on which it depends how much there is to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.script.cue import Side

if TYPE_CHECKING:
    from voicecoach.script.familiarity import Familiarity

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


@dataclass(frozen=True, slots=True, init=False)
class Choices:
    """The defaults are those of a first session: the gentle end of every range, all words, every count."""

    level: float = 0.0
    """From 0 to 1: the point on every range."""
    talk: Talk = Talk.AUTO
    count: Counting = Counting.EVERY
    first: Side = Side.LEFT
    """The side that begins: left or right."""
    include: frozenset[str] = field(default_factory=frozenset)
    """Ids of optional exercises to do; "all" means every one."""
    easier: frozenset[str] = field(default_factory=frozenset)
    """Ids of exercises whose easier variant takes their place."""
    less: frozenset[str] = field(default_factory=frozenset)
    """Ids of exercises of which about two thirds are done: fewer, or shorter."""
    pace: Pace = Pace.USUAL
    """How much time there is to move: half as much again, the usual, or seven tenths of it."""
    count_in: int | None = None
    """The number from which each set is counted in, 0 to 10; None: as the routine says, else from three."""
    familiarity: Familiarity | None = None
    """What was done before. None: a first session; one that is played and kept counts its records."""

    def __init__(
        self,
        level: float | str = 0.0,
        talk: Talk | str = Talk.AUTO,
        count: Counting | str = Counting.EVERY,
        first: Side | str = Side.LEFT,
        include: str | Iterable[str] = (),
        easier: str | Iterable[str] = (),
        less: str | Iterable[str] = (),
        pace: Pace | str = Pace.USUAL,
        count_in: int | None = None,
        session: int | None = None,
        familiarity: Familiarity | None = None,
    ) -> None:
        """Takes plain values too: `level` as "0.5" or "steady", the others by their words, ids as one text or several.

        `session` is the number of the session for somebody who did the routine every day until now; `familiarity` is what
        somebody really did. Give one of them, or none.

        Raises ValueError for what is none of the choices.
        """
        keep = object.__setattr__
        keep(self, "level", _level(level))
        keep(self, "talk", _one_of(Talk, talk, "talk"))
        keep(self, "count", _one_of(Counting, count, "count"))
        keep(self, "first", _one_of(Side, first, "first"))
        if self.first is Side.ALTERNATE:
            raise ValueError("the first side is left or right")
        keep(self, "include", _ids(include, "include"))
        keep(self, "easier", _ids(easier, "easier"))
        keep(self, "less", _ids(less, "less"))
        keep(self, "pace", _one_of(Pace, pace, "pace"))
        if count_in is not None and (type(count_in) is not int or not 0 <= count_in <= MOST_COUNTED_IN):
            raise ValueError(f"count_in is a whole number from 0 to {MOST_COUNTED_IN}, not {count_in!r}")
        keep(self, "count_in", count_in)
        keep(self, "familiarity", _familiarity(session, familiarity))

    @property
    def history(self) -> Familiarity:
        """What was done before: nothing, if nothing is given."""
        from voicecoach.script.familiarity import FIRST

        return self.familiarity or FIRST

    @property
    def session(self) -> int:
        """Which session of the routine it is, from 1."""
        return self.history.session


def _level(value: float | str) -> float:
    try:
        level = LEVELS[value.lower()] if isinstance(value, str) and value.lower() in LEVELS else float(value)
    except (TypeError, ValueError):
        level = -1.0
    if isinstance(value, bool) or not 0 <= level <= 1:
        raise ValueError(f"a level goes from 0 to 1, not {value!r}")
    return level


def _familiarity(session: int | None, familiarity: Familiarity | None) -> Familiarity | None:
    if familiarity is None and session is None:
        return None
    # A kept preview of a first session never needs it.
    from voicecoach.script.familiarity import Familiarity

    if familiarity is None:
        assert session is not None
        return Familiarity.nth(session)
    if not isinstance(familiarity, Familiarity):
        raise ValueError(f"familiarity is Familiarity(...), not {familiarity!r}")
    if session is not None:
        raise ValueError("familiarity has the session's number already; leave session out")
    return familiarity


def _ids(value: str | Iterable[str], name: str) -> frozenset[str]:
    try:
        ids = frozenset([value] if isinstance(value, str) else value)
    except TypeError:
        ids = frozenset([None])  # type: ignore[list-item]
    if not all(isinstance(one, str) for one in ids):
        raise ValueError(f"{name} is an id or several, not {value!r}")
    return ids


_Kind = TypeVar("_Kind", bound=StrEnum)


def _one_of(kind: type[_Kind], value: str, name: str) -> _Kind:
    try:
        return kind(value)
    except ValueError:
        if kind is Side:
            raise ValueError(f"the first side is left or right, not {value!r}") from None
        raise ValueError(f"{name} is {' or '.join(kind)}, not {value!r}") from None
