"""What was done in a session: one JSON line a session, in the user's data folder, for the diary.

    {"format": 1, "session": "20260102T070000-4711", "routine": "gentle-daily", "title": "...", "level": 0.0,
     "began": "2026-01-02T07:00:00+00:00", "ended": "...", "seconds": 812.5, "finished": true,
     "done": [{"exercise": "bridge", "set": 1, "side": null, "reps": 5, "hold": 5.0, "breaths": null}],
     "skipped": ["side-plank"], "hurt": ["bird-dog"], "swapped": [["plank", "plank-on-the-knees"]],
     "unspoken": []}

`seconds` is the time that was played, pauses left out. A session that was left and resumed has a line for
each time that it was left, each of the whole of it until then: the last line of a session's name counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voicecoach.errors import VoicecoachError
from voicecoach.script.cue import SegmentKind

if TYPE_CHECKING:
    from voicecoach.timeline.timeline import Part

FORMAT = 1
"""The version of these lines."""


def record_file() -> Path:
    """Where the record is kept; need not exist."""
    from platformdirs import user_data_path

    return user_data_path("voicecoach", appauthor=False) / "sessions.jsonl"


@dataclass(slots=True)
class Record:
    """One session as it goes on; grows by what happens."""

    session: str
    """Its own name: when it began, and the process."""
    routine: str
    """The routine's id."""
    title: str
    level: float
    began: str
    """When, as ISO 8601 with the offset from UTC."""
    ended: str = ""
    seconds: float = 0.0
    """How much was played, pauses left out."""
    finished: bool = False
    """Whether it came to its close."""
    done: list[dict[str, Any]] = field(default_factory=list)
    """Each set that was done to its end, or as far as the person said."""
    skipped: list[str] = field(default_factory=list)
    """Ids of exercises that were left before their end, in order."""
    hurt: list[str] = field(default_factory=list)
    """Ids of exercises at which the person said that it hurts."""
    swapped: list[list[str]] = field(default_factory=list)
    """Pairs of ids: the exercise, and what took its place."""
    unspoken: list[str] = field(default_factory=list)
    """Phrases that could not be spoken."""

    def add_done(self, part: Part) -> None:
        """A part that came to its end; only sets count."""
        segment = part.segment
        if segment.kind is SegmentKind.WORK:
            self.done.append(
                {
                    "exercise": segment.exercise,
                    "set": segment.set,
                    "side": segment.side,
                    "reps": segment.reps,
                    "hold": segment.hold,
                    "breaths": segment.breaths,
                }
            )

    def take_back(self, part: Part) -> None:
        """The part did not come to its end after all."""
        segment = part.segment
        last = self.done[-1] if self.done else {}
        if segment.kind is SegmentKind.WORK and (last.get("exercise"), last.get("set"), last.get("side")) == (
            segment.exercise, segment.set, segment.side
        ):  # fmt: skip
            self.done.pop()

    def add_skipped(self, exercise: str | None) -> None:
        """An exercise that was left; told once."""
        if exercise is not None and exercise not in self.skipped:
            self.skipped.append(exercise)

    def as_json(self) -> dict[str, Any]:
        """What one line holds."""
        return {"format": FORMAT, **asdict(self)}


def record_from(data: dict[str, Any]) -> Record:
    """The record that `as_json` gave. Raises TypeError where it is none."""
    return Record(**{key: value for key, value in data.items() if key != "format"})


def append_record(record: Record, path: Path) -> None:
    """Add one line. Several processes may do so at once. Raises VoicecoachError where the file cannot be
    written."""
    line = json.dumps(record.as_json(), ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One write to a file opened for appending: two sessions that end together never mix their lines.
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # A line that a full disk cut short must not take this one along.
            size = os.fstat(descriptor).st_size
            os.lseek(descriptor, max(0, size - 1), os.SEEK_SET)
            torn = size and os.read(descriptor, 1) != b"\n"
            os.write(descriptor, ("\n" + line if torn else line).encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as exc:
        raise VoicecoachError(
            f"{path}: the session's record cannot be written: {exc.strerror or exc}"
        ) from exc


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Every session, as the last whole line of its name tells it; what is torn or foreign is passed over."""
    yield from {line.get("session"): line for line in _lines(path)}.values()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.split("\n"):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict) and found.get("format") == FORMAT:
            yield found
