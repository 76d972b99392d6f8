"""Exercises on the left side: the head is on the right, and looks at the viewer."""

from __future__ import annotations

from dataclasses import replace

from tools.drawings.body import Bent, Pose, Reach, Turn
from tools.drawings.outline import View
from tools.drawings.paint import Picture
from tools.drawings.props import mat
from tools.drawings.sheet import Drawing

ABOVE = View(above=90)
LEVEL = View(around=-4)
SLANTED = View(around=-24, above=8)
LOW = 18.5
"""How high the middle of a body is that lies on its side: half as wide as its hips."""


def _open(*, turn: float, head: float, elbow: float, right_arm: Reach) -> Pose:
    """Knees bent, seen from the ceiling; the chest turns up."""
    return Pose(
        (0.0, LOW, 0.0), heading=180, bend=-90, roll=90, waist=Turn(bend=6, twist=-turn * 0.4), chest=Turn(twist=-turn * 0.6),
        neck=Turn(twist=-head, lean=-10 if turn < 20 else -4),
        left_arm=Reach((57.0, 6.0, 7.0), (0.3, elbow, 1.0), (1.0, 0.3, -0.9)), right_arm=right_arm,
        left_leg=Bent(raised=72, bent=84, end=20), right_leg=Bent(raised=72, bent=84, end=20),
    )  # fmt: skip


SIDE_LYING_STRETCH = Drawing(
    Picture(
        _open(
            turn=0,
            head=0,
            elbow=0.0,
            right_arm=Reach((27.0, 35.0, 12.0), (-0.3, 1.0, 0.2), (-0.4, -0.5, 1.0)),
        ),
        (mat(-64.0, 84.0, 12.0),),
        floor=False,
    ),
    Picture(
        _open(
            turn=62,
            head=34,
            elbow=0.46,
            right_arm=Reach((26.0, 38.0, 1.0), (-0.2, 0.2, -1.0), (-0.2, 0.0, 1.0)),
        ),
        (mat(-64.0, 84.0, 12.0),),
        floor=False,
    ),
    ABOVE,
)

_FOREARM_TO = (0.0, 0.0, 1.0)
"""Away from the chest."""


def _board(
    hips: tuple[float, float, float], slope: float, waist: float, chest: Turn, **limbs: object
) -> Pose:
    """A body on its left side, whose head is `slope` degrees up."""
    pose = Pose(
        hips, heading=180, bend=-90 + slope, roll=90, waist=Turn(lean=waist), chest=chest,
        neck=Turn(lean=-6, twist=-chest.twist),
    )  # fmt: skip
    return replace(pose, **limbs)  # type: ignore[arg-type]


def _propped(x: float, back: float = 0.0) -> Reach:
    """The left forearm on the floor, with the elbow under the shoulder, which is `back` if the chest turns."""
    return Reach((x, 3.5, 24.0 - back), (0.0, -1.0, -0.1), _FOREARM_TO)


def _feet(x: float) -> dict[str, Reach]:
    """Both feet on their edges, the top one in front."""
    toes = (0.0, -0.15, 1.0)
    return {
        "left_leg": Reach((x, 5.5, -4.0), (0.0, 0.0, 1.0), toes),
        "right_leg": Reach((x + 3.0, 9.0, 13.0), (0.0, 0.0, 1.0), toes),
    }


SIDE_PLANK = Drawing(
    Picture(
        _board(
            (0.0, LOW, 0.0), 7, -16, Turn(lean=-18, twist=30), left_arm=_propped(41.0, 8.0),
            right_arm=Reach((34.0, 5.0, 24.0), (-1.0, 0.6, 0.2), (-0.2, -0.1, 1.0)), **_feet(-82.0),
        ),
        rests=("left forearm", "right hand", "left hip"),
        far=(),
    ),
    Picture(
        _board(
            (0.0, 32.4, 0.0), 15, 0, Turn(twist=48), left_arm=_propped(46.0, 12.0),
            right_arm=Reach((38.5, 4.5, 17.0), (-1.0, 0.4, 0.4), (-0.2, -0.1, 1.0)), **_feet(-77.0),
        ),
        rests=("left forearm", "right hand"),
        far=(),
    ),
    LEVEL,
)  # fmt: skip
_KNEES = {side: Bent(raised=2, bent=88, end=25) for side in ("left_leg", "right_leg")}
SIDE_PLANK_WITH_BENT_KNEES = Drawing(
    Picture(
        _board(
            (0.0, LOW, 0.0), 7, -16, Turn(lean=-18), left_arm=_propped(41.0),
            right_arm=Reach((7.0, 38.0, 8.0), (0.6, 1.0, -0.35), (-0.8, -0.4, 0.4)), **_KNEES,
        ),
        (mat(-62.0, 70.0, -6.0),),
        rests=("left forearm", "left hip"),
        far=(),
        floor=False,
    ),
    Picture(
        _board(
            (0.0, 31.0, 0.0), 22.8, 0, Turn(), left_arm=_propped(46.0),
            right_arm=Reach((2.0, 52.0, 8.0), (0.6, 1.0, -0.2), (-0.9, -0.2, 0.5)), **_KNEES,
        ),
        (mat(-62.0, 70.0, -6.0),),
        rests=("left forearm", "left knee"),
        far=(),
        floor=False,
    ),
    SLANTED,
)  # fmt: skip
