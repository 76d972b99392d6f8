"""From one start position to the next: how long it takes, and which words go with it."""

from __future__ import annotations

from enum import StrEnum

from voicecoach.routine.model import Position
from voicecoach.units import Seconds


class Level(StrEnum):
    """How high the body is: what a change of position costs depends on that."""

    START = "start"
    STANDING = "standing"
    BAR = "bar"
    SITTING = "sitting"
    KNEELING = "kneeling"
    FLOOR = "floor"
    BENCH = "bench"


_LEVELS = {
    Position.STANDING: Level.STANDING,
    Position.HANGING: Level.BAR,
    Position.SITTING: Level.SITTING,
    Position.KNEELING: Level.KNEELING,
    Position.HALF_KNEELING: Level.KNEELING,
    Position.HANDS_AND_KNEES: Level.KNEELING,
    Position.ON_THE_BACK: Level.FLOOR,
    Position.ON_THE_SIDE: Level.FLOOR,
    Position.FACE_DOWN: Level.FLOOR,
    Position.OVER_A_BENCH: Level.BENCH,
}

_HEIGHT = {
    Level.START: 3,
    Level.STANDING: 3,
    Level.BAR: 3,
    Level.SITTING: 2,
    Level.BENCH: 2,
    Level.KNEELING: 1,
    Level.FLOOR: 0,
}

_SECONDS_BY_CLIMB = {0: 5.0, 1: 7.0, 2: 10.0, 3: 12.0}
"""Seconds to change height by so many steps: somebody with a sore back rolls over the side and uses the hands. Clinical
custom, not a measurement; the floor to standing takes healthy older adults about 5 s and those in pain twice that."""

_SECONDS_TO_SWITCH = {
    Position.ON_THE_SIDE: 9.0,
    Position.HALF_KNEELING: 7.0,
    Position.OVER_A_BENCH: 5.0,
    Position.ON_THE_BACK: 4.0,
}
"""Seconds from one side to the other; rolling over takes longest."""

SLOW_TO_TURN = frozenset({Position.ON_THE_SIDE, Position.HALF_KNEELING})
"""Positions that are taken anew for the other side; it needs words and time between two exercises too."""


def level_of(position: Position | None) -> Level:
    """Where the body is; None is before the first exercise."""
    return Level.START if position is None else _LEVELS[position]


def seconds_to_move(before: Position | None, after: Position) -> Seconds:
    """Time to get from one position to another; 0 where they are the same."""
    if before is after:
        return Seconds(0.0)
    climb = abs(_HEIGHT[level_of(before)] - _HEIGHT[level_of(after)])
    return Seconds(_SECONDS_BY_CLIMB[climb])


def seconds_to_switch(position: Position) -> Seconds:
    """Time to change sides within a position."""
    return Seconds(_SECONDS_TO_SWITCH.get(position, 4.0))
