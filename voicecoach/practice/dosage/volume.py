"""How much of each kind a session is, and a week of sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.routine.kinds import Kind
from voicecoach.script.choices import LEVELS, Choices
from voicecoach.script.outline import Visit, outline
from voicecoach.script.set_length import visit_seconds

if TYPE_CHECKING:
    from voicecoach.routine.model import Routine


class Volume(NamedTuple):
    """How much of each kind of exercise, and of each exercise."""

    sets: Counter[str]
    """Sets of each exercise that strengthens, by id; a set on each side counts once."""
    seconds: dict[Kind, float]
    """Of each kind, including the rests within an exercise."""

    @property
    def strengthening_sets(self) -> int:
        return sum(self.sets.values())


def volume_of(routine: Routine, level: str = "strong") -> Volume:
    """The volume of one session at a level, without the optional exercises."""
    sets: Counter[str] = Counter()
    seconds: dict[Kind, float] = {}
    for visit in outline(routine, Choices(level=LEVELS[level])):
        if not isinstance(visit, Visit):
            continue
        kind = visit.exercise.kind
        seconds[kind] = seconds.get(kind, 0.0) + visit_seconds(visit)
        if kind is Kind.STRENGTHEN:
            sets[visit.id] += max(dose.sets for _, dose in visit.doses)
    return Volume(sets, seconds)


def total(volumes: Iterable[tuple[Volume, int]]) -> Volume:
    """The volume of so many sessions of each."""
    sets: Counter[str] = Counter()
    seconds: dict[Kind, float] = {}
    for volume, times in volumes:
        for exercise, number in volume.sets.items():
            sets[exercise] += number * times
        for kind, length in volume.seconds.items():
            seconds[kind] = seconds.get(kind, 0.0) + length * times
    return Volume(sets, seconds)


def in_words(least: Volume, most: Volume) -> str:
    """A week at the gentle and at the strong level: `strengthen 12 to 36 sets, stretch 4 to 8 min`."""
    parts = []
    for kind in Kind:
        if kind is Kind.STRENGTHEN and most.strengthening_sets:
            parts.append(f"{kind.value} {_span(least.strengthening_sets, most.strengthening_sets)} sets")
        elif kind is not Kind.STRENGTHEN and kind in most.seconds:
            minutes = (max(1, round(one.seconds.get(kind, 0.0) / 60)) for one in (least, most))
            parts.append(f"{kind.value} {_span(*minutes)} min")
    return ", ".join(parts)


def _span(least: int, most: int) -> str:
    return f"{least}" if least == most else f"{min(least, most)} to {max(least, most)}"
