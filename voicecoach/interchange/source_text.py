"""The text of a foreign file: in whatever encoding it is, and bounded before anything reads it."""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.files import read_bounded
from voicecoach.routine.tree import UNSEEN, unseen_message

LARGEST_FILE = 1_000_000
"""Bytes, as of a routine file: some ten thousand lines."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"PK\x03\x04", "a spreadsheet or another packed file; save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old file of Excel or Word; save it as CSV or as plain text"),
    (b"%PDF", "a PDF; copy its text into a plain text file"),
    (b"{\\rtf", "a file of a word processor (RTF); save it as plain text"),
)
WINDOWS = "cp1252"


def read_source(path: Path, most: int = LARGEST_FILE) -> tuple[str, str]:
    """The text of the file at `path` with plain line ends, and a remark on its encoding (empty if that is UTF-8).

    Raises RoutineError for anything but a readable text of at most `most` bytes, with the place of what cannot be read.
    """
    try:
        data = read_bounded(path, most)
    except FileNotFoundError as error:
        raise RoutineError("there is no such file", path=path) from error
    except PermissionError as error:
        raise RoutineError("this file may not be read; check its permissions", path=path) from error
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EFBIG:
            raise RoutineError(
                f"this file has more than {'a' if most < 2e6 else most // 1_000_000} million bytes; "
                "a file of exercises has a few thousand",
                path=path,
            ) from error
        if path.is_dir():
            raise RoutineError("this is a folder; name a file in it", path=path) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise RoutineError(f"this file cannot be read: {reason}", path=path) from error
    return decode_source(data, path=path)


def decode_source(data: bytes, *, path: Path | str | None = None) -> tuple[str, str]:
    """As `read_source`, for the bytes of a file; `path` is only named in errors."""
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise RoutineError(f"this is {kind}", path=path)
    text, remark = _decoded(data, path)
    text = text.removeprefix("\ufeff")
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"):
        text = text.replace(end, "\n")
    if found := UNSEEN.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise RoutineError(unseen_message(found.group()), path=path, line=line, column=column)
    if not text.strip():
        raise RoutineError("this file is empty", path=path)
    return text, remark


def _decoded(data: bytes, path: Path | str | None) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), "" if name == "utf-8" else f"read as {name.upper()}"
            except UnicodeDecodeError as error:
                raise RoutineError(
                    f"this file begins as {name.upper()} and is not; save it as UTF-8", path=path
                ) from error
    if b"\0" in data:
        raise RoutineError("this is a binary file; save it as plain text, or as CSV", path=path)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(WINDOWS), "read as Windows-1252, as it is not in UTF-8: look at the accents"
    except UnicodeDecodeError as error:
        raise RoutineError(
            f"this file is neither in UTF-8 nor in Windows-1252 (at the byte {data[error.start]:#04x}); save it as UTF-8",
            path=path,
        ) from error
