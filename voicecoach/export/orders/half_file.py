"""The half file from which a whole one is made: locked as long as its writer lives.

So what a process left that was killed outright is told from what another one is writing now, and goes away when the
next file is made in that folder. The name holds the machine: on a disk that several share, each clears its own.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from voicecoach.logs import logger_for

logger = logger_for(__name__)

# Not tempfile: it would make the file 0600, and the umask can only be read by setting it.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new, empty file in the folder of `target`; at the end it is removed, if it is still there. Raises OSError."""
    _clear(target.parent)
    begun: list[Path] = []
    """Each is put here before it is made: a signal may come between."""
    locks: list[int] = []
    try:
        while True:
            begun.append(target.with_name(f"{_prefix()}{secrets.token_hex(8)}.part"))
            if _begin(begun[-1], locks):
                break
        yield begun[-1]
    finally:
        for part in begun:
            try:
                part.unlink(missing_ok=True)
            except OSError as error:
                logger.warning("a half file cannot be removed: %s", error)
        for lock in locks:
            os.close(lock)


def _begin(part: Path, locks: list[int]) -> bool:
    """Makes the file, with what holds its lock until it is closed; False if another process took it for a leftover before
    it was locked."""
    handle = os.open(part, _NEW, 0o666)
    if sys.platform == "win32":
        os.close(handle)  # what is open can be neither moved nor removed there, which is lock enough
        return True
    locks.append(handle)
    if _lock(handle) is not False and part.exists():
        return True
    os.close(locks.pop())
    return False


def _prefix() -> str:
    if sys.platform == "win32":
        return ".voicecoach-"
    return f".voicecoach-{zlib.crc32(os.fsencode(os.uname().nodename)):08x}-"


def _clear(folder: Path) -> None:
    """Removes what dead processes of this machine left there."""
    ours = _prefix()
    try:
        for name in os.listdir(folder):  # noqa: PTH208 - before each file that is written, and names are enough
            if name.startswith(ours) and name.endswith(".part"):
                with contextlib.suppress(FileNotFoundError):  # another process was quicker
                    _remove_dead(folder / name)
    except OSError as error:
        logger.debug("what dead processes left in %s is not cleared: %s", folder, error)


def _remove_dead(part: Path) -> None:
    if sys.platform == "win32":
        part.unlink()  # refused while somebody has it open
        return
    # A link is not followed, and a pipe not waited for.
    handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if _lock(handle):
            part.unlink()
    finally:
        os.close(handle)


def _lock(handle: int) -> bool | None:
    """Whether the file is now ours; None where there are no locks. It is let go of when it is closed, or we die."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
