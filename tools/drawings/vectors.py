"""Points and directions in space: x to the right, y up, z toward the person who looks. One unit is a centimetre."""

from __future__ import annotations

import math
from typing import TypeAlias

Vector: TypeAlias = tuple[float, float, float]

UP: Vector = (0.0, 1.0, 0.0)


def add(*all_of: Vector) -> Vector:
    # Not by sum(), which from Python 3.12 on rounds otherwise: the same bytes are to come out.
    x = y = z = 0.0
    for a in all_of:
        x, y, z = x + a[0], y + a[1], z + a[2]
    return x, y, z


def times(factor: float, a: Vector) -> Vector:
    return factor * a[0], factor * a[1], factor * a[2]


def minus(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def long(a: Vector) -> float:
    return math.sqrt(dot(a, a))


def unit(a: Vector) -> Vector:
    return times(1 / long(a), a)


def across(a: Vector, axis: Vector) -> Vector:
    """The part of `a` at a right angle to `axis`, of length 1."""
    return unit(minus(a, times(dot(a, axis) / dot(axis, axis), axis)))


def turned(a: Vector, axis: Vector, degrees: float) -> Vector:
    """`a` turned about `axis`, by the right hand."""
    axis, angle = unit(axis), math.radians(degrees)
    return add(
        times(math.cos(angle), a),
        times(math.sin(angle), cross(axis, a)),
        times((1 - math.cos(angle)) * dot(axis, a), axis),
    )


def angle(a: Vector, b: Vector) -> float:
    """Degrees between two directions, from 0 to 180."""
    return math.degrees(math.atan2(long(cross(a, b)), dot(a, b)))
