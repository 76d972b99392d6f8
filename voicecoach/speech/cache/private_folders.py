"""Private folders for temporary files: removed when the process ends, and by a later one if it was killed.

Each holds a lock file that its owner has locked for as long as it lives; the system releases the lock whatever ends the
owner. So a folder whose lock somebody else can take belongs to nobody any more, whatever container it was made in.

Nothing is looked for at the start, when somebody waits for the first word: leftovers of others are removed at the end.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import stat
import sys
import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from voicecoach.file_locks import try_lock

PREFIX = "voicecoach-"
"""How the names of our folders begin."""

LOCK = "owner.lock"
"""The file in each that its owner has locked."""

_MOST_ENTRIES = 20_000
"""How many entries of a folder for temporary files are looked at in the end, which takes 20 ms."""

_END_S = 2.0
"""How long the end of the process waits for a folder that is being filled."""


class _Folders:
    """The folders of this process."""

    def __init__(self) -> None:
        self._filling = threading.Lock()
        self._locks: dict[str, int | None] = {}
        self._ended = False
        self._expected = False

    def expect(self) -> None:
        """Have the end of this process remove what it made, and what dead ones left."""
        if not self._expected:
            self._expected = True
            atexit.register(self._end)

    def make(self, fill: Callable[[str], None], base: str) -> str:
        self.expect()
        with self._filling:
            if self._ended:  # a thread that nobody waits for goes on while the process ends
                raise OSError("the program is ending")
            folder, descriptor = _locked_folder(base)
            self._locks[folder] = descriptor
            try:
                fill(folder)
            except BaseException:
                self._remove(folder)
                raise
            return folder

    def remove(self, folder: str) -> None:
        with self._filling:
            self._remove(folder)

    def _remove(self, folder: str) -> None:
        descriptor = self._locks.pop(folder, None)
        if sys.platform == "win32" and descriptor is not None:  # what is open cannot be removed there
            os.close(descriptor)
            descriptor = None
        _remove_tree(folder)
        if descriptor is not None:
            os.close(descriptor)

    def _end(self) -> None:
        filled = self._filling.acquire(timeout=_END_S)
        self._ended = True
        try:
            for folder in list(self._locks):
                self._remove(folder)
        finally:
            if filled:
                self._filling.release()
        remove_dead_folders()


_FOLDERS = _Folders()


def remove_at_exit() -> None:
    """Say that this process may make folders: its end then looks for what dead ones left. Costs nothing now."""
    _FOLDERS.expect()


def make_private_folder(
    fill: Callable[[str], None] = lambda folder: None, *, longest_path: int | None = None
) -> Path:
    """A new folder that nobody else may enter, filled by `fill`. Raises OSError, also if the process is ending.

    If the folder for temporary files has a path of more than `longest_path` bytes, it is below /tmp.
    """
    import tempfile  # with shutil 4 ms, which a warm start does without

    base = tempfile.gettempdir()
    if longest_path is not None and len(os.fsencode(base)) > longest_path:
        base = "/tmp"  # only POSIX systems have such paths for temporary files
    return Path(_FOLDERS.make(fill, base))


def remove_private_folder(folder: Path) -> None:
    """Remove a folder that `make` made. Raises nothing."""
    _FOLDERS.remove(os.fspath(folder))


def remove_dead_folders() -> None:
    """Remove what processes left that are dead. Raises nothing."""
    for base in _bases():
        try:
            with os.scandir(base) as entries:
                found = [
                    entry.path
                    for entry in islice(entries, _MOST_ENTRIES)
                    if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False)
                ]
        except OSError:
            continue
        for folder in found:
            try:
                _remove_if_dead(folder)
            except FileNotFoundError:
                pass  # it has no lock (yet), or another process was quicker
            except OSError as error:
                _log("left %s: %s", folder, error)


def _bases() -> set[str]:
    """Where our folders may be, without importing tempfile if nothing else has."""
    if sys.platform == "win32" or "tempfile" in sys.modules:
        import tempfile

        usual = tempfile.gettempdir()
    else:
        usual = next(filter(None, (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))), "/tmp")
    return {usual} if sys.platform == "win32" else {usual, "/tmp"}


def _locked_folder(base: str) -> tuple[str, int | None]:
    import tempfile

    while True:
        folder = tempfile.mkdtemp(prefix=PREFIX, dir=base)
        lock = os.path.join(folder, LOCK)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        # On Windows a file that is open cannot be removed, which is lock enough.
        locked = sys.platform == "win32" or try_lock(descriptor)
        if locked is None:  # a disk without locks: nobody can prove anything about this folder
            os.close(descriptor)
            os.unlink(lock)
            return folder, None
        if locked and os.path.exists(lock):
            return folder, descriptor
        os.close(descriptor)  # another process was quicker, and took it for a dead one's


def _remove_if_dead(folder: str) -> None:
    """Raises OSError if the folder has no lock, or cannot be looked at."""
    lock = os.path.join(folder, LOCK)
    if sys.platform == "win32":
        os.unlink(lock)  # refused while its owner has it open
        _remove_tree(folder)
        _log("removed %s, which a process left that was killed", folder)
        return
    if os.lstat(folder).st_uid != os.geteuid():
        return
    descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode) and try_lock(descriptor):
            _remove_tree(folder)
            _log("removed %s, which a process left that was killed", folder)
    finally:
        os.close(descriptor)


def _remove_tree(folder: str) -> None:
    """Remove the folder; its lock last, so that what a removal leaves that is killed can be removed by a later one."""
    import shutil

    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.name != LOCK:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)
    shutil.rmtree(folder, ignore_errors=True)


def _log(message: str, *what: object) -> None:
    from voicecoach.logs import logger_for

    logger_for(__name__).debug(message, *what)
