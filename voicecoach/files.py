"""How the files that voicecoach keeps are read and written: whole or not at all, for their user alone.

A file is written beside its place under a name of its own and moved there in one step. While it is written it is locked,
and the system lets go of the lock whatever ends the process: so what a process left that was killed outright is told
from what another one is writing now.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from voicecoach.folders import NOWHERE, make_private
from voicecoach.logs import logger_for

logger = logger_for(__name__)

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# A pipe that somebody put there is not waited for.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_REASONS = {
    errno.ENOSPC: "there is no room left on the disk",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "that disk can only be read",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ELOOP: "that is a link which leads back to itself",
    errno.EIO: "the disk failed",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EEXIST: "a part of that path is a file, not a folder",
    errno.EISDIR: "that is a folder",
}


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path`, whole or not at all, readable by its user alone; its folder is made. Raises OSError.

    `durable`: wait until the disk has it, so that a power cut leaves the old file or the new one and never an empty
    one. That takes milliseconds; what can be made again goes without. The folder is not waited for: the old file is
    as whole as the new one.
    """
    make_private(path.parent)
    while not _write_beside(path, data, durable=durable):
        pass  # another process took the new file for a leftover before it was locked


def _write_beside(path: Path, data: bytes, *, durable: bool) -> bool:
    part = path.with_name(f".{path.name}-{os.urandom(8).hex()}.tmp")
    handle = -1
    try:
        handle = os.open(part, _NEW, 0o600)
        if _locked(handle) is False or not _same(part, handle):
            return False
        _write_all(handle, data)
        if durable:
            os.fsync(handle)
        if sys.platform == "win32":  # what is open cannot be moved there
            closing, handle = handle, -1
            os.close(closing)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    finally:
        if handle >= 0:
            os.close(handle)
    return True


def read_bounded(path: Path, most: int) -> bytes:
    """All bytes of an ordinary file. Raises OSError, also for what is not a file (a pipe, a folder) or has more than `most`
    bytes."""
    handle = os.open(path, _READ)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "that is not an ordinary file", str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(most + 1)
    finally:
        os.close(handle)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most:,} bytes", str(path))
    return data


def remove_leftovers(folder: Path) -> None:
    """Remove the half files and the locks that dead processes left in `folder`. Never raises OSError."""
    for pattern in (".*.tmp", "*.lock"):
        with contextlib.suppress(OSError):
            for path in list(folder.glob(pattern)):
                try:
                    if _remove_dead(path):
                        logger.debug("removed %s, which a process left that was killed", path)
                except OSError as error:
                    logger.debug("left %s: %s", path, error)


def lock_file(path: Path) -> int | None:
    """Lock the file at `path`, made where it is missing; None where another process has it. Raises OSError.

    What is returned holds the lock until it is given to `unlock`, or the process ends.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
        kept = False
        try:
            if _locked(handle) is False:
                return None
            # The one who had it before may have removed it meanwhile: a lock on a file without a name locks nothing.
            kept = _same(path, handle)
        finally:
            if not kept:
                os.close(handle)
        if kept:
            return handle


def unlock_file(path: Path, handle: int) -> None:
    """Let go of what `lock` gave for `path`, and remove the file."""
    try:
        with contextlib.suppress(
            OSError
        ):  # Windows removes nothing that is open; then `remove_leftovers` does
            path.unlink()
    finally:
        os.close(handle)


def set_aside(path: Path) -> Path | None:
    """Rename a broken file to `*.broken`, so that nothing looks at it again; None where it cannot be renamed."""
    aside = path.with_suffix(".broken")
    try:
        path.replace(aside)
    except OSError as error:
        logger.warning("%s cannot be set aside: %s", path, error)
        return None
    return aside


def why_not_written(error: OSError | ValueError) -> str:
    """Why a file cannot be written, in a few words for a person."""
    if not isinstance(error, OSError):
        return "it holds what cannot be written"
    named = error.filename
    if isinstance(named, str | bytes) and Path(os.fsdecode(named)).is_relative_to(NOWHERE.parent):
        return "this user has no home folder"
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def _write_all(handle: int, data: bytes) -> None:
    """A disk that is almost full takes a part, says how much, and fails at the rest."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _same(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _remove_dead(path: Path) -> bool:
    if sys.platform == "win32":
        path.unlink()  # refused while somebody has it open
        return True
    handle = os.open(path, _READ | os.O_NOFOLLOW)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode) or not _locked(handle) or not _same(path, handle):
            return False
        path.unlink()
    finally:
        os.close(handle)
    return True


def _locked(handle: int) -> bool | None:
    """Whether the file is now locked by this process; None on a disk without locks, where nobody can say."""
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
