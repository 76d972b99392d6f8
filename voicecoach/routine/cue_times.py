"""When a long window is marked: `every 30 s`, `minute`, `halfway`, `none`, or `[25 %, 50 %, 75 %]`."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from voicecoach.routine.amounts import list_or_text
from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value
from voicecoach.units import parse_seconds

MOST_CUES = 20
"""In a list."""
SHORTEST_BETWEEN = 5.0
"""Seconds from one to the next."""
_WORDS = {
    "minute": "every 60 s", "every minute": "every 60 s", "each minute": "every 60 s", "halfway": "50 %", "none": "none",
}  # fmt: skip
_SHARE = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,3})?) ?%")
_WAYS = "every 30 s, minute, halfway, none, or a list such as [25 %, 50 %, 75 %]"


def _read(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, list | tuple):
        if not 1 <= len(value) <= MOST_CUES:
            raise ValueError(f"a list of cues has 1 to {MOST_CUES} of them, not {len(value)}")
        return tuple(_share(one) for one in value)
    if not isinstance(value, str):
        raise ValueError(f"this is {name_shape(value)}; cues are {_WAYS}")
    plain = " ".join(plain_value(value[:80]).lower().split())
    if plain in _WORDS:
        return plain
    if plain.startswith("every "):
        try:
            every = parse_seconds(plain.removeprefix("every "))
        except ValueError:
            every = None
        if every is not None and every.low == every.high >= SHORTEST_BETWEEN:
            return f"every {every} s"
    if _SHARE.fullmatch(plain):
        return (_share(plain),)
    raise ValueError(f"“{shorten(value)}” does not say when; {_meant(plain) or f'cues are {_WAYS}'}")


def _meant(plain: str) -> str:
    """What to write in its place; nothing if nobody can say."""
    shares = [one.strip() for one in plain.split(",")]
    if len(shares) > 1 and all(map(_SHARE.fullmatch, shares)):
        return f"write a list, [{', '.join(shares)}]"
    if plain in ("no", "off", "never", "silent"):
        return "write none"
    if plain in ("half", "half way", "middle", "midway"):
        return "write halfway"
    try:
        parse_seconds(plain)
    except ValueError:
        return ""
    return f"write “every {plain}”"


def _share(value: Any) -> str:
    found = _SHARE.fullmatch(plain_value(value)) if isinstance(value, str) else None
    if found is None or not float(found[1]):
        raise ValueError(f"“{shorten(str(value))}” is not a part of the time; write such as 25 %")
    return f"{float(found[1]):g} %"


def cue_times(cues: str | tuple[str, ...], length: float) -> tuple[float, ...]:
    """Seconds from the start of a window of that length at which it is marked, in order."""
    named = _WORDS.get(cues, cues) if isinstance(cues, str) else cues
    if named == "none":
        return ()
    if isinstance(named, str) and named.startswith("every "):
        every = parse_seconds(named.removeprefix("every ")).low
        # Its end is always marked.
        return tuple(every * at for at in range(1, int((length - 1) // every) + 1))
    shares = (named,) if isinstance(named, str) else named
    return tuple(sorted({length * float(share.removesuffix("%")) / 100 for share in shares}))


Cues = Annotated[
    str | tuple[str, ...],
    PlainValidator(_read),
    PlainSerializer(list_or_text),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "string",
                    "pattern": r"^\s*([eE]very\s+\S.*|[mM]inute|[eE]ach minute|[hH]alfway|[nN]one|\d{1,2}(\.\d{1,3})?\s*%)\s*$",
                },
                {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": MOST_CUES,
                    "items": {"type": "string", "pattern": r"^\s*\d{1,2}(\.\d{1,3})?\s*%\s*$"},
                },
            ]
        }
    ),
]
"""When a long window is marked, in place of the coach's own choice."""
