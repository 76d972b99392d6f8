"""How far along its ranges each kind of amount is, if a session is fitted to a length: more finely than one level for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeAlias

Place: TypeAlias = tuple[str | int, ...]
"""Keys and indexes into the routine's file."""

_STRICT: dict[str, Any] = {"strict": True, "extra": "forbid", "allow_inf_nan": False}


class Levels(NamedTuple):
    """The point on the ranges of one step, each from 0 to 1."""

    amounts: float
    """Repetitions, holds, breaths, times and tempos."""
    sets: float
    rests: float
    """Between sets and between repetitions, and steps of rest."""


@dataclass(frozen=True, slots=True)
class Dial:
    """A level for the steps of a routine: those at its beginning may be a little ahead of the others."""

    level: float
    """From 0 to 1."""
    ahead: float
    """That of the steps before `until`."""
    until: Place = ()
    """A place in the file; empty: no step is ahead."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    def __post_init__(self) -> None:
        """Raises ValueError for a level out of range, or what is not a place."""
        for level in (self.level, self.ahead):
            if not 0 <= level <= 1:
                raise ValueError(f"a level goes from 0 to 1, not {level!r}")
        # Keys and indexes take turns, so that two places can always be compared.
        if any(isinstance(key, str) is not (at % 2 == 0) for at, key in enumerate(self.until)):
            raise ValueError(f"{self.until!r} is not a place in a routine")

    @classmethod
    def of(cls, level: float) -> Dial:
        """The same level for all steps."""
        return cls(level, level)

    def at(self, place: Place) -> float:
        """The level of the step there."""
        return self.ahead if place < self.until else self.level


@dataclass(frozen=True, slots=True)
class Fit:
    """What fitting chose. Sides are always at the same point; what is strict is as the person's own level has it."""

    amounts: Dial
    """Of repetitions, holds, breaths, times and tempos."""
    sets: Dial
    rests: float
    """From 0 to 1: of rests between sets, between repetitions and between exercises."""
    left: tuple[str, ...] = ()
    """Ids of optional exercises that were asked for, and for which there is no time."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    def __post_init__(self) -> None:
        """Raises ValueError for a level out of range."""
        if not 0 <= self.rests <= 1:
            raise ValueError(f"a level goes from 0 to 1, not {self.rests!r}")

    def levels(self, place: Place) -> Levels:
        """Those of the step there."""
        return Levels(self.amounts.at(place), self.sets.at(place), self.rests)
