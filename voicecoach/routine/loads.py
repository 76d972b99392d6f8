"""What a set is done with, and how hard it should be."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema

from voicecoach.routine.amounts import MOST_SETS, list_or_text, whole_numbers
from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.silences import silence_in
from voicecoach.routine.spoken_words import spoken_words
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value
from voicecoach.units import Range, parse_number

MOST_EFFORT = 10
"""The end of the scale: as hard as can be."""
_EFFORT = re.compile(r"(?:rpe )?([0-9].*?)(?: ?(?:of|out of|/) ?10)?(?: ?rpe)?", re.IGNORECASE)


_SHARE = re.compile(r"([0-9]{1,3}) ?%")
_IN_RESERVE = re.compile(r"rir ?([0-5])|([0-5]) ?(?:rir|reps? in reserve)")


def _effort(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = _EFFORT.fullmatch(" ".join(plain_value(value[:60]).split()))
    try:
        effort = parse_number(found[1]) if found else None
    except ValueError:
        effort = None
    if effort is None:
        raise ValueError(
            f"“{shorten(value)}” is not an effort; write it on a scale to 10, as {_effort_meant(value)} of 10"
        )
    return effort


def _effort_meant(text: str) -> int:
    """The point on our scale for a share of the most, or for the repetitions that are left in reserve; 6 for all else."""
    plain = plain_value(text[:60]).lower()
    if (share := _SHARE.fullmatch(plain)) and 5 <= int(share[1]) <= 100:
        return max(1, round(int(share[1]) / 10))
    if reserve := _IN_RESERVE.fullmatch(plain):
        return MOST_EFFORT - int(reserve[1] or reserve[2])
    return 6


Effort = Annotated[
    Range,
    whole_numbers("efforts", MOST_EFFORT),
    BeforeValidator(_effort),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MOST_EFFORT},
                {
                    "type": "string",
                    "pattern": r"^\s*([rR][pP][eE] )?\d+(\s*(-|to)\s*\d+)?( ?(of|out of|/) ?10)?( ?[rR][pP][eE])?\s*$",
                },
            ]
        }
    ),
]
"""How hard it should be, from 1 to 10: `6 of 10`, `RPE 6`, `5-7 of 10`."""

LONGEST_LOAD = 60
"""Characters of a load: a weight, a band, a thing."""


_BODY_WEIGHT = frozenset({"bw", "bodyweight", "body-weight"})
_NO_LOAD = frozenset({"none", "no", "no load", "no weight", "nil", "unweighted", "n/a", "off"})


def _loads(value: Any) -> Any:
    if isinstance(value, list | tuple):
        if not 2 <= len(value) <= MOST_SETS:
            raise ValueError(
                f"a list here has one value for each set, 2 to {MOST_SETS} of them, not {len(value)}"
            )
        return tuple(map(_load, value))
    return _load(value)


def _load(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"this is {name_shape(value)}; a load is written as 5 kg, red band or body weight")
    text = spoken_words(str(value))
    if len(text) > LONGEST_LOAD:
        raise ValueError(f"this text has {len(text):,} characters; a load may have {LONGEST_LOAD}")
    plain = text.strip().lower()
    if plain in _NO_LOAD:
        raise ValueError(f"“{shorten(text)}” would be said; write body weight, or take the key out")
    if plain in _BODY_WEIGHT:
        return "body weight"
    if not any(map(str.isalpha, text)):
        raise ValueError(f"“{text}” does not say of what; write such as {text} kg, {text} lb, or red band")
    if silence_in(text):
        raise ValueError("silence belongs in a sentence, and not in a load; take it out")
    return text


_LOAD_SCHEMA = {"type": "string", "minLength": 1, "maxLength": LONGEST_LOAD, "pattern": r"[^\d\s.,]"}
Load = Annotated[
    str | tuple[str, ...],
    PlainValidator(_loads),
    PlainSerializer(list_or_text),
    WithJsonSchema(
        {
            "anyOf": [
                _LOAD_SCHEMA,
                {"type": "array", "minItems": 2, "maxItems": MOST_SETS, "items": _LOAD_SCHEMA},
            ]
        }
    ),
]
"""What is lifted, pulled or carried, in words: `5 kg`, `10 lb`, `red band`, `body weight`; or a list, one for each set."""
