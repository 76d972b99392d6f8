"""Where a session is, saved at each segment, so that nothing but the segment itself is ever lost.

One file a session, `places/SESSION.json` in the user's state folder, written beside and moved into place. A
lock file beside it is locked while the session runs: the system lets go of it whatever ends the process, so
that `resume` knows a session that was cut off from one that runs in the next room.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from voicecoach.errors import NewerState, StateError
from voicecoach.file_locks import lock_file, unlock_file
from voicecoach.files import read_bounded, remove_leftovers, set_aside, write_atomically
from voicecoach.folders import make_private
from voicecoach.folders import places_dir as places_dir
from voicecoach.logs import logger_for
from voicecoach.play.saved import strict_json
from voicecoach.play.saved.marks import SegmentMark
from voicecoach.play.saved.record import Record
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB
from voicecoach.routine.breath_pace import breath_pace, pace_text
from voicecoach.routine.count_in import MOST_COUNTED_IN
from voicecoach.routine.ids import is_id
from voicecoach.script.choices import LONGEST_MINUTES, Counting, Day, Pace, Talk, Where
from voicecoach.script.fit import Fit
from voicecoach.script.session_number import MOST_SESSIONS
from voicecoach.script.side_needs import side_needs
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.api import DEFAULT_SPEED, FASTEST, SLOWEST

if TYPE_CHECKING:
    from pydantic import ConfigDict

    from voicecoach.routine.loaded_routine import LoadedRoutine

logger = logger_for(__name__)

FORMAT = 4
"""The version of these files. 1 had shipped routines by their path, and fewer options; 2 had no load, effort and pain of sets,
3 no fit, no rounds, and nothing of how a session felt."""


def _side_text(text: str) -> str:
    side_needs(text)
    return text


SideText = Annotated[str, Field(max_length=200), AfterValidator(_side_text)]
"""What the sides of an exercise need."""


def _breath_text(text: str) -> str:
    return pace_text(breath_pace(text))


BreathText = Annotated[str, Field(max_length=20), AfterValidator(_breath_text)]
"""The pace of a breath, in and out."""


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What a session was begun with, for `resume`. A place that lacks one was begun before there was that option."""

    level: strict_json.Share = 0.0
    talk: Talk = Talk.FULL
    session: Annotated[int, Field(ge=1, le=MOST_SESSIONS)] | None = None
    """The number of the session, if somebody chose it; None: counted from the records."""
    count: Counting = Counting.EVERY
    first: Literal["left", "right"] = "left"
    pace: Pace = Pace.USUAL
    count_in: Annotated[int, Field(ge=0, le=MOST_COUNTED_IN)] | None = None
    breath: BreathText | None = None
    """Seconds in and out, if somebody asked for it this time."""
    minutes: Annotated[float, Field(ge=1, le=LONGEST_MINUTES)] | None = None
    """The length that it was fitted to."""
    day: Day = Day.NORMAL
    skip: Annotated[tuple[strict_json.ExerciseId, ...], strict_json.Many] = ()
    only: Annotated[tuple[strict_json.ExerciseId, ...], strict_json.Many] = ()
    position: Where | None = None
    sides: Annotated[tuple[tuple[strict_json.ExerciseId, SideText], ...], strict_json.Many] = ()
    fit: Fit | None = None
    """How far along its ranges it is, if it was fitted; `talk` and `include` are then what fitting chose."""
    include: Annotated[tuple[strict_json.ExerciseId, ...], strict_json.Many] = ()
    easier: Annotated[tuple[strict_json.ExerciseId, ...], strict_json.Many] = ()
    voice: strict_json.Name = "auto"
    speed: Annotated[int, Field(ge=SLOWEST, le=FASTEST)] = DEFAULT_SPEED
    """Words a minute."""
    wait: Literal["setup"] | None = None
    music: strict_json.PathText | None = None
    """The file, as `strict_json.path_text` writes it."""
    music_level: Annotated[float, Field(ge=-60, le=-16)] = -24.0
    """In LUFS."""
    output: strict_json.Name = "auto"
    device: strict_json.Name | None = None
    wake: Annotated[float, Field(ge=0, le=10)] = 0.0
    """In seconds."""
    volume: Annotated[int, Field(ge=SOFTEST_DB, le=LOUDEST_DB)] = 0
    """In decibels; as it was last, if it was changed while the session ran."""
    keys: strict_json.Name = "standard"
    chime: bool = True
    """Whether the command is answered with a chime."""
    duck: bool = True
    """Whether other programs are lowered while the coach speaks."""
    ask: bool = False
    """Whether the person is asked how it feels."""
    plain: bool = False
    media_keys: bool = True
    wake_lock: bool = True

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT


