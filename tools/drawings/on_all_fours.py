"""Exercises on hands and knees, and face down. The head is on the left: the left side is the near one."""

from __future__ import annotations

from dataclasses import replace

from tools.drawings.body import Bent, Pose, Reach, Turn
from tools.drawings.outline import View
from tools.drawings.paint import Picture
from tools.drawings.sheet import Drawing

SIDE = View(around=10)
HIGH = 42.0 + 5.6
"""Of the hips over knees that are on the floor."""
BACK = (0.97, -0.24, 0.0)
"""Where elbows point."""


def hand(side: int, x: float = -46.0) -> Reach:
    """A hand flat on the floor; `side` is 1 for the left, near one."""
    return Reach((x, 4.5, 16.0 * side), BACK, (-1.0, -0.12, 0.0))


def knee(side: int) -> Reach:
    """A knee under its hip, with the foot behind it."""
    return Reach((41.0, 4.3, 9.0 * side), (-0.3, -1.0, 0.0), (0.935, -0.355, 0.0))


KNEELING = Pose(
    (0.0, HIGH, 0.0), heading=180, bend=82, neck=Turn(bend=4),
    left_arm=hand(1), right_arm=hand(-1), left_leg=knee(1), right_leg=knee(-1),
)  # fmt: skip
HANDS = ("left hand", "right hand")
SHINS = ("left knee", "right knee", "left instep", "right instep")

BIRD_DOG = Drawing(
    Picture(KNEELING, rests=(*HANDS, *SHINS)),
    Picture(
        replace(
            KNEELING, left_leg=Bent(raised=-10, bent=2, end=30), right_arm=Bent(raised=171, out=2, bent=4)
        ),
        rests=("left hand", "right knee", "right instep"),
    ),
    SIDE,
)
