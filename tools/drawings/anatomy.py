"""What the joints of a body do in degrees, measured on the finished figure, and how far a body's joints go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.drawings.vectors import Vector, across, angle, cross, dot, long, minus, times, turned, unit

if TYPE_CHECKING:
    from tools.drawings.body import Body, Frame, Pose

RANGES = {
    "knee": (0.0, 150.0),
    "knee turned": (-50.0, 70.0),
    "elbow": (0.0, 150.0),
    "elbow turned": (-110.0, 110.0),
    "hip": (0.0, 135.0),
    "hip back": (0.0, 32.0),
    "shoulder": (0.0, 185.0),
    "shoulder back": (0.0, 70.0),
    "ankle": (-35.0, 72.0),
    "wrist": (0.0, 95.0),
    "waist": (-35.0, 55.0),
    "lean": (-40.0, 40.0),
    "twist": (-65.0, 65.0),
    "neck": (-60.0, 60.0),
    "neck twist": (-80.0, 80.0),
}
"""Degrees. A joint that bends the wrong way is outside of them."""

_STRAIGHT = 12.0
"""Degrees: less than that a knee or an elbow points nowhere."""


def measured(made: Body, pose: Pose) -> dict[str, float]:
    """The angles of all joints, by their name in RANGES and their side."""
    found: dict[str, float] = {}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        for names, frame, start in (
            (("hip", "knee", "ankle"), made.pelvis, -1.0),
            (("shoulder", "elbow", "wrist"), made.chest, 1.0),
        ):
            root, middle, end = (made.joints[f"{side} {name}"] for name in names)
            upper, lower = unit(minus(middle, root)), unit(minus(end, middle))
            key = "hip" if start < 0 else "shoulder"
            down = times(-1.0, frame.up)
            backward = dot(upper, frame.front) < -0.02 and dot(upper, down) > 0
            found[f"{side} {key}{' back' if backward else ''}"] = angle(down, upper)
            found[f"{side} {names[1]}"] = fold = angle(upper, lower)
            if fold > _STRAIGHT:
                points = across(minus(middle, root), minus(end, root))
                found[f"{side} {names[1]} turned"] = _turned(frame, upper, points, start, sign)
        shin = minus(made.joints[f"{side} ankle"], made.joints[f"{side} knee"])
        foot = minus(made.joints[f"{side} toes"], made.joints[f"{side} heel"])
        found[f"{side} ankle"] = 90.0 - angle(shin, foot)
        forearm = minus(made.joints[f"{side} wrist"], made.joints[f"{side} elbow"])
        hand = minus(made.joints[f"{side} fingers"], made.joints[f"{side} wrist"])
        found[f"{side} wrist"] = angle(forearm, hand)
    found["waist"] = pose.waist.bend + pose.chest.bend
    found["lean"] = pose.waist.lean + pose.chest.lean
    found["twist"] = pose.waist.twist + pose.chest.twist
    found["neck"] = pose.neck.bend
    found["neck twist"] = pose.neck.twist
    return found


def _turned(frame: Frame, upper: Vector, points: Vector, start: float, sign: float) -> float:
    """How far knee or elbow is turned outward, from where it points if the limb just swings there: knees forward, elbows back."""
    rest = times(-start, frame.front)
    down = times(-1.0, frame.up)
    axis = cross(down, upper)
    swung = turned(rest, axis, angle(down, upper)) if long(axis) > 1e-6 else rest
    expected = across(swung, upper)
    points = across(points, upper)
    turn = angle(expected, points)
    return turn if dot(cross(expected, points), upper) * sign < 0 else -turn


def unlikely(made: Body) -> list[str]:
    """The joints that go further than a body's."""
    wrong = []
    for name, degrees in made.angles.items():
        least, most = RANGES[name.removeprefix("left ").removeprefix("right ")]
        if not least - 0.5 <= degrees <= most + 0.5:
            wrong.append(f"{name} is at {degrees:.0f}°, from {least:.0f}° to {most:.0f}°")
    return wrong
