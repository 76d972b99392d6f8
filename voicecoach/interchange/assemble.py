"""From what a foreign file asks for to a routine: known exercises by their ids, others as exercises of the routine's own.

Every exercise is done for as long, or as often, as the file says; what it does not say is guessed, and each guess is a remark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from voicecoach.interchange.guesses import is_held_by_name, kind_by_name, position_by_name
from voicecoach.interchange.known_exercises import KnownExercises, Likeness, Match
from voicecoach.interchange.sayable import load_of, name_of, sayable, sentences_of, shown
from voicecoach.interchange.taken import Break, Entry, Phrase, Taken, Whose, Work, walk_entries
from voicecoach.interchange.vocabulary import folded
from voicecoach.near import nearest_names
from voicecoach.routine.dose import LONGEST_PHASE
from voicecoach.routine.ids import LONGEST_ID, id_of
from voicecoach.routine.model import Exercise, Kind, Sides
from voicecoach.units import Range, Series

MOST_HINTS = 20
"""Names that are looked up for what else may be meant: each costs some milliseconds."""
_MOST_REMINDERS = 20
_MOST_SETUP = 20
_OPEN_REPS = 20
"""Repetitions at most, if the file says to go on until nothing is left."""
_UNSAID_REPS = 10
_TEMPO = "2-1-2"
"""Of a repetition that is not held, as most of the shipped exercises have it."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A routine as plain data, and what there is to say about it."""

    plain: dict[str, Any]
    remarks: tuple[str, ...]
    known: tuple[str, ...]
    """The ids of the exercises that were matched, in the order of the file."""
    new: tuple[str, ...]
    """The names of the exercises that are the routine's own."""


def assemble(taken: Taken, known: KnownExercises) -> Assembled:
    """The routine that `taken` asks for."""
    return _Assembler(taken, known).assembled()


