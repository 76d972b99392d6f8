"""Standard output and standard error: their encoding, and what happens if they cannot be written."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NAME = "standard output"


class _Out(io.FileIO):
    """Names in its errors the file that failed, which is not the one that is being written."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OSError(error.errno, error.strerror, NAME) from error


class _Err(io.FileIO):
    """Never fails: there is nobody to report to, and what was done counts more than what is said about it."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def prepare_streams() -> None:
    """Keeps characters and full disks from ending the program, and gives a closed stream a place to write to.

    Files and pipes get UTF-8; a terminal gets what it can show, and ? for the rest. PYTHONIOENCODING is obeyed.
    """
    sys.stdout = _prepared(sys.stdout, _Out, ours=sys.stdout is sys.__stdout__)
    sys.stderr = _prepared(sys.stderr, _Err, ours=sys.stderr is sys.__stderr__)


def let_go_of_stdout() -> None:
    """Python flushes stdout when it ends, and would report once more what cannot be written."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass  # it is nothing that Python would flush into a file


def _prepared(stream: TextIO | None, kind: type[_Out | _Err], *, ours: bool) -> TextIO:
    if stream is None:  # closed by the parent
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - for as long as the program runs
    if not isinstance(stream, io.TextIOWrapper):  # a test's, or a notebook's
        return stream
    if not (stream.isatty() or os.environ.get("PYTHONIOENCODING")):
        stream.reconfigure(encoding="utf-8")
    stream.reconfigure(errors="replace")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if not ours or type(raw) is not io.FileIO:  # a console of Windows has a class of its own
        return stream
    stream.flush()
    guarded = kind(raw.fileno(), "wb", closefd=False)
    buffered = raw is not stream.buffer  # python -u
    return io.TextIOWrapper(
        io.BufferedWriter(guarded) if buffered else guarded,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
