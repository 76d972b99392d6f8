"""Segments of a session, described so that they are found again after the routine has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from voicecoach.play.saved import strict_json
from voicecoach.script.cue import SegmentKind, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import ConfigDict

    from voicecoach.timeline.timeline import Part


@dataclass(frozen=True, slots=True)
class SegmentMark:
    """One segment."""

    index: strict_json.Count
    """Its number among the segments of the script."""
    of: strict_json.Count
    """How many segments were known."""
    visit: strict_json.Count
    exercise: strict_json.ExerciseId | None
    kind: SegmentKind
    set: strict_json.Count | None
    side: Side | None
    nth: strict_json.Count
    """Which of the segments that agree in all of this but the index it is, from 0."""

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT

    @property
    def key(self) -> tuple[Any, ...]:
        """What must agree for it to be the same segment."""
        return (self.visit, self.exercise, self.kind, self.set, self.side, self.nth)


def segment_marks(parts: Sequence[Part]) -> list[SegmentMark]:
    """The mark of each part. A part that is not the script's, such as an offer, has the mark of what comes after it."""
    marks: list[SegmentMark] = []
    seen: dict[tuple[Any, ...], int] = {}
    index, momentary = -1, 0
    for at, part in enumerate(parts):
        segment = part.segment
        if part.index < 0 and at + 1 < len(parts):
            momentary += 1
            continue
        index += 1
        key = (segment.visit, segment.exercise, segment.kind, segment.set, segment.side)
        nth = seen[key] = seen.get(key, -1) + 1
        marks += [SegmentMark(index, len(parts), *key, nth)] * (momentary + 1)
        momentary = 0
    return marks


def find_mark(marks: Sequence[SegmentMark], wanted: SegmentMark) -> tuple[int, bool]:
    """The index of the same segment, else of the nearest one; and whether it is the same."""
    for at, mark in enumerate(marks):
        if mark.key == wanted.key:
            return at, True
    same = [at for at, mark in enumerate(marks) if wanted.exercise and mark.exercise == wanted.exercise]
    if same:
        return min(
            same, key=lambda at: (marks[at].set != wanted.set, abs(marks[at].index - wanted.index))
        ), False
    share = wanted.index / max(1, wanted.of)
    return min(len(marks) - 1, int(share * len(marks))), False
