"""Reading the text of a routine or exercise file, with a limit on everything that a stranger's file may be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from voicecoach.errors import RoutineError

LARGEST_FILE = 1_000_000
"""Bytes: a thousand times the usual routine; looked at before anything is read."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_routine_text(path: Path) -> str:
    """The text of the file at `path`, without a byte order mark.

    Raises RoutineError for what is no plain, readable file of at most a megabyte in UTF-8. Nothing blocks: a pipe is
    refused before it is opened.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = next((name for test, name in _KINDS if test(found.st_mode)), "no plain file")
            raise RoutineError(f"this is {kind}; a routine is a file", path=path)
        if found.st_size > LARGEST_FILE:
            raise RoutineError(
                f"this file has {found.st_size / 1e6:,.1f} million bytes; a routine file has at most one million",
                path=path,
            )
        data = _read(path)
    except FileNotFoundError as error:
        raise RoutineError("there is no such file", path=path) from error
    except PermissionError as error:
        raise RoutineError("this file may not be read; look at its permissions", path=path) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RoutineError(f"this file cannot be read: {reason}", path=path) from error
    return decode_text(data, path=path)


def _read(path: Path) -> bytes:
    # One byte over the limit tells a file that grew (or that lies about its size, as in /proc) from one that fits.
    pieces = []
    left = LARGEST_FILE + 1
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123
        while left and (piece := file.read(left)):
            pieces.append(piece)
            left -= len(piece)
    if not left:
        raise RoutineError("this file is too large; a routine file has at most one million bytes", path=path)
    return b"".join(pieces)


def decode_text(data: bytes, *, path: Path | str | None = None) -> str:
    """The text in `data`: UTF-8, with or without a byte order mark.

    Raises RoutineError, at the place of the first byte that is none.
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
        # The decoder cuts the mark off before it counts.
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line, column = _place(data, start)
        raise RoutineError(
            f"this file is not in UTF-8 (at the byte {data[start]:#04x}); save it as UTF-8, or it is no text",
            path=path,
            line=line,
            column=column,
        ) from error


def _place(data: bytes, index: int) -> tuple[int, int]:
    before = data[:index].removeprefix(b"\xef\xbb\xbf")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1
