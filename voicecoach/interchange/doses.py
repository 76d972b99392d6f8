"""How much of an exercise a foreign file asks for, as the dose of a step; what it leaves open is guessed and said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voicecoach.interchange.guesses import is_held_by_name
from voicecoach.interchange.sayable import load_of, shown
from voicecoach.interchange.taken import Whose, Work
from voicecoach.routine.dose import LONGEST_PHASE
from voicecoach.routine.model import Exercise, Sides
from voicecoach.units import Range, Series

_OPEN_REPS = 20
"""Repetitions at most, if the file says to go on until nothing is left."""
_UNSAID_REPS = 10
_TEMPO = "2-1-2"
"""Of a repetition that is not held, as most of the shipped exercises have it."""


class Doses:
    """Makes doses, and says what had to be guessed."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def of(self, work: Work, known: Exercise | None, sides: Sides) -> dict[str, Any]:
        """The dose of the step."""
        theirs = known.dose if known is not None else None
        held = work.held or (
            theirs.hold is not None and theirs.reps is None
            if theirs is not None
            else is_held_by_name(work.name)
        )
        work = self._in_seconds(work, held)
        if work.open and work.reps is None and work.time is None and work.hold is None:
            self._say(
                f"{place_of(work)}“{shown(work.name)}” has no end: at most {_OPEN_REPS} repetitions are assumed"
            )
            work = replace(work, reps=Range(_OPEN_REPS, _OPEN_REPS))
        if work.time is not None and work.reps is not None:
            # Ten times five seconds: each is held.
            if work.hold is None and work.time.high <= LONGEST_PHASE:
                work = replace(work, hold=work.time, time=None)
            else:
                self._say(
                    f"{place_of(work)}“{shown(work.name)}” has repetitions and a time; the repetitions are left out"
                )
                work = replace(work, reps=None)
        if work.time is not None and work.hold is not None:
            self._say(f"{place_of(work)}“{shown(work.name)}” has a hold and a time; the time is left out")
            work = replace(work, time=None)
        if work.hold is not None and work.hold.high > LONGEST_PHASE:
            work = replace(work, time=work.hold, hold=None, reps=None)
        if work.time is not None and work.slot and sides is Sides.EACH and work.side is None:
            half = Range(max(work.time.low / 2, 1.0), max(work.time.high / 2, 1.0))
            self._say(
                f"{place_of(work)}“{shown(work.name)}” has two sides: {half} s on each, {work.time} s in all"
            )
            work = replace(work, time=half)
        elif known is not None and sides is Sides.NONE and work.side is Whose.EACH:
            self._say(f"“{shown(work.name)}” is done with both sides together: the amount is done once")
        elif known is not None and sides is Sides.EACH and work.side is None and _has_amount(work):
            self._say(f"“{shown(work.name)}” has two sides: the amount is done on each")
        dose: dict[str, Any] = {}
        if work.tempo is not None and (_only_counted(work) or (work.time is not None and not held)):
            dose["tempo"] = work.tempo
        elif known is not None and _only_counted(work):
            work = self._counted(work, known, dose)
        if work.tempo is not None and "tempo" not in dose:
            self._say(f"{place_of(work)}“{shown(work.name)}” is held; its tempo {work.tempo} is left out")
        if work.sets is not None and not isinstance(work.reps, Series):
            dose["sets"] = _number(work.sets)
        if work.reps is not None:
            dose["reps"] = _number(work.reps)
        if work.hold is not None:
            dose["hold"] = time_text(work.hold)
            if (
                work.reps is None
                and (theirs is None or theirs.reps is not None)
                and not isinstance(work.hold, Series)
            ):
                dose["reps"] = 1
        elif work.time is not None:
            if held and sides is not Sides.ALTERNATE and work.time.high <= LONGEST_PHASE:
                dose["hold"] = time_text(work.time)
                if theirs is None or theirs.reps is not None:
                    dose["reps"] = 1
            else:
                dose["time"] = time_text(work.time)
        if work.breaths is not None and not dose.keys() & {"hold", "time"}:
            dose["breaths"] = _number(work.breaths)
            if work.reps is None and theirs is not None and theirs.reps is not None:
                dose["reps"] = 1
        if not dose.keys() & {"reps", "hold", "time", "breaths"}:
            self._unsaid(work, known, dose)
        if work.rest is not None and (_sets_of(dose) > 1):
            dose["rest"] = time_text(work.rest)
        if work.load and (load := load_of(work.load)):
            dose["load"] = load
        if work.open and "reps" in dose:
            dose["open"] = True
        return dose

    def _in_seconds(self, work: Work, held: bool) -> Work:
        """A bare number of something that is held: `Plank 3 x 30`."""
        if not (work.bare and held and work.reps is not None and work.hold is None and work.time is None):
            return work
        if isinstance(work.reps, Series) or work.reps.low < 5:
            return work
        self._say(f"{place_of(work)}“{shown(work.name)}” is held, so that {work.reps} are taken as seconds")
        return replace(work, reps=None, time=work.reps, bare=False)

    def _counted(self, work: Work, known: Exercise, dose: dict[str, Any]) -> Work:
        """So many repetitions, of which the file does not say how long each takes."""
        theirs = known.dose
        if theirs.breaths is not None and theirs.reps is None:
            self._say(f"“{known.name}” goes with the breath: {work.reps} repetitions are {work.reps} breaths")
            return replace(work, breaths=work.reps, reps=None)
        if theirs.breaths is not None:
            dose["tempo"] = _TEMPO
            self._say(
                f"“{known.name}” is done at a tempo of {_TEMPO}: "
                f"the known exercise holds each repetition for {theirs.breaths} breaths"
            )
        elif theirs.hold is not None:
            self._say(
                f"“{known.name}”: each repetition is held for {theirs.hold} s, as the known exercise is"
            )
        return work

    def _unsaid(self, work: Work, known: Exercise | None, dose: dict[str, Any]) -> None:
        if known is None:
            dose["reps"] = _UNSAID_REPS
            self._say(
                f"{place_of(work)}“{shown(work.name)}” does not say how much: {_UNSAID_REPS} repetitions are assumed"
            )
        else:
            self._say(f"“{shown(work.name)}” does not say how much: it has the amount of the known exercise")


def place_of(work: Work) -> str:
    """Where in its file the work is asked for, as the beginning of a remark."""
    return f"line {work.line}: " if work.line is not None else ""


def _has_amount(work: Work) -> bool:
    return any(one is not None for one in (work.reps, work.hold, work.time, work.breaths))


def _only_counted(work: Work) -> bool:
    return work.reps is not None and work.hold is None and work.time is None and work.breaths is None


def _number(found: Range) -> Any:
    if isinstance(found, Series):
        return [_number(one) for one in found.each]
    return int(found.low) if found.low == found.high else str(found)


def time_text(found: Range) -> str:
    """A time as a routine has it."""
    return f"{found} s"


def _sets_of(dose: dict[str, Any]) -> float:
    if isinstance(reps := dose.get("reps"), list):
        return len(reps)
    sets = str(dose.get("sets", 1))
    return float(sets.rpartition("-")[2])
