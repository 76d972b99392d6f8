"""How many, how long, how heavy and how hard: the values of a dose, each read from the text that the author wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from voicecoach.routine.breath_pace import SHORTEST_BREATH_PART as SHORTEST_BREATH_PART
from voicecoach.routine.mistakes import name_shape
from voicecoach.routine.shorthand import meant_by
from voicecoach.typography import DASHES, plain_value
from voicecoach.units import Range, Series, parse_number, parse_seconds

_UNITS = {
    1: ("s", "sec", "secs", "second", "seconds", "''", '"'),
    60: ("m", "min", "mins", "minute", "minutes", "'"),
    3600: ("h", "hr", "hrs", "hour", "hours"),
}
"""As `parse_seconds` reads them, for the schema."""
_DASH = f"[{DASHES}]"
_ROUGHLY = r"(([~\u2248\u223c]|([aA][bB][oO][uU][tT]|[aA][pP][pP][rR][oO][xX]|[cC][iI][rR][cC][aA]|[cC][aA])\b\.?)\s*)?"
_FRACTION = "[\u00bd\u00bc\u00be\u2153\u2154]"
_WRITTEN_FRACTION = "(1/2|1/4|3/4|1/3|2/3)"


MOST_SETS = 100


@dataclass(frozen=True, slots=True)
class RangeField:
    """Annotates a Range: a number or a time, or a range of them, between `least` and `most`."""

    what: str
    parse: Callable[[str], Range]
    least: float
    most: float
    series: bool = False
    """Whether a list is read too: one for each set."""
    key: str = ""
    """That it is usually read for: what a shorthand in its place stands for depends on it."""

    def read(self, value: Any) -> Range:
        """The range that `value` gives; raises ValueError with a sentence for the author."""
        if self.series and isinstance(value, list | tuple):
            return self._each(value)
        if isinstance(value, Series):
            return self._each(value.each)
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

    def _each(self, values: Sequence[Any]) -> Series:
        """The value of each set."""
        if not 2 <= len(values) <= MOST_SETS:
            raise ValueError(
                f"a list here has one value for each set, 2 to {MOST_SETS} of them, not {len(values)}"
            )
        alone = replace(self, series=False)
        return Series.of(tuple(alone.read(value) for value in values))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Reads with `read`; in JSON a range is the text that is read again."""
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(_as_written)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A number, or a text of the same form.

        That a range runs upward is left to `voicecoach check`: JSON Schema compares nothing within a text, and a pattern
        that did would need back references, which not every validator has, and be shown whole to the author.
        """
        if self.series:
            alone = replace(self, series=False).__get_pydantic_json_schema__(schema, handler)
            each = {"type": "array", "minItems": 2, "maxItems": MOST_SETS, "items": alone}
            return {"anyOf": [*alone["anyOf"], {**each, "description": "One for each set."}]}
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


def whole_numbers(what: str, most: int, *, series: bool = False) -> RangeField:
    """Whole numbers from 1; with `series`, lists of them too."""
    return RangeField(what, parse_number, 1, most, series, "reps" if what == "repetitions" else what)


def durations(what: str, least: float, most: float, key: str = "", *, series: bool = False) -> RangeField:
    """Times; a bare number is seconds. With `series`, lists of them too."""
    return RangeField(f"{what} (in seconds)", parse_seconds, least, most, series, key)


def list_or_text(value: str | tuple[str, ...]) -> str | list[str]:
    """A value as it is in a file."""
    return value if isinstance(value, str) else list(value)


def _as_written(value: Range) -> str | list[str]:
    """A value that is read back as the same."""
    return [str(one) for one in value.each] if isinstance(value, Series) else str(value)


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
