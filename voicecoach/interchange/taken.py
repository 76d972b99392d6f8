"""What a foreign file asks for, in nouns that all formats share: the readers make it, `assemble` makes a routine of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from voicecoach.routine.model import Kind, Position
from voicecoach.units import Range

MOST_ENTRIES = 500
"""Exercises, rests and phrases of one file: as many steps as a routine has in one list."""


class Whose(StrEnum):
    """The side that a line of a foreign file is about."""

    LEFT = "left"
    RIGHT = "right"
    EACH = "each"
    """The whole amount on each side."""
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True)
class Work:
    """One exercise with its amount; what the file does not say is None."""

    name: str
    line: int | None = None
    """Where it is written, from 1; None if the format has no lines."""
    kind: Kind | None = None
    position: Position | None = None
    sets: Range | None = None
    reps: Range | None = None
    hold: Range | None = None
    """Seconds that each repetition is held."""
    time: Range | None = None
    """Seconds that a set takes."""
    breaths: Range | None = None
    rest: Range | None = None
    """Seconds between two sets; after the exercise, if there is one set."""
    tempo: str | None = None
    """Seconds of each part of a repetition: `3-1-1`."""
    side: Whose | None = None
    load: str | None = None
    open: bool = False
    """As many as good form allows."""
    bare: bool = False
    """`reps` is a number that nothing calls repetitions: seconds, if the exercise is one that is held."""
    held: bool = False
    """The file calls it a hold."""
    slot: bool = False
    """`time` is all the time that the exercise has: both sides together."""
    notes: tuple[str, ...] = ()
    """For the person who does it, in the words of the file."""
    during: tuple[str, ...] = ()
    """Said while it is done."""

    @property
    def says_how_much(self) -> bool:
        """Whether the file says anything of its amount."""
        return self.open or any(
            one is not None for one in (self.sets, self.reps, self.hold, self.time, self.breaths)
        )


@dataclass(frozen=True, slots=True)
class Break:
    """A rest between exercises."""

    seconds: Range
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words, and the silence after them."""

    text: str
    silence_s: float = 0.0
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Entries done several times over."""

    times: int
    entries: tuple[Entry, ...]
    line: int | None = None


Entry: TypeAlias = Work | Break | Phrase | Again


@dataclass(frozen=True, slots=True)
class Taken:
    """One session of a foreign file."""

    title: str
    entries: tuple[Entry, ...]
    about: str = ""
    close: str = ""
    remarks: tuple[str, ...] = field(default=())
    """What the reader assumed, and what it left out: one sentence each."""


def walk_entries(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Every entry, those inside others too, in order."""
    for entry in entries:
        yield entry
        if isinstance(entry, Again):
            yield from walk_entries(entry.entries)