class _Assembler:
    def __init__(self, taken: Taken, known: KnownExercises) -> None:
        self._taken = taken
        self._known = known
        self._own: dict[str, dict[str, Any]] = {}
        self._ids: dict[tuple[str, Kind, str, Sides], str] = {}
        self._matched: dict[str, None] = {}
        self._remarks: dict[str, None] = dict.fromkeys(taken.remarks)
        self._hints = 0

    def assembled(self) -> Assembled:
        """All of it."""
        steps = self._steps(self._taken.entries)
        while steps and "rest" in steps[-1] and "do" not in steps[-1]:
            steps.pop()
            self._say("the rest at the end is left out: the session ends there")
        plain: dict[str, Any] = {"title": name_of(self._taken.title) or "Imported exercises"}
        if about := " ".join(self._taken.about.split())[:2000]:
            plain["about"] = about
        if close := sentences_of(self._taken.close):
            plain["close"] = close[0]
        plain["steps"] = steps
        if self._own:
            plain["exercises"] = self._own
        names = tuple(exercise["name"] for exercise in self._own.values())
        return Assembled(plain, tuple(self._remarks), tuple(self._matched), names)

    def _steps(self, entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
        steps: list[dict[str, Any]] = []
        for entry in entries:
            if isinstance(entry, Work):
                steps += self._work(entry)
            elif isinstance(entry, Break):
                steps += _rest(entry.seconds)
            elif isinstance(entry, Phrase):
                steps += [{"say": text} for text in sentences_of(entry.text)]
                if entry.silence_s > 0:
                    steps.append({"pause": f"{Range(entry.silence_s, entry.silence_s)} s"})
            elif below := self._steps(entry.entries):
                steps += [{"repeat": entry.times, "steps": below}] if entry.times > 1 else below
        return steps

    def _work(self, work: Work) -> list[dict[str, Any]]:
        name = name_of(work.name)
        if not name:
            self._say(f"{_place(work)}“{shown(work.name)}” is not a name that can be said; it is left out")
            return []
        work = replace(work, name=name)
        match = self._match(work)
        exercise = match.exercise if match else None
        before: list[dict[str, Any]] = []
        if match is not None:
            exercise_id, sides = match.id, match.exercise.sides
            before = [
                {"say": f"{match.exercise.name}: {text}"[:500]}
                for note in (*work.notes, *work.during)
                for text in sentences_of(note)
            ]
        else:
            exercise_id, sides, before = self._own_exercise(work)
        step: dict[str, Any] = {"do": exercise_id, **self._dose(work, exercise, sides)}
        if sides is not Sides.NONE and work.side in (Whose.LEFT, Whose.RIGHT):
            step["side"] = work.side.value
        after = [] if work.rest is None or "rest" in step else _rest(work.rest)
        return [*before, step, *after]

    def _match(self, work: Work) -> Match | None:
        """The exercise that is meant, if what the file says of it does not contradict."""
        if (match := self._known.meant_by(work.name)) is None:
            return None
        theirs = match.exercise
        if work.position is not None and work.position is not theirs.position:
            why = f"it begins {theirs.position.value}, and the file says {work.position.value}"
        elif theirs.sides is Sides.NONE and work.side in (Whose.LEFT, Whose.RIGHT, Whose.ALTERNATE):
            why = "that one has no sides"
        else:
            self._matched.setdefault(match.id)
            if match.likeness is not Likeness.SAME:
                slip = (
                    " (if that is not meant, give it another name)" if match.likeness is Likeness.SLIP else ""
                )
                self._say(f"“{shown(work.name)}” is taken as “{theirs.name}” ({match.id}){slip}")
            return match
        self._say(f"“{shown(work.name)}” is not taken as “{theirs.name}” ({match.id}): {why}")
        return None

    def _own_exercise(self, work: Work) -> tuple[str, Sides, list[dict[str, Any]]]:
        """An exercise of the routine's own, and the steps that say what is new of it this time."""
        kind = work.kind or kind_by_name(work.name)
        position = work.position or position_by_name(work.name)
        sides = {None: Sides.NONE, Whose.ALTERNATE: Sides.ALTERNATE}.get(work.side, Sides.EACH)
        notes = [text for note in work.notes for text in sentences_of(note)]
        key = (work.name.casefold(), kind, position.value, sides)
        if key in self._ids:
            exercise_id = self._ids[key]
            said = self._own[exercise_id].get("setup", [])
            return exercise_id, sides, [{"say": text} for text in notes if text not in said]
        exercise_id = self._ids[key] = self._free_id(work.name)
        own: dict[str, Any] = {
            "name": work.name[:1].upper() + work.name[1:],
            "kind": kind.value,
            "position": position.value,
        }
        if sides is not Sides.NONE:
            own["sides"] = sides.value
        if notes:
            own["setup"] = notes[:_MOST_SETUP]
        if during := [text for note in work.during for text in sentences_of(note)]:
            own["remind"] = during[:_MOST_REMINDERS]
        self._own[exercise_id] = own
        guessed = [
            *([f"kind “{kind.value}”"] if work.kind is None else []),
            *([f"position “{position.value}”"] if work.position is None else []),
        ]
        near = ""
        if self._hints < MOST_HINTS:
            self._hints += 1
            names = nearest_names(work.name, self._known.names)
            if names and folded(names[0]) != folded(work.name):
                near = f"; the nearest that is known is “{names[0]}”"
        what = f"; assumed: {' and '.join(guessed)}" if guessed else ""
        self._say(f"“{shown(work.name)}” is an exercise of this file's own{what}{near}")
        return exercise_id, sides, [{"say": text} for text in notes[_MOST_SETUP:]]

    def _free_id(self, name: str) -> str:
        exercise_id = plain = id_of(name, f"exercise-{len(self._own) + 1}")
        number = 2
        while exercise_id in self._own or exercise_id in self._known.ids:
            exercise_id = f"{plain[: LONGEST_ID - 5].rstrip('-')}-{number}"
            number += 1
        return exercise_id

    def _dose(self, work: Work, known: Exercise | None, sides: Sides) -> dict[str, Any]:
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
                f"{_place(work)}“{shown(work.name)}” has no end: at most {_OPEN_REPS} repetitions are assumed"
            )
            work = replace(work, reps=Range(_OPEN_REPS, _OPEN_REPS))
        if work.time is not None and work.reps is not None:
            # Ten times five seconds: each is held.
            if work.hold is None and work.time.high <= LONGEST_PHASE:
                work = replace(work, hold=work.time, time=None)
            else:
                self._say(
                    f"{_place(work)}“{shown(work.name)}” has repetitions and a time; the repetitions are left out"
                )
                work = replace(work, reps=None)
        if work.time is not None and work.hold is not None:
            self._say(f"{_place(work)}“{shown(work.name)}” has a hold and a time; the time is left out")
            work = replace(work, time=None)
        if work.hold is not None and work.hold.high > LONGEST_PHASE:
            work = replace(work, time=work.hold, hold=None, reps=None)
        if work.time is not None and work.slot and sides is Sides.EACH and work.side is None:
            half = Range(max(work.time.low / 2, 1.0), max(work.time.high / 2, 1.0))
            self._say(
                f"{_place(work)}“{shown(work.name)}” has two sides: {half} s on each, {work.time} s in all"
            )
            work = replace(work, time=half)
        elif known is not None and sides is Sides.NONE and work.side is Whose.EACH:
            self._say(f"“{shown(work.name)}” is done with both sides together: the amount is done once")
        elif known is not None and sides is Sides.EACH and work.side is None and _has_amount(work):
            self._say(f"“{shown(work.name)}” has two sides: the amount is done on each")
        dose: dict[str, Any] = {}
        if known is not None and _only_counted(work):
            work = self._counted(work, known, dose)
        if work.sets is not None and not isinstance(work.reps, Series):
            dose["sets"] = _number(work.sets)
        if work.reps is not None:
            dose["reps"] = _number(work.reps)
        if work.hold is not None:
            dose["hold"] = _time(work.hold)
            if (
                work.reps is None
                and (theirs is None or theirs.reps is not None)
                and not isinstance(work.hold, Series)
            ):
                dose["reps"] = 1
        elif work.time is not None:
            if held and sides is not Sides.ALTERNATE and work.time.high <= LONGEST_PHASE:
                dose["hold"] = _time(work.time)
                if theirs is None or theirs.reps is not None:
                    dose["reps"] = 1
            else:
                dose["time"] = _time(work.time)
        if work.breaths is not None and not dose.keys() & {"hold", "time"}:
            dose["breaths"] = _number(work.breaths)
            if work.reps is None and theirs is not None and theirs.reps is not None:
                dose["reps"] = 1
        if not dose.keys() & {"reps", "hold", "time", "breaths"}:
            self._unsaid(work, known, dose)
        if work.rest is not None and (_sets_of(dose) > 1):
            dose["rest"] = _time(work.rest)
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
        self._say(f"{_place(work)}“{shown(work.name)}” is held, so that {work.reps} are taken as seconds")
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
                f"{_place(work)}“{shown(work.name)}” does not say how much: {_UNSAID_REPS} repetitions are assumed"
            )
        else:
            self._say(f"“{shown(work.name)}” does not say how much: it has the amount of the known exercise")

    def _say(self, remark: str) -> None:
        self._remarks.setdefault(remark)


