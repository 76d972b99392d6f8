"""A figure, what it is on and what it holds, as lines of an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.drawings.body import Body, Pose, body
from tools.drawings.flesh import Part, eyes, hair, parts
from tools.drawings.outline import Ball, Point, View, hull
from tools.drawings.vectors import Vector, add, cross, dot, minus, times, unit

NEAR, FAR, THING = (2.2, 1.0), (1.5, 0.55), (1.4, 0.75)
"""How wide a line is, and how dark."""


@dataclass(frozen=True)
class Thing:
    """Something that is not a body: balls with a skin around them, or just lines."""

    pieces: tuple[tuple[Ball, ...], ...] = ()
    lines: tuple[tuple[Vector, ...], ...] = ()
    in_front: bool = False
    tint: float = 0.0
    behind_of: str = ""
    """A part that is drawn after it."""


def arrow(start: Vector, end: Vector, side: Vector = (0.0, 0.0, 1.0)) -> Thing:
    """Which way something goes; its head lies at a right angle to `side`."""
    back = times(-4.0, unit(minus(end, start)))
    wing = times(3.5, unit(cross(back, side)))
    return Thing(
        lines=((start, end), (add(end, back, wing), end, add(end, back, times(-1.0, wing)))), in_front=True
    )


@dataclass(frozen=True)
class Picture:
    """One moment."""

    pose: Pose
    things: tuple[Thing, ...] = ()
    rests: tuple[str, ...] = ()
    """The spots of the body that are on the floor."""
    meets: tuple[tuple[str, str | Vector], ...] = ()
    """The spots of the body that touch another spot, or a place of a thing."""
    floor: bool = True
    """Whether a line below it is the floor."""
    last: tuple[str, ...] = ()
    """Parts that are drawn after all others, if depth alone does not say so."""
    first: tuple[str, ...] = ()
    far: tuple[str, ...] | None = None
    """Limbs that are drawn lighter; left out, those of the far side."""


@dataclass
class Ink:
    """What is drawn so far, and how large it is."""

    written: list[str] = field(default_factory=list)

    def outline(
        self, view: View, pieces: Sequence[Sequence[Ball]], line: tuple[float, float], tint: float = 0.0
    ) -> None:
        path = "".join(hull([(*view.point(center), radius) for center, radius in piece]) for piece in pieces)
        width, dark = line
        opacity = "" if dark == 1.0 else f' stroke-opacity="{dark:g}"'
        self.written.append(f'<path d="{path}" stroke-width="{2 * width:g}"{opacity}/>')
        self.written.append(f'<path d="{path}" fill="#ffffff" stroke="none"/>')
        if tint:
            self.written.append(
                f'<path d="{path}" fill="currentColor" fill-opacity="{tint:g}" stroke="none"/>'
            )

    def line(self, points: Sequence[Point], line: tuple[float, float]) -> None:
        path = "M" + "L".join(f"{round(x, 1) + 0.0:g} {round(y, 1) + 0.0:g}" for x, y in points)
        opacity = "" if line[1] == 1.0 else f' stroke-opacity="{line[1]:g}"'
        self.written.append(f'<path d="{path}" stroke-width="{line[0]:g}"{opacity}/>')


def draw(picture: Picture, view: View) -> tuple[Ink, tuple[float, float, float, float]]:
    """The lines of one moment, and the left, top, right and bottom of what is drawn."""
    ink, made = Ink(), body(picture.pose)
    limbs = parts(made)
    for thing in picture.things:
        if not thing.in_front and not thing.behind_of:
            _thing(ink, view, thing)
    trunk = view.nearness(limbs["trunk"].middle)
    far = picture.far
    if far is None:
        far = tuple(
            name
            for name, part in limbs.items()
            if view.nearness(part.middle) < trunk - 3.0 and name != "head"
        )
    ordered = sorted(limbs, key=lambda name: _place(picture, name, view.nearness(limbs[name].middle)))
    for name in ordered:
        for thing in picture.things:
            if thing.behind_of == name:
                _thing(ink, view, thing)
        _part(ink, view, limbs[name], FAR if name in far else NEAR)
        if name == "head":
            _face(ink, view, made)
    for thing in picture.things:
        if thing.in_front:
            _thing(ink, view, thing)
    return ink, _edges(view, picture, limbs)


def _place(picture: Picture, name: str, near: float) -> tuple[int, float]:
    if name in picture.first:
        return -1, float(picture.first.index(name))
    if name in picture.last:
        return 1, float(picture.last.index(name))
    return 0, near


def _part(ink: Ink, view: View, part: Part, line: tuple[float, float]) -> None:
    ink.outline(view, part.pieces, line, part.tint)


def _face(ink: Ink, view: View, made: Body) -> None:
    towards = dot(made.head.front, view.axes()[2])
    if towards < 0.55:
        path = hull([(*view.point(center), radius) for center, radius in hair(made)])
        ink.written.append(f'<path d="{path}" fill="currentColor" fill-opacity="0.4" stroke="none"/>')
    for eye in eyes(made):
        from_middle = tuple(a - b for a, b in zip(eye, made.joints["skull"], strict=True))
        if dot((from_middle[0], from_middle[1], from_middle[2]), view.axes()[2]) > 2.0:
            left = made.head.left
            ends = [tuple(e + 1.4 * sign * s for e, s in zip(eye, left, strict=True)) for sign in (1, -1)]
            if abs(towards) < 0.5:
                front = made.head.front
                ends = [tuple(e + far * s for e, s in zip(eye, front, strict=True)) for far in (-3.2, -0.8)]
            ink.line([view.point((a, b, c)) for a, b, c in ends], (1.2, 1.0))


def _thing(ink: Ink, view: View, thing: Thing) -> None:
    if thing.pieces:
        ink.outline(view, thing.pieces, THING, thing.tint)
    for line in thing.lines:
        ink.line([view.point(at) for at in line], THING)


def _edges(view: View, picture: Picture, limbs: dict[str, Part]) -> tuple[float, float, float, float]:
    balls = [ball for part in limbs.values() for piece in part.pieces for ball in piece]
    balls += [ball for thing in picture.things for piece in thing.pieces for ball in piece]
    balls += [(at, 0.0) for thing in picture.things for line in thing.lines for at in line]
    seen = [(*view.point(center), radius) for center, radius in balls]
    return (
        min(x - r for x, _, r in seen),
        min(y - r for _, y, r in seen),
        max(x + r for x, _, r in seen),
        max(y + r for _, y, r in seen),
    )


def moved(ink: Ink, x: float, y: float) -> list[str]:
    """The same lines in another place."""
    return [f'<g transform="translate({x + 0.0037:.1f} {y + 0.0037:.1f})">', *ink.written, "</g>"]
