"""One repetition of a set, with the side that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voicecoach.routine.dose import Prescription
from voicecoach.script.cue import Cue, Say, Side, Slot


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
