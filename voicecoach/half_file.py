"""The half file from which a whole one is made: beside its place, and locked as long as its writer lives.

So the leftovers of a process that was killed are known from what another one is writing now. The name holds the machine:
on a disk that several share, each removes its own.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from voicecoach.file_locks import is_at, remove_if_unlocked, try_lock
from voicecoach.logs import logger_for

logger = logger_for(__name__)

SUFFIX = ".part"

# Not tempfile: it would always make the file 0600, and the umask can only be read by setting it.
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class HalfFile:
    """A new, empty file that belongs to this process."""

    def __init__(self, folder: Path, mode: int) -> None:
        self._folder = folder
        self._mode = mode
        self._begun: list[Path] = []
        """Each is put here before it is made: a signal may come in between."""
        self._handles: list[int] = []

    @property
    def path(self) -> Path:
        """Where it is, until it is moved."""
        return self._begun[-1]

    def write(self, data: bytes, *, durable: bool) -> None:
        """All of the file; `durable` waits until the disk has it. Raises OSError."""
        rest = memoryview(data)
        while rest:  # a disk that is almost full takes a part, says how much, and fails at the rest
            rest = rest[os.write(self._handles[-1], rest) :]
        if durable:
            os.fsync(self._handles[-1])

    def open(self, buffering: int = -1) -> BinaryIO:
        """The file, open for writing piece by piece; to be closed before it is moved. Raises OSError."""
        return self.path.open("r+b", buffering=buffering)

    def move_to(self, target: Path) -> None:
        """Put it in the place of `target`, in one step. Raises OSError."""
        if sys.platform == "win32":  # what is open cannot be moved there
            self._release()
        self.path.replace(target)

    def _begin(self) -> None:
        while True:
            self._begun.append(self._folder / f"{_prefix()}{os.urandom(8).hex()}{SUFFIX}")
            self._handles.append(os.open(self.path, _NEW, self._mode))
            if try_lock(self._handles[-1]) is not False and is_at(self.path, self._handles[-1]):
                return
            self._release()  # another process took it for a leftover before it was locked

    def _release(self) -> None:
        while self._handles:
            os.close(self._handles.pop())

    def _end(self) -> None:
        if sys.platform == "win32":
            self._release()
        for path in self._begun:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                logger.warning("a half file cannot be removed: %s", error)
        self._release()


@contextlib.contextmanager
def half_file(folder: Path, mode: int) -> Iterator[HalfFile]:
    """A new, empty file in `folder`; at the end it is removed if it was not moved. Raises OSError."""
    half = HalfFile(folder, mode)
    try:
        half._begin()
        yield half
    finally:
        half._end()


def remove_dead_half_files(folder: Path) -> None:
    """Remove what dead processes of this machine left in `folder`. Never raises OSError."""
    ours = _prefix()
    try:
        for name in os.listdir(folder):  # noqa: PTH208 - before each file that is exported, and names are enough
            if name.startswith(ours) and name.endswith(SUFFIX):
                _remove_if_dead(folder / name)
    except OSError as error:
        logger.debug("%s is not looked through for leftovers: %s", folder, error)


def _remove_if_dead(path: Path) -> None:
    try:
        if remove_if_unlocked(path):
            logger.debug("removed %s, which a process left that was killed", path)
    except FileNotFoundError:
        pass  # another process was quicker
    except OSError as error:
        logger.debug("left %s: %s", path, error)


def _prefix() -> str:
    if sys.platform == "win32":
        return ".voicecoach-"
    return f".voicecoach-{zlib.crc32(os.fsencode(os.uname().nodename)):08x}-"
