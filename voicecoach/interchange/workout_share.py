"""Workout Share Format 0.1: YAML with a program's workouts, and in each the exercises with sets and repetitions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from voicecoach.interchange.plain_data import Fields, yaml_data
from voicecoach.interchange.quantities import CUT, read_amounts, reps_in, rest_in, sets_in
from voicecoach.interchange.sayable import shown
from voicecoach.interchange.taken import Again, Break, Entry, Taken, Work
from voicecoach.interchange.vocabulary import kind_of
from voicecoach.routine.model import Kind
from voicecoach.routine.scalars import MOST_TIMES
from voicecoach.units import Range

Value = TypeVar("Value")

_OF_PROGRAMS = {
    "phases": "its phases", "progression": "the progression", "equipment_needed": "the equipment", "duration": "how many weeks",
    "special_techniques": "the special techniques", "timing_patterns": "the timing patterns",
}  # fmt: skip
_OF_EXERCISES = {
    "timing": "its timing pattern",
    "variations": "its variations by week",
    "special_technique": "its special technique",
}


def read_workout_share(text: str, *, title: str, path: Path | str | None = None) -> list[Taken]:
    """The workouts of a program, one a session. Raises RoutineError."""
    whole = Fields(yaml_data(text, path), "the file", path)
    program = whole.text("program_name") or title
    about = " ".join(_sentence(one) for one in [whole.text("description"), *whole.texts("notes")] if one)
    left_out = [said for key, said in _OF_PROGRAMS.items() if key in whole.keys()]  # noqa: SIM118
    remarks = [f"left out of the program: {', '.join(left_out)}"] if left_out else []
    if often := whole.text("frequency"):
        about = f"{about} {_sentence(often[:1].upper() + often[1:])}".strip()
    workouts = whole.maps("workouts", "workout")
    found = []
    for one in workouts:
        entries = _workout(one, remarks := list(remarks[:1] if left_out else []))
        if not entries:
            continue
        name = one.text("name")
        called = f"{program}: {name}" if name and (len(workouts) > 1 or name != program) else program
        found.append(Taken(called, tuple(entries), about=about, remarks=tuple(remarks)))
    if not found:
        raise whole.error("there is no exercise in this program")
    return found


def _workout(fields: Fields, remarks: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    for section in fields.maps("sections", "section"):
        kind = kind_of(section.text("category"))
        entries += [
            one for each in section.maps("exercises", "exercise") for one in _exercise(each, kind, remarks)
        ]
    entries += [
        one for each in fields.maps("exercises", "exercise") for one in _exercise(each, None, remarks)
    ]
    return entries


def _exercise(fields: Fields, kind: Kind | None, remarks: list[str]) -> list[Entry]:
    match fields.text("type"):
        case "superset" | "circuit" as form:
            return _rounds(fields, form, kind, remarks)
        case "dropset":
            return _drops(fields, kind, remarks)
    return [_work(fields, kind, remarks)]


def _rounds(fields: Fields, form: str, kind: Kind | None, remarks: list[str]) -> list[Entry]:
    times = fields.whole("sets" if form == "superset" else "rounds", 1, MOST_TIMES, 1)
    between = _read(fields, "rest_between_exercises", rest_in)
    after = _read(fields, "rest_between_rounds", rest_in)
    below: list[Entry] = []
    for one in fields.maps("exercises", "exercise"):
        if below and between is not None and between.high > 0:
            below.append(Break(between))
        below.append(_work(one, kind, remarks))
    if not below:
        raise fields.error(f"{fields.where} is a {form} without exercises")
    if notes := fields.text("notes"):
        first = below[0]
        assert isinstance(first, Work)
        below[0] = replace(first, notes=(notes, *first.notes))
    if after is not None and after.high > 0 and times > 1:
        below.append(Break(after))
    return [Again(times, tuple(below))]


def _drops(fields: Fields, kind: Kind | None, remarks: list[str]) -> list[Entry]:
    work = _work(fields, kind, remarks)
    drops: list[Entry] = []
    for drop in fields.maps("drops", "drop"):
        read = _Amounts(fields=drop)
        read.take("reps")
        load = drop.text("weight")
        drops.append(replace(read.put_on(replace(work, sets=None, rest=None)), load=_load(load)))
    if not drops:
        raise fields.error(f"{fields.where} is a dropset without drops")
    times = fields.whole("sets", 1, MOST_TIMES, 1)
    return [Again(times, tuple(drops))]


def _work(fields: Fields, kind: Kind | None, remarks: list[str]) -> Work:
    name = fields.text("name")
    if not name:
        raise fields.error(f"{fields.where} has no name")
    for key, said in _OF_EXERCISES.items():
        if key in fields.keys():  # noqa: SIM118
            remarks.append(f"“{shown(name)}”: {said} is left out")
    if others := fields.texts("substitutes"):
        remarks.append(f"“{shown(name)}”: left out is what may be done instead: {shown(', '.join(others))}")
    notes = fields.text("notes")
    work = Work(
        name,
        kind=kind,
        sets=_read(fields, "sets", sets_in),
        rest=_read(fields, "rest", rest_in),
        load=_load(fields.text("weight")),
        notes=(notes,) if notes else (),
    )
    read = _Amounts(fields=fields)
    read.take("reps")
    read.take("duration")
    return read.put_on(work)


@dataclass(slots=True)
class _Amounts:
    """The repetitions and the duration of an exercise: `8-12`, `30sec`, `20 e/s`, `to failure`."""

    fields: Fields
    found: dict[str, object] = field(default_factory=dict)

    def take(self, name: str) -> None:
        """The amount in a field."""
        text = self.fields.text(name)
        if not text:
            return
        try:
            if name == "reps" and text.replace("-", "").replace(" ", "").isdigit():
                self.found["reps"] = reps_in(text)
                return
            amounts, rest = read_amounts(f"{text}s" if name == "duration" and text.isdigit() else text)
            if name == "duration" and amounts.reps is not None:
                amounts = replace(amounts, reps=None, time=amounts.reps)
        except ValueError as error:
            raise self.fields.error(f"{self.fields.where}: {name}: {error}") from None
        said = {
            key: value
            for key in ("reps", "time", "side", "open", "bare", "breaths")
            if (value := getattr(amounts, key))
        }
        if not said or any(map(str.isalnum, rest.replace(CUT, ""))):
            raise self.fields.error(
                f"{self.fields.where}: {name}: “{shown(text)}” is not an amount that is known here"
            )
        self.found |= said

    def put_on(self, work: Work) -> Work:
        """The exercise with them."""
        return replace(work, **self.found)  # type: ignore[arg-type]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _load(text: str) -> str | None:
    if not text or text.lower() in ("bodyweight", "bw", "0", "none"):
        return None
    return f"{text} kg" if text.replace(".", "").isdigit() else text


def _read(fields: Fields, name: str, read: Callable[[str], Range]) -> Range | None:
    text = fields.text(name)
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        raise fields.error(f"{fields.where}: {name}: {error}") from None
