"""The outlines of round things seen from one side: a body's parts are balls with skin stretched over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tools.drawings.vectors import Vector, cross, dot, turned

Ball: TypeAlias = tuple[Vector, float]
Circle: TypeAlias = tuple[float, float, float]
Point: TypeAlias = tuple[float, float]

_OFF = 0.0137211
"""Many places are halves of what is written; moved by this, they are rounded in one way whatever the last bit of a sine is."""
_LITTLE = 0.000037
_STEPS = 180
"""Directions that are tried for which circle is the outermost."""


@dataclass(frozen=True)
class View:
    """From where it is seen: 0 and 0 is from the front of the drawing."""

    around: float = 0.0
    """Degrees to the right."""
    above: float = 0.0
    """Degrees up; 90 is from the ceiling."""

    def axes(self) -> tuple[Vector, Vector, Vector]:
        """To the right, up and towards the viewer."""
        right = turned((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), self.around)
        near = turned((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), self.around)
        near = turned(near, right, -self.above)
        return right, cross(near, right), near

    def point(self, a: Vector) -> Point:
        right, up, _ = self.axes()
        return round(dot(a, right) + _OFF, 3), round(-dot(a, up) + _OFF, 3)

    def nearness(self, a: Vector) -> float:
        return round(dot(a, self.axes()[2]) + _OFF, 3)


def hull(circles: Sequence[Circle]) -> str:
    """The path around circles, as a skin lies around them: arcs, and straight lines between them."""
    order: list[int] = []
    for step in range(_STEPS):
        x, y = math.cos(2 * math.pi * step / _STEPS), math.sin(2 * math.pi * step / _STEPS)
        far = max(
            range(len(circles)), key=lambda at: circles[at][0] * x + circles[at][1] * y + circles[at][2]
        )
        if not order or order[-1] != far:
            order.append(far)
    if len(order) > 1 and order[0] == order[-1]:
        order.pop()
    if len(order) == 1:
        x, y, r = circles[order[0]]
        return (
            f"M{_n(x - r)} {_n(y)}a{_n(r)} {_n(r)} 0 1 1 {_n(2 * r)} 0a{_n(r)} {_n(r)} 0 1 1 {_n(-2 * r)} 0z"
        )
    pen = _Pen()
    for at, one in enumerate(order):
        before = _tangent(circles[order[at - 1]], circles[one])[1]
        start, _ = _tangent(circles[one], circles[order[(at + 1) % len(order)]])
        x, y, r = circles[one]
        entry = math.atan2(before[1] - y, before[0] - x)
        leave = math.atan2(start[1] - y, start[0] - x)
        # Half a circle, and none at all, come out a little more or less.
        arc = (leave - entry + 1e-6) % (2 * math.pi)
        large = int(arc > math.pi + 2e-6)
        pen.to("l" if at else "M", before)
        pen.to(f"a{_n(r)} {_n(r)} 0 {large} 1 ", start)
    return "".join(pen.written) + "z"


class _Pen:
    """Writes from place to place, as rounded, so that roundings do not add up."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._at = (0.0, 0.0)

    def to(self, command: str, place: Point) -> None:
        x, y = round(place[0] + _LITTLE, 1), round(place[1] + _LITTLE, 1)
        self.written.append(f"{command}{_n(x - self._at[0])} {_n(y - self._at[1])}")
        self._at = x, y


def _tangent(one: Circle, other: Circle) -> tuple[Point, Point]:
    """Where the outer line from one circle to the next, in the order of the angles, touches both."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    apart = math.hypot(dx, dy)
    turn = math.acos(max(-1.0, min(1.0, (one[2] - other[2]) / apart)))
    way = math.atan2(dy, dx) - turn
    x, y = math.cos(way), math.sin(way)
    return (one[0] + one[2] * x, one[1] + one[2] * y), (other[0] + other[2] * x, other[1] + other[2] * y)


def _n(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
