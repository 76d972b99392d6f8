"""A file as a muxer sees it: one that never fails.

An error within FFmpeg's callbacks loses its kind on the way through, and comes again while the container is closed.
So the first error is kept, everything after it goes nowhere, and the code that feeds the muxer calls `check`.
"""

from __future__ import annotations

from typing import BinaryIO


class MuxerFile:
    """Wraps an open binary file."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._error: Exception | None = None
        self._place = 0
        """Where the next write goes, as the muxer counts."""
        self._end = 0

    def check(self) -> None:
        """Raises the first error of the file, as it was."""
        if self._error is not None:
            raise self._error

    def write(self, data: bytes) -> int:
        """Takes all of it, whatever becomes of it."""
        if self._error is None:
            try:
                self._out.write(data)
            except Exception as error:
                self._error = error
        self._place += len(data)
        self._end = max(self._end, self._place)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As files do."""
        self._place = offset + (0, self._place, self._end)[whence]
        if self._error is None:
            try:
                self._out.seek(self._place)
            except Exception as error:
                self._error = error
        return self._place

    def tell(self) -> int:
        """As files do."""
        return self._place
