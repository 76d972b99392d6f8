"""Where a session is, saved at each segment, so that nothing but the segment itself is ever lost.

One file a session, `places/SESSION.json` in the user's state folder, written beside and moved into place. A
lock file beside it is locked while the session runs: the system lets go of it whatever ends the process, so
that `resume` can tell a session that was cut off from one that runs in the next room.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from voicecoach.errors import VoicecoachError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.routine.loaded import Loaded
    from voicecoach.timeline.timeline import Part

FORMAT = 1
"""The version of these files."""


def places_dir() -> Path:
    """Where places are kept; need not exist."""
    from platformdirs import user_state_path

    return user_state_path("voicecoach", appauthor=False) / "places"


@dataclass(frozen=True, slots=True)
class Mark:
    """A segment of a session, told so that it is found again."""

    index: int
    """Its number among the segments of the script."""
    of: int
    """How many segments were known."""
    visit: int
    exercise: str | None
    kind: str
    set: int | None
    side: str | None
    nth: int
    """Which of the segments that agree in all of this but the index it is, from 0."""

    @property
    def key(self) -> tuple[Any, ...]:
        """What must agree for it to be the same segment."""
        return (self.visit, self.exercise, self.kind, self.set, self.side, self.nth)


@dataclass(frozen=True, slots=True)
class Place:
    """All that `resume` needs."""

    session: str
    """The session's own name."""
    routine: str
    """The path of the routine's file."""
    title: str
    fingerprint: str
    """Of the routine with its exercises, as they were."""
    options: dict[str, Any]
    """What the command was given: level, voice and so on."""
    mark: Mark
    record: dict[str, Any]
    """The session's record so far."""
    swaps: dict[str, str] = field(default_factory=dict)
    """Visits (as text) whose exercise another took the place of: that one's id."""


def marks_of(parts: Sequence[Part]) -> list[Mark]:
    """The mark of each part. A part of the moment, such as an offer, has the mark of what comes after it."""
    marks: list[Mark] = []
    seen: dict[tuple[Any, ...], int] = {}
    index, momentary = -1, 0
    for at, part in enumerate(parts):
        segment = part.segment
        if part.index < 0 and at + 1 < len(parts):
            momentary += 1
            continue
        index += 1
        side = segment.side.value if segment.side else None
        key = (segment.visit, segment.exercise, segment.kind.value, segment.set, side)
        nth = seen[key] = seen.get(key, -1) + 1
        marks += [Mark(index, len(parts), *key, nth)] * (momentary + 1)
        momentary = 0
    return marks


def find_mark(marks: Sequence[Mark], wanted: Mark) -> tuple[int, bool]:
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


def fingerprint(loaded: Loaded) -> str:
    """Changes with anything in the routine or its exercises that is heard."""
    return hashlib.sha256(repr(loaded.routine).encode()).hexdigest()[:16]


class Keeper:
    """Keeps the place of one session, from its start to its end."""

    def __init__(self, session: str, folder: Path) -> None:
        self._file = folder / f"{session}.json"
        self._lock_file = folder / f"{session}.lock"
        self._lock: IO[bytes] | None = None

    def take(self) -> bool:
        """Make the session this process's own; False where another process has it. Raises VoicecoachError."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            lock = self._lock_file.open("ab")
        except OSError as exc:
            raise VoicecoachError(
                f"{self._file.parent}: no place can be kept: {exc.strerror or exc}"
            ) from exc
        if not _locked(lock):
            lock.close()
            return False
        self._lock = lock
        return True

    def save(self, place: Place) -> None:
        """Write it whole or not at all. Raises OSError."""
        text = json.dumps({"format": FORMAT, **asdict(place)}, ensure_ascii=False)
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.stem}-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise

    def forget(self) -> None:
        """The session came to its end: there is nothing to resume."""
        self._file.unlink(missing_ok=True)

    def leave(self) -> None:
        """Let go of the session; its place stays."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            self._lock_file.unlink(missing_ok=True)


def load_place(path: Path) -> Place:
    """Raises VoicecoachError where the file is of another version, or broken."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise VoicecoachError(f"{path}: written by another version of voicecoach")
        return Place(**{**data, "mark": Mark(**data["mark"])})
    except (OSError, ValueError, TypeError, KeyError) as exc:
        raise VoicecoachError(f"{path}: this place cannot be read; it is broken") from exc


def places(folder: Path) -> Iterator[Path]:
    """The files of all places that are kept, the latest first."""
    if folder.is_dir():
        yield from sorted(
            folder.glob("*.json"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True
        )


def _locked(file: IO[bytes]) -> bool:
    """Whether this process has the lock now; it is let go of with the file."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
