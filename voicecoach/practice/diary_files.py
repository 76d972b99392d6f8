"""The diary as a file for other programs, and such a file read back: a table (CSV), or JSON Lines.

Both hold all of it. What is read is bounded and checked as strictly as what voicecoach keeps itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import StateError
from voicecoach.files import read_bounded

if TYPE_CHECKING:
    from voicecoach.practice.diary import Diary
    from voicecoach.practice.entries import NewEntry

LARGEST = 256 * 2**20
"""Bytes of the largest file that is read: several times ten years of every set."""
MOST_SESSIONS = 100_000
"""In one file."""

FORMATS = ("csv", "jsonl")
"""The endings of the files that are written and read."""


def diary_text(diary: Diary, form: str) -> Iterator[str]:
    """The whole diary in one of FORMATS, piece by piece, the oldest session first."""
    from voicecoach.practice.diary_line import line_of

    lines = (line_of(one, diary.details(one.number)) for one in reversed(diary.sessions()))
    if form == "csv":
        from voicecoach.practice.diary_table import table_text

        return table_text(lines)
    return (json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def read_diary_file(path: Path) -> list[tuple[str, NewEntry]]:
    """The sessions in a file, by their names. Raises StateError with the line of the first mistake."""
    try:
        data = read_bounded(path, LARGEST)
    except OSError as error:
        raise StateError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise StateError("this is not UTF-8; save it as UTF-8", path=f"{path}:{line}") from error
    first = text.lstrip()[:1]
    if not first:
        raise StateError("this file is empty", path=path)
    read = _json_lines if first == "{" else _table
    found: list[tuple[str, NewEntry]] = []
    line = 1
    try:
        for line, name, entry in read(text):  # noqa: B007 - named in the error
            found.append((name, entry))
            if len(found) > MOST_SESSIONS:
                raise ValueError(f"there are more than {MOST_SESSIONS:,} sessions; split the file")
    except _AtLine as error:
        raise StateError(str(error), path=f"{path}:{error.line}") from error
    except ValueError as error:
        raise StateError(str(error), path=f"{path}:{line}") from error
    return found


class _AtLine(ValueError):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def _json_lines(text: str) -> Iterator[tuple[int, str, NewEntry]]:
    from voicecoach.practice.diary_line import read_line

    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, *read_line(line)
            except ValueError as error:
                raise _AtLine(number, str(error)) from error


def _table(text: str) -> Iterable[tuple[int, str, NewEntry]]:
    from voicecoach.practice.diary_line import entry_from
    from voicecoach.practice.diary_table import TableMistake, table_sessions

    try:
        for number, values in table_sessions(text):
            try:
                yield number, *entry_from(values)
            except ValueError as error:
                raise _AtLine(number, str(error)) from error
    except TableMistake as error:
        raise _AtLine(error.line, str(error)) from error
