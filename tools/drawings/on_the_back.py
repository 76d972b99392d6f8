"""Exercises on the back. Seen from the side, the head is on the left, unless the left side has to be the near one."""

from __future__ import annotations

from dataclasses import replace

from tools.drawings.body import Bent, Pose, Reach, Turn, body
from tools.drawings.outline import View
from tools.drawings.paint import Picture, Thing, arrow
from tools.drawings.props import mat
from tools.drawings.sheet import Drawing
from tools.drawings.vectors import Vector, add, times

SIDE = View(around=-10)
LEFT_NEAR = View(around=16, above=6)
CEILING = View(around=90, above=72)

LEFT = ("left leg", "left arm")
FLAT = 10.5
"""How high the middle of a body is that lies."""
FEET = ("left foot", "right foot")
ARMS = ("left hand", "right hand", "left forearm", "right forearm")
DOWN = ("head", "ribs", "seat", *FEET)
"""What is on the floor of somebody who lies with bent knees."""


def foot(side: int, x: float = 42.0, z: float = 9.0) -> Reach:
    """A foot flat on the floor, with the knee up; `side` is 1 for the left one, and a negative `x` is for a head on the right."""
    way = 1.0 if x > 0 else -1.0
    return Reach((x, 7.0, -z * side * way), (0.3 * way, 1.0, 0.0), (way, 0.0, 0.0))


def arm(side: int, low: float = 0.2, way: float = 1.0) -> Reach:
    """An arm that rests beside the body."""
    return Reach((-1.0 * way, 3.5, -27.0 * side * way), (0.0, -low, -1.0 * side * way), (way, 0.0, 0.0))


LYING = Pose(
    (0.0, FLAT, 0.0), bend=-90, neck=Turn(bend=8),
    left_arm=arm(1), right_arm=arm(-1), left_leg=foot(1), right_leg=foot(-1),
)  # fmt: skip
HEAD_RIGHT = replace(
    LYING,
    heading=180,
    left_arm=arm(1, way=-1),
    right_arm=arm(-1, way=-1),
    left_leg=foot(1, -42.0),
    right_leg=foot(-1, -42.0),
)

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


def _overhead(side: int, x: float, y: float = 4.0) -> Reach:
    """An arm on the floor beside the ear."""
    return Reach((x, y, -17.0 * side), (-0.2, 0.9, -0.5 * side), (-1.0, 0.0, 0.0))


def _long(side: int, x: float, tip: float) -> Reach:
    """A leg along the floor, toes up; `tip` is how far they point away."""
    return Reach((x, 8.6, -10.0 * side), (0.0, 1.0, 0.0), (tip, 1.0, 0.0))


FULL_BODY_STRETCH = Drawing(
    Picture(
        replace(
            LYING, left_arm=_overhead(1, -86.0), right_arm=_overhead(-1, -86.0),
            left_leg=_long(1, 81.8, 0.35), right_leg=_long(-1, 81.8, 0.35),
        ),
        rests=("head", "ribs", "seat", "left heel", "right heel"),
        far=LEFT,
    ),
    Picture(
        replace(
            LYING, left_arm=_overhead(1, -93.5), right_arm=_overhead(-1, -93.5),
            left_leg=_long(1, 82.8, 0.9), right_leg=_long(-1, 82.8, 0.9),
        ),
        (arrow((-88.0, 24.0, 0.0), (-108.0, 24.0, 0.0)), arrow((74.0, 24.0, 0.0), (94.0, 24.0, 0.0))),
        rests=("head", "ribs", "seat"),
        far=LEFT,
    ),
    SIDE,
    stacked=True,
)  # fmt: skip

_APART = {"left_leg": foot(1, 42, 14), "right_leg": foot(-1, 42, 14)}
CRUNCH = Drawing(
    Picture(
        replace(LYING, left_arm=_overhead(1, -90.0, 6.0), right_arm=_overhead(-1, -90.0, 6.0), **_APART),
        rests=DOWN,
        far=LEFT,
    ),
    Picture(
        replace(
            LYING, chest=Turn(bend=9), neck=Turn(bend=6), **_APART,
            left_arm=_overhead(1, -89.0, 18.0), right_arm=_overhead(-1, -89.0, 18.0),
        ),
        (arrow((-70.0, 44.0, 0.0), (-70.0, 56.0, 0.0)),),
        rests=("seat", "loins", *FEET),
        far=LEFT,
    ),
    SIDE,
)  # fmt: skip


def _drawn_in(ankle: Vector, hands: Vector) -> Picture:
    """The left knee, held behind its thigh by both hands."""
    x, y, z = hands
    return Picture(
        replace(
            HEAD_RIGHT, left_leg=Reach(ankle, (0.2, 1.0, 0.0)),
            left_arm=Reach((x, y, z + 6.0), (0.2, -0.6, 1.0), (-0.5, 0.1, -1.0)),
            right_arm=Reach((x, y, z - 7.0), (0.2, -0.6, -1.0), (-0.5, 0.1, 1.0)),
        ),
        rests=("head", "ribs", "seat", "right foot"),
        meets=(("left hand", "left thigh"), ("right hand", "left thigh")),
        last=("left leg", "left arm"),
    )  # fmt: skip


KNEE_TO_CHEST = Drawing(
    _drawn_in((-34.0, 38.0, 9.0), (2.0, 34.0, 9.0)),
    _drawn_in((-14.0, 44.0, 9.0), (12.0, 32.0, 9.0)),
    LEFT_NEAR,
)


