"""Exercises on the feet, seen from the side. Where a side is named it is the left one, near to the viewer of somebody who
looks to the left.
"""

from __future__ import annotations

from dataclasses import replace

from tools.drawings.body import Bent, Pose, Reach, Turn
from tools.drawings.outline import View
from tools.drawings.paint import Picture, Thing, arrow
from tools.drawings.props import SEAT, bar, bottle, chair, wall, wall_behind
from tools.drawings.sheet import Drawing
from tools.drawings.vectors import Vector

SIDE = View(around=-12)
LEFTWARD = View(around=12)
FRONT = View()
HIGH = 7.0 + 41.0 + 42.0
"""Of the hips of somebody who stands."""
HANGING = Bent(raised=0, out=6, bent=10)
AHEAD = (1.0, 0.0, 0.0)
FEET = ("left foot", "right foot")


def foot(side: int, x: float = 0.0, way: float = 1.0, z: float = 9.0) -> Reach:
    """A foot flat on the floor; `side` is 1 for the left one, `way` is 1 for somebody who looks to the right."""
    return Reach((x, 7.0, -z * side * way), (way, 0.0, 0.0), (way, 0.0, 0.0))


STANDING = Pose(
    (0.0, HIGH - 0.1, 0.0), left_arm=HANGING, right_arm=HANGING, left_leg=foot(1), right_leg=foot(-1)
)
LEFT_LOOKING = replace(STANDING, heading=180, left_leg=foot(1, way=-1), right_leg=foot(-1, way=-1))

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


def _on_the_waist(side: int, x: float, y: float) -> Reach:
    """A hand on the back of the waist, fingers down."""
    return Reach((x, y, -11.0 * side), (-1.0, 0.0, -1.2 * side), (0.25, -1.0, 0.4 * side))


BACKWARD_BENDING = Drawing(
    Picture(replace(STANDING, left_arm=_on_the_waist(1, -12, 106), right_arm=_on_the_waist(-1, -12, 106)), rests=FEET),
    Picture(
        replace(
            STANDING, hips=(5.0, HIGH - 0.3, 0.0), waist=Turn(bend=-16), chest=Turn(bend=-12), neck=Turn(bend=20),
            left_arm=_on_the_waist(1, -10, 104), right_arm=_on_the_waist(-1, -10, 104),
        ),
        rests=FEET,
    ),
    SIDE,
)  # fmt: skip

HIP_HINGE = Drawing(
    Picture(
        replace(
            STANDING, hips=(-1.0, HIGH - 1.5, 0.0),
            left_arm=Bent(raised=8, out=3, bent=22), right_arm=Bent(raised=8, out=3, bent=22),
        ),
        (wall(-52.0),),
        rests=FEET,
    ),
    Picture(
        Pose(
            (-24.0, 83.0, 0.0), bend=50, neck=Turn(bend=-6),
            left_arm=Reach((0.5, 61.5, -10.0), (-0.6, 0.2, -1.0), (0.2, -1.0, 0.0)),
            right_arm=Reach((0.5, 61.5, 10.0), (-0.6, 0.2, 1.0), (0.2, -1.0, 0.0)),
            left_leg=foot(1), right_leg=foot(-1),
        ),
        (wall(-52.0),),
        rests=FEET,
        meets=(("left hand", "left knee"), ("right hand", "right knee")),
    ),
    SIDE,
)  # fmt: skip


def _marching(up: str, thigh: float, knee: float, swing: float, elbow: float) -> Picture:
    """One knee up, and the other arm forward with it."""
    other = "right" if up == "left" else "left"
    pose = replace(
        STANDING,
        **{
            f"{up}_leg": Bent(raised=thigh, bent=knee, end=12), f"{up}_arm": Bent(raised=-swing, out=5, bent=elbow),
            f"{other}_arm": Bent(raised=swing, out=5, bent=elbow),
        },
    )  # fmt: skip
    return Picture(pose, rests=(f"{other} foot",))


EASY_WALKING = Drawing(
    _marching("left", 38, 62, 22, 16), _marching("right", 38, 62, 22, 16), SIDE, back_and_forth=True
)
MARCHING = Drawing(
    _marching("left", 82, 88, 30, 88), _marching("right", 82, 88, 30, 88), SIDE, back_and_forth=True
)


def _step(ahead: str) -> Picture:
    back = "right" if ahead == "left" else "left"
    sign = 1 if ahead == "left" else -1
    legs = {
        f"{ahead}_leg": foot(sign, 26.0),
        f"{back}_leg": Reach((-31.0, 12.5, 9.0 * sign), AHEAD, (0.9, -0.42, 0.0)),
        f"{ahead}_arm": Bent(raised=-24, out=5, bent=10),
        f"{back}_arm": Bent(raised=26, out=5, bent=16),
    }
    return Picture(
        replace(STANDING, hips=(-2.0, HIGH - 5.0, 0.0), **legs), rests=(f"{ahead} foot", f"{back} toes")
    )


WARM_UP_WALKING = Drawing(_step("left"), _step("right"), SIDE, back_and_forth=True)

