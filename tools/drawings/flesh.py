"""What is around the bones: the balls of each part of a body, and in which order the parts are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from tools.drawings.body import Body
from tools.drawings.outline import Ball
from tools.drawings.vectors import Vector, add, times


@dataclass(frozen=True)
class Part:
    """Something that is drawn in one go, of pieces that run into one another."""

    name: str
    pieces: tuple[tuple[Ball, ...], ...]
    tint: float = 0.0
    """How dark it is filled."""

    @property
    def middle(self) -> Vector:
        """Of all its balls."""
        balls = [center for piece in self.pieces for center, _ in piece]
        return times(1 / len(balls), add(*balls))


def parts(made: Body) -> dict[str, Part]:
    """The parts by name, from trunk to limbs."""
    j, found = made.joints, {}

    def around(at: str, radius: float, *moves: tuple[float, Vector]) -> Ball:
        return add(j[at], *(times(far, way) for far, way in moves)), radius

    pelvis, chest = made.pelvis, made.chest
    loins = [around("waist", 9.0, (sign * 5.5, chest.left)) for sign in (1, -1)]
    seat = [
        around(f"{side} hip", 9.8, (-sign * 1.5, pelvis.left)) for side, sign in (("left", 1), ("right", -1))
    ]
    ribs = [around("waist", 10.0, (sign * 6.0, chest.left), (16.0, chest.up)) for sign in (1, -1)]
    tops = [
        around(f"{side} shoulder", 6.5, (-sign * 4.0, chest.left), (-0.5, chest.up))
        for side, sign in (("left", 1), ("right", -1))
    ]
    collar = around("throat", 5.5, (-4.0, chest.up))
    found["trunk"] = Part("trunk", ((*seat, *loins), (*loins, *ribs), (*ribs, *tops, collar)), 0.14)
    found["head"] = _head(made)
    for side in ("left", "right"):
        hip, knee, ankle = (j[f"{side} {name}"] for name in ("hip", "knee", "ankle"))
        heel, toes = j[f"{side} heel"], j[f"{side} toes"]
        sole = times(1 / 23.0, add(toes, times(-1.0, heel)))
        up = times(1 / 7.0, add(ankle, times(-5.0, sole), times(-1.0, heel)))
        ball = add(heel, times(17.0, sole), times(2.7, up)), 2.7
        foot = (
            (add(heel, times(0.5, sole), times(3.6, up)), 3.6),
            ball,
            (add(toes, times(1.9, up), times(-1.9, sole)), 1.9),
        )
        found[f"{side} leg"] = Part(
            f"{side} leg",
            (
                ((hip, 8.4), (knee, 5.6)),
                ((knee, 5.6), (add(times(0.68, knee), times(0.32, ankle)), 5.5), (ankle, 3.7)),
                (*foot, (ankle, 3.4)),
            ),
        )
        shoulder, elbow, wrist = (j[f"{side} {name}"] for name in ("shoulder", "elbow", "wrist"))
        hand = add(wrist, times(0.8, add(j[f"{side} fingers"], times(-1.0, wrist))))
        knuckles = add(times(0.5, wrist), times(0.5, hand))
        found[f"{side} arm"] = Part(
            f"{side} arm",
            (
                ((shoulder, 5.6), (elbow, 4.0)),
                ((elbow, 4.0), (add(times(0.7, elbow), times(0.3, wrist)), 4.0), (wrist, 2.9)),
                ((wrist, 2.8), (knuckles, 3.3), (hand, 2.2)),
            ),
        )
    return found


def spots(made: Body) -> dict[str, tuple[Ball, ...]]:
    """The places of a body that can rest on something: each of their balls does."""
    of = parts(made)
    found: dict[str, tuple[Ball, ...]] = {"head": hair(made), "forehead": ((skull(made, 2.0, 6.0), 3.0),)}
    seat, loins = of["trunk"].pieces[0][:2], of["trunk"].pieces[0][2:]
    found |= {
        "seat": seat,
        "loins": loins,
        "ribs": of["trunk"].pieces[1][2:],
        "shoulders": of["trunk"].pieces[2][2:4],
    }
    for side in ("left", "right"):
        thigh, shin, foot = of[f"{side} leg"].pieces
        upper, fore, hand = of[f"{side} arm"].pieces
        found |= {
            f"{side} knee": thigh[1:], f"{side} shin": (shin[0], shin[2]), f"{side} foot": (foot[0], foot[2]),
            f"{side} toes": foot[2:3], f"{side} heel": foot[:1], f"{side} instep": foot[2:3],
            f"{side} elbow": upper[1:], f"{side} forearm": (fore[0], fore[2]), f"{side} hand": hand[1:],
            f"{side} hip": (seat[side == "right"],), f"{side} shoulder": upper[:1], f"{side} leg": (*thigh[1:], shin[2]),
            f"{side} thigh": _along(*thigh), f"{side} calf": _along(shin[0], shin[2]),
        }  # fmt: skip
    return found


def _along(one: Ball, other: Ball) -> tuple[Ball, ...]:
    """Balls from one to the other."""
    return tuple(
        (add(times(1 - at / 6, one[0]), times(at / 6, other[0])), one[1] + (other[1] - one[1]) * at / 6)
        for at in range(7)
    )


def skull(made: Body, up: float, front: float, left: float = 0.0) -> Vector:
    """A place of the head, from its middle."""
    head = made.head
    return add(
        made.joints["skull"], times(up + 4.0, head.up), times(front, head.front), times(left, head.left)
    )


def _head(made: Body) -> Part:
    throat = add(made.joints["throat"], times(-2.0, made.chest.up))
    neck = ((throat, 5.0), (skull(made, -5.0, -1.0), 4.8))
    return Part(
        "head",
        (
            neck,
            ((skull(made, 0.0, 0.0), 9.3), (skull(made, 1.0, -1.5), 9.0), (skull(made, -6.5, 4.0), 4.6)),
            ((skull(made, -2.5, 9.8), 1.4), (skull(made, 1.5, 7.8), 1.4)),
        ),
    )


def hair(made: Body) -> tuple[Ball, ...]:
    """The back of the head."""
    return (skull(made, 1.6, -2.4), 8.6), (skull(made, -2.5, -4.2), 6.4), (skull(made, 4.2, 1.5), 6.6)


def eyes(made: Body) -> tuple[Vector, ...]:
    """Where they are."""
    return tuple(skull(made, 0.6, 8.6, side) for side in (3.6, -3.6))
