"""Locks on files, which the system releases whatever ends the process that holds them.

So a file whose lock can be taken belongs to a process that is gone.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
from pathlib import Path

from voicecoach.logs import logger_for

logger = logger_for(__name__)

_RETRY_S = 0.02
"""How often a lock that another process has is asked for, in seconds."""

_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
"""A pipe that somebody put there is not waited for."""


def try_lock(handle: int) -> bool | None:
    """Whether the file is now locked by this process, until `handle` is closed; None on a disk without locks."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        logger.warning("there are no locks on this disk: %s", error)
        return None
    return True


def is_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one at `path`: a lock on a file without a name locks nothing."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def remove_if_unlocked(path: Path) -> bool:
    """Remove an ordinary file that no process has locked, and say whether it was. Raises OSError.

    A link is not followed. On a disk without locks nothing is removed.
    """
    if sys.platform == "win32":
        path.unlink()  # refused while somebody has it open
        return True
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | _NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode) or not try_lock(handle) or not is_at(path, handle):
            return False
        path.unlink()
    finally:
        os.close(handle)
    return True


def lock_file(path: Path) -> int | None:
    """Lock the file at `path`, made if it is missing; None if another process has it. Raises OSError.

    What is returned holds the lock until it is given to `unlock_file`, or the process ends.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _NONBLOCK, 0o600)
        kept = False
        try:
            if try_lock(handle) is False:
                return None
            kept = is_at(path, handle)  # its owner may have removed it between the two
        finally:
            if not kept:
                os.close(handle)
        if kept:
            return handle


class HeldLock:
    """A lock that is released with this object, if a signal comes before `release` is called. A context."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """May be called twice."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):  # a disk that fails holds no lock either
                unlock_file(self._path, handle)

    def __enter__(self) -> HeldLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def __del__(self) -> None:
        self.release()


def wait_for_lock(path: Path, longest_s: float) -> HeldLock | None:
    """As `lock_file`, but waits for a process that has it, for so many seconds at most. Raises OSError."""
    pause = threading.Event()
    for _ in range(max(1, round(longest_s / _RETRY_S))):
        handle = lock_file(path)
        if handle is not None:
            return HeldLock(path, handle)
        pause.wait(_RETRY_S)
    return None


def unlock_file(path: Path, handle: int) -> None:
    """Release what `lock_file` returned for `path`, and remove the file."""
    try:
        with contextlib.suppress(
            OSError
        ):  # Windows removes nothing that is open; `remove_leftovers` does later
            path.unlink()
    finally:
        os.close(handle)
