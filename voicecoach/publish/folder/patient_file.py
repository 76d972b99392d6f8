"""The file of a patient: which routines, how often, and what is different for this one person."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from voicecoach.practice.plan.programme import MOST_ROUTINES, has_days_left, weeks_overlap
from voicecoach.practice.plan.rhythm import (
    MOST_WEEKS,
    DateText,
    DayOff,
    OneOrMore,
    RhythmText,
    TimeOfDayText,
    Weeks,
    WeeksText,
    read_weeks,
)
from voicecoach.publish.folder.shown_text import Code, Shown
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.manner import Counting, Pace, Talk
from voicecoach.routine.scalars import Id, Language, Note
from voicecoach.routine.session_keys import LevelOfRoutine, Speed, VoiceOfRoutine
from voicecoach.routine.steps import DoKeys
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value

MOST_CHANGES = 500
"""Exercises of one routine."""


class Change(DoKeys, init=False):
    """What a patient does differently in one exercise: all that a step can say, over what the routine says."""


class Manner(FileModel, init=False):
    """How it is coached, if it is not as the routine says."""

    level: LevelOfRoutine | None = None
    """How much: the point on every range, gentle, steady, strong or 0 to 1."""
    talk: Talk | None = None
    """How much is said: auto, full, short, counts."""
    count: Counting | None = None
    """How seconds and repetitions are counted: every, landmarks, chimes."""
    pace: Pace | None = None
    """How much time there is to move: slow, usual, quick."""
    voice: VoiceOfRoutine | None = None
    """Who speaks: a voice as `voicecoach voices` shows it."""
    speed: Speed | None = None
    """Words a minute, 80 to 450."""


Ids = Annotated[tuple[Id, ...], OneOrMore, Field(max_length=MOST_CHANGES)]


class Stretch(Manner, init=False):
    """What holds in some weeks of a routine."""

    often: RhythmText | None = None
    """How often: 2 a day, 3 a week; left out, what the routine's `frequency` says, else daily."""
    at: Annotated[tuple[TimeOfDayText, ...], OneOrMore, Field(max_length=10)] | None = None
    """When on a day: 7:30, or a list."""
    dose: Annotated[
        dict[Id, Change], BeforeValidator(lambda value: _spelled_once(value, plain_value, "exercise"))
    ] = Field(default={}, max_length=MOST_CHANGES)
    """By the ids of exercises: what is different from the routine, with the keys of a step."""
    leave_out: Ids | None = None
    """Exercises of the routine that are not done."""
    include: Ids | None = None
    """Optional exercises of the routine that are done."""
    easier: Ids | None = None
    """Exercises that are replaced by their easier one."""


def _spelled_once(value: Any, read: Callable[[Any], object], what: str) -> Any:
    """A map as it is. Raises ValueError if two of its keys are read as the same, so that one of them would be lost."""
    spelled: dict[object, str] = {}
    for key in value if isinstance(value, dict) else ():
        try:
            name = read(key)
        except ValueError:
            continue  # said by what reads the keys
        if (other := spelled.setdefault(name, key)) != key:
            raise ValueError(f"“{shorten(other)}” and “{shorten(key)}” are the same {what}; keep one of them")
    return value


def _as_map(value: Any) -> Any:
    """Weeks in which nothing is different, as an empty map."""
    if isinstance(value, dict):
        spelled: dict[Weeks, str] = {}
        for key in value:
            try:
                weeks = read_weeks(key)
            except ValueError:
                continue  # said by what reads the keys
            if (other := spelled.setdefault(weeks, key)) != key:
                raise ValueError(
                    f"“{shorten(other)}” and “{shorten(key)}” are the same weeks; keep one of them"
                )
        return value
    return {
        one if isinstance(one, str | int) else str(one): {}
        for one in (value if isinstance(value, list) else [value])
    }


def _apart(weeks: dict[Weeks, Stretch]) -> dict[Weeks, Stretch]:
    for one, other in combinations(weeks, 2):
        if weeks_overlap(one, other):
            raise ValueError(f"the weeks {one} and {other} overlap; a week has one dose")
    return weeks


class Entry(Stretch, init=False):
    """A routine of a patient; its id alone is enough."""

    do: Id
    """The id of a routine of the practice, or of one that is shipped."""
    weeks: Annotated[dict[WeeksText, Stretch], BeforeValidator(_as_map), AfterValidator(_apart)] = Field(
        default={}, max_length=MOST_WEEKS
    )
    """The only weeks in which it is done, counted from `from`: 1-4, 5 on; or a map from weeks to what is different in them."""


def _from_name(value: Any) -> Any:
    return {"do": value} if isinstance(value, str) else value


def _each_once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    always = (Weeks(1, None),)
    for one, other in combinations(entries, 2):
        pairs = ((a, b) for a in one.weeks or always for b in other.weeks or always)
        if one.do == other.do and any(weeks_overlap(*pair) for pair in pairs):
            raise ValueError(f"“{shorten(one.do)}” is in it twice in the same weeks; give each its own weeks")
    return entries


class PatientFile(Manner, init=False):
    """The file of a patient."""

    code: Code | None = None
    """What reports name the patient by: letters, digits, - and _; left out, the name of the file."""
    name: Shown | None = None
    """As the patient reads it on pages and paper; left out, there is no name on them."""
    language: Language | None = None
    """Of the paper and the pages; left out, that of the practice."""
    note: Note | None = None
    """For the person who keeps the file; shown nowhere."""
    start: DateText | None = Field(default=None, alias="from")
    """The first day; weeks are counted from it. Left out, it has begun already, and there are no weeks."""
    until: DateText | None = None
    """The last day; left out, there is none."""
    not_on: Annotated[
        tuple[DayOff, ...], OneOrMore, AfterValidator(has_days_left), Field(max_length=400)
    ] = ()
    """Days on which nothing is planned: Sunday, 2026-12-24."""
    routines: Annotated[
        tuple[Annotated[Entry, BeforeValidator(_from_name)], ...],
        Field(min_length=1, max_length=MOST_ROUTINES),
        AfterValidator(_each_once),
    ]
    """What is done: the ids of routines, or maps with `do`."""
