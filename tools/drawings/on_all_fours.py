"""Exercises on hands and knees, on one knee, and face down. The head is on the left: the left side is the near one."""

from __future__ import annotations

from dataclasses import replace

from tools.drawings.body import Bent, Pose, Reach, Turn
from tools.drawings.outline import View
from tools.drawings.paint import Picture, arrow
from tools.drawings.props import bench, chair, cushion
from tools.drawings.sheet import Drawing

SIDE = View(around=10)
HIGH = 42.0 + 5.6
"""Of the hips over knees that are on the floor."""
BACK = (0.97, -0.24, 0.0)
"""Where elbows point."""
INSTEP = (0.935, -0.355, 0.0)
"""Where the toes of a foot point whose back is on the floor."""
HANDS = ("left hand", "right hand")
SHINS = ("left knee", "right knee", "left instep", "right instep")


def hand(side: int, x: float = -44.0) -> Reach:
    """A hand flat on the floor; `side` is 1 for the left, near one."""
    return Reach((x, 4.5, 16.0 * side), BACK, (-1.0, -0.12, 0.0))


def knee(side: int) -> Reach:
    """A knee under its hip, with the foot behind it."""
    return Reach((41.0, 4.3, 9.0 * side), (-0.3, -1.0, 0.0), INSTEP)


KNEELING = Pose(
    (0.0, HIGH, 0.0), heading=180, bend=80.4, neck=Turn(bend=6),
    left_arm=hand(1), right_arm=hand(-1), left_leg=knee(1), right_leg=knee(-1),
)  # fmt: skip

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
HIP_EXTENSION = Drawing(
    Picture(KNEELING, rests=(*HANDS, *SHINS)),
    Picture(
        replace(KNEELING, left_leg=Bent(raised=-8, bent=86, end=5)),
        (arrow((58.0, 62.0, 9.0), (58.0, 80.0, 9.0)),),
        rests=(*HANDS, "right knee", "right instep"),
    ),
    SIDE,
)
CAT_AND_COW = Drawing(
    Picture(
        replace(KNEELING, bend=103, waist=Turn(bend=-4), chest=Turn(bend=-31), neck=Turn(bend=-24)),
        rests=(*HANDS, *SHINS),
    ),
    Picture(
        replace(KNEELING, bend=40, waist=Turn(bend=16), chest=Turn(bend=38), neck=Turn(bend=40)),
        rests=(*HANDS, *SHINS),
    ),
    SIDE,
    back_and_forth=True,
)


def _folded(side: int) -> Reach:
    """A leg that is sat on."""
    return Reach((41.0, 4.3, 9.0 * side), (-37.0, -12.0, 0.0), INSTEP)


_PILLOW = cushion(-26.0, 0.0, 7.0, 22.0)
CHILDS_POSE = Drawing(
    Picture(KNEELING, (_PILLOW,), rests=(*HANDS, *SHINS)),
    Picture(
        replace(
            KNEELING, hips=(33.0, 31.0, 0.0), bend=82, waist=Turn(bend=17), chest=Turn(bend=13), neck=Turn(bend=-12),
            left_arm=hand(1, -56.0), right_arm=hand(-1, -56.0), left_leg=_folded(1), right_leg=_folded(-1),
        ),
        (_PILLOW,),
        rests=(*SHINS, *HANDS),
        meets=(("forehead", (-26.0, 7.0, 0.0)),),
    ),
    SIDE,
)  # fmt: skip

_BENCH = 36.5
"""How high it is: as high as the stomach of somebody who kneels in front of it."""


def _over_the_bench(left: Bent | Reach) -> Pose:
    return replace(
        KNEELING, hips=(0.0, HIGH, 0.0), bend=90, chest=Turn(bend=2), neck=Turn(bend=-4), left_leg=left,
        left_arm=Reach((-66.0, _BENCH + 4.0, 15.0), (0.2, 0.35, 1.0), (-1.0, -0.1, 0.0)),
        right_arm=Reach((-66.0, _BENCH + 4.0, -15.0), (0.2, 0.35, -1.0), (-1.0, -0.1, 0.0)),
    )  # fmt: skip


