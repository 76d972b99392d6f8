"""A routine as a program of the Workout Share Format 0.1, whose patterns for repetitions and rests are narrow."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from voicecoach.interchange.level_writer import LevelWriter
from voicecoach.interchange.outgoing import (
    Done,
    Item,
    Outgoing,
    Resting,
    Rounds,
    bounded,
    has_sets_that_differ,
    set_seconds,
)
from voicecoach.interchange.taken import Whose
from voicecoach.routine.dose import Dose
from voicecoach.units import Range

_WEIGHT = re.compile(r"\d+(\.\d+)?\s*(kg|lbs|g)?|bodyweight|BW|light|moderate|heavy")
_MOST_SETS, _MOST_REPS, _MOST_ROUNDS = 20, 100, 20


def workout_share_text(found: Outgoing, level: float) -> tuple[str, list[str]]:
    """The program, and what it cannot carry; `level` is the point in ranges that the format has no form for."""
    import yaml

    bounded(found)
    writer = _Writer(level)
    program = {
        "program_name": found.title[:100],
        "workouts": [{"name": found.title, "exercises": writer.exercises(found.items)}],
    }
    text = yaml.safe_dump(program, sort_keys=False, allow_unicode=True, width=110)
    return text, ["left out: positions, and what the coach says", *writer.remarks]


class _Writer(LevelWriter):
    def exercises(self, items: tuple[Item, ...]) -> list[dict[str, Any]]:
        """The exercises in order."""
        found: list[dict[str, Any]] = []
        for item in items:
            if isinstance(item, Resting):
                self.say("left out: the rests between exercises")
            elif isinstance(item, Rounds):
                found += self._rounds(item)
            else:
                found.append(self._exercise(item))
        return found

    def _rounds(self, item: Rounds) -> list[dict[str, Any]]:
        if item.rest is not None:
            self.say("left out: the rests between rounds")
        work = [one for one in item.items if isinstance(one, Done)]
        once = all(one.dose.most_sets == 1 and isinstance(one, Done) for one in work)
        if (
            len(work) < 2
            or not once
            or item.times > _MOST_ROUNDS
            or any(isinstance(one, Rounds) for one in item.items)
        ):
            return [one for _ in range(item.times) for one in self.exercises(item.items)]
        if any(isinstance(one, Resting) for one in item.items):
            self.say("left out: the rests between exercises")
        exercises = []
        for one in work:
            amount = self._amount(replace(one, dose=one.dose.model_copy(update={"open": None})))
            both = {"name": one.exercise.name}
            duration = amount.get("duration", amount["reps"] if str(amount["reps"]).endswith("sec") else None)
            if duration is not None and str(amount["reps"]) in ("1", "1 e/s", str(duration)):
                exercises.append({**both, "duration": duration})
            else:
                exercises.append({**both, "reps": self._one(amount["reps"])})
        return [{"type": "circuit", "rounds": item.times, "exercises": exercises}]

    def _exercise(self, item: Done) -> dict[str, Any]:
        dose = item.dose
        if has_sets_that_differ(dose):
            self.say(f"“{item.exercise.name}”: sets that differ become one number, or a range")
        found: dict[str, Any] = {
            "name": item.exercise.name,
            "sets": min(self.sets_of(dose), _MOST_SETS),
            **self._amount(item),
        }
        if dose.rest is not None and dose.most_sets > 1:
            found["rest"] = self._rest(dose.rest)
        if isinstance(dose.load, str):
            found |= (
                {"weight": dose.load}
                if _WEIGHT.fullmatch(dose.load)
                else {"notes": f"With {dose.load}."[:200]}
            )
        if item.side in (Whose.LEFT, Whose.RIGHT):
            found["notes"] = f"{found.get('notes', '')} The {item.side.value} side alone.".strip()[:200]
        return found

    def _amount(self, item: Done) -> dict[str, Any]:
        """`reps`, and `duration` if each is held."""
        dose, each = item.dose, " e/s" if item.side is Whose.EACH else ""
        reps = None if dose.reps is None else self._reps(dose.reps, ranges=not each)
        seconds = self._seconds_of_one(dose)
        if reps is None or dose.time is not None:
            if seconds is None:
                seconds = set_seconds(dose, self.level)[0]
            whole = self.whole(item.exercise.name, seconds)
            return {"reps": "1 e/s", "duration": f"{whole}{each}"} if each else {"reps": f"{whole}sec"}
        if dose.open:
            self.say("“as many as good form allows” becomes “to failure”")
            return {"reps": "to failure"}
        if seconds is not None:
            whole = self.whole(item.exercise.name, seconds)
            return {
                "reps": f"{reps}{each}" if each else reps,
                "duration": f"{whole}{each}" if each else f"{whole}sec",
            }
        return {"reps": f"{reps}{each}" if each else reps}

    def _seconds_of_one(self, dose: Dose) -> float | None:
        """How long a repetition is held; None if it is not, or the set is timed."""
        if dose.time is not None:
            return dose.time.at(self.level)
        if dose.hold is not None:
            return dose.hold.at(self.level)
        if dose.breaths is not None:
            self.say("breaths become seconds")
            return set_seconds(dose.model_copy(update={"reps": None}), self.level)[0]
        return None

    def _reps(self, reps: Range, *, ranges: bool) -> int | str:
        low, high = min(int(reps.low), _MOST_REPS), min(int(reps.high), _MOST_REPS)
        if low == high:
            return low
        if ranges:
            return f"{low}-{high}"
        self.say("ranges on two sides become the number at the level")
        return min(int(reps.at(self.level)), _MOST_REPS)

    def _one(self, reps: Any) -> Any:
        """A circuit has no ranges."""
        return int(reps.split("-")[0]) if isinstance(reps, str) and re.fullmatch(r"\d+-\d+", reps) else reps

    def _rest(self, rest: Range) -> str:
        low, high = math.floor(rest.low + 0.5), math.floor(rest.high + 0.5)
        return f"{low}sec" if low == high else f"{low}-{high}sec"
