"""How the files that voicecoach keeps are read and written: whole or not at all, for their user alone."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from voicecoach.file_locks import remove_if_unlocked
from voicecoach.folders import NOWHERE, make_private
from voicecoach.half_file import half_file, remove_dead_half_files
from voicecoach.logs import logger_for

logger = logger_for(__name__)

# A pipe that somebody put there is not waited for.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

DEVICE_NAMES = frozenset(
    {"con", "nul", "aux", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""What no file on Windows is called, in small letters, whatever its ending."""

_REASONS = {
    errno.ENOSPC: "there is no room left on the disk",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file would be larger than this system allows here",
    errno.EROFS: "that disk can only be read",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ELOOP: "that is a link which leads back to itself",
    errno.EIO: "the disk failed",
    errno.ENOENT: "that folder does not exist",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EEXIST: "a part of that path is a file, not a folder",
    errno.EISDIR: "that is a folder",
    errno.ENAMETOOLONG: "that name is too long",
}


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path`, whole or not at all, readable by its user alone; its folder is made. Raises OSError.

    `durable`: wait until the disk has it, so that a power cut leaves the old file or the new one and never an empty
    one. That takes milliseconds; what can be made again goes without. The folder is not waited for: the old file is
    as whole as the new one.
    """
    make_private(path.parent)
    replace_with(path, data, durable=durable)


def replace_with(path: Path, data: bytes, *, durable: bool) -> None:
    """As `write_atomically`, in a folder that exists."""
    with half_file(path.parent, 0o600) as half:
        half.write(data, durable=durable)
        half.move_to(path)


def open_to_read(path: Path | str) -> int:
    """A descriptor of an ordinary file. Raises OSError, also for what is not one (a pipe, a folder)."""
    handle = os.open(path, _READ)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "that is not an ordinary file", str(path))
    except BaseException:
        os.close(handle)
        raise
    return handle


def read_bounded(path: Path, most: int) -> bytes:
    """All bytes of an ordinary file. Raises OSError, also for what is not a file (a pipe, a folder) or has more than `most`
    bytes."""
    handle = open_to_read(path)
    try:
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(most + 1)
    finally:
        os.close(handle)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most:,} bytes", str(path))
    return data


def remove_leftovers(folder: Path) -> None:
    """Remove the half files and the locks that dead processes left in `folder`. Never raises OSError."""
    remove_dead_half_files(folder)
    with contextlib.suppress(OSError):
        for path in list(folder.glob("*.lock")):
            try:
                if remove_if_unlocked(path):
                    logger.debug("removed %s, which a process left that was killed", path)
            except OSError as error:
                logger.debug("left %s: %s", path, error)


def set_aside(path: Path) -> Path | None:
    """Rename a broken file to `*.broken`, so that nothing looks at it again; None if it cannot be renamed."""
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