SIT_TO_STAND = Drawing(
    Picture(
        Pose(
            (-38.0, SEAT + 9.8, 0.0), bend=4,
            left_arm=Reach((-12.0, SEAT + 17.0, -10.0), (-0.5, -0.4, -1.0), AHEAD),
            right_arm=Reach((-12.0, SEAT + 17.0, 10.0), (-0.5, -0.4, 1.0), AHEAD),
            left_leg=foot(1), right_leg=foot(-1),
        ),
        (chair(-22.0, 0.0, -1), wall(-78.0)),
        rests=FEET,
        meets=(("left hand", "left thigh"), ("right hand", "right thigh")),
    ),
    Picture(replace(STANDING, hips=(-1.0, HIGH - 0.2, 0.0)), (chair(-22.0, 0.0, -1), wall(-78.0)), rests=FEET),
    SIDE,
)  # fmt: skip


def _lunging(hand: Reach, there: Vector, *things: Thing) -> Drawing:
    """The left foot goes forward, and the right hand is on something at the right."""
    return Drawing(
        Picture(replace(LEFT_LOOKING, right_arm=hand), things, rests=FEET, meets=(("right hand", there),)),
        Picture(
            replace(
                LEFT_LOOKING, hips=(-12.0, 74.0, 0.0), left_leg=foot(1, -36.0, -1),
                right_leg=Reach((20.0, 14.0, -9.0), (-1.0, -0.3, 0.0), (-0.87, -0.5, 0.0)), right_arm=hand,
            ),
            things,
            rests=("left foot", "right toes"),
            meets=(("right hand", there),),
        ),
        View(around=-28),
    )  # fmt: skip


LUNGE = _lunging(
    Reach((-20.0, 118.0, -44.0), (0.3, -1.0, -0.4), (-0.4, 0.9, -0.4)),
    (-23.0, 124.0, -49.0),
    wall_behind(-70.0, 44.0, -50.0),
)
LUNGE_WITH_A_CHAIR = _lunging(
    Reach((-8.0, 92.0, -34.0), (0.4, -0.6, -0.5), (-1.0, -0.3, 0.0)),
    (-14.0, 88.0, -34.0),
    chair(-58.0, -36.0, 1),
)


def _rowing(arm: Reach, grip: tuple[float, float, float], *things: Thing) -> Picture:
    pose = Pose(
        (0.0, 84.0, 0.0), heading=180, bend=70, neck=Turn(bend=-8),
        left_arm=arm, right_arm=Reach((-45.0, SEAT + 5.0, -15.0), (0.8, 0.2, -0.8), (-1.0, -0.1, 0.0)),
        left_leg=foot(1, 1.0, -1), right_leg=foot(-1, 1.0, -1),
    )  # fmt: skip
    seat = chair(-40.0, -4.0, -1)
    return Picture(
        pose,
        (seat, wall(-88.0), replace(bottle(grip), behind_of="left arm"), *things),
        rests=FEET,
        meets=(("left hand", grip),),
    )


ROW = Drawing(
    _rowing(Reach((-43.0, 50.0, 17.0), (1.0, 0.0, 0.2), (0.0, -1.0, 0.0)), (-43.0, 40.0, 17.0)),
    _rowing(
        Reach((-24.0, 81.0, 19.0), (0.6, 1.0, 0.2), (0.0, -1.0, 0.0)), (-24.0, 71.0, 19.0),
        arrow((-46.0, 50.0, 24.0), (-46.0, 66.0, 24.0)),
    ),
    LEFTWARD,
)  # fmt: skip

FACING = replace(
    STANDING, heading=-90, left_leg=Reach((14.0, 7.0, 0.0), (0.0, 0.0, 1.0), (0.35, 0.0, 1.0)),
    right_leg=Reach((-14.0, 7.0, 0.0), (0.0, 0.0, 1.0), (-0.35, 0.0, 1.0)),
    hips=(0.0, HIGH - 0.4, 0.0),
)  # fmt: skip
SIDE_BENDING = Drawing(
    Picture(FACING, rests=FEET),
    Picture(
        replace(
            FACING, hips=(-3.0, HIGH - 0.7, 0.0), waist=Turn(lean=14), chest=Turn(lean=14), neck=Turn(lean=6),
            left_arm=Reach((25.0, 71.0, 1.0), (1.0, 0.0, -0.4), (-0.15, -1.0, 0.0)), right_arm=Bent(raised=4, out=-20, bent=8),
        ),
        rests=FEET,
    ),
    FRONT,
)  # fmt: skip


def _hanging(down: float, way: float, knees: float) -> Picture:
    """`down` is how far the hips are below the bar."""
    high = 205.0
    grip = [
        Reach((side * 27.0, high - 7.0, 0.0), (side * way, -1.0, 0.35), (0.0, 1.0, 0.12)) for side in (1, -1)
    ]
    pose = Pose(
        (0.0, high - down, 0.0), heading=-90, neck=Turn(bend=-6), left_arm=grip[0], right_arm=grip[1],
        left_leg=Bent(raised=4, bent=knees, end=0), right_leg=Bent(raised=4, bent=knees, end=0),
    )  # fmt: skip
    return Picture(
        pose,
        (bar(high, 46.0),),
        meets=(("left hand", (27.0, high, 0.0)), ("right hand", (-27.0, high, 0.0))),
        floor=False,
    )


PULL_UP = Drawing(_hanging(101.0, 0.4, 10), _hanging(64.0, 1.0, 10), FRONT)
