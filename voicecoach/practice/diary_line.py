"""A session of the diary as one JSON object: the format of JSON Lines, and what a table is checked by."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from voicecoach.play.saved import strict_json
from voicecoach.practice.entries import (
    LONGEST_NOTE,
    LONGEST_SESSION_S,
    LONGEST_TITLE,
    MOST_ON_SCALE,
    Details,
    Entry,
    HurtEntry,
    NewEntry,
    SetEntry,
)

if TYPE_CHECKING:
    from pydantic import ConfigDict

FORMAT = 1
"""The version of these lines."""

Scale = Annotated[int, Field(ge=0, le=MOST_ON_SCALE)]
Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
WhichSide = Literal["left", "right", "alternate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """One set, done or left."""

    exercise: strict_json.ExerciseId | None
    number: strict_json.Count | None = None
    side: WhichSide | None = None
    reps: strict_json.Count | None = None
    hold_s: strict_json.Quantity | None = None
    breaths: strict_json.Count | None = None
    load: strict_json.Text | None = None
    effort: strict_json.Count | None = None
    pain: strict_json.Count | None = None
    done: bool = True

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class HurtLine:
    """Where it hurt."""

    exercise: strict_json.ExerciseId
    number: strict_json.Count | None = None
    side: WhichSide | None = None
    rep: strict_json.Count | None = None
    after_s: strict_json.Quantity | None = None

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryLine:
    """One session."""

    session: strict_json.SessionName
    """Its own name."""
    routine: Annotated[Title, Field(min_length=1)]
    title: Title
    began: strict_json.Moment
    """As ISO 8601 with the offset from UTC."""
    day: Day
    """The date where the person was."""
    level: strict_json.Share | None = None
    seconds: Annotated[float, Field(ge=0, le=LONGEST_SESSION_S)] = 0.0
    finished: bool = True
    pain_before: Scale | None = None
    pain_after: Scale | None = None
    effort: Scale | None = None
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    sets: Annotated[tuple[SetLine, ...], strict_json.Many] = ()
    skipped: Annotated[tuple[strict_json.ExerciseId, ...], strict_json.Many] = ()
    hurt: Annotated[tuple[HurtLine, ...], strict_json.Many] = ()
    swapped: Annotated[
        tuple[tuple[strict_json.ExerciseId, strict_json.ExerciseId], ...], strict_json.Many
    ] = ()

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT

    @property
    def entry(self) -> NewEntry:
        """What is written into a diary. Raises ValueError."""
        return NewEntry(
            routine=self.routine,
            title=self.title,
            began=datetime.datetime.fromisoformat(self.began),
            day=datetime.date.fromisoformat(self.day),
            seconds=self.seconds,
            finished=self.finished,
            level=self.level,
            pain_before=self.pain_before,
            pain_after=self.pain_after,
            effort=self.effort,
            note=self.note,
            details=Details(
                sets=tuple(SetEntry(**asdict(one)) for one in self.sets),
                skipped=self.skipped,
                hurt=tuple(HurtEntry(**asdict(one)) for one in self.hurt),
                swapped=self.swapped,
            ),
        )


def line_of(entry: Entry, details: Details) -> dict[str, Any]:
    """The session as the object that a line holds."""
    return {
        "format": FORMAT,
        "session": entry.name,
        "routine": entry.routine,
        "title": entry.title,
        "began": entry.began.isoformat(),
        "day": entry.day.isoformat(),
        "level": entry.level,
        "seconds": entry.seconds,
        "finished": entry.finished,
        "pain_before": entry.pain_before,
        "pain_after": entry.pain_after,
        "effort": entry.effort,
        "note": entry.note,
        "sets": [one._asdict() for one in details.sets],
        "skipped": list(details.skipped),
        "hurt": [one._asdict() for one in details.hurt],
        "swapped": [list(one) for one in details.swapped],
    }


def read_line(text: str | bytes) -> tuple[str, NewEntry]:
    """The session's own name, and the session. Raises ValueError with a sentence for a person."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    try:
        line = strict_json.read_strictly(DiaryLine, data, FORMAT)
        return line.session, line.entry
    except strict_json.NewerFormat:
        raise ValueError("a newer version of voicecoach wrote this; update voicecoach") from None
    except strict_json.UnreadableJson as error:
        raise ValueError(str(error).replace("at ", "what it says cannot be read at ", 1)) from None


def entry_from(values: dict[str, Any]) -> tuple[str, NewEntry]:
    """The same of an object. Raises ValueError."""
    return read_line(json.dumps({"format": FORMAT, **values}))
