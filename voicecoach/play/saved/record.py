"""What was done in a session: one JSON line a session, in the user's data folder, for the diary.

    {"format": 3, "session": "20260102T070000-4711", "routine": "gentle-daily", "title": "...", "level": 0.0,
     "began": "2026-01-02T07:00:00+00:00", "ended": "...", "seconds": 812.5, "finished": true,
     "done": [{"exercise": "bridge", "set": 1, "side": null, "reps": 5, "hold": 5.0, "breaths": null,
               "load": "5 kg", "effort": 6, "pain": null}],
     "skipped": ["side-plank"], "hurt": ["bird-dog"], "swapped": [["plank", "plank-on-the-knees"]],
     "undone": [], "hurt_at": [{"exercise": "bird-dog", "set": 2, "side": "left", "rep": 3, "after": 12.5}],
     "pain_before": 4, "pain_after": 2, "effort": 5, "unspoken": [], "minutes": null, "fit": null, "breaks": 0,
     "rounds": [{"step": "3", "exercises": ["squat", "row"], "rounds": 5, "seconds": 698.0}]}

`seconds` is the time that was played, without pauses. A session that was left and resumed has a line for
each time that it was left, each of the whole of it until then: the last line of a session's name counts.
"""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from voicecoach.errors import VoicecoachError
from voicecoach.files import open_to_read, why_not_written
from voicecoach.folders import make_private
from voicecoach.logs import logger_for
from voicecoach.play.saved import strict_json
from voicecoach.play.saved.session_count import FORMAT as FORMAT
from voicecoach.play.saved.session_count import record_file as record_file
from voicecoach.script.cue import Segment, SegmentKind, Side
from voicecoach.script.fit import Fit

if TYPE_CHECKING:
    from pydantic import ConfigDict

    from voicecoach.timeline.timeline import Part

logger = logger_for(__name__)

UPGRADES: strict_json.Upgrades = {1: strict_json.unchanged, 2: strict_json.unchanged}
"""From each older format to the next."""


@dataclass(frozen=True, slots=True)
class CompletedSet:
    """A set that was done to its end, or as far as the person said."""

    exercise: strict_json.ExerciseId | None
    set: strict_json.Count | None
    """Which, from 1."""
    side: Side | None
    reps: strict_json.Count | None
    """Where the side is alternate, a side."""
    hold: strict_json.Quantity | None
    """In seconds."""
    breaths: strict_json.Count | None
    load: strict_json.Text | None = None
    """With what, in the author's words."""
    effort: strict_json.Count | None = None
    """How hard it was meant to be, from 1 to 10."""
    pain: strict_json.Count | None = None
    """How much pain was acceptable, from 1 to 10; None: none."""

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT


@dataclass(frozen=True, slots=True)
class HurtPlace:
    """Where in a session something hurt."""

    exercise: strict_json.ExerciseId
    set: strict_json.Count | None = None
    """Which, from 1; None: not in a set."""
    side: Side | None = None
    rep: strict_json.Count | None = None
    """The repetition that ran, from 1."""
    after: strict_json.Quantity | None = None
    """How many seconds of the set had gone."""

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT


Felt = Annotated[int, Field(ge=0, le=10)]
"""On a scale from 0 to 10."""


@dataclass(slots=True)
class CompletedRounds:
    """How many rounds somebody did in a time that has as many as they can do."""

    step: strict_json.Text
    """The step that asks for them, by its place in the routine: 3, or 3.1 for the second step inside the fourth.

    3/2 is the second time that it is done."""
    exercises: Annotated[list[strict_json.ExerciseId], strict_json.Many]
    """What a round consists of."""
    rounds: strict_json.Count
    """Whole ones."""
    seconds: strict_json.Quantity
    """When the last of them was done, from the start of the first."""

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT


