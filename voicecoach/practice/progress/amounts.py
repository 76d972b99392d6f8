"""Sets in short: `3 x 10`, `2 x 30 s, each side`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from voicecoach.practice.entries import SetEntry


def amounts_of(sets: Sequence[SetEntry]) -> str:
    """Equal sets as one phrase, whatever their side."""
    parts = []
    for what, alike in groupby(sets, key=_amount):
        group = list(alike)
        sides = dict.fromkeys(one.side for one in group if one.side)
        count = len({one.number for one in group if one.number}) or len(group)
        parts.append(f"{count} x {what or 'a set'}" + (f", {_sides(tuple(sides))}" if sides else ""))
    return "; ".join(parts)


def _sides(sides: tuple[str, ...]) -> str:
    return "each side" if {*sides} == {"left", "right"} else " and ".join(sides)


def _amount(one: SetEntry) -> str:
    held_once = one.reps == 1 and (one.hold_s is not None or one.breaths is not None)
    words: Iterable[str] = (
        "" if one.reps is None or held_once else f"{one.reps}",
        "" if one.hold_s is None else f"{one.hold_s:g} s",
        "" if one.breaths is None else f"{one.breaths} breaths",
        one.load or "",
    )
    return ", ".join(word for word in words if word)
