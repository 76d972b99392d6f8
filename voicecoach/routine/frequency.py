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
    r"(?P<times>[0-9][0-9 a-z-]*?|once|twice|one|two|three|four|five)\s*(?:x|times)?\s*"
    r"(?:/|a |per |each |every )\s*(?P<unit>day|week|d|wk)"
)
_ALONE = {"daily": "1 a day", "every day": "1 a day", "weekly": "1 a week", "every week": "1 a week"}


class Often(NamedTuple):
    """So many times in a day or in a week."""

    least: int
    most: int
    unit: str
    """day or week."""


def often(text: str) -> Often:
    """What a frequency says. Raises ValueError with a sentence for the author."""
    plain = " ".join(plain_value(text[:80]).lower().split())
    found = _OFTEN.fullmatch(_ALONE.get(plain, plain))
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
        raise ValueError(f"“{shorten(text)}” does not say how often; write it as 2 a day, or 3 a week")
    return Often(int(times.low), int(times.high), "day" if found["unit"].startswith("d") else "week")


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
