"""What the person chooses for a session: how hard, how much is said, how it is counted, which side is first.

With it goes what the person has done before, on which it depends how much there is to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.routine.manner import LEVELS as LEVELS
from voicecoach.routine.manner import Counting as Counting
from voicecoach.routine.manner import Pace as Pace
from voicecoach.routine.manner import Talk as Talk
from voicecoach.script.choice_values import LONGEST_MINUTES as LONGEST_MINUTES
from voicecoach.script.choice_values import (
    read_breath,
    read_familiarity,
    read_fit,
    read_ids,
    read_level,
    read_minutes,
    read_progress,
    read_sides,
    read_word,
)
from voicecoach.script.cue import Side

if TYPE_CHECKING:
    from voicecoach.routine.breathing import OwnPace
    from voicecoach.routine.model import Routine
    from voicecoach.script.familiarity import Familiarity
    from voicecoach.script.fit import Fit, Levels, Place

OF_A_ROUTINE = ("level", "talk", "count", "pace", "count_in")
"""What a routine may say too, under the same names."""


class Day(StrEnum):
    """How somebody is today."""

    FLARE = "flare"
    """Sore: the low end of every range, easier exercises, longer rests, and nothing that is marked as not for such a day."""
    NORMAL = "normal"
    STRONG = "strong"
    """The high end of every range, and harder exercises."""


class Where(StrEnum):
    """The positions that somebody wants to be in."""

    FLOOR = "floor"
    STANDING = "standing"
    SITTING = "sitting"


_LEVEL_OF_DAY = {Day.FLARE: 0.0, Day.STRONG: 1.0}


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Choices:
    """The defaults are those of a first session: the gentle end of every range, all words, every count.

    What is given wins over the keys of a routine, and these win over what is left out.
    """

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
    breath: tuple[float, float] | None = None
    """Seconds in and out of a breath; None: as the exercise or the coach has it. A pattern with a held breath stays as it is."""
    minutes: float | None = None
    """The length that the session is fitted to: at most that, 1 to 1440. None: as long as the other choices make it."""
    day: Day = Day.NORMAL
    """How somebody is today; flare and strong say the level too."""
    skip: frozenset[str] = field(default_factory=frozenset)
    """Ids of exercises to leave out."""
    only: frozenset[str] = field(default_factory=frozenset)
    """Ids of the exercises to do beside the warm-up, optional ones too; empty: all."""
    position: Where | None = None
    """Where all exercises but the warm-up begin; None: anywhere."""
    sides: tuple[tuple[str, str], ...] = ()
    """Ids of exercises whose sides differ, and how: “left first, 1 more set left, hold 5 s shorter right”."""
    fit: Fit | None = None
    """How far along the ranges the session is, once it is fitted; None: where `level` says."""
    progress: frozenset[tuple[str, float]] = field(default_factory=frozenset)
    """What is added to the level for exercises, by their ids, from -1 to 1: not on a sore or a strong day, nor if fitted."""
    familiarity: Familiarity | None = None
    """What was done before. None: a first session; one that is played and kept counts its records."""
    yielding: frozenset[tuple[str, object]] = field(default=frozenset(), repr=False)
    """The fields, with their values, that give way to what the routine says."""

    def __init__(
        self,
        level: float | str | None = None,
        talk: Talk | str | None = None,
        count: Counting | str | None = None,
        first: Side | str = Side.LEFT,
        include: str | Iterable[str] = (),
        easier: str | Iterable[str] = (),
        less: str | Iterable[str] = (),
        pace: Pace | str | None = None,
        count_in: int | None = None,
        breath: str | tuple[float, float] | None = None,
        minutes: float | None = None,
        day: Day | str = Day.NORMAL,
        skip: str | Iterable[str] = (),
        only: str | Iterable[str] = (),
        position: Where | str | None = None,
        sides: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        fit: Fit | None = None,
        progress: Mapping[str, float] | Iterable[tuple[str, float]] = (),
        session: int | None = None,
        familiarity: Familiarity | None = None,
        yielding: Iterable[tuple[str, object]] | None = None,
    ) -> None:
        """Takes plain values too: `level` as "0.5" or "steady", the others by their words, `breath` as "4-6", ids as one
        text or several.

        `level`, `talk`, `count`, `pace` and `count_in` are as the routine says if they are None; if that says nothing, they
        are 0, auto, every, usual and 3. `yielding` keeps what gives way: leave it out.

        `session` is the number of the session for somebody who did the routine every day until now; `familiarity` is what
        somebody really did. Give one of them, or none.

        A `day` that is not normal says the level, whatever that is given as.

        Raises ValueError for what is none of the choices.
        """
        keep = object.__setattr__
        keep(self, "day", read_word(Day, day, "day"))
        level = _LEVEL_OF_DAY.get(self.day, level)
        given = {"level": level, "talk": talk, "count": count, "pace": pace}
        keep(self, "level", read_level(0.0 if level is None else level))
        keep(self, "talk", read_word(Talk, Talk.AUTO if talk is None else talk, "talk"))
        keep(self, "count", read_word(Counting, Counting.EVERY if count is None else count, "count"))
        keep(self, "first", read_word(Side, first, "first"))
        if self.first is Side.ALTERNATE:
            raise ValueError("the first side is left or right")
        keep(self, "include", read_ids(include, "include"))
        keep(self, "easier", read_ids(easier, "easier"))
        keep(self, "less", read_ids(less, "less"))
        keep(self, "pace", read_word(Pace, Pace.USUAL if pace is None else pace, "pace"))
        if count_in is not None and (type(count_in) is not int or not 0 <= count_in <= MOST_COUNTED_IN):
            raise ValueError(f"count_in is a whole number from 0 to {MOST_COUNTED_IN}, not {count_in!r}")
        keep(self, "count_in", count_in)
        keep(self, "breath", read_breath(breath))
        keep(self, "minutes", read_minutes(minutes))
        keep(self, "skip", read_ids(skip, "skip"))
        keep(self, "only", read_ids(only, "only"))
        keep(self, "position", None if position is None else read_word(Where, position, "position"))
        keep(self, "sides", read_sides(sides))
        keep(self, "fit", read_fit(fit))
        keep(self, "progress", read_progress(progress))
        keep(self, "familiarity", read_familiarity(session, familiarity))
        if yielding is None:
            yields = {(name, getattr(self, name)) for name, value in given.items() if value is None}
        else:
            # What was replaced was given.
            yields = {(name, value) for name, value in yielding if getattr(self, name) == value}
        keep(self, "yielding", frozenset(yields))

    def __repr__(self) -> str:
        """What differs from the defaults."""
        usual = Choices()
        shown = [
            f"{one.name}={getattr(self, one.name)!r}"
            for one in fields(self)
            if one.repr and getattr(self, one.name) != getattr(usual, one.name)
        ]
        return f"Choices({', '.join(shown)})"

    def giving_way(self, names: Iterable[str]) -> Choices:
        """The same, where the values of the fields of these names give way to what a routine says."""
        return replace(self, yielding=self.yielding | {(name, getattr(self, name)) for name in names})

    def settled(self, routine: Routine) -> Choices:
        """The same, with what the routine says for all that gives way to it.

        The number of a count-in remains one that gives way, to what a step says, unless the routine has one; and so does the pace
        of a breath, to that of an exercise.
        """
        if not self.yielding:
            return self
        said: dict[str, Any] = {name: getattr(routine, name) for name, _ in self.yielding if name != "breath"}
        changes = {name: value for name, value in said.items() if value is not None}
        left = frozenset(
            pair for pair in self.yielding if pair[0] in ("count_in", "breath") and pair[0] not in changes
        )
        if "count_in" in changes:
            changes["count_in"] = None  # a step may say another
        return replace(self, yielding=left, **changes)

    @property
    def counted_in(self) -> tuple[int | None, int | None]:
        """The number of a count-in that wins over a step's, and the one that gives way to it; None: there is none."""
        gives_way = ("count_in", self.count_in) in self.yielding
        return (None, self.count_in) if gives_way else (self.count_in, None)

    @property
    def own_breath(self) -> OwnPace | None:
        """How the person breathes, if that is known."""
        if self.breath is None:
            return None
        from voicecoach.routine.breathing import OwnPace

        return OwnPace(*self.breath, wins=("breath", self.breath) not in self.yielding)

    @property
    def history(self) -> Familiarity:
        """What was done before: nothing, if nothing is given."""
        from voicecoach.script.familiarity import FIRST

        return self.familiarity or FIRST

    @property
    def session(self) -> int:
        """Which session of the routine it is, from 1."""
        return self.history.session

    def levels(self, place: Place, *, strict: bool = False, exercise: str = "") -> Levels:
        """The point on the ranges of the step there, that does an exercise; what is `strict` is never fitted."""
        from voicecoach.script.fit import Levels

        ahead = (
            0.0
            if self.fit or strict or self.day is not Day.NORMAL
            else dict(self.progress).get(exercise, 0.0)
        )
        if ahead:
            level = min(1.0, max(0.0, self.level + ahead))
            return Levels(level, level, self.rests)
        if self.fit is None or strict:
            return Levels(self.level, self.level, self.level if strict else self.rests)
        return self.fit.levels(place)

    @property
    def rests(self) -> float:
        """The level of rests, unless the session is fitted: on a sore day they are long."""
        return 1.0 if self.day is Day.FLARE else self.level