HIP_EXTENSION_OVER_A_BENCH = Drawing(
    Picture(
        _over_the_bench(Reach((76.0, 14.5, 9.0), (-0.5, -1.0, 0.0), (0.45, -0.9, 0.0))),
        (bench(-84.0, -9.0, _BENCH),),
        rests=("right knee", "right instep", "left toes"),
    ),
    Picture(
        _over_the_bench(Bent(raised=-2, bent=1, end=10)),
        (bench(-84.0, -9.0, _BENCH),),
        rests=("right knee", "right instep"),
    ),
    SIDE,
)


def _half_kneeling(hips: float, high: float) -> Picture:
    """The left knee on a cushion, the right foot in front, a chair at the right."""
    pose = Pose(
        (hips, high, 0.0), heading=180, bend=-2, waist=Turn(bend=2),
        left_arm=Reach((-22.0, 60.0, 2.0), (1.0, -0.3, 0.6), (-1.0, -0.2, -0.5)),
        right_arm=Reach((-18.0, 91.5, -40.0), (0.5, -0.6, -0.6), (-1.0, -0.25, 0.0)),
        left_leg=Reach((44.0, 5.0, 9.0), (-1.0, -0.4, 0.0), (0.88, -0.475, 0.0)),
        right_leg=Reach((-41.0, 7.0, -9.0), (-1.0, 0.6, 0.0), (-1.0, 0.0, 0.0)),
    )  # fmt: skip
    return Picture(
        pose,
        (chair(-64.0, -42.0, 1), cushion(2.0, 9.0, 6.0, 24.0, 10.0)),
        rests=("right foot", "left instep"),
    )


HIP_FLEXOR_STRETCH = Drawing(_half_kneeling(0.0, 52.5), _half_kneeling(-13.0, 50.5), View(around=22))


def _forearm(side: int, x: float) -> Reach:
    """A forearm on the floor, with the elbow under the shoulder."""
    return Reach((x, 3.5, 15.0 * side), (1.0, -1.0, 0.0), (-1.0, -0.05, 0.0))


TOES = (-0.42, -0.9, 0.0)
"""Where a foot points that stands on its toes."""


def _on_the_stomach(feet: float, far: float) -> Pose:
    """Hips down, chest up on the forearms."""
    return Pose(
        (0.0, 10.6, 0.0), heading=180, bend=88, waist=Turn(bend=-16), chest=Turn(bend=-19), neck=Turn(bend=18),
        left_arm=_forearm(1, -68.0), right_arm=_forearm(-1, -68.0),
        left_leg=Reach((far, feet, 9.0), (-0.2, -1.0, 0.0), TOES if feet > 8 else INSTEP),
        right_leg=Reach((far, feet, -9.0), (-0.2, -1.0, 0.0), TOES if feet > 8 else INSTEP),
    )  # fmt: skip


FOREARMS = ("left forearm", "right forearm")
PLANK = Drawing(
    Picture(_on_the_stomach(18.0, 82.4), rests=(*FOREARMS, "left toes", "right toes", "seat")),
    Picture(
        Pose(
            (0.0, 26.7, 0.0), heading=180, bend=84.4, neck=Turn(bend=2),
            left_arm=_forearm(1, -66.0), right_arm=_forearm(-1, -66.0),
            left_leg=Reach((82.0, 18.5, 9.0), (-0.3, -1.0, 0.0), TOES),
            right_leg=Reach((82.0, 18.5, -9.0), (-0.3, -1.0, 0.0), TOES),
        ),
        rests=(*FOREARMS, "left toes", "right toes"),
    ),
    SIDE,
)  # fmt: skip
PLANK_ON_THE_KNEES = Drawing(
    Picture(_on_the_stomach(4.3, 82.7), rests=(*FOREARMS, *SHINS, "seat")),
    Picture(
        Pose(
            (0.0, 18.0, 0.0), heading=180, bend=73, neck=Turn(bend=2),
            left_arm=_forearm(1, -65.0), right_arm=_forearm(-1, -65.0),
            left_leg=Reach((81.0, 4.3, 9.0), (-0.3, -1.0, 0.0), INSTEP),
            right_leg=Reach((81.0, 4.3, -9.0), (-0.3, -1.0, 0.0), INSTEP),
        ),
        rests=(*FOREARMS, *SHINS),
    ),
    SIDE,
)  # fmt: skip
