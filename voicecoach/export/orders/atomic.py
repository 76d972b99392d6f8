"""Writes a file that a user asked for whole or not at all: beside its place, then moved there in one step.

Whatever goes wrong on the way (an exception, Ctrl-C, a full disk), nothing half-written stays, and what was there before
still is. A process that is killed leaves its half file behind, until the next file is made there (see `half_file`).
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
from voicecoach.files import why_not_written
from voicecoach.half_file import half_file, remove_dead_half_files
from voicecoach.logs import logger_for

logger = logger_for(__name__)

_ADVICE = {
    errno.EACCES: "choose another place",
    errno.EPERM: "choose another place",
    errno.ENOENT: "make it first",
    errno.ENAMETOOLONG: "choose a shorter one",
}


@contextlib.contextmanager
def replacing(path: Path | str) -> Iterator[BinaryIO]:
    """A binary file, open for writing and seekable, that takes the place of `path` when the block ends well.

    A link is followed: what it leads to is replaced, and the link stays. A new file gets the usual permissions, a
    replaced one keeps its own. Raises ExportError if `path` is a folder, a device or anything else that is not an
    ordinary file, if it or its folder cannot be written, and for every OSError inside the block.
    """
    named = Path(path)
    try:
        target, mode = _target(path)
    except OSError as error:
        raise _failed(error, named) from error
    except ValueError as error:  # a null character
        raise ExportError("that cannot be the name of a file", path=named) from error
    try:
        remove_dead_half_files(target.parent)
        with half_file(target.parent, 0o666) as half:
            out = half.open(buffering=1 << 13)
            try:
                yield out
                # No fsync: it guards against a power cut alone, after which a session is rendered again, and would
                # take longer than the mixing. The writes and the close report what the disk cannot hold.
                out.flush()
            finally:
                _close(out)
            if mode is not None:
                half.path.chmod(mode)
            half.move_to(target)
    except OSError as error:
        raise _failed(error, named) from error


def write_text(path: Path | str, text: str) -> None:
    """Put `text` at `path` as UTF-8 with line feeds, whole or not at all. Raises ExportError."""
    with replacing(path) as out:
        out.write(text.encode("utf-8"))


def check_place(path: Path | str) -> None:
    """Check that `replacing` could begin, so that nobody waits for a session that has nowhere to go.

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
        raise ExportError("that cannot be the name of a file", path=named) from error


def _target(path: Path | str) -> tuple[Path, int | None]:
    """The file that is meant, links followed, and its permission bits if it exists."""
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
    """Close without a second complaint: after a failed write, closing tries to write the rest once more."""
    try:
        out.close()
    except OSError as error:
        logger.debug("closed with what could not be written: %s", error)
        with contextlib.suppress(OSError):
            out.close()


def _failed(error: OSError, path: Path) -> ExportError:
    advice = _ADVICE.get(error.errno or 0)
    reason = why_not_written(error)
    return ExportError(f"not written: {reason}; {advice}" if advice else f"not written: {reason}", path=path)
