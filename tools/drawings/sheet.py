"""Start and end of an exercise on one sheet, with an arrow between."""

from __future__ import annotations

from dataclasses import dataclass

from tools.drawings.outline import View
from tools.drawings.paint import FAR, Ink, Picture, draw, moved

WIDTH = 400.0
"""Of every drawing, so that all bodies are shown in one size."""
FRONT = View()
_EDGE = 6.0
_UNDER = 1.6
"""How far the line of the floor is below it, so that the lines of feet do not run into it."""
_ARROW = 30.0
"""Room for it."""


@dataclass(frozen=True)
class Drawing:
    """An exercise."""

    start: Picture
    end: Picture
    view: View = FRONT
    back_and_forth: bool = False
    """Whether it goes on between both moments, as walking does."""
    stacked: bool = False
    """Whether the end is below the start: two long bodies."""


def svg(drawing: Drawing) -> str:
    """The file; the same for the same drawing."""
    (one, edges), (other, others) = (draw(picture, drawing.view) for picture in (drawing.start, drawing.end))
    left, right = _rounded(edges), _rounded(others)
    bottom = max(left[3], right[3])
    if drawing.stacked:
        gap, height = 26.0, (left[3] - left[1]) + (right[3] - right[1])
        x = (WIDTH - max(left[2], right[2]) - min(left[0], right[0])) / 2
        at = [(x, _EDGE - left[1]), (x, _EDGE + left[3] - left[1] + gap - right[1])]
        tall = height + gap + 2 * _EDGE
        arrow = _arrow(WIDTH / 2, _EDGE + left[3] - left[1] + gap / 2, down=True)
    else:
        wide = (left[2] - left[0], right[2] - right[0])
        room = WIDTH - sum(wide) - _ARROW
        if room < 0:
            raise ValueError(f"{-room:.0f} too wide")
        tall = bottom - min(left[1], right[1]) + 2 * _EDGE
        outer = min(room / 3, 70.0)
        inner = (room - 2 * outer) / 2
        starts = outer, outer + wide[0] + 2 * inner + _ARROW
        at = [(starts[0] - left[0], tall - _EDGE - bottom), (starts[1] - right[0], tall - _EDGE - bottom)]
        middle = (starts[0] + wide[0] + starts[1]) / 2
        arrow = _arrow(middle, tall / 2, both=drawing.back_and_forth)
    tall = round(tall + 0.0037)
    floor = Ink()
    for (x, y), ends, picture in zip(at, (left, right), (drawing.start, drawing.end), strict=True):
        if picture.floor:
            under = y + _UNDER + 0.0037
            line = [(max(1.0, x + ends[0] - 8), under), (min(WIDTH - 1, x + ends[2] + 8), under)]
            floor.line(line, (1.2, FAR[1]))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {tall}" width="{WIDTH:g}" height="{tall}">',
        '<g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">',
        *floor.written,
        arrow,
        *moved(one, *at[0]),
        *moved(other, *at[1]),
        "</g></svg>\n",
    ]
    return "\n".join(lines)


def _rounded(edges: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(edge, 2) for edge in edges)


def _arrow(x: float, y: float, down: bool = False, both: bool = False) -> str:
    x, y = x + 0.0037, y + 0.0037
    if down:
        path = f"M{x:.1f} {y - 9:.1f}v17M{x - 5:.1f} {y + 3:.1f}l5 5 5-5"
    else:
        path = f"M{x - 10:.1f} {y:.1f}h19M{x + 4:.1f} {y - 5:.1f}l5 5-5 5"
        if both:
            path += f"M{x - 5:.1f} {y - 5:.1f}l-5 5 5 5"
    return f'<path d="{path}" stroke-width="2"/>'
