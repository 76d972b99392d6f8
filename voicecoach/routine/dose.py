"""How much of an exercise: sets, repetitions, holds, breaths, time, tempo and rests, as an author writes them.

`Dose` is what stands in a file, where every number may be a range; `Prescription` is what is left of it at one level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from voicecoach.routine.base import FileModel
from voicecoach.units import Range, Seconds, parse_number, parse_seconds

MOST_SETS = 100
MOST_REPS = 1000
MOST_BREATHS = 1000
LONGEST_PHASE = 600.0
"""Seconds: the longest hold, rest or tempo phase."""
LONGEST_TIME = 24 * 3600.0
"""Seconds: the longest timed set."""


def _range_of(value: Any, parse: Any, what: str, least: float, most: float, whole: bool) -> Range:
    if isinstance(value, Range):
        found = value
    elif isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{what} are written as a number or a range")
    else:
        found = parse(str(value))
    if whole and (found.low % 1 or found.high % 1):
        raise ValueError(f"{what} are whole numbers, not {found}")
    if found.low < least or found.high > most:
        raise ValueError(f"{what} go from {least:g} to {most:g}, not {found}")
    return found


def _count(what: str, most: int) -> BeforeValidator:
    return BeforeValidator(lambda value: _range_of(value, parse_number, what, 1, most, whole=True))


def _seconds(what: str, least: float, most: float) -> BeforeValidator:
    return BeforeValidator(lambda value: _range_of(value, parse_seconds, what, least, most, whole=False))


_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() in _TRUE:
            return True
        if value.lower() in _FALSE:
            return False
        raise ValueError(f"“{value[:40]}” is neither true nor false; write one of these")
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]
"""true or false, as text too."""

_AS_TEXT = PlainSerializer(str)
_NUMBER_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "integer", "minimum": 1},
            {"type": "string", "pattern": r"^\s*\d+(\s*(-|–|to)\s*\d+)?\s*$"},
        ]
    }
)
_TIME_SCHEMA = WithJsonSchema(
    {
        "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "minLength": 1}],
        "description": "A time: 5 s, 1:30, 2 min, or a range such as 5-10 s",
    }
)

Sets = Annotated[Range, _count("sets", MOST_SETS), _AS_TEXT, _NUMBER_SCHEMA]
Reps = Annotated[Range, _count("repetitions", MOST_REPS), _AS_TEXT, _NUMBER_SCHEMA]
Breaths = Annotated[Range, _count("breaths", MOST_BREATHS), _AS_TEXT, _NUMBER_SCHEMA]
Hold = Annotated[Range, _seconds("holds (in seconds)", 1, LONGEST_PHASE), _AS_TEXT, _TIME_SCHEMA]
Time = Annotated[Range, _seconds("timed sets (in seconds)", 1, LONGEST_TIME), _AS_TEXT, _TIME_SCHEMA]
RestTime = Annotated[Range, _seconds("rests (in seconds)", 0, LONGEST_PHASE), _AS_TEXT, _TIME_SCHEMA]


def _tempo(value: Any) -> tuple[Range, ...]:
    if isinstance(value, str):
        phases: list[Any] = value.strip().removesuffix("s").strip().split("-")
    elif isinstance(value, list | tuple):
        phases = list(value)
    else:
        raise ValueError("a tempo is written as 2-1-2: seconds out, held, and back")
    if not 2 <= len(phases) <= 4:
        raise ValueError("a tempo has two to four phases: 3-1, or 2-1-2, or 2-1-2-1")
    tempo = tuple(
        _range_of(phase, parse_seconds, "tempo phases (in seconds)", 0, 60, False) for phase in phases
    )
    if sum(phase.low for phase in tempo) < 1:
        raise ValueError("a repetition takes at least one second; write a tempo such as 2-1-2")
    return tempo


Tempo = Annotated[
    tuple[Range, ...],
    BeforeValidator(_tempo),
    PlainSerializer(lambda tempo: [str(phase) for phase in tempo]),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\s*\d+(\.\d+)?(-\d+(\.\d+)?){1,3}\s*s?\s*$"},
                {"type": "array", "minItems": 2, "maxItems": 4, "items": {"type": ["string", "number"]}},
            ],
            "description": "Seconds a phase: out, held, back, and a pause; 2-1-2. As a list, each may be a range.",
        }
    ),
]


@dataclass(frozen=True, slots=True)
class Prescription:
    """A dose at one level: exact numbers. At least one of `reps`, `time_s` is set."""

    sets: int
    reps: int | None
    """Repetitions a set (a side, where sides alternate); None in a timed set."""
    hold_s: Seconds | None
    """How long each repetition is held."""
    breaths: int | None
    """Breaths each repetition is held for, or paced by."""
    time_s: Seconds | None
    """How long a timed set goes on."""
    tempo_s: tuple[Seconds, ...] | None
    """Seconds a phase of one repetition."""
    rest_s: Seconds
    """Between two sets."""
    between_s: Seconds | None
    """Between two repetitions; None leaves it to the coach."""
    open: bool
    """As many as good form allows: the repetitions are the most, not the aim."""


class Dose(FileModel):
    """A dose as it stands in a file; what is left out comes from the exercise, then from the coach."""

    sets: Sets | None = None
    """How many sets, 1 to 100."""
    reps: Reps | None = None
    """Repetitions a set, 1 to 1000; on each side where there are sides."""
    hold: Hold | None = None
    """How long each repetition is held: 1 second to 10 minutes."""
    breaths: Breaths | None = None
    """How many breaths each repetition is held for, or paced by."""
    time: Time | None = None
    """How long a set goes on, where it is timed and not counted: 1 second to 24 hours."""
    tempo: Tempo | None = None
    """The seconds of each phase of a repetition: out, held, back, pause."""
    rest: RestTime | None = None
    """Between two sets."""
    between: RestTime | None = None
    """Between two repetitions."""
    open: Flag | None = None
    """As many as good form allows."""

    @model_validator(mode="after")
    def _one_way_to_measure(self) -> Self:
        for one, other in (
            ("time", "reps"),
            ("time", "hold"),
            ("time", "breaths"),
            ("hold", "breaths"),
            ("hold", "tempo"),
        ):
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise ValueError(f"a dose has either {one} or {other}, not both")
        return self

    def over(self, base: Dose) -> Dose:
        """This dose on top of `base`: what it says wins, and drops what cannot stand beside it."""
        ours = self.given()
        dropped: set[str] = set()
        if "time" in ours:
            dropped |= {"reps", "hold", "breaths", "tempo", "between", "open"}
        if "reps" in ours or "hold" in ours or "breaths" in ours or "tempo" in ours:
            dropped |= {"time"}
        if "hold" in ours:
            dropped |= {"breaths", "tempo"}
        if "breaths" in ours:
            dropped |= {"hold"}
        if "tempo" in ours:
            dropped |= {"hold"}
        kept = {name: value for name, value in base.given().items() if name not in dropped}
        return Dose.model_construct(**{**kept, **ours})

    def given(self) -> dict[str, Any]:
        """The fields of a dose that are set, by name."""
        return {name: value for name in Dose.model_fields if (value := getattr(self, name)) is not None}

    def at(self, level: float) -> Prescription:
        """The exact numbers at `level`, from 0 (gentle) to 1 (strong)."""

        def seconds(value: Range | None) -> Seconds | None:
            return None if value is None else Seconds(value.at(level))

        def number(value: Range | None) -> int | None:
            return None if value is None else int(value.at(level))

        reps = number(self.reps)
        if reps is None and self.time is None:
            reps = 1
        return Prescription(
            sets=number(self.sets) or 1,
            reps=reps,
            hold_s=seconds(self.hold),
            breaths=number(self.breaths),
            time_s=seconds(self.time),
            tempo_s=None if self.tempo is None else tuple(Seconds(phase.at(level)) for phase in self.tempo),
            rest_s=seconds(self.rest) or Seconds(0.0),
            between_s=seconds(self.between),
            open=bool(self.open),
        )
