"""Exercises on the back, seen from the side. The head is on the left unless the left side has to be the near one."""

from __future__ import annotations

from dataclasses import replace

from tools.drawings.body import Pose, Reach, Turn
from tools.drawings.outline import View
from tools.drawings.paint import Picture, arrow
from tools.drawings.sheet import Drawing

SIDE = View(around=-10)

FLAT = 10.5
"""How high the middle of a body is that lies."""
UP = (0.3, 1.0, 0.0)
AHEAD = (1.0, 0.0, 0.0)


def foot(side: int, x: float = 42.0) -> Reach:
    """A foot flat on the floor, with the knee up; `side` is 1 for the far one of a head on the left."""
    return Reach((x, 7.0, -9.0 * side), UP, AHEAD)


def arm(side: int, low: float = 0.2) -> Reach:
    """An arm that rests beside the body."""
    return Reach((-1.0, 3.5, -27.0 * side), (0.0, -low, -1.0 * side), AHEAD)


LYING = Pose(
    (0.0, FLAT, 0.0), bend=-90, neck=Turn(bend=8),
    left_arm=arm(1), right_arm=arm(-1), left_leg=foot(1), right_leg=foot(-1),
)  # fmt: skip

FEET = ("left foot", "right foot")
ARMS = ("left hand", "right hand", "left forearm", "right forearm")
DOWN = ("head", "ribs", "seat", *FEET)
"""What is on the floor of somebody who lies with bent knees."""

PELVIC_TILT = Drawing(
    Picture(replace(LYING, waist=Turn(bend=16), chest=Turn(bend=-24)), rests=("head", "seat", *FEET, *ARMS)),
    Picture(
        replace(LYING, bend=-84, waist=Turn(bend=-8), chest=Turn(bend=2)),
        (arrow((-16.0, 42.0, 0.0), (-16.0, 26.0, 0.0)),),
        rests=("loins", *DOWN, *ARMS),
    ),
    SIDE,
)
BRIDGE = Drawing(
    Picture(LYING, rests=(*DOWN, *ARMS)),
    Picture(
        replace(
            LYING, hips=(2.0, 32.0, 0.0), bend=-116, waist=Turn(bend=2), chest=Turn(bend=3), neck=Turn(bend=16),
            left_arm=arm(1, 0.4), right_arm=arm(-1, 0.4),
        ),
        rests=("head", *FEET, *ARMS),
    ),
    SIDE,
)  # fmt: skip
