"""Writes a file whole or not at all: beside its place under a name of its own, then moved there in one step.

Whatever goes wrong on the way (an exception, Ctrl-C, a full disk), nothing half-written stays and what stood
there before still stands. A process that is killed outright leaves its `.voicecoach-*.part` behind, until the next file
is made there (see `part`).
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from voicecoach.errors import ExportError
from voicecoach.export.orders.half_file import beside
from voicecoach.logs import logger_for

logger = logger_for(__name__)

_REASONS = {
    errno.ENOSPC: "there is no room left on the disk",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file would be larger than this system allows here",
    errno.EROFS: "that disk can only be read",
    errno.EACCES: "you may not write there; choose another place",
    errno.EPERM: "you may not write there; choose another place",
    errno.ENOENT: "that folder does not exist; make it first",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.ENAMETOOLONG: "that name is too long; choose a shorter one",
    errno.ELOOP: "that is a link which leads back to itself",
    errno.EIO: "the disk failed",
}


@contextlib.contextmanager
def replacing(path: Path | str) -> Iterator[BinaryIO]:
    """A binary file, open for writing and seekable, that takes the place of `path` when the block ends well.

    A link is followed: what it leads to is replaced, and the link stays. A new file gets the usual
    permissions, a replaced one keeps its own. Raises ExportError where `path` is a folder, a device or
    anything else that is no ordinary file, where it or its folder cannot be written, and for every OSError
    inside the block.
    """
    named = Path(path)
    try:
        target, mode = _target(path)
    except OSError as error:
        raise _failed(error, named) from error
    except ValueError as error:  # a null character
        raise ExportError("that is no name for a file", path=named) from error
    try:
        with beside(target) as part:
            out = part.open("r+b", buffering=1 << 13)
            try:
                yield out
                # No fsync: it guards against a power cut alone, after which a session is rendered again, and would
                # take longer than the mixing. What the disk cannot hold is told by the writes and the close.
                out.flush()
            finally:
                _close(out)
            if mode is not None:
                part.chmod(mode)
            part.replace(target)
    except OSError as error:
        raise _failed(error, named) from error


def write_text(path: Path | str, text: str) -> None:
    """Puts `text` at `path` as UTF-8 with line feeds, whole or not at all. Raises ExportError."""
    with replacing(path) as out:
        out.write(text.encode("utf-8"))


def check_place(path: Path | str) -> None:
    """Looks whether `replacing` could begin, so that nobody waits for a session that has nowhere to go.

    Raises ExportError.
    """
    named = Path(path)
    try:
        target, _ = _target(path)
        folder = target.parent
        if not os.access(folder, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES if folder.is_dir() else errno.ENOENT, "")
    except OSError as error:
        raise _failed(error, named) from error
    except ValueError as error:
        raise ExportError("that is no name for a file", path=named) from error


def _target(path: Path | str) -> tuple[Path, int | None]:
    """The file that is meant, links followed, and its permission bits where it exists."""
    named = Path(path)
    target = Path(os.path.realpath(named))
    if named.name == "" or os.fspath(path).endswith(("/", os.sep)):  # a Path forgets the slash at its end
        raise ExportError("that is a folder; name a file in it", path=named)
    try:
        found = target.stat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise ExportError(
                f"the folder {_above(named, target)} does not exist; make it first", path=named
            ) from None
        return target, None
    if stat.S_ISDIR(found.st_mode):
        raise ExportError("that is a folder; name a file in it", path=named)
    if not stat.S_ISREG(found.st_mode):
        raise ExportError(
            "that is a device or a pipe, and only an ordinary file can be replaced whole", path=named
        )
    if not os.access(target, os.W_OK):
        raise ExportError("that file is write-protected; choose another name", path=named)
    return target, stat.S_IMODE(found.st_mode)


def _above(named: Path, target: Path) -> Path:
    """The folder of a file as it was named; that of its target if the name is a link."""
    return target.parent if named.is_symlink() else named.parent


def _close(out: BinaryIO) -> None:
    """Closes without a second complaint: after a failed write, closing tries to write the rest once more."""
    try:
        out.close()
    except OSError as error:
        logger.debug("closed with what could not be written: %s", error)
        with contextlib.suppress(OSError):
            out.close()


def _failed(error: OSError, path: Path) -> ExportError:
    reason = _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return ExportError(f"not written: {reason}", path=path)
