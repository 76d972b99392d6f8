"""A body of bones of fixed length: its joints in space, from the angles of a pose.

A limb is given by the angles of its joints, or by the place that its end is to reach; the angles then follow from the
lengths of its bones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TypeAlias

from tools.drawings.vectors import Vector, across, add, cross, dot, long, minus, times, turned, unit

BONES = {
    "pelvis": 17.0,
    "chest": 31.0,
    "neck": 11.0,
    "upper arm": 27.0,
    "forearm": 24.0,
    "thigh": 42.0,
    "shin": 41.0,
}
"""Of somebody of 1.70 m."""
HIP, SHOULDER = 9.0, 17.0
"""From the middle to a joint."""
HAND, SOLE, TOES = 14.0, 7.0, 18.0
"""From the wrist to the fingertips; from the ankle down to the sole, and forward to the toes."""


@dataclass(frozen=True)
class Turn:
    """How one part is turned against the one below it, in degrees."""

    bend: float = 0.0
    """Forward; back if negative."""
    lean: float = 0.0
    """To the left."""
    twist: float = 0.0
    """To the left."""


@dataclass(frozen=True)
class Frame:
    """Where a part of the body looks."""

    up: Vector
    """Toward the head."""
    front: Vector

    @property
    def left(self) -> Vector:
        return cross(self.up, self.front)

    def turned(self, turn: Turn) -> Frame:
        up, front, left = self.up, self.front, self.left
        front, left = turned(front, up, turn.twist), turned(left, up, turn.twist)
        up, front = turned(up, left, turn.bend), turned(front, left, turn.bend)
        return Frame(turned(up, front, -turn.lean), front)


@dataclass(frozen=True)
class Bent:
    """A limb by its angles, in degrees."""

    raised: float = 0.0
    """Forward, from hanging straight down the trunk; back if negative."""
    out: float = 0.0
    """Away from the middle."""
    turned: float = 0.0
    """About its own length, outward."""
    bent: float = 0.0
    """Knee or elbow."""
    end: float = 0.0
    """A foot: toes pointed, from a right angle to the shin. A hand: bent back."""


@dataclass(frozen=True)
class Reach:
    """A limb by the place that its wrist or ankle reaches."""

    to: Vector
    pole: Vector
    """Where knee or elbow points."""
    end: Vector | None = None
    """Where toes or fingers point; left out, the hand is in line with the forearm, the foot at a right angle to the shin."""


Limb: TypeAlias = Bent | Reach


@dataclass(frozen=True)
class Pose:
    """All of a body at one moment. Without a turn the figure looks to the right and is upright."""

    hips: Vector
    """The middle between both hip joints."""
    bend: float = 0.0
    """Of the pelvis in space: 90 is face down, -90 is on the back."""
    heading: float = 0.0
    """To the left seen from above: -90 looks at the viewer."""
    roll: float = 0.0
    """About its own length, to the left."""
    waist: Turn = Turn()
    chest: Turn = Turn()
    neck: Turn = Turn()
    left_arm: Limb = Bent()
    right_arm: Limb = Bent()
    left_leg: Limb = Bent()
    right_leg: Limb = Bent()


@dataclass(frozen=True)
class Body:
    """Joints by name, and where the parts look."""

    joints: dict[str, Vector]
    pelvis: Frame
    chest: Frame
    head: Frame
    angles: dict[str, float] = field(default_factory=dict)
    """Degrees, by joint and side."""


def body(pose: Pose) -> Body:
    """The joints of a pose."""
    upright = Frame((0.0, 1.0, 0.0), (1.0, 0.0, 0.0))
    facing = Frame(upright.up, turned(upright.front, upright.up, pose.heading))
    tilted = facing.turned(Turn(bend=pose.bend))
    pelvis = Frame(tilted.up, turned(tilted.front, tilted.up, pose.roll))
    waist = pelvis.turned(pose.waist)
    chest = waist.turned(pose.chest)
    head = chest.turned(pose.neck)
    joints = {"hips": pose.hips}
    joints["waist"] = add(pose.hips, times(BONES["pelvis"], waist.up))
    joints["throat"] = add(joints["waist"], times(BONES["chest"], chest.up))
    joints["skull"] = add(joints["throat"], times(BONES["neck"], head.up))
    angles: dict[str, float] = {}
    for name, sign in (("left", 1.0), ("right", -1.0)):
        hip = add(pose.hips, times(sign * HIP, pelvis.left))
        shoulder = add(joints["throat"], times(sign * SHOULDER, chest.left), times(-4.0, chest.up))
        joints[f"{name} hip"], joints[f"{name} shoulder"] = hip, shoulder
        leg: Limb = getattr(pose, f"{name}_leg")
        arm: Limb = getattr(pose, f"{name}_arm")
        joints |= _limb(name, sign, hip, pelvis, leg, "leg")
        joints |= _limb(name, sign, shoulder, chest, arm, "arm")
    made = Body(joints, pelvis, chest, head, angles)
    from tools.drawings.anatomy import measured

    angles |= measured(made, pose)
    return made


def _limb(side: str, sign: float, start: Vector, frame: Frame, limb: Limb, kind: str) -> dict[str, Vector]:
    upper, lower = ("thigh", "shin") if kind == "leg" else ("upper arm", "forearm")
    middle_name, end_name = ("knee", "ankle") if kind == "leg" else ("elbow", "wrist")
    folds = -1.0 if kind == "leg" else 1.0
    if isinstance(limb, Bent):
        down, front = times(-1.0, frame.up), frame.front
        down, front = (turned(a, frame.left, -limb.raised) for a in (down, front))
        # Outward in the plane of the limb: about where its front looks.
        down, front = (
            turned(a, turned(frame.front, frame.left, -limb.raised), sign * limb.out) for a in (down, front)
        )
        front = turned(front, down, -sign * limb.turned)
        hinge = cross(down, front)
        middle = add(start, times(BONES[upper], down))
        along = turned(down, hinge, folds * limb.bent)
        end = add(middle, times(BONES[lower], along))
        flat = turned(along, hinge, 90.0 - limb.end if kind == "leg" else -limb.end)
    else:
        reach = minus(limb.to, start)
        far = min(long(reach), (BONES[upper] + BONES[lower]) * 0.9999)
        reach = times(far, unit(reach))
        end = add(start, reach)
        a, b = BONES[upper], BONES[lower]
        cosine = (a * a + far * far - b * b) / (2 * a * far)
        cosine = max(-1.0, min(1.0, cosine))
        side_way = across(limb.pole, reach)
        middle = add(
            start, times(a * cosine, unit(reach)), times(a * math.sqrt(1 - cosine * cosine), side_way)
        )
        along = unit(minus(end, middle))
        if limb.end is not None:
            flat = unit(limb.end)
        elif kind == "leg":
            flat = across(side_way, along)
        else:
            flat = along
    found = {f"{side} {middle_name}": middle, f"{side} {end_name}": end}
    if kind == "arm":
        found[f"{side} fingers"] = add(end, times(HAND, flat))
    else:
        normal = (
            across(times(-1.0, along), flat) if abs(dot(along, flat)) < 0.98 else across(frame.front, flat)
        )
        found[f"{side} heel"] = add(end, times(-5.0, flat), times(-SOLE, normal))
        found[f"{side} toes"] = add(end, times(TOES, flat), times(-SOLE, normal))
    return found
