"""A home with a record of sessions and a diary."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.practice.diary import Diary
from voicecoach.practice.diary_file import open_diary

MORNING = "2026-01-02T07:00:00+00:00"


def session_record(name: str, began: str = MORNING, **more: Any) -> Record:
    """A session of one exercise with two sets."""
    own = Record(name, "gentle-daily", "Gentle daily", 0.5, began, began, 600.0, finished=True, **more)
    own.done += [CompletedSet("bridge", number, None, 5, 5.0, None, "5 kg", 6, None) for number in (1, 2)]
    return own


class Home:
    """The files of one user, below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self.record = self.folder / "sessions.jsonl"
        self.file = self.folder / "diary.sqlite"
        self.reported: list[str] = []

    def played(self, *names: str, **more: Any) -> None:
        """Sessions are over, one after the other."""
        for name in names:
            append_record(session_record(name, **more), self.record)

    def diary(self) -> AbstractContextManager[Diary]:
        return open_diary(self.file, self.record, report=self.reported.append)

    def names(self) -> list[str]:
        """Of the sessions in the diary, the newest first."""
        with self.diary() as diary:
            return [one.name for one in diary.sessions()]


def in_child(run: Callable[[], object]) -> int:
    """Runs it in a process of its own: 0, 1 for an exception, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed_after(diary: Diary, steps: int) -> None:
    """Kill this process as soon as SQLite has taken so many tens of steps."""
    left = [steps]

    def look() -> int:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    diary.connection.set_progress_handler(look, 10)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes as POSIX has them")
