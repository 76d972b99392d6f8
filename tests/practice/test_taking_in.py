"""The record of sessions is taken into the diary: all of it, each session once, whatever comes in between."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.practice.rig import Home, in_child, killed_after, needs_fork
from voicecoach.practice.diary import Diary
from voicecoach.practice.schema import migrate
from voicecoach.practice.taking_in import take_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_lines_of_one_session_are_one_session_as_the_last_says(home: Home) -> None:
    home.played("one")
    home.played("one", skipped=["plank"])
    assert home.names() == ["one"]
    home.played("one", skipped=["plank", "bridge"])
    home.played("two")
    assert home.names() == ["two", "one"]
    with home.diary() as diary:
        assert diary.details(1).skipped == ("plank", "bridge")
        assert diary.entry(1).sets_done == 2


@pytest.mark.slow
def test_nothing_new_costs_no_models(home: Home) -> None:
    home.played("one")
    home.names()
    code = (
        "import sys; from pathlib import Path; from voicecoach.practice.diary_file import open_diary\n"
        f"with open_diary(Path({str(home.file)!r}), Path({str(home.record)!r})) as diary:\n"
        "    print(len(diary.sessions()), 'pydantic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "1 False\n"


def test_a_torn_line_waits_for_its_end_and_one_of_another_kind_is_passed_over(home: Home) -> None:
    home.played("one")
    whole = home.record.read_bytes()
    home.played("two")
    torn = home.record.read_bytes()[len(whole) :]
    home.record.write_bytes(whole + b"not JSON\n\x00\xff\n" + torn[:40])
    assert home.names() == ["one"]
    home.record.write_bytes(home.record.read_bytes() + torn[40:])
    assert home.names() == ["two", "one"]


def test_a_line_without_end_does_not_hide_what_comes_after_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicecoach.play.saved.strict_json.LARGEST", 5000)
    home.played("one")
    home.record.write_bytes(home.record.read_bytes() + b"x" * 12_000 + b"\n")
    home.played("two")
    assert home.names() == ["two", "one"]


def test_an_older_copy_that_is_put_back_is_read_from_its_start(home: Home) -> None:
    home.played("one", "two")
    old = home.record.read_bytes()
    home.played("three")
    assert home.names() == ["three", "two", "one"]
    home.record.write_bytes(old)
    home.played("four")
    assert home.names() == ["four", "three", "two", "one"]


def test_a_newer_format_is_taken_in_once_the_program_knows_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from voicecoach.play.saved import record, session_count

    home.played("one")
    known = record.FORMAT
    home.record.write_bytes(home.record.read_bytes().replace(f'"format": {known}'.encode(), b'"format": 9'))
    assert home.names() == []
    monkeypatch.setattr(record, "FORMAT", 9)
    monkeypatch.setattr(session_count, "FORMAT", 9)
    monkeypatch.setattr(record, "UPGRADES", {})
    assert home.names() == ["one"]


def test_a_session_counts_for_the_day_where_the_person_is(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        home.played("winter", began="2026-01-31T23:30:00+00:00")
        home.played("summer", began="2026-07-31T22:30:00+00:00")
        with home.diary() as diary:
            assert [str(one.day) for one in diary.sessions()] == ["2026-08-01", "2026-02-01"]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "began", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00"]
)
def test_a_clock_that_was_wrong_does_no_harm(home: Home, began: str) -> None:
    home.played("odd", began=began)
    home.played("one")
    assert sorted(home.names()) == ["odd", "one"]


@pytest.mark.slow
@needs_fork
def test_killed_wherever_it_is_each_session_is_there_once(home: Home) -> None:
    home.played(*(f"s{number}" for number in range(12)))
    wanted = sorted(f"s{number}" for number in range(12))
    killed = 0
    for steps in range(1, 400, 7):
        for one in home.folder.glob("diary.*"):
            one.unlink()

        def run(steps: int = steps) -> None:
            import sqlite3

            connection = sqlite3.connect(home.file, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            diary = Diary(connection, home.file)
            killed_after(diary, steps)
            migrate(connection)
            take_in(connection, home.record)

        killed += in_child(run) < 0
        assert sorted(home.names()) == wanted, steps
    assert killed > 30
    assert not home.reported


@needs_fork
def test_several_at_once_take_in_each_session_once(home: Home) -> None:
    home.played(*(f"s{number}" for number in range(30)))
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = 0 if len(home.names()) == 30 else 2
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    assert len(home.names()) == 30