@dataclass(slots=True)
class Record:
    """One session as it goes on; grows by what happens."""

    session: strict_json.SessionName
    """Its own name: when it began, and the process."""
    routine: strict_json.Name
    """The routine's id."""
    title: strict_json.Text
    level: strict_json.Share
    began: strict_json.Moment
    """When, as ISO 8601 with the offset from UTC."""
    ended: strict_json.Moment | Literal[""] = ""
    seconds: strict_json.Quantity = 0.0
    """How much was played, without pauses."""
    finished: bool = False
    """Whether it came to its close."""
    done: Annotated[list[CompletedSet], strict_json.Many] = field(default_factory=list)
    """Each set, in order."""
    skipped: Annotated[list[strict_json.ExerciseId], strict_json.Many] = field(default_factory=list)
    """Ids of exercises that were left before their end, in order."""
    hurt: Annotated[list[strict_json.ExerciseId], strict_json.Many] = field(default_factory=list)
    """Ids of exercises at which the person said that it hurts."""
    swapped: Annotated[list[tuple[strict_json.ExerciseId, strict_json.ExerciseId]], strict_json.Many] = field(
        default_factory=list
    )
    """Pairs of ids: the exercise, and what took its place."""
    undone: Annotated[list[CompletedSet], strict_json.Many] = field(default_factory=list)
    """Sets that were planned, and not done; once the session has ended."""
    hurt_at: Annotated[list[HurtPlace], strict_json.Many] = field(default_factory=list)
    """Where that was, one for each of `hurt`; older records have none."""
    pain_before: Felt | None = None
    """As the person answered; None: not asked, or no answer."""
    pain_after: Felt | None = None
    effort: Felt | None = None
    """How hard it was, as the person answered."""
    unspoken: Annotated[list[strict_json.Text], strict_json.Many] = field(default_factory=list)
    """Phrases that could not be spoken."""
    minutes: strict_json.Quantity | None = None
    """The length that it was fitted to, if it was."""
    fit: Fit | None = None
    """How far along its ranges it was then."""
    breaks: strict_json.Count | None = 0
    """How often the sound broke off because the machine was late; None: the output does not count."""
    rounds: Annotated[list[CompletedRounds], strict_json.Many] = field(default_factory=list)
    """Rounds that the person counted."""

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT

    def add_done(self, part: Part) -> None:
        """A part that came to its end; only sets count."""
        self.add_set(part.segment)

    def add_set(self, own: Segment) -> None:
        """A segment that was done; only sets of an exercise count."""
        if own.kind is SegmentKind.WORK and own.exercise is not None:
            self.done.append(_set_of(own))

    def add_hurt(self, exercise: str, part: Part, offset: int, rate: int) -> None:
        """It hurts, `offset` frames into a part, of which there are `rate` a second."""
        own = part.segment
        self.hurt.append(exercise)
        if own.kind is not SegmentKind.WORK or own.exercise != exercise:
            self.hurt_at.append(HurtPlace(exercise))
            return
        begun = (one.rep for one in part.events if one.rep is not None and one.start <= part.start + offset)
        rep = max(begun, default=None)
        self.hurt_at.append(HurtPlace(exercise, own.set, own.side, rep, round(offset / rate, 1)))

    def note_undone(self, planned: Iterable[Segment]) -> None:
        """Of the sets that were `planned`, those that were not done, but for exercises that others took the place of."""
        done = Counter((one.exercise, one.set, one.side) for one in self.done)
        gone = {exercise for exercise, _ in self.swapped}
        self.undone = []
        for segment in planned:
            key = (segment.exercise, segment.set, segment.side)
            if done[key]:
                done[key] -= 1
            elif segment.exercise not in gone:
                self.undone.append(_set_of(segment))

    def take_back(self, part: Part, before: int) -> None:
        """The part did not come to its end after all: it does not count if it was added after the first `before` sets."""
        own = part.segment
        added = self.done[before : before + 1]
        key = (own.exercise, own.set, own.side)
        if own.kind is SegmentKind.WORK and [(one.exercise, one.set, one.side) for one in added] == [key]:
            del self.done[before]

    def add_skipped(self, exercise: str | None) -> None:
        """An exercise that was left; noted once."""
        if exercise is not None and exercise not in self.skipped:
            self.skipped.append(exercise)

    def as_json(self) -> dict[str, Any]:
        """What one line holds."""
        return {"format": FORMAT, **asdict(self)}


def _set_of(segment: Segment) -> CompletedSet:
    amount = segment.reps, segment.hold, segment.breaths, segment.load, segment.effort, segment.pain
    return CompletedSet(segment.exercise, segment.set, segment.side, *amount)


def append_record(record: Record, path: Path) -> None:
    """Add one line. Several processes may do so at once. Raises VoicecoachError if the file cannot be
    written; it is then as it was."""
    line = json.dumps(record.as_json(), ensure_ascii=False) + "\n"
    try:
        make_private(path.parent)
        # One write to a file opened for appending: two sessions that end together never mix their lines.
        flags = (
            os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        descriptor = os.open(path, flags, 0o600)
        try:
            _append(descriptor, line.encode())
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as exc:
        raise VoicecoachError(
            f"{path}: the session's record cannot be written: {why_not_written(exc)}"
        ) from exc


def _append(descriptor: int, line: bytes) -> None:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("not an ordinary file")
    if os.name == "posix" and found.st_mode & 0o077 and found.st_uid == os.geteuid():
        os.fchmod(descriptor, 0o600)
    # A line that another session could not finish, as it was killed, must not take this one along.
    os.lseek(descriptor, max(0, found.st_size - 1), os.SEEK_SET)
    if found.st_size and os.read(descriptor, 1) != b"\n":
        line = b"\n" + line
    written = 0
    try:
        while written < len(line):
            written += os.write(descriptor, line[written:])
        os.fsync(descriptor)
    except BaseException:
        # All or nothing; unless another session has written behind it meanwhile, when readers pass over the torn line.
        os.lseek(descriptor, found.st_size, os.SEEK_SET)
        tail = os.read(descriptor, len(line) + 1)
        if line.startswith(tail) and len(tail) < len(line):
            os.ftruncate(descriptor, found.st_size)
        raise


def read_records(path: Path) -> Iterator[Record]:
    """Every session, as the last whole line of its name says; what is torn or foreign is passed over, and logged.

    Raises OSError if there is a file that cannot be read.
    """
    yield from {record.session: record for record in _records(path)}.values()


def record_of(line: bytes, where: str = "the record") -> Record | None:
    """The session that a line holds; None for what is torn, foreign or too new, which is logged with `where` it is."""
    try:
        return strict_json.read_strictly(Record, line, FORMAT, UPGRADES)
    except strict_json.NewerFormat as error:
        logger.warning("%s: a newer version of voicecoach wrote this line (%s)", where, error)
    except strict_json.UnreadableJson as error:
        if line.strip():
            logger.warning("%s: this line is passed over: %s", where, error)
    return None


def _records(path: Path) -> Iterator[Record]:
    for number, line in enumerate(_lines(path), start=1):
        record = record_of(line, f"{path}:{number}")
        if record is not None:
            yield record


def _lines(path: Path) -> Iterator[bytes]:
    """Each line; one without an end has no more than is read at once."""
    try:
        descriptor = open_to_read(path)
    except FileNotFoundError:
        return
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            while line := file.readline(strict_json.LARGEST):
                yield line
    finally:
        os.close(descriptor)
