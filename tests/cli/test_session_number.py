"""`--session` on the command line: any session of a routine, and what has none is a first one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import GENTLE, run
from voicecoach.play.saved.record import CompletedSet, Record, append_record


def previewed(home: Path, *options: str) -> dict[str, object]:
    done = run(home, "preview", *GENTLE, "--format", "json", *options)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_preview_is_of_the_session_that_is_asked_for_and_is_kept_as_that(tmp_path: Path) -> None:
    first, tenth = previewed(tmp_path), previewed(tmp_path, "--session", "10")
    assert (first["session"], tenth["session"]) == (1, 10)
    assert first["duration"] > tenth["duration"]  # type: ignore[operator]
    assert previewed(tmp_path) == first
    assert previewed(tmp_path, "--session", "1") == first
    assert previewed(tmp_path, "--talk", "full") == first
    assert previewed(tmp_path, "--session", "10") == tenth


def test_a_preview_knows_nothing_of_the_records(tmp_path: Path) -> None:
    first = previewed(tmp_path)
    done = CompletedSet("pelvic-tilt", 1, None, 5, 5.0, None)
    began = "2026-01-02T07:00:00+00:00"
    record = Record("one", "gentle-daily", "Gentle daily", 0.0, began, done=[done])
    append_record(record, tmp_path / "data" / "voicecoach" / "sessions.jsonl")
    assert previewed(tmp_path) == first


@pytest.mark.parametrize("number", ["0", "-1", "1000001", "ten", "1.5"])
def test_what_is_no_number_of_a_session_is_a_mistake_of_the_command_line(tmp_path: Path, number: str) -> None:
    done = run(tmp_path, "preview", *GENTLE, "--session", number)
    assert done.returncode == 2
    assert "--session" in done.stderr
