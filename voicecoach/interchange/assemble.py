"""From what a foreign file asks for to a routine: known exercises by their ids, others as exercises of the routine's own.

Every exercise is done for as long, or as often, as the file says; what it does not say is guessed, and each guess is a remark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from voicecoach.interchange.doses import Doses, place_of, time_text
from voicecoach.interchange.guesses import kind_by_name, position_by_name
from voicecoach.interchange.known_exercises import KnownExercises, Likeness, Match
from voicecoach.interchange.sayable import name_of, sayable, sentences_of, shown
from voicecoach.interchange.taken import Break, Entry, Phrase, Taken, Whose, Work, walk_entries
from voicecoach.interchange.vocabulary import folded
from voicecoach.near import nearest_names
from voicecoach.routine.dose import LONGEST_PHASE
from voicecoach.routine.ids import LONGEST_ID, id_of
from voicecoach.routine.model import Kind, Sides
from voicecoach.units import Range

MOST_HINTS = 20
"""Names that are looked up for what else may be meant: each costs some milliseconds."""
_MOST_REMINDERS = 20
_MOST_SETUP = 20


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
        self._doses = Doses(self._say)

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
            self._say(f"{place_of(work)}“{shown(work.name)}” is not a name that can be said; it is left out")
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
        step: dict[str, Any] = {"do": exercise_id, **self._doses.of(work, exercise, sides)}
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

    def _say(self, remark: str) -> None:
        self._remarks.setdefault(remark)


def _rest(seconds: Range) -> list[dict[str, Any]]:
    if seconds.high <= 0:
        return []
    return [{"rest" if seconds.high <= LONGEST_PHASE else "pause": time_text(seconds)}]


def count_entries(taken: Taken) -> int:
    """How many entries there are, each once as written."""
    return sum(1 for _ in walk_entries(taken.entries))


def spoken_title(text: str) -> str:
    """A file's name as a title: `back-at-home` becomes `Back at home`."""
    words = sayable(text.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:]
