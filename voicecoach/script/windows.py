"""Windows of exact length, one after the other: what is done, and the time between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from voicecoach.routine.dose import Prescription
from voicecoach.script.body import Side
from voicecoach.script.cue import Say, Slot, Sound
from voicecoach.script.visit import Visit


@dataclass(frozen=True, slots=True)
class Work:
    """One set on one side."""

    visit: Visit
    side: Side | None
    dose: Prescription
    """Of this set alone."""
    number: int
    """Of the set, from 1."""
    sets: int
    slots: tuple[Slot, ...]
    """Exact windows, one after the other."""
    finish: Say | None
    """What ends it, said in what follows."""
    before: Visit | None = None
    """The turn at which the same exercise was done last in this block; None at its first."""
    closing: tuple[Say | Sound, ...] = ()
    """Words and sounds of the author's own that nothing else comes after."""


@dataclass(slots=True)
class Gap:
    """Time between two works."""

    seconds: float
    place: tuple[str | int, ...]
    said: list[Say | Sound] = field(default_factory=list)
    """Words and sounds of the author's own, and the beginning of a round."""
    quiet: bool = False
    """Whether nothing is said in it but its end."""
    cues: str | tuple[str, ...] | None = None
    """When it is marked; None: as the coach has it."""


Window: TypeAlias = Work | Gap


def seconds_of(window: Window) -> float:
    """How long it lasts."""
    return window.seconds if isinstance(window, Gap) else sum(slot.seconds for slot in window.slots)


def add_window(windows: list[Window], window: Window) -> None:
    """A gap after a gap makes it longer; there is none before the first work, and none of no length."""
    if isinstance(window, Work):
        windows.append(window)
    elif windows and window.seconds:
        if isinstance(last := windows[-1], Gap):
            last.seconds += window.seconds
            last.said += window.said
        else:
            windows.append(window)
