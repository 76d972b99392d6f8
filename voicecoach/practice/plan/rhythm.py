"""How often a routine is to be done in a programme, and in which of its weeks."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema

from voicecoach.routine.frequency import often
from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.tree import shorten
from voicecoach.script.choice_values import minutes_in
from voicecoach.typography import plain_value

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""In the order of datetime.date.weekday."""

MOST_APART = 3
"""On how many days of a week something can be done, week after week, if never on two days running."""
MOST_A_DAY = 10
MOST_WEEKS = 520
"""Ten years."""

_APART = re.compile(
    r"(?:,|;|\band\b|\bbut\b)?\s*(?:never|not) (?:on )?two days (?:running|in a row|together)$"
)
_OTHER_DAYS = ("every other day", "every second day", "on alternate days", "alternate days")
_WEEKS = re.compile(r"(?:weeks? )?([0-9]{1,3})(?:\s*(?:-|to)\s*([0-9]{1,3})|(\s*(?:-|on|on from there|\+)))?")


class Rhythm(NamedTuple):
    """How often: times a day, or days a week."""

    least: int
    """Times a day, or days a week: what is planned, and due."""
    most: int
    """The upper end of a range; at least `least`."""
    unit: str
    """day or week."""
    apart: bool = False
    """Whether it is never done on two days running."""

    def __str__(self) -> str:
        times = f"{self.least}" if self.least == self.most else f"{self.least}-{self.most}"
        if self.unit == "day" and self.most == 1:
            return "daily"
        return f"{times} a {self.unit}" + (", never two days running" if self.apart else "")


def rhythm(text: str) -> Rhythm:
    """What the words for a rhythm say. Raises ValueError with a sentence for the author."""
    plain = " ".join(plain_value(text[:120]).lower().split())
    apart = _APART.search(plain) is not None
    plain = _APART.sub("", plain).strip()
    if plain in _OTHER_DAYS:
        return Rhythm(MOST_APART, MOST_APART + 1, "week", apart=True)
    found = often(plain)
    if found.unit == "day" and found.most > MOST_A_DAY:
        raise ValueError(f"a programme has a routine at most {MOST_A_DAY} times a day")
    if found.unit == "day" and apart:
        raise ValueError(
            "what is done every day is done on two days running; write 3 a week, or every other day"
        )
    if found.unit == "week" and found.most > 7:
        raise ValueError("a week has seven days; if it is more than once a day, write 2 a day")
    if apart and found.least > MOST_APART:
        raise ValueError(
            f"{found.least} a week cannot be without two days running; at most {MOST_APART} a week can"
        )
    return Rhythm(found.least, found.most, found.unit, apart)


def _rhythm(value: Any) -> Rhythm:
    if isinstance(value, Rhythm):
        return value
    if not isinstance(value, str):
        raise ValueError(f"this is {name_shape(value)}; write how often as 2 a day, or 3 a week")
    return rhythm(value)


RhythmText = Annotated[
    Rhythm,
    PlainValidator(_rhythm),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 120}),
]
"""How often: `daily`, `2 a day`, `3 a week`, `3 a week, never two days running`, `every other day`."""


class Weeks(NamedTuple):
    """Weeks of a programme, from the first to the last, each counted from 1."""

    first: int
    last: int | None
    """None: to the end of the programme."""

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first} on"
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


def read_weeks(value: Any) -> Weeks:
    """The weeks that a file names. Raises ValueError with a sentence for the author."""
    if isinstance(value, Weeks):
        return value
    text = plain_value(value).lower() if isinstance(value, str) else str(value)
    found = _WEEKS.fullmatch(text.strip()) if not isinstance(value, bool | list | dict) else None
    if found is None:
        shown = f"“{shorten(value)}”" if isinstance(value, str) else "this"
        raise ValueError(f"{shown} does not name weeks; write them as 1-4, or 5 on")
    first = int(found[1])
    last = int(found[2]) if found[2] else None if found[3] else first
    if not 1 <= first <= MOST_WEEKS or (last is not None and not first <= last <= MOST_WEEKS):
        raise ValueError(
            f"weeks are counted from 1 to {MOST_WEEKS}, the first before the last; write them as 1-4"
        )
    return Weeks(first, last)


WeeksText = Annotated[
    Weeks,
    PlainValidator(read_weeks),
    PlainSerializer(str),
    WithJsonSchema({"type": ["string", "integer"]}),
]
"""Weeks of the programme: `1-4`, `5 on`, `3`."""


def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    text = plain_value(value) if isinstance(value, str) else ""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            found = datetime.date.fromisoformat(text)
            if 1970 <= found.year <= 9000:
                return found
        except ValueError:
            pass
        raise ValueError(f"there is no day {text}")
    shown = f"“{shorten(value)}” is not a date" if isinstance(value, str) else "this is not a date"
    raise ValueError(f"{shown}; write it as 2026-01-31")


DateText = Annotated[
    datetime.date,
    PlainValidator(_date),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A date: `2026-01-31`."""


def _off(value: Any) -> datetime.date | int:
    word = plain_value(value).strip().lower() if isinstance(value, str) else ""
    names = [
        number
        for number, name in enumerate(DAYS)
        if word in {name.lower(), name.lower() + "s", name[:3].lower()}
    ]
    if names:
        return names[0]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 6:
        return value
    try:
        return _date(value)
    except ValueError as error:
        if word[:1].isdigit():
            raise
        shown = f"“{shorten(value)}”" if isinstance(value, str) else "this"
        raise ValueError(f"{shown} is not a day; write Sunday, or a date as 2026-12-24") from error


DayOff = Annotated[
    datetime.date | int,
    PlainValidator(_off),
    PlainSerializer(lambda off: DAYS[off] if isinstance(off, int) else str(off)),
    WithJsonSchema({"type": "string"}),
]
"""A day of every week (its number, from 0 for Monday), or a date: `Sunday`, `2026-12-24`."""


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


OneOrMore = BeforeValidator(_one_or_more)
"""A list of one may be written without its dash."""


def whole_number(low: int, high: int, unit: str) -> BeforeValidator:
    """A validator for a whole number of `unit` from `low` to `high`, as a file has it."""

    def check(value: Any) -> int:
        text = plain_value(value) if isinstance(value, str) else str(value)
        if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
            raise ValueError(f"“{shorten(text)}” is not a whole number of {unit} from {low} to {high}")
        return int(text)

    return BeforeValidator(check, json_schema_input_type=int)


def _time(value: Any) -> datetime.time:
    if isinstance(value, datetime.time):
        return value
    text = plain_value(value) if isinstance(value, str) else ""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        shown = (
            f"“{shorten(value)}” is not a time of day"
            if isinstance(value, str)
            else "this is not a time of day"
        )
        raise ValueError(f"{shown}; write it as 7:30 or 19:05")
    return datetime.time(int(found[1]), int(found[2]))


TimeOfDayText = Annotated[
    datetime.time,
    PlainValidator(_time),
    PlainSerializer(lambda time: f"{time:%H:%M}"),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
]
"""A time of day: `7:30`."""


def _minutes(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"this is {name_shape(value)}; write minutes, such as 12 or 12:30")
    return minutes_in(plain_value(value) if isinstance(value, str) else f"{value:g}")


MinutesText = Annotated[
    float,
    PlainValidator(_minutes),
    PlainSerializer(lambda minutes: f"{int(minutes)}:{round(minutes % 1 * 60):02d}"),
    WithJsonSchema({"type": ["number", "string"]}),
]
"""A length in minutes: `12`, `12:30`."""
