"""What a handout consists of. Every text is one line of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from voicecoach.units import Seconds


@dataclass(frozen=True, slots=True)
class Fact:
    """A word on the routine and what it is: “For:”, “Mrs Ash”."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemPicture:
    """What an exercise looks like: a PNG, JPEG or SVG that was checked when the routine was read."""

    media_type: str
    data: bytes = field(repr=False)
    width: int
    """Pixels, as they are stored; those of a style sheet for an SVG."""
    height: int
    turned: int
    """The orientation that Exif numbers from 1 to 8; 1 is shown as it is stored."""
    shows: str
    """In words, for somebody who cannot see it."""
    in_ink: bool = False
    """Whether it has no colour of its own, but that of ink and paper."""


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise."""

    title: str
    kind: str = ""
    dose: str = ""
    """How much, in one or two sentences."""
    more: tuple[str, ...] = ()
    """The rest of what is prescribed, a sentence each: tempo, load, effort, rests."""
    position: str = ""
    props: tuple[str, ...] = ()
    about: str = ""
    steps: tuple[str, ...] = ()
    """What to do, a sentence each, in order."""
    remember: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    easier: Item | None = None
    """An exercise that may take its place, explained in full."""
    number: int = 0
    """From 1, in the order of the handout; 0 for an easier one."""
    as_before: str = ""
    """That it is done as an earlier one, which has the steps."""
    picture: ItemPicture | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Between:
    """What comes between exercises: a rest, a quiet time, something to be told or to wait for."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are done together, several times over."""

    title: str
    entries: tuple[Entry, ...]
    more: tuple[str, ...] = ()
    """The rest between two of them, in a sentence."""


Entry: TypeAlias = "Item | Between | Group"


@dataclass(frozen=True, slots=True)
class Ticks:
    """A table of boxes to tick, one week a row."""

    title: str
    weeks: tuple[str, ...]
    days: tuple[str, ...]
    boxes: int = 1
    """How often on a day."""


@dataclass(frozen=True, slots=True)
class Handout:
    """All that a patient needs on paper."""

    title: str
    length_s: Seconds
    about: str = ""
    props: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    source: str = ""
    facts: tuple[Fact, ...] = ()
    """For whom it is, from whom, the date, how often, and how long it takes."""
    close: str = ""
    """The author's last words."""
    ticks: Ticks | None = None
    of_visits: Mapping[int, int] = field(default_factory=dict, hash=False)
    """The number of the item of each visit of the session."""

    @property
    def items(self) -> tuple[Item, ...]:
        """The exercises, in order, inside groups too."""
        return tuple(item for item, _ in walk(self.entries) if isinstance(item, Item))


def walk(entries: tuple[Entry, ...], depth: int = 0) -> Iterator[tuple[Entry, int]]:
    """Each entry and how many groups it is in; a group before what is in it."""
    for entry in entries:
        yield entry, depth
        if isinstance(entry, Group):
            yield from walk(entry.entries, depth + 1)
