"""Exercises on the feet."""

from __future__ import annotations

from tools.drawings.body import Bent, Pose, Reach, Turn
from tools.drawings.outline import View
from tools.drawings.paint import Picture
from tools.drawings.sheet import Drawing

SIDE = View(around=-12)
HIGH = 7.0 + 41.0 + 42.0
"""Of the hips of somebody who stands."""
HANGING = Bent(raised=0, out=6, bent=10)
AHEAD = (1.0, 0.0, 0.0)


def foot(side: int, x: float = 0.0, z: float = 9.0) -> Reach:
    """A foot flat on the floor; `side` is 1 for the far one."""
    return Reach((x, 7.0, -z * side), AHEAD, AHEAD)


FEET = ("left foot", "right foot")
STANDING = Pose(
    (0.0, HIGH - 0.1, 0.0), left_arm=HANGING, right_arm=HANGING, left_leg=foot(1), right_leg=foot(-1)
)

SQUAT = Drawing(
    Picture(STANDING, rests=FEET),
    Picture(
        Pose(
            (-22.0, 72.0, 0.0), bend=34, neck=Turn(bend=-18),
            left_arm=Bent(raised=52, out=4, bent=18), right_arm=Bent(raised=52, out=4, bent=18),
            left_leg=foot(1), right_leg=foot(-1),
        ),
        rests=FEET,
    ),
    SIDE,
)  # fmt: skip
