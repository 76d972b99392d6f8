"""Reading the text of a routine or exercise file, with a limit on everything that a stranger's file may be."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.files import read_bounded

LARGEST_FILE = 1_000_000
"""Bytes: a thousand times the usual routine; checked before anything is read."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_routine_text(path: Path) -> str:
    """The text of the file at `path`, without a byte order mark.

    Raises RoutineError for anything but a readable file of at most a megabyte in UTF-8. Nothing blocks: a pipe is refused
    before it is opened.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = next((name for test, name in _KINDS if test(found.st_mode)), "not a plain file")
            raise RoutineError(f"this is {kind}; a routine is a file", path=path)
        if found.st_size > LARGEST_FILE:
            raise RoutineError(
                f"this file has {found.st_size / 1e6:,.1f} million bytes; a routine file has at most one million",
                path=path,
            )
        data = read_bounded(path, LARGEST_FILE)
    except FileNotFoundError as error:
        raise RoutineError("there is no such file", path=path) from error
    except PermissionError as error:
        raise RoutineError("this file may not be read; check its permissions", path=path) from error
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EFBIG:  # it grew, or lies about its size, as in /proc
            too_large = "this file is too large; a routine file has at most one million bytes"
            raise RoutineError(too_large, path=path) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise RoutineError(f"this file cannot be read: {reason}", path=path) from error
    return decode_text(data, path=path)


def decode_text(data: bytes, *, path: Path | str | None = None) -> str:
    """The text in `data`: UTF-8, with or without a byte order mark.

    Raises RoutineError, at the place of the first byte that cannot be read.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RoutineError("this file is in UTF-16; save it as UTF-8", path=path, line=1, column=1)
    if b"\0" in data:
        line, column = _place(data, data.index(b"\0"))
        raise RoutineError(
            "this is a binary file; a routine is plain text", path=path, line=line, column=column
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder removes the mark before it counts.
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line, column = _place(data, start)
        raise RoutineError(
            f"this file is not in UTF-8 (at the byte {data[start]:#04x}); save it as UTF-8, if it is text",
            path=path,
            line=line,
            column=column,
        ) from error


def _place(data: bytes, index: int) -> tuple[int, int]:
    before = data[:index].removeprefix(b"\xef\xbb\xbf")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1


def text_within_folder(path: Path) -> str:
    """As `read_routine_text`; raises RoutineError also for a link that leads out of its folder."""
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        raise RoutineError("this link leads out of its folder; put the file itself here", path=path)
    return read_routine_text(path)
