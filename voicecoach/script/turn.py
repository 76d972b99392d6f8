"""One repetition of a set, with the side that does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voicecoach.routine.dose import Prescription
from voicecoach.script.cue import Cue, Say, Side, Slot
from voicecoach.script.visit import Visit


@dataclass(frozen=True, slots=True)
class Turn:
    """One repetition of a set."""

    rep: int
    side: Side | None
    reps: int
    """How many its side has."""
    dose: Prescription
    """Its side's own."""

    @property
    def last(self) -> bool:
        """Whether its side has no more, and had others before."""
        return self.rep == self.reps > 1

    def of(self, cue: Cue) -> Cue:
        """The cue, marked as part of this repetition."""
        if isinstance(cue, Say | Slot):
            return replace(cue, rep=self.rep, side=self.side)
        return cue


def turns_of(visit: Visit, side: Side | None, dose: Prescription, number: int) -> Iterator[Turn]:
    """The repetitions of set `number`, of both sides in turn if they alternate; `dose` is that of this set and side."""
    if side is not Side.ALTERNATE:
        reps = dose.reps or 1
        yield from (Turn(rep, side, reps, dose) for rep in range(1, reps + 1))
        return
    sides = [
        (one, own.reps or 1, own)
        for one, whole in visit.doses
        if whole.sets >= number and (own := whole.of_set(number))
    ]
    for rep in range(1, max(reps for _, reps, _ in sides) + 1):
        yield from (Turn(rep, one, reps, own) for one, reps, own in sides if rep <= reps)
