"""A digest of everything that decides what is heard of a routine: what is kept is found under it, so an edit is a miss."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from voicecoach.files import read_bounded
from voicecoach.folders import data_dir

if TYPE_CHECKING:
    from voicecoach.script.choices import Choices


def session_digest(routine: str | Path, choices: Choices, identity: str = "") -> str:
    """Forty hexadecimal digits for a routine as a command names it, from here, with these choices and the voice of that
    identity."""
    from hashlib import blake2b

    every = (getattr(choices, name) for name in choices.__dataclass_fields__)
    chosen = [sorted(one) if isinstance(one, frozenset) else one for one in every]
    digest = blake2b(digest_size=20)
    for text in (os.fspath(routine), os.getcwd(), identity, repr(chosen), *_stamps(routine)):  # noqa: PTH109 - quick
        digest.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _stamps(routine: str | Path) -> Iterator[str]:
    """What every file that may decide a timeline holds, or its name, size and time of last change.

    The routine and the exercises are edited by hand and by programs that set times as they like: of these the bytes
    count. Sounds and the program's own files are large or many, and change by being installed.
    """
    from voicecoach.phrases import catalogues
    from voicecoach.shipped import shipped_scripts_dir, shipped_sounds_dir

    own = data_dir()
    given = Path(routine)
    package = Path(__file__).parent
    for folder in (own / "scripts", own / "sounds", shipped_scripts_dir(), shipped_sounds_dir(), package):
        yield from _listing(folder)
    for room in _ROOMS:
        yield from _listing(package / room)
    for catalogue in catalogues():
        yield from _listing(catalogue)
    for folder in (own / "scripts", shipped_scripts_dir(), given.parent):
        yield from _listing(folder / "exercises", _read_stamp)
    named = [
        folder / f"{given.name}{end}" for folder in (own / "scripts", shipped_scripts_dir()) for end in _ENDS
    ]
    for file in (given, *named):
        with contextlib.suppress(OSError, ValueError):
            yield _read_stamp(os.fspath(file), file.stat())
            yield from _sounds_beside(file)


_ENDS = (".yaml", ".yml")

_READ = 256 * 1024
"""Bytes of the largest file that is read for its digest; of a larger one, size and time have to do."""


_ROOMS = ("routine", "script", "phrases", "timeline", "fitting", "speech", "audio")


def _stamp(path: str, stat: os.stat_result) -> str:
    return f"{path}|{stat.st_size}|{stat.st_mtime_ns}"


def _read_stamp(path: str, stat: os.stat_result) -> str:
    if stat.st_size > _READ or not S_ISREG(stat.st_mode):
        return _stamp(path, stat)
    try:
        data = Path(path).read_bytes()
    except OSError:  # nobody may read it
        return _stamp(path, stat)
    return f"{_stamp(path, stat)}|{data.decode('latin-1')}"


def _sounds_beside(file: Path) -> list[str]:
    """What the sounds hold that travel with that routine and that it may name: none of a file that is no routine."""
    from voicecoach.routine.text_file import LARGEST_FILE

    text = read_bounded(file, LARGEST_FILE).decode("utf-8", "replace")
    if "sound" not in text and "\\" not in text:
        return []
    from voicecoach.routine.sounds_beside import SoundsBeside

    return SoundsBeside(file).stamps(text)


def _listing(folder: Path, stamp: Callable[[str, os.stat_result], str] = _stamp) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(stamp(entry.path, entry.stat()) for entry in entries if entry.is_file())
    except (OSError, ValueError):
        return []
