"""Folders that are made for files, and removed again if no file was written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from voicecoach.errors import ExportError
from voicecoach.logs import logger_for

logger = logger_for(__name__)


@contextlib.contextmanager
def new_folders() -> Iterator[Callable[[Path], Path]]:
    """A function that makes a folder, if only its last part is missing, and returns it. It raises ExportError.

    At the end those that it made and that are still empty are removed.
    """
    made: list[Path] = []

    def make(path: Path) -> Path:
        if os.path.isdir(path):  # noqa: PTH112 - these three never raise
            return path
        made.append(path)  # before it is made: an interrupt may come between
        try:
            path.mkdir()
        except OSError as error:
            made.pop()
            if os.path.isdir(path):  # noqa: PTH112 - somebody else was quicker
                return path
            reason = "that is a file" if os.path.exists(path) else (error.strerror or str(error)).lower()  # noqa: PTH110
            raise ExportError(f"no folder can be made there: {reason}", path=path) from error
        return path

    try:
        yield make
    finally:
        for path in reversed(made):
            try:
                path.rmdir()
            except OSError as error:  # it is not empty, as a rule; or somebody else's by now
                logger.debug("%s stays: %s", path, error)
