"""The kinds of values in files. Scalars arrive as the text that the author wrote, so each of these parses text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import CoreSchema, core_schema

from voicecoach.phrases import languages
from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.routine.ids import ID, LONGEST_ID
from voicecoach.routine.mistakes import NOTHING_TO_SAY, ONLY_SILENCE, name_shape, no_choice, no_id
from voicecoach.routine.shorthand import meant_by
from voicecoach.routine.silences import silence_in, with_silences, without_silences
from voicecoach.typography import DASHES, plain_value
from voicecoach.units import Range, parse_number, parse_seconds

LONGEST_TEXT = 500
"""Characters in one spoken text: about half a minute aloud."""

LONGEST_NOTE = 2000
MOST_TIMES = 1000

_UNITS = {
    1: ("s", "sec", "secs", "second", "seconds", "''", '"'),
    60: ("m", "min", "mins", "minute", "minutes", "'"),
    3600: ("h", "hour", "hours"),
}
"""As `parse_seconds` reads them, for the schema."""
_DASH = f"[{DASHES}]"
_ROUGHLY = r"(([~\u2248\u223c]|([aA][bB][oO][uU][tT]|[aA][pP][pP][rR][oO][xX]|[cC][iI][rR][cC][aA]|[cC][aA])\b\.?)\s*)?"
_FRACTION = "[\u00bd\u00bc\u00be\u2153\u2154]"
_WRITTEN_FRACTION = "(1/2|1/4|3/4|1/3|2/3)"

_SLOTS = ("{side}", "{other}")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def _spoken(text: str) -> str:
    """Only what a voice can say: no control characters, no markup, something to pronounce; silence as `[pause 3 s]`."""
    text = with_silences(text)
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") and character not in "\n\t":
            raise ValueError(f"a control character (U+{ord(character):04X}) cannot be spoken; take it out")
    if "<" in text or ">" in text:
        raise ValueError("markup is not spoken; write plain words without < and >")
    plain = text
    for slot in _SLOTS:
        plain = plain.replace(slot, "")
    if "{" in plain or "}" in plain:
        raise ValueError("the only words in braces are {side} and {other}")
    text = " ".join(text.split())
    if not any(character.isalnum() for character in without_silences(text)):
        raise ValueError(ONLY_SILENCE if silence_in(text) else NOTHING_TO_SAY)
    return text


def _named(text: str) -> str:
    if silence_in(text):
        raise ValueError("silence belongs in a sentence, and not in a name; take it out")
    return text


Spoken = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_spoken)]
"""Words for the voice: 1 to 500 characters, may hold {side} and {other}, and silence as `[pause 3 s]`."""

Name = Annotated[Spoken, AfterValidator(_named)]
"""Words that are a part of the coach's sentences: as Spoken, without silence."""


def _language(value: object) -> object:
    known = languages()
    if value not in known:
        raise ValueError(no_choice(value, list(known)))
    return value


def _list_languages(schema: dict[str, Any]) -> None:
    schema["enum"] = list(languages())


Language = Annotated[str, BeforeValidator(_language), Field(json_schema_extra=_list_languages)]
"""The tag of a language that has its own phrases."""

Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
"""Words for a reader, not for the voice."""


