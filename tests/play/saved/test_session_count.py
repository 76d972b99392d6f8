"""The number of the next session, by a glance: the same as by reading the records strictly, if they are as we write them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from voicecoach.play.saved.earlier import earlier_records
from voicecoach.play.saved.practice import familiarity_from
from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.play.saved.session_count import LARGEST, next_session

NOW = datetime.datetime(2026, 11, 26, 7, tzinfo=datetime.UTC)


def add(file: Path, name: str, routine: str, *, done: bool = True) -> None:
    record = Record(name, routine, 'A "title" of \\ it', 0.0, "2026-11-20T07:00:00+00:00")
    if done:
        record.done.append(CompletedSet("bridge", 1, None, 5, 5.0, None))
    append_record(record, file)


def test_it_counts_as_the_strict_reader_does(tmp_path: Path) -> None:
    file = tmp_path / "sessions.jsonl"
    assert next_session(file, "one") == 1
    for name, routine, done in (
        ("a", "one", True),
        ("b", "one", False),
        ("c", "two", True),
        ("d", "one", False),
        ("d", "one", True),  # left before anything was done, and resumed
        ("e", "Rücken", True),
    ):
        add(file, name, routine, done=done)
    for routine, number in (("one", 3), ("two", 2), ("Rücken", 2), ("on", 1), ("bridge", 1)):
        assert next_session(file, routine) == number
        assert familiarity_from(earlier_records(file), routine, NOW).session == number


def test_what_cannot_be_read_is_not_guessed(tmp_path: Path) -> None:
    assert next_session(tmp_path, "one") is None
    big = tmp_path / "sessions.jsonl"
    with big.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert next_session(big, "one") is None


@pytest.mark.parametrize("line", [b"\xff\xfe\x00", b'{"session": "x"', b"", b'"routine": "one",' * 100])
def test_foreign_lines_count_for_nothing(line: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sessions.jsonl"
    file.write_bytes(line + b"\n")
    assert next_session(file, "one") == 1