def _with_a_band(leg: Reach, hands: tuple[Vector, Vector]) -> Picture:
    """The left foot in a band, whose ends both hands hold."""
    arms = [
        Reach(at, (0.3, -1.0, side), (-0.6, 0.8, 0.0)) for at, side in zip(hands, (1.0, -1.0), strict=True)
    ]
    pose = replace(HEAD_RIGHT, left_leg=leg, left_arm=arms[0], right_arm=arms[1])
    at = body(pose).joints
    sole = add(times(0.55, at["left heel"]), times(0.45, at["left toes"]))
    bands = []
    for side in ("left", "right"):
        grip = add(times(0.5, at[f"{side} wrist"]), times(0.5, at[f"{side} fingers"]))
        around = add(sole, (0.0, 0.0, 4.0 if side == "left" else -4.0))
        name = "" if side == "left" else "left leg"
        bands.append(Thing((((grip, 1.1), (around, 1.1)),), in_front=not name, behind_of=name, tint=0.3))
    return Picture(
        pose,
        tuple(bands),
        rests=("head", "ribs", "seat", "right foot"),
        last=("left leg", "left arm"),
        far=("right arm", "right leg"),
    )


HAMSTRING_STRETCH = Drawing(
    _with_a_band(
        Reach((-25.0, 52.0, 9.0), (0.4, 1.0, 0.0), (-0.5, 1.0, 0.0)), ((8.0, 34.0, 20.0), (8.0, 34.0, -6.0))
    ),
    _with_a_band(
        Reach((-22.0, 89.0, 9.0), (1.0, 0.4, 0.0), (0.98, 0.45, 0.0)), ((4.0, 41.0, 20.0), (4.0, 41.0, -6.0))
    ),
    LEFT_NEAR,
)


def _crossed(leg: Reach, ankle: Vector, knee: Vector, hands: Vector) -> Picture:
    """The left ankle on the right thigh, which both hands hold."""
    x, y, z = hands
    return Picture(
        replace(
            HEAD_RIGHT, right_leg=leg, left_leg=Reach(ankle, knee, (-0.3, 0.75, -0.6)),
            left_arm=Reach((x, y, z + 7.0), (0.3, -0.2, 1.0), (-0.6, 0.0, -1.0)),
            right_arm=Reach((x, y, z - 6.0), (0.3, -0.6, -1.0), (-0.6, 0.0, 1.0)),
        ),
        (mat(-70.0, 78.0, 0.0, 30.0),),
        rests=("head", "ribs", "seat"),
        meets=(("left calf", "right thigh"), ("right hand", "right thigh")),
        floor=False,
        last=("right leg", "left arm", "left leg"),
        far=("right arm", "right leg"),
    )  # fmt: skip


PIRIFORMIS_STRETCH = Drawing(
    _crossed(
        Reach((-52.0, 34.0, -9.0), (0.1, 1.0, 0.0)), (-25.0, 48.0, -4.0), (0.5, 0.87, 0.6), (2.0, 32.0, -8.0)
    ),
    _crossed(
        Reach((-45.0, 44.0, -9.0), (0.3, 1.0, 0.0)), (-17.0, 52.0, -5.0), (0.7, 0.7, 0.7), (6.0, 33.0, -9.0)
    ),
    View(around=-20, above=35),
)


def _rolled(roll: float, legs: tuple[Reach, Reach], neck: Turn, **arms: Bent | Reach) -> Picture:
    """Seen from the ceiling, the head up; shoulders stay on the floor while the pelvis rolls to the left."""
    pose = replace(
        LYING, roll=roll, waist=Turn(twist=-roll * 0.5), chest=Turn(twist=-roll * 0.5), neck=neck,
        left_leg=legs[0], right_leg=legs[1], **arms,
    )  # fmt: skip
    return Picture(pose, (mat(-74.0, 66.0, 0.0, 46.0),), floor=False, far=())


def _closed(z: float, knees: Vector) -> tuple[Reach, Reach]:
    """Feet close together, and where the knees are."""
    toes = (1.0, -0.05, 0.25 * knees[2])
    return Reach((40.0, 7.0, z - 6.0), knees, toes), Reach((40.0, 7.0, z + 6.0), knees, toes)


_CROSSED_ARMS = {
    "left_arm": Reach((-33.0, 23.0, 5.0), (0.9, 0.1, -1.0), (-0.6, 0.1, 1.0)),
    "right_arm": Reach((-30.0, 25.0, -5.0), (0.9, 0.1, 1.0), (-0.6, 0.1, -1.0)),
}
HIP_ROLLING = Drawing(
    _rolled(0, _closed(0.0, (0.2, 1.0, 0.0)), Turn(bend=8), **_CROSSED_ARMS),
    _rolled(42, _closed(-2.0, (0.2, 0.75, -1.0)), Turn(bend=4, twist=-50), **_CROSSED_ARMS),
    CEILING,
)
_WIDE = {"left_arm": Bent(out=86, bent=4), "right_arm": Bent(out=86, bent=4)}
LOWER_BACK_ROTATION = Drawing(
    _rolled(0, _closed(0.0, (0.2, 1.0, 0.0)), Turn(bend=8), **_WIDE),
    _rolled(36, _closed(-2.0, (0.2, 0.85, -1.0)), Turn(bend=8), **_WIDE),
    CEILING,
)
