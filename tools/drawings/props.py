"""What an exercise is done on or with."""

from __future__ import annotations

from tools.drawings.outline import Ball
from tools.drawings.paint import Thing
from tools.drawings.vectors import Vector

SEAT = 43.0
"""How high the top of a seat is."""
_THIN = 1.5


def chair(front: float, z: float, way: float, in_front: bool = False) -> Thing:
    """A chair whose seat begins at `front` and goes on to the right (`way` 1) or the left, with its middle at `z`."""
    half, deep, back = 19.0, 40.0 * way, 88.0
    corners = [(front, z + half), (front, z - half), (front + deep, z + half), (front + deep, z - half)]
    top = SEAT - _THIN
    pieces: list[tuple[Ball, ...]] = [tuple(((x, top, at), _THIN) for x, at in corners)]
    pieces += [(((x, top, at), _THIN), ((x, 1.2, at), 1.2)) for x, at in corners]
    pieces += [(((x, top, at), _THIN), ((x + 4 * way, back, at), _THIN)) for x, at in corners[2:]]
    (_, near), (_, away) = corners[2:]
    end = front + deep
    pieces += [
        (
            ((end + 4 * way, back, near), _THIN), ((end + 4 * way, back, away), _THIN),
            ((end + 3 * way, back - 16, near), _THIN), ((end + 3 * way, back - 16, away), _THIN),
        )
    ]  # fmt: skip
    return Thing(tuple(pieces), in_front=in_front)


def wall(x: float, high: float = 150.0) -> Thing:
    """A wall that is seen from its side."""
    return Thing(lines=(((x, 0.0, 0.0), (x, high, 0.0)),))


def wall_behind(left: float, right: float, z: float, high: float = 150.0) -> Thing:
    """A piece of a wall beside somebody, on the far side."""
    corners: list[Ball] = [((x, y, z), 0.5) for x in (left, right) for y in (1.0, high)]
    return Thing((tuple(corners),), tint=0.05)


def bench(left: float, right: float, high: float, half: float = 18.0) -> Thing:
    """A firm, wide bench."""
    thick = 5.0
    top = [((x, high - thick / 2, z), thick / 2) for x in (left + 2.5, right - 2.5) for z in (-half, half)]
    legs = [
        (((x, high - thick, z), 1.8), ((x, 1.8, z), 1.8))
        for z in (-half, half)
        for x in (left + 9, right - 9)
    ]
    return Thing((*legs, tuple(top)), tint=0.06)


def cushion(x: float, z: float, high: float, long: float = 26.0, wide: float = 14.0) -> Thing:
    """A pillow or a cushion."""
    r = high / 2
    balls = [((x + sx * (long / 2 - r), r, z + sz * (wide - r)), r) for sx in (1, -1) for sz in (1, -1)]
    return Thing((tuple(balls),), tint=0.1)


def bottle(top: Vector) -> Thing:
    """A full bottle, held at its neck."""
    x, y, z = top
    return Thing(
        (
            (((x, y + 1.0, z), 1.6), ((x, y - 5.0, z), 1.8)),
            (((x, y - 9.0, z), 3.6), ((x, y - 20.0, z), 3.6)),
        ),
        tint=0.15,
    )


def bar(y: float, half: float) -> Thing:
    """A bar to hang from, across the drawing."""
    return Thing(((((-half, y, 0.0), 1.6), ((half, y, 0.0), 1.6)),))


def mat(left: float, right: float, z: float, half: float = 34.0) -> Thing:
    """The floor seen from above."""
    corners = [((x, 0.0, z + side), 1.0) for x in (left, right) for side in (-half, half)]
    return Thing((tuple(corners),), tint=0.04)
