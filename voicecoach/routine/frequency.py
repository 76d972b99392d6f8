"""How often a routine is to be done: `2 a day`, `3 a week`, `2-3 times a day`, `daily`."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value
from voicecoach.units import parse_number

MOST_TIMES = 50
"""A day or a week."""

_WORDS = {"once": "1", "twice": "2", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_OFTEN = re.compile(
    r"(?P<times>[0-9][0-9 a-z-]*?|once|twice|one|two|three|four|five)\s*(?:x|\u00d7|times|days|sessions)?\s*"
    r"(?:(?:/|a |per |each |every )\s*(?P<unit>day|week|d|wk)|(?P<ly>daily|weekly))"
)
_ALONE = {
    "daily": "1 a day", "every day": "1 a day", "each day": "1 a day", "weekly": "1 a week", "every week": "1 a week",
    "qd": "1 a day", "od": "1 a day", "bid": "2 a day", "bd": "2 a day", "tid": "3 a day", "tds": "3 a day", "qid": "4 a day",
}  # fmt: skip
_WHEN = {
    "every morning": "1 a day", "every evening": "1 a day", "nightly": "1 a day", "every night": "1 a day",
    "morning and evening": "2 a day", "morning and night": "2 a day", "weekdays": "5 a week", "on weekdays": "5 a week",
    "every other day": "3-4 a week", "every second day": "3-4 a week", "alternate days": "3-4 a week",
}  # fmt: skip
"""What says when, and only by that how often."""
_WEEKDAY = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_WEEKDAYS = re.compile(rf"(?:on )?{_WEEKDAY}(?:(?:\s*[,/+&]\s*|\s+and\s+|\s+){_WEEKDAY}){{0,6}}")
_EVERY = re.compile(r"every ([0-9]{1,2})(?:\s*-\s*[0-9]{1,2})? ?(?:h|hours?|hrs?)|(hourly|every hour)")
A_DAY_H = 16
"""Hours in which somebody is awake."""
A_NIGHT_H = 24 - A_DAY_H
"""Hours: what is so far apart, or more, leaves room for sleep, and comes as often as the whole day has it."""


class Often(NamedTuple):
    """So many times in a day or in a week."""

    least: int
    most: int
    unit: str
    """day or week."""


def often(text: str) -> Often:
    """What a frequency says. Raises ValueError with a sentence for the author."""
    plain = " ".join(plain_value(text[:80]).lower().split())
    found = _OFTEN.fullmatch(_ALONE.get(plain.replace(".", ""), plain))
    try:
        times = parse_number(_WORDS.get(found["times"], found["times"])) if found else None
    except ValueError:
        times = None
    if (
        found is None
        or times is None
        or times.low % 1
        or times.high % 1
        or not 1 <= times.low <= times.high <= MOST_TIMES
    ):
        raise ValueError(f"“{shorten(text)}” does not say how often; write it as {_meant(plain)}")
    return Often(
        int(times.low), int(times.high), "day" if (found["unit"] or found["ly"]).startswith("d") else "week"
    )


def _meant(plain: str) -> str:
    """What to write for what says when."""
    if (hours := _EVERY.fullmatch(plain)) and 1 <= (apart := int(hours[1] or 1)) <= 24:
        return f"{(A_DAY_H if apart < A_NIGHT_H else 24) // apart} a day"
    days = len(re.findall(_WEEKDAY, plain)) if _WEEKDAYS.fullmatch(plain) else 0
    if meant := f"{days} a week" if days else _WHEN.get(plain):
        return f"{meant}, and when in “about”"
    return "2 a day, or 3 a week"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"this is {name_shape(value)}; write how often as 2 a day, or 3 a week")
    return value


def _canonical(text: str) -> str:
    found = often(text)
    times = f"{found.least}" if found.least == found.most else f"{found.least}-{found.most}"
    return f"{times} a {found.unit}"


Frequency = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(_canonical),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 80}),
]
"""How often, as `2 a day` or `2-3 a week`."""
