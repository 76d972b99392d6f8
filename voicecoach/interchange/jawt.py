"""Just Another Workout Timer: its JSON of version 2 (and 1), a workout or a backup of several.

A workout has sets with repetitions, and in each the exercises, of so many seconds each; a rest is an exercise of that name.
"""

from __future__ import annotations

from pathlib import Path

from voicecoach.interchange.plain_data import Fields, json_data
from voicecoach.interchange.quantities import side_in
from voicecoach.interchange.sayable import shown
from voicecoach.interchange.taken import Again, Break, Entry, Taken, Work
from voicecoach.interchange.vocabulary import is_rest
from voicecoach.routine.dose import LONGEST_TIME
from voicecoach.routine.scalars import MOST_TIMES
from voicecoach.units import Range

VERSION = 2


def read_jawt(text: str, *, title: str, path: Path | str | None = None) -> list[Taken]:
    """The workouts of a file. Raises RoutineError."""
    whole = Fields(json_data(text, path), "the file", path)
    if "workouts" in whole.keys():  # noqa: SIM118 - these are not a map's
        found = [_workout(one, title) for one in whole.maps("workouts", "workout")]
        if not found:
            raise whole.error("there is no workout in this file")
        return found
    if not {"title", "sets"} <= whole.keys():
        raise whole.error("this JSON is not of Just Another Workout Timer: it has a title and sets")
    return [_workout(whole, title)]


def _workout(fields: Fields, title: str) -> Taken:
    if (version := fields.whole("version", 0, 999_999, 1)) > VERSION:
        raise fields.error(
            f"this is version {version} of the format, and {VERSION} is the newest that is known here"
        )
    entries: list[Entry] = []
    remarks: list[str] = []
    for one in fields.maps("sets", "set"):
        times = one.whole("repetitions", 0, MOST_TIMES, 1)
        below = tuple(
            entry for exercise in one.maps("exercises", "exercise") if (entry := _exercise(exercise, remarks))
        )
        if not times and below:
            remarks.append(f"{one.where} is done no times, and left out")
        elif below:
            entries += [Again(times, below)] if times > 1 else below
    if not entries:
        raise fields.error("there is no exercise in this workout")
    return Taken(fields.text("title") or title, tuple(entries), remarks=tuple(remarks))


def _exercise(fields: Fields, remarks: list[str]) -> Entry | None:
    side, name = side_in(fields.text("name") or "Exercise")
    seconds = fields.whole("duration", 0, int(LONGEST_TIME), 30)
    if not seconds:
        remarks.append(f"“{shown(name)}” lasts no time, and is left out")
        return None
    if is_rest(name):
        return Break(Range(seconds, seconds))
    return Work(name, time=Range(seconds, seconds), side=side, slot=True)
