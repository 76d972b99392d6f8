"""Timelines that were compiled before: the same routine, choices and voice need no second coaching.

Reading, checking, coaching and arranging a routine takes a few hundred milliseconds, most of it for loading the libraries
that do it. A kept timeline is read in a few. It is found under a digest of everything that decides it: the files of all routines
and exercises within reach, the program's own files, the choices, the voice; so an edit of any of them is a miss. A file that
is cut short, foreign or damaged is a miss too, and what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.files import read_bounded, remove_leftovers, write_atomically
from voicecoach.folders import cache_dir
from voicecoach.logs import logger_for
from voicecoach.opening import ENDING
from voicecoach.script.choices import Choices
from voicecoach.session_digest import session_digest
from voicecoach.timeline.serialise import from_bytes, to_bytes
from voicecoach.timeline.timeline import Timeline

if TYPE_CHECKING:
    from voicecoach.speech.api import Voice

logger = logger_for(__name__)

MOST_KEPT = 200
"""Timelines in the store; the oldest go first. One is about 100 kB."""

LARGEST = 8 * 2**20
"""Bytes of the longest timeline that is kept: some sixty hours."""

_MAGIC = b"voicecoach timeline 6"

_HEAD_SIZE = 64
"""Bytes beside the magic in the first line, at most."""


def compiled_timeline(
    routine: str | Path,
    choices: Choices,
    voice: Voice,
    *,
    folder: Path | None = None,
    on_miss: Callable[[], None] = lambda: None,
) -> Timeline:
    """The timeline of a routine, from `folder` (by default the user's cache) or freshly prepared and then kept there.

    `on_miss` is called before it is prepared, which takes a while.

    Raises what `voicecoach.session.prepare` raises.
    """
    identity = getattr(voice, "identity", None)
    key = session_digest(routine, choices, identity) if identity else None
    file = (folder or timelines_folder()) / f"{key}.json" if key else None
    if file and (kept := _read(file)):
        return kept
    on_miss()
    from voicecoach.session import prepare

    timeline = prepare(routine, choices, voice).timeline
    if file:
        _keep(file, timeline)
    return timeline


def clear_timelines(folder: Path | None = None) -> int:
    """Removes every kept timeline and opening, and what a process that died left of one; says how many timelines there were."""
    store = folder or timelines_folder()
    remove_leftovers(store)
    gone = 0
    for file in (*store.glob("*.json"), *store.glob(f"*{ENDING}")):
        with contextlib.suppress(OSError):
            file.unlink()
            gone += file.suffix == ".json"
    return gone


def timelines_folder() -> Path:
    """`timelines` in the user's folder for caches; not made by asking."""
    return cache_dir() / "timelines"


def _read(file: Path) -> Timeline | None:
    try:
        head, _, data = read_bounded(file, LARGEST + len(_MAGIC) + _HEAD_SIZE).partition(b"\n")
        if head != _head(file, data):
            logger.debug("%s is damaged, and made again", file)
            return None
        return from_bytes(data)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        logger.debug("%s is made again: %s", file, error)
        return None


def _head(file: Path, data: bytes) -> bytes:
    return b"%b %b %d" % (_MAGIC, file.stem.encode(), zlib.crc32(data))


def _keep(file: Path, timeline: Timeline) -> None:
    data = to_bytes(timeline)
    if len(data) > LARGEST:
        return
    try:
        # Not durable: what a power cut takes is a miss.
        write_atomically(file, _head(file, data) + b"\n" + data, durable=False)
        remove_leftovers(file.parent)
        kept = sorted(file.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink()
    except OSError as error:
        logger.debug("%s is not kept: %s", file, error)