def _id(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(plain_value(value) if isinstance(value, str) else value)
    except ValidationError:
        raise ValueError(no_id(value)) from None


Id = Annotated[str, StringConstraints(pattern=f"^{ID}$", max_length=LONGEST_ID), WrapValidator(_id)]
"""The id of an exercise or a sound: kebab case, never a path."""


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and plain_value(value).lower() in _TRUE + _FALSE:
        return plain_value(value).lower() in _TRUE
    shown = f"“{value[:40]}”" if isinstance(value, str) else f"this is {name_shape(value)}, and"
    raise ValueError(f"{shown} is neither true nor false; write one of these")


Flag = Annotated[bool, BeforeValidator(_flag)]
"""True or false, as text too."""


def _times(value: Any) -> int:
    text = plain_value(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        raise ValueError(f"“{str(value)[:40]}” is not a whole number; write how many times, such as 3")
    if not 1 <= int(text) <= MOST_TIMES:
        raise ValueError(f"steps are repeated 1 to {MOST_TIMES:,} times, not {int(text):,}")
    return int(text)


Times = Annotated[int, BeforeValidator(_times), Field(ge=1, le=MOST_TIMES)]
"""One whole number from 1 to 1000, no range."""


def _count_in(value: Any) -> int:
    text = plain_value(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII) or int(text) > MOST_COUNTED_IN:
        shown = f"“{value[:40]}”" if isinstance(value, str) else f"this is {name_shape(value)}, which"
        raise ValueError(f"{shown} is not a count-in; write a number from 0 (none) to {MOST_COUNTED_IN}")
    return int(text)


CountIn = Annotated[int, BeforeValidator(_count_in), Field(ge=0, le=MOST_COUNTED_IN)]
"""The number from which an effort is counted in, 0 to 10: the effort begins on one; 0 counts nothing."""


@dataclass(frozen=True, slots=True)
class RangeField:
    """Annotates a Range: a number or a time, or a range of them, between `least` and `most`."""

    what: str
    parse: Callable[[str], Range]
    least: float
    most: float
    key: str = ""
    """That it is usually read for: what a shorthand in its place stands for depends on it."""

    def read(self, value: Any) -> Range:
        """The range that `value` says; raises ValueError with a sentence for the author."""
        if isinstance(value, Range):
            found = value
        elif isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(f"this is {name_shape(value)}; {self.what} are written as a number or a range")
        else:
            try:
                found = self.parse(str(value))
            except ValueError:
                if meant := meant_by(str(value), self.key):
                    raise ValueError(meant) from None
                raise
        if self.parse is parse_number and (found.low % 1 or found.high % 1):
            raise ValueError(f"{self.what} are whole numbers, not {found}")
        if not (self.least <= found.low <= found.high <= self.most):
            out = "; for one side alone write “side: left”, or “left: none”"
            hint = out if not found.high and self.key in ("reps", "sets") else ""
            raise ValueError(f"{self.what} go from {self.least:g} to {self.most:,g}, not {found}{hint}")
        return found

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Reads with `read`; in JSON a range is the text that is read again."""
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A number, or a text of the same form.

        That a range runs upward is left to `voicecoach check`: JSON Schema compares nothing within a text, and a pattern
        that did would need back references, which not every validator has, and be shown whole to the author.
        """
        number = {"minimum": self.least, "maximum": self.most}
        timed = self.parse is parse_seconds
        return {
            "anyOf": [
                {"type": "number" if timed else "integer", **number},
                {
                    "type": "string",
                    "pattern": _times_up_to(self.most)
                    if timed
                    else rf"^\s*{_ROUGHLY}\d+(\s*({_DASH}|to)\s*\d+)?\s*$",
                    "description": f"A range has the smaller end first: {'5-10 s' if timed else '5-10'}.",
                },
            ]
        }


def _times_up_to(most: float) -> str:
    """A pattern of what `parse_seconds` reads, each part of it at most `most` seconds."""
    part = rf"(\.[0-9]{{1,9}}|\s*{_FRACTION}|\s+{_WRITTEN_FRACTION})?"
    numbers = {
        size: rf"({_up_to(int(most) // size)}{part}|{_FRACTION}|{_WRITTEN_FRACTION})" for size in _UNITS
    }
    units = [rf"{numbers[size]}\s*({'|'.join(map(_any_case, _UNITS[size]))})" for size in (1, 60, 3600)]
    halves = rf"{_up_to(int(most) // 60)}\s*([mM]|[mM][iI][nN][sS]?|')\s*[0-5][0-9]"
    if most >= 3600:
        halves += rf"|{_up_to(int(most) // 3600)}\s*[hH]\s*[0-5][0-9]"
    unit = f"({'|'.join(units)})"
    clock = rf"({_up_to(int(most) // 3600)}:[0-5][0-9]|{_up_to(int(most) // 60)}):[0-5][0-9](\.[0-9]{{1,3}})?"
    time = rf"({clock}|{halves}|{unit}(\s*{unit})*|{numbers[1]})"
    return rf"^\s*{_ROUGHLY}{time}((\s*{_DASH}\s*|\s+[tT][oO]\s+){time})?\s*$"


def _any_case(word: str) -> str:
    """A pattern of a unit; a word may end as an abbreviation does."""
    letters = "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in word)
    return rf"{letters}\.?" if word.isalpha() else letters


def _up_to(most: int) -> str:
    """A pattern of the whole numbers from 0 to `most`."""
    digits = str(most)
    found = [digits]
    for place, digit in enumerate(digits):
        rest = len(digits) - place - 1
        lowest = 1 if place == 0 and rest else 0
        if int(digit) > lowest:
            found.append(f"{digits[:place]}[{lowest}-{int(digit) - 1}]" + "[0-9]" * rest)
    if len(digits) > 1:
        found.append(f"[0-9]{{1,{len(digits) - 1}}}")
    return f"0*({'|'.join(found)})"


def whole_numbers(what: str, most: int) -> RangeField:
    """Whole numbers from 1."""
    return RangeField(what, parse_number, 1, most, "reps" if what == "repetitions" else what)


def durations(what: str, least: float, most: float, key: str = "") -> RangeField:
    """Times; a bare number is seconds."""
    return RangeField(f"{what} (in seconds)", parse_seconds, least, most, key)


_Parse = Callable[[Any], list[Any]]


def _phases_of(what: str, parts: str, example: str) -> _Parse:
    """Reads the phases of a `what`, an example of which is given."""

    def read(value: Any) -> list[Any]:
        if isinstance(value, str):
            if meant := meant_by(value, what):
                raise ValueError(meant)
            phases: list[Any] = plain_value(value).removesuffix("s").strip().split("-")
        elif isinstance(value, list | tuple):
            phases = list(value)
        else:
            raise ValueError(f"a {what} is written as {example}: seconds {parts}")
        if not 2 <= len(phases) <= 4:
            raise ValueError(f"a {what} has two to four phases: {_EXAMPLES[what]}")
        return phases

    return read


_EXAMPLES = {"tempo": "3-1, or 2-1-2, or 2-1-2-1", "breath": "4-6, or 4-7-8, or 4-4-4-4"}


def _long_enough(tempo: tuple[Range, ...]) -> tuple[Range, ...]:
    if sum(phase.low for phase in tempo) < 1:
        raise ValueError("a repetition takes at least one second; write a tempo such as 2-1-2")
    return tempo


def _in_and_out(breath: tuple[Range, ...]) -> tuple[Range, ...]:
    out = breath[1] if len(breath) == 2 else breath[2]
    if breath[0].low < SHORTEST_BREATH_PART or out.low < SHORTEST_BREATH_PART:
        raise ValueError("a breath goes in and out for at least a second each; write such as 4-6, or 4-7-8")
    return breath


SHORTEST_BREATH_PART = 1.0
"""Seconds in, and seconds out: any faster is not a breath that a coach can pace."""
LONGEST_PART = 60.0
"""Seconds of one phase of a tempo or a breath."""

_PHASES_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string", "pattern": rf"^\s*\d+(\.\d+)?({_DASH}\d+(\.\d+)?){{1,3}}\s*s?\s*$"},
            {"type": "array", "minItems": 2, "maxItems": 4, "items": {"type": ["string", "number"]}},
        ]
    }
)
_Phase = Annotated[Range, durations("tempo phases", 0, LONGEST_PART)]
_BreathPhase = Annotated[Range, durations("phases of a breath", 0, LONGEST_PART)]

Tempo = Annotated[
    tuple[_Phase, ...],
    BeforeValidator(_phases_of("tempo", "out, held, and back", "2-1-2")),
    AfterValidator(_long_enough),
    _PHASES_SCHEMA,
]
"""The seconds of each phase of a repetition: `2-1-2`, or a list whose items may be ranges."""

Breath = Annotated[
    tuple[_BreathPhase, ...],
    BeforeValidator(_phases_of("breath", "in, held, out, and empty", "4-7-8")),
    AfterValidator(_in_and_out),
    _PHASES_SCHEMA,
]
"""The seconds of each phase of a breath: `4-6` is in and out, `4-7-8` in, held and out; or a list."""
