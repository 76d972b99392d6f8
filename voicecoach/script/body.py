"""Where the person is: what every move, skip and pause starts from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voicecoach.routine.position import Position


class Side(StrEnum):
    """Which side of the body; `alternate` where the repetitions of one set change sides."""

    LEFT = "left"
    RIGHT = "right"
    ALTERNATE = "alternate"

    @property
    def other(self) -> Side:
        """The opposite side; alternate is its own."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, self)


@dataclass(frozen=True, slots=True)
class Body:
    """A position with its side, what is held, and whether it works."""

    position: Position | None = None
    """None before the first exercise: standing by the mat, or lying on it already."""
    down: Side | None = None
    """Which side lies on the floor; in half kneeling, which knee. None: it has no such side, or nobody knows."""
    held: tuple[str, ...] = ()
    """Props in hand, or strapped on."""
    done: Side | None = None
    """The side that was worked last; None: none, or both."""
    loaded: bool = False
    """Whether it is set up to work; at rest, everything is back on the floor."""

    def same_place(self, other: Body) -> bool:
        """Whether no way has to be gone from one to the other."""
        return self.position is other.position and self.down is other.down


START = Body()
"""As a session begins."""
