"""How much of an exercise: sets, repetitions, holds, breaths, time, tempo and rests, as an author writes them.

`Dose` is what a file says, where every number may be a range; `Prescription` is the same at one level, in exact numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import model_validator

from voicecoach.routine.file_model import FileModel
from voicecoach.routine.mistakes import contradiction
from voicecoach.routine.scalars import Breath, Flag, Tempo, durations, whole_numbers
from voicecoach.units import Range, Seconds

MOST_SETS = 100
MOST_REPS = 1000
MOST_BREATHS = 1000
LONGEST_PHASE = 600.0
"""Seconds: the longest hold, rest or tempo phase."""
LONGEST_TIME = 24 * 3600.0
"""Seconds: the longest timed set."""

Sets = Annotated[Range, whole_numbers("sets", MOST_SETS)]
Reps = Annotated[Range, whole_numbers("repetitions", MOST_REPS)]
Breaths = Annotated[Range, whole_numbers("breaths", MOST_BREATHS)]
Hold = Annotated[Range, durations("holds", 1, LONGEST_PHASE, "hold")]
Time = Annotated[Range, durations("timed sets", 1, LONGEST_TIME, "time")]
PauseTime = Annotated[Range, durations("pauses", 0, LONGEST_TIME)]
RestTime = Annotated[Range, durations("rests", 0, LONGEST_PHASE, "rest")]

_EITHER_OR = (
    ("time", "reps"),
    ("time", "hold"),
    ("time", "breaths"),
    ("hold", "breaths"),
    ("hold", "tempo"),
    ("breaths", "tempo"),
    ("breath", "hold"),
    ("breath", "tempo"),
)


@dataclass(frozen=True, slots=True)
class Prescription:
    """A dose at one level: exact numbers. At least one of `reps`, `time_s` is set."""

    sets: int
    reps: int | None
    """Repetitions a set (a side, if sides alternate); None in a timed set."""
    hold_s: Seconds | None
    """How long each repetition is held."""
    breaths: int | None
    """Breaths each repetition is held for, or paced by."""
    time_s: Seconds | None
    """How long a timed set takes."""
    tempo_s: tuple[Seconds, ...] | None
    """Seconds a phase of one repetition."""
    rest_s: Seconds
    """Between two sets."""
    between_s: Seconds | None
    """Between two repetitions; None leaves it to the coach."""
    open: bool
    """As many as good form allows: the repetitions are the most, not the aim."""
    breath_s: tuple[Seconds, ...] | None = None
    """Seconds a phase of one breath; None leaves its pace to the coach."""


class Dose(FileModel, init=False):
    """A dose as a file says it; what is left out comes from the exercise, then from the coach."""

    sets: Sets | None = None
    """How many sets, 1 to 100."""
    reps: Reps | None = None
    """Repetitions a set, 1 to 1000; on each side if there are sides."""
    hold: Hold | None = None
    """How long each repetition is held: 1 second to 10 minutes."""
    breaths: Breaths | None = None
    """How many breaths each repetition is held for, or paced by."""
    breath: Breath | None = None
    """The seconds of each phase of a breath: two are in and out, three are in, held, out; four add empty."""
    time: Time | None = None
    """How long a set takes if it is timed and not counted: 1 second to 24 hours."""
    tempo: Tempo | None = None
    """The seconds of each phase of a repetition: two are out and back, three are out, held, back; four add a pause."""
    rest: RestTime | None = None
    """Between two sets."""
    between: RestTime | None = None
    """Between two repetitions."""
    open: Flag | None = None
    """As many as good form allows."""

    @model_validator(mode="after")
    def _one_way_to_measure(self) -> Self:
        for one, other in _EITHER_OR:
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise contradiction(f"a dose has either {one} or {other}, not both")
        return self

    def over(self, base: Dose) -> Dose:
        """This dose on top of `base`: what it says wins, and drops what excludes it."""
        ours = self.given()
        dropped: set[str] = set()
        if "time" in ours:
            # A tempo and a breath pace a time as they pace a number.
            dropped |= {"reps", "hold", "breaths", "between", "open"}
        if "reps" in ours or "hold" in ours or "breaths" in ours:
            dropped |= {"time"}
        if "hold" in ours:
            dropped |= {"breaths", "tempo", "breath"}
        if "breaths" in ours:
            dropped |= {"hold", "tempo"}
        if "tempo" in ours:
            dropped |= {"hold", "breaths", "breath"}
        if "breath" in ours:
            dropped |= {"hold", "tempo"}
        kept = {name: value for name, value in base.given().items() if name not in dropped}
        return Dose.model_construct(**{**kept, **ours})

    def given(self) -> dict[str, Any]:
        """The fields of a dose that are set, by name."""
        return {name: value for name in Dose.model_fields if (value := getattr(self, name)) is not None}

    def at(self, level: float) -> Prescription:
        """The exact numbers at `level`, from 0 (gentle) to 1 (strong)."""

        def length(value: Range | None) -> Seconds | None:
            return None if value is None else Seconds(value.at(level))

        def number(value: Range | None) -> int | None:
            return None if value is None else int(value.at(level))

        reps = number(self.reps)
        if reps is None and self.time is None:
            reps = 1
        return Prescription(
            sets=number(self.sets) or 1,
            reps=reps,
            hold_s=length(self.hold),
            breaths=number(self.breaths),
            time_s=length(self.time),
            tempo_s=None if self.tempo is None else tuple(Seconds(phase.at(level)) for phase in self.tempo),
            rest_s=length(self.rest) or Seconds(0.0),
            between_s=length(self.between),
            open=bool(self.open),
            breath_s=None
            if self.breath is None
            else tuple(Seconds(phase.at(level)) for phase in self.breath),
        )