@dataclass(frozen=True, slots=True)
class Place:
    """All that `resume` needs."""

    routine: strict_json.PathText
    """Of a routine that comes with voicecoach its id, which holds wherever that is installed; else the path of its
    file, as `strict_json.path_text` writes it."""
    shipped: bool
    """Whether the routine comes with voicecoach."""
    title: strict_json.Text
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    """Of the routine with its exercises, as they were."""
    options: PlayOptions
    mark: SegmentMark
    record: Record
    """The session's record so far."""
    swaps: Annotated[
        dict[Annotated[str, Field(pattern="^[0-9]{1,9}$")], strict_json.ExerciseId], strict_json.Many
    ] = field(default_factory=dict)
    """The visits (as text) in which another exercise took over, each with the id of that one."""

    __pydantic_config__: ClassVar[ConfigDict] = strict_json.STRICT

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot be joined to a folder's path, or begins somewhere else."""
        if self.shipped:
            if not is_id(self.routine):
                raise ValueError("a routine that comes with voicecoach has an id")
        elif not self.path.is_absolute():
            raise ValueError("the path of a routine is absolute")

    @property
    def session(self) -> str:
        """The session's own name."""
        return self.record.session

    @property
    def path(self) -> Path:
        """The routine's file, where it is now."""
        if self.shipped:
            return shipped_scripts_dir() / f"{self.routine}.yaml"
        return Path(strict_json.path_from(self.routine))


def routine_of(path: Path) -> tuple[str, bool]:
    """What a place says of the routine in that file: `routine` and `shipped`."""
    whole = path.absolute()
    shipped = is_id(whole.stem) and whole.parent.resolve() == shipped_scripts_dir().resolve()
    return (whole.stem, True) if shipped else (strict_json.path_text(str(whole)), False)


def routine_fingerprint(loaded: LoadedRoutine) -> str:
    """Changes with anything in the routine or its exercises that is heard."""
    return hashlib.sha256(loaded.routine.spelled_out().encode()).hexdigest()[:16]


class PlaceKeeper:
    """Keeps the place of one session, from its start to its end."""

    def __init__(self, session: str, folder: Path) -> None:
        """Raises ValueError for a name that is not a session's: it becomes a part of a path."""
        if not re.fullmatch(strict_json.SESSION, session):
            raise ValueError(f"{session!r} is not the name of a session")
        self._file = folder / f"{session}.json"
        self._lock_file = folder / f"{session}.lock"
        self._lock: int | None = None

    def take(self) -> bool:
        """Make the session this process's own; False if another process has it. Raises OSError if nothing can be kept
        in that folder."""
        make_private(self._file.parent)
        remove_leftovers(self._file.parent)
        self._lock = lock_file(self._lock_file)
        return self._lock is not None

    def save(self, place: Place) -> None:
        """Write it whole or not at all. Raises OSError; ValueError for text that is not Unicode."""
        text = json.dumps({"format": FORMAT, **asdict(place)}, ensure_ascii=False)
        # Durable: a battery that runs down ends a session like any other end.
        write_atomically(self._file, text.encode())

    def forget(self) -> None:
        """Forget the place: the session came to its end, and there is nothing to resume. Raises OSError."""
        self._file.unlink(missing_ok=True)

    def leave(self) -> None:
        """Let go of the session; its place stays."""
        if self._lock is not None:
            held, self._lock = self._lock, None
            unlock_file(self._lock_file, held)


def load_place(path: Path) -> Place:
    """Raises StateError if the file cannot be read or is broken, NewerState if a newer version wrote it."""
    try:
        place = strict_json.read_strictly(Place, read_bounded(path, strict_json.LARGEST), FORMAT, _UPGRADES)
    except strict_json.NewerFormat as exc:
        raise NewerState("this place was written by a newer version of voicecoach", path=path) from exc
    except strict_json.UnreadableJson as exc:
        raise StateError(f"this place is broken: {exc}", path=path) from exc
    except OSError as exc:
        raise StateError(f"this place cannot be read: {exc.strerror or exc}", path=path) from exc
    if place.session != path.stem:
        raise StateError("this place is broken: it is of another session", path=path)
    return place


def kept_places(folder: Path, report: Callable[[str], None]) -> Iterator[Place]:
    """Every place that can be used, the latest first.

    What is broken is set aside and reported in one line; what a newer version wrote, or the system does not let us
    read, is reported and stays.
    """
    for path in place_files(folder):
        try:
            yield load_place(path)
        except NewerState as exc:
            report(f"{exc}; it is left as it is")
        except StateError as exc:
            why = exc.__cause__
            if isinstance(why, FileNotFoundError):  # ended meanwhile
                continue
            if isinstance(why, PermissionError) or set_aside(path) is None:
                report(f"{exc}; it is left out")
            else:
                report(f"{exc}; it is set aside")


def place_files(folder: Path) -> Iterator[Path]:
    """The files of all places that are kept, the latest first."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".json") and not entry.name.startswith("."):
                    found.append((entry.stat(follow_symlinks=False).st_mtime, entry.name))
    except FileNotFoundError:
        pass
    except OSError as exc:
        logger.warning("%s: no place can be found there: %s", folder, exc)
    yield from (folder / name for _, name in sorted(found, reverse=True))


def _from_first(data: dict[str, Any]) -> None:
    """From format 1 to 2."""
    path = Path(data["routine"])
    inside = path.parent == shipped_scripts_dir() or path.parts[-3:-1] == ("_shipped", "scripts")
    data["shipped"] = inside and is_id(path.stem)
    data["routine"] = path.stem if data["shipped"] else strict_json.path_text(str(path))
    if data.pop("session") != data["record"]["session"]:
        raise ValueError("two sessions")
    if data["record"].pop("format") != 1:
        raise ValueError("the record is of another format")
    music = data["options"].get("music")
    if music is not None:
        data["options"]["music"] = strict_json.path_text(music)


_UPGRADES: strict_json.Upgrades = {1: _from_first, 2: strict_json.unchanged, 3: strict_json.unchanged}
"""From each older format to the next."""
