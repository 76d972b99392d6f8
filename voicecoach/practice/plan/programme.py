"""A programme file: which routines, how often each, from when and for how many weeks, and on which days not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from voicecoach.practice.plan.rhythm import (
    MOST_WEEKS,
    DateText,
    DayOff,
    MinutesText,
    OneOrMore,
    Rhythm,
    RhythmText,
    TimeOfDayText,
    Weeks,
    WeeksText,
    rhythm,
    whole_number,
)
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.parse import read_model
from voicecoach.routine.scalars import Name, Note
from voicecoach.routine.text_file import read_routine_text
from voicecoach.routine.tree import Tree, shorten
from voicecoach.routine.yaml_reader import read_yaml_tree

MOST_ROUTINES = 20
USUAL_RHYTHM = Rhythm(1, 1, "day")
"""How often a routine is done if neither its file nor the programme says."""
LONGEST_REMINDER_MIN = 24 * 60


def _zone(text: str) -> str:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"“{shorten(text)}” is not a time zone; write it as Europe/Berlin") from error
    return text


class PlannedRoutine(FileModel, init=False):
    """A routine of a programme; its name alone is enough."""

    do: Annotated[str, Field(min_length=1, max_length=500)]
    """The routine: a name that `voicecoach list` shows, or the path of its file, beside the programme's."""
    often: RhythmText | None = None
    """How often; left out, what the routine's `frequency` says, else daily."""
    at: Annotated[tuple[TimeOfDayText, ...], OneOrMore, Field(max_length=10)] = ()
    """When on a day: 7:30, or a list; the calendar reminds then."""
    minutes: MinutesText | None = None
    """How long a session is, at most: it is fitted to that; left out, as long as the routine is."""
    weeks: WeeksText = Weeks(1, None)
    """In which weeks of the programme: 1-4, 5 on."""

    @model_validator(mode="after")
    def _has_a_time_for_each(self) -> Self:
        if self.often is not None and len(self.at) > 1 and len(self.at) != times_a_day(self.often):
            many = "once" if self.often.unit == "week" else f"{self.often.least} times"
            raise ValueError(f"it is done {many} a day, but `at` has {len(self.at)} times")
        return self


def times_a_day(often: Rhythm) -> int:
    """How many times it is due on a day on which it is."""
    return often.least if often.unit == "day" else 1


def has_days_left(not_on: tuple[datetime.date | int, ...]) -> tuple[datetime.date | int, ...]:
    """The same. Raises ValueError if nothing is left of a week."""
    if len({off for off in not_on if isinstance(off, int)}) == 7:
        raise ValueError("these are all the days of the week")
    return not_on


def _from_name(value: Any) -> Any:
    return {"do": value} if isinstance(value, str) else value


def _each_once(routines: tuple[PlannedRoutine, ...]) -> tuple[PlannedRoutine, ...]:
    for index, one in enumerate(routines):
        for other in routines[:index]:
            if one.do == other.do and weeks_overlap(one.weeks, other.weeks):
                raise ValueError(
                    f"“{shorten(one.do)}” is in it twice in the same weeks; give each its own weeks"
                )
    return routines


def weeks_overlap(one: Weeks, other: Weeks) -> bool:
    """Whether a week is in both."""
    return one.first <= (other.last or MOST_WEEKS) and other.first <= (one.last or MOST_WEEKS)


class Programme(FileModel, init=False):
    """A programme file."""

    title: Name
    """What it is called."""
    note: Note | None = None
    """For the person who keeps the file; shown nowhere."""
    start: DateText | None = Field(default=None, alias="from")
    """The first day; left out, the day on which it is kept. Its weeks begin on that day of the week."""
    weeks: Annotated[int, whole_number(1, MOST_WEEKS, "weeks")] | None = None
    """How long it goes on; left out, it has no end."""
    not_on: Annotated[
        tuple[DayOff, ...], OneOrMore, AfterValidator(has_days_left), Field(max_length=400)
    ] = ()
    """Days on which nothing is planned: Sunday, 2026-12-24."""
    remind: Annotated[int, whole_number(0, LONGEST_REMINDER_MIN, "minutes")] = 0
    """How many minutes before its time the calendar reminds."""
    time_zone: Annotated[str, AfterValidator(_zone)] | None = None
    """The zone of its times, as Europe/Berlin; left out, the zone wherever the person is."""
    routines: Annotated[
        tuple[Annotated[PlannedRoutine, BeforeValidator(_from_name)], ...],
        Field(min_length=1, max_length=MOST_ROUTINES),
        AfterValidator(_each_once),
    ]
    """What is done."""

    def is_off(self, day: datetime.date) -> bool:
        """Whether nothing is planned on that day."""
        return day in self.not_on or day.weekday() in self.not_on


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme as its file says it."""

    programme: Programme
    tree: Tree
    """The place of each part of it."""


def parse_programme(text: str, *, path: Path | str | None = None) -> ProgrammeFile:
    """Reads a programme from YAML. Raises RoutineError with every mistake, the later ones in its `others`."""
    tree = read_yaml_tree(text, path=path)
    return ProgrammeFile(read_model(Programme, tree), tree)


def is_programme(text: str, *, path: Path | str | None = None) -> bool:
    """Whether a file is meant to be a programme, by its keys. Raises RoutineError for what cannot be read at all."""
    plain = read_yaml_tree(text, path=path).root.plain
    return isinstance(plain, dict) and "routines" in plain and "steps" not in plain


def read_programme(path: Path) -> ProgrammeFile:
    """The programme in a file. Raises RoutineError with every mistake."""
    return parse_programme(read_routine_text(path), path=path)


def rhythm_of(planned: PlannedRoutine, frequency: str | None) -> Rhythm:
    """How often a routine is done, whose own file may say how often too. Raises ValueError for what no programme can have."""
    if planned.often is not None:
        return planned.often
    return USUAL_RHYTHM if frequency is None else rhythm(frequency)