def _place(work: Work) -> str:
    return f"line {work.line}: " if work.line is not None else ""


def _has_amount(work: Work) -> bool:
    return any(one is not None for one in (work.reps, work.hold, work.time, work.breaths))


def _only_counted(work: Work) -> bool:
    return work.reps is not None and work.hold is None and work.time is None and work.breaths is None


def _rest(seconds: Range) -> list[dict[str, Any]]:
    if seconds.high <= 0:
        return []
    return [{"rest" if seconds.high <= LONGEST_PHASE else "pause": _time(seconds)}]


def _number(found: Range) -> Any:
    if isinstance(found, Series):
        return [_number(one) for one in found.each]
    return int(found.low) if found.low == found.high else str(found)


def _time(found: Range) -> str:
    return f"{found} s"


def _sets_of(dose: dict[str, Any]) -> float:
    if isinstance(reps := dose.get("reps"), list):
        return len(reps)
    sets = str(dose.get("sets", 1))
    return float(sets.rpartition("-")[2])


def count_entries(taken: Taken) -> int:
    """How many entries there are, each once as written."""
    return sum(1 for _ in walk_entries(taken.entries))


def spoken_title(text: str) -> str:
    """A file's name as a title: `back-at-home` becomes `Back at home`."""
    words = sayable(text.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:]
