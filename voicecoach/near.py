"""Guesses at what was meant, for messages."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

_MOST_COMPARED = 12
"""Names that one is compared with letter by letter: long ones take a millisecond each."""

_LONGEST = 80
"""Characters that are compared: the comparison is quadratic in length, and no slip of the pen is longer."""


_NEAR, _AS_NEAR = 0.6, 0.05
"""The least likeness of a guess (1 is equal), and how much less than the nearest another one may have."""


def nearest_names(wanted: str, known: Iterable[str]) -> list[str]:
    """Those of `known` that `wanted` may be meant to be: the nearest, and up to two that are nearly as near.

    Case does not count, nor whether words are parted by spaces, hyphens or underlines.
    """
    from difflib import SequenceMatcher

    names = {_plain(name): name for name in known}
    plain = _plain(wanted[:_LONGEST])
    matcher = SequenceMatcher(None, b=plain)
    likeness = {}
    for one in _likely(plain, names):
        matcher.set_seq1(one)
        likeness[one] = matcher.ratio()
    least = max(_NEAR, max(likeness.values(), default=0.0) - _AS_NEAR)
    near = sorted((-ratio, one) for one, ratio in likeness.items() if ratio >= least)
    return [names[one] for _, one in near[:3]]


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """`; did you mean “bell” or “gong”?`, or nothing if no name is near."""
    near = nearest_names(wanted, known)
    return f"; did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else ""


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")


def _likely(wanted: str, known: Iterable[str]) -> list[str]:
    """Those few of `known` that are worth a close look: they share the most letters, and pairs of letters."""
    ours = _letters(wanted)

    def unlike(name: str) -> tuple[float, int]:
        theirs = _letters(name)
        return -2 * len(ours & theirs) / (len(ours) + len(theirs) or 1), abs(len(name) - len(wanted))

    return sorted(known, key=unlike)[:_MOST_COMPARED]


def _letters(name: str) -> set[str]:
    return {*name, *map("".join, itertools.pairwise(name))}
