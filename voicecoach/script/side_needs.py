"""Two sides that differ: which begins, and what one does more or shorter, as a person keeps it for an exercise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from voicecoach.script.body import Side
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.routine.dose import Prescription

REST_BEFORE_MORE = Seconds(20.0)
"""Between the sets of a side that has more of them, if its author has no rest there because there was one set."""
MOST_MORE = 3
"""Sets more on one side."""
MOST_SHORTER = 60
"""Seconds shorter on one side."""
_SIDES = "(left|right)"
_FIRST = re.compile(rf"{_SIDES} first")
_MORE = re.compile(rf"([1-9]|one|two|three) more sets? (?:on the )?{_SIDES}")
_SHORTER = re.compile(rf"(?:a )?hold ([0-9]{{1,2}}) ?(?:s|seconds?) shorter (?:on the )?{_SIDES}")
_NUMBERS = {"one": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class SideNeeds:
    """What the sides of one exercise need."""

    first: Side | None = None
    """The side that begins; None: as in every exercise."""
    more_sets: tuple[tuple[Side, int], ...] = ()
    shorter_s: tuple[tuple[Side, Seconds], ...] = ()
    """How much shorter a side's holds are."""

    def of(self, side: Side, dose: Prescription) -> Prescription:
        """The dose of a side; a hold lasts a second at least."""
        more, less = dict(self.more_sets).get(side, 0), dict(self.shorter_s).get(side, 0.0)
        if not (more or less):
            return dose

        def shorter(hold: Seconds) -> Seconds:
            return Seconds(max(1.0, hold - less))

        return replace(
            dose,
            sets=dose.sets + more,
            rest_s=REST_BEFORE_MORE if more and dose.sets == 1 and not dose.rest_s else dose.rest_s,
            hold_s=None if dose.hold_s is None else shorter(dose.hold_s),
            hold_by_set=tuple(map(shorter, dose.hold_by_set)),
        )


@lru_cache(maxsize=500)
def side_needs(text: str) -> SideNeeds:
    """What a text asks for. Raises ValueError with a sentence for the one who wrote it."""
    first: list[Side] = []
    more: dict[Side, int] = {}
    shorter: dict[Side, Seconds] = {}
    for part in text.lower().split(","):
        words = " ".join(part.split())
        if found := _FIRST.fullmatch(words):
            first.append(Side(found[1]))
        elif found := _MORE.fullmatch(words):
            more[Side(found[2])] = _NUMBERS.get(found[1]) or int(found[1])
        elif found := _SHORTER.fullmatch(words):
            shorter[Side(found[2])] = Seconds(float(found[1]))
        else:
            raise ValueError(
                f"“{words[:40]}” says nothing of a side; write such as: left first, 1 more set left, hold 5 s shorter right"
            )
    if len(set(first)) > 1:
        raise ValueError("only one side is first")
    if max(more.values(), default=0) > MOST_MORE or max(shorter.values(), default=0) > MOST_SHORTER:
        raise ValueError(
            f"a side does at most {MOST_MORE} sets more, and holds at most {MOST_SHORTER} s shorter"
        )
    return SideNeeds(first[0] if first else None, tuple(more.items()), tuple(shorter.items()))


def is_side_needs(text: object) -> bool:
    """Whether it is a text that asks for something."""
    if not isinstance(text, str):
        return False
    try:
        side_needs(text)
    except ValueError:
        return False
    return True
