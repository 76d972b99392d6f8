"""How much of an exercise: sets, repetitions, holds, breaths, time, tempo and rests, as an author writes them.

`Dose` is what a file says, where every number may be a range; `Prescription` is the same at one level, in exact numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Self

from pydantic import model_validator

from voicecoach.routine.amounts import MOST_SETS, Breath, Tempo, durations, whole_numbers
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.loads import Effort, Load
from voicecoach.routine.mistakes import contradiction
from voicecoach.routine.scalars import Flag
from voicecoach.units import Range, Seconds, Series

MOST_REPS = 1000
MOST_BREATHS = 1000
LONGEST_PHASE = 600.0
"""Seconds: the longest hold, rest or tempo phase."""
LONGEST_TIME = 24 * 3600.0
"""Seconds: the longest timed set."""

Sets = Annotated[Range, whole_numbers("sets", MOST_SETS)]
Reps = Annotated[Range, whole_numbers("repetitions", MOST_REPS, series=True)]
Breaths = Annotated[Range, whole_numbers("breaths", MOST_BREATHS)]
Hold = Annotated[Range, durations("holds", 1, LONGEST_PHASE, "hold", series=True)]
Time = Annotated[Range, durations("timed sets", 1, LONGEST_TIME, "time")]
PauseTime = Annotated[Range, durations("pauses", 0, LONGEST_TIME)]
Interval = Annotated[Range, durations("intervals", 5, 3600.0)]
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
    """Seconds of each phase of one repetition."""
    rest_s: Seconds
    """Between two sets."""
    between_s: Seconds | None
    """Between two repetitions; None leaves it to the coach."""
    open: bool
    """As many as good form allows: the repetitions are the most, not the aim."""
    breath_s: tuple[Seconds, ...] | None = None
    """Seconds of each phase of one breath; None leaves its pace to the coach."""
    load: str | None = None
    """In the author's words."""
    effort: int | None = None
    """How hard it should be, from 1 to 10."""
    reps_by_set: tuple[int, ...] = ()
    """Of sets that differ; `reps` has those of the first. Empty: all are alike."""
    hold_by_set: tuple[Seconds, ...] = ()
    """The same for `hold_s`."""
    load_by_set: tuple[str, ...] = ()
    """The same for `load`."""

    def of_set(self, number: int) -> Prescription:
        """The prescription of set `number` alone, from 1; after the last of a list, the last again."""
        changed: dict[str, Any] = {}
        for name, each in (
            ("reps", self.reps_by_set),
            ("hold_s", self.hold_by_set),
            ("load", self.load_by_set),
        ):
            if each:
                changed[name] = each[min(number, len(each)) - 1]
        return replace(self, **changed, reps_by_set=(), hold_by_set=(), load_by_set=()) if changed else self


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
    load: Load | None = None
    """What is lifted, pulled or carried: 5 kg, red band, body weight; a list has one for each set."""
    effort: Effort | None = None
    """How hard it should be, on a scale to 10: 6 of 10."""
    open: Flag | None = None
    """As many as good form allows."""

    @model_validator(mode="after")
    def _one_way_to_measure(self) -> Self:
        for one, other in _EITHER_OR:
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise contradiction(f"a dose has either {one} or {other}, not both")
        lengths = {name: len(each) for name, each in self._lists()}
        if len(set(lengths.values())) > 1:
            raise contradiction(
                f"{' and '.join(lengths)} are lists of different lengths; each has one value for each set"
            )
        if lengths and self.sets is not None and {self.sets.low, self.sets.high} != {*lengths.values()}:
            name, number = next(iter(lengths.items()))
            raise contradiction(
                f"{name} has {number} values, one for each set; take sets out, or write as many values"
            )
        return self

    def _lists(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """What has one value for each set."""
        for name in ("reps", "hold"):
            if isinstance(value := getattr(self, name), Series):
                yield name, value.each
        if isinstance(self.load, tuple):
            yield "load", self.load

    @property
    def most_sets(self) -> float:
        """How many sets at most: as many as are asked for, or as a list has values."""
        if self.sets is not None:
            return self.sets.high
        return max((len(each) for _, each in self._lists()), default=1)

    def over(self, base: Dose) -> Dose:
        """This dose on top of `base`: what it says wins, and drops what excludes it."""
        ours = self.given()
        dropped: set[str] = set()
        if "time" in ours:
            # A tempo and a breath can pace a time as well as a number.
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
        if any(True for _, _ in self._lists()) and "sets" not in ours:
            dropped |= {"sets"}
        kept = {name: value for name, value in base.given().items() if name not in dropped}
        return Dose.model_construct(**{**kept, **ours})

    def given(self) -> dict[str, Any]:
        """The fields of a dose that are set, by name."""
        return {name: value for name in Dose.model_fields if (value := getattr(self, name)) is not None}

    def at(self, level: float, *, sets: float | None = None, rests: float | None = None) -> Prescription:
        """The exact numbers at `level`, from 0 (gentle) to 1 (strong); `sets` and `rests` are levels of their own."""

        def length(value: Range | None, own: float | None = None) -> Seconds | None:
            return None if value is None else Seconds(value.at(level if own is None else own))

        def number(value: Range | None) -> int | None:
            return None if value is None else int(value.at(level))

        by_set = {
            name: tuple(one.at(level) for one in value.each) if isinstance(value, Series) else ()
            for name, value in (("reps", self.reps), ("hold", self.hold))
        }
        loads = self.load if isinstance(self.load, tuple) else ()
        reps = number(self.reps)
        if reps is None and self.time is None:
            reps = 1
        return Prescription(
            sets=int(self.most_sets if self.sets is None else self.sets.at(level if sets is None else sets)),
            reps=reps,
            hold_s=length(self.hold),
            breaths=number(self.breaths),
            time_s=length(self.time),
            tempo_s=None if self.tempo is None else tuple(Seconds(phase.at(level)) for phase in self.tempo),
            rest_s=length(self.rest, rests) or Seconds(0.0),
            between_s=length(self.between, rests),
            open=bool(self.open),
            breath_s=None
            if self.breath is None
            else tuple(Seconds(phase.at(level)) for phase in self.breath),
            load=loads[0] if loads else self.load if isinstance(self.load, str) else None,
            effort=number(self.effort),
            reps_by_set=tuple(map(int, by_set["reps"])),
            hold_by_set=tuple(map(Seconds, by_set["hold"])),
            load_by_set=loads,
        )
