"""What an author may change of the coach's own words on safety: whose routine it is, and how much pain is all right."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.scalars import Spoken, is_nothing
from voicecoach.typography import plain_value

PRESCRIBED = "prescribed"
"""The word in `safety` for a routine by the listener's own therapist: the coach's notice is short then."""

MOST_PAIN = 10
"""The end of the scale: the worst pain that can be thought of."""

_PAIN = re.compile(
    r"(?:up to |max\.? |at most |<= ?|vas |nrs |0 ?- ?)?([1-9]|10)(?: ?(?:of|out of|/) ?10)?",
    re.IGNORECASE | re.ASCII,
)
_NO_PAIN = frozenset({"0", "none", "no", "no pain", "pain free", "pain-free", "0 of 10", "0/10"})


def _lines(value: Any) -> Any:
    if isinstance(value, str) and is_nothing(value):
        raise ValueError(f"“{value}” would be said, and the coach's own notice stays; take the key out")
    return [value] if value == PRESCRIBED else value


def _or_the_word(schema: dict[str, Any]) -> None:
    lines = {name: schema.pop(name) for name in list(schema) if name not in ("description", "default")}
    schema["anyOf"] = [{"const": PRESCRIBED}, lines]


Safety = Annotated[
    tuple[Spoken, ...],
    BeforeValidator(_lines),
    Field(default=(), max_length=20, json_schema_extra=_or_the_word),
]
"""Sentences, one of which may be the word PRESCRIBED; or that word alone."""


def _pain(value: Any) -> int:
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise ValueError(f"this is {name_shape(value)}; pain is written as: up to 3 of 10")
    found = _PAIN.fullmatch(" ".join(plain_value(str(value)).split()))
    if found is None and plain_value(str(value)).lower() in _NO_PAIN:
        raise ValueError(
            "without this key the coach says to stop if it hurts; take it out, or write such as up to 3 of 10"
        )
    if found is None:
        raise ValueError(f"“{str(value)[:40]}” is not an amount of pain; write it as: up to 3 of 10")
    return int(found[1])


Pain = Annotated[
    int,
    BeforeValidator(_pain),
    Field(
        json_schema_extra=lambda schema: schema.update(
            type=["integer", "string"],
            minimum=1,
            maximum=MOST_PAIN,
            pattern=r"^\s*([uU]p to |[mM]ax\.? |[aA]t most |<= ?|VAS |NRS |0 ?- ?)?([1-9]|10)( ?(of|out of|/) ?10)?\s*$",
        )
    ),
]
"""How much pain is all right, from 1 to 10, as `up to 3 of 10` or as the number."""
