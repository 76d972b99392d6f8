"""The file of the diary in every state: damaged, from a newer version, foreign, on a full disk, where nothing can be written."""

from __future__ import annotations

import os
import resource
import sqlite3
from pathlib import Path

import pytest

from tests.practice.rig import Home, in_child, killed_after, needs_fork
from tests.practice.test_diary import entry_of
from voicecoach.errors import NewerState, StateError
from voicecoach.practice import schema


@pytest.fixture
def home(tmp_path: Path) -> Home:
    own = Home(tmp_path)
    own.played("one", "two", "three")
    return own


def filled(home: Home) -> None:
    """With a session by hand, a change and a deletion."""
    with home.diary() as diary:
        diary.add(entry_of(note="By hand."), name="hand-1")
        diary.edit(1, {"note": "Changed."})
        diary.delete([2])


def test_files_are_for_their_user_alone(home: Home) -> None:
    with home.diary() as diary:
        diary.delete([1])
        modes = {one.name: one.stat().st_mode & 0o077 for one in home.folder.glob("diary*")}
    assert modes.keys() >= {"diary.sqlite", "diary.sqlite-wal"}
    assert set(modes.values()) == {0}


@pytest.mark.parametrize("damage", ["head", "text", "middle", "cut"])
def test_a_damaged_one_is_kept_aside_and_made_again_from_the_record(home: Home, damage: str) -> None:
    filled(home)
    data = home.file.read_bytes()
    page = 4096
    changed = {
        "head": b"\x00" * 200 + data[200:],
        "text": b"This is no diary.\n" * 500,
        "middle": data[:page] + b"\xa5" * page * 4 + data[page * 5 :],
        "cut": data[: page + 100],
    }[damage]
    home.file.write_bytes(changed)
    names = home.names()
    assert set(names) - {"hand-1"} == {"one", "three"}  # and not what was deleted
    assert len(home.reported) == 1
    assert "the diary was damaged and is kept as diary.broken-1; a new one is made" in home.reported[0]
    assert home.file.with_name("diary.broken-1").read_bytes() == changed
    assert sorted(home.names()) == sorted(names)
    assert len(home.reported) == 1
    assert sorted(one.name for one in home.folder.iterdir()) == [
        "corrections.json",
        "diary.broken-1",
        "diary.sqlite",
        "sessions.jsonl",
    ]


def test_what_can_still_be_read_of_the_persons_own_words_is_kept(home: Home) -> None:
    filled(home)
    with home.diary() as diary:
        (root,) = next(diary.rows("SELECT rootpage FROM sqlite_master WHERE name = 'exercise_set'"))
    data = bytearray(home.file.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xa5" * 4096
    home.file.write_bytes(data)
    with (
        pytest.raises(StateError, match=r"is kept as diary.broken-1; .* give the command again"),
        home.diary() as diary,
    ):
        diary.details(1)
    with home.diary() as diary:
        found = {one.name: one.note for one in diary.sessions()}
    assert found.pop("hand-1", "By hand.") == "By hand."
    assert found == {"one": "Changed.", "three": ""}


def test_one_from_a_newer_version_is_refused_and_left_as_it_is(home: Home) -> None:
    filled(home)
    connection = sqlite3.connect(home.file)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = home.file.read_bytes()
    with pytest.raises(NewerState, match="a newer version of voicecoach wrote this diary"):
        home.names()
    assert home.file.read_bytes() == before


def test_a_file_of_another_program_is_refused_and_left_as_it_is(home: Home) -> None:
    connection = sqlite3.connect(home.file)
    connection.execute("CREATE TABLE session (theirs)")
    connection.close()
    before = home.file.read_bytes()
    with pytest.raises(StateError, match="not a diary of voicecoach"):
        home.names()
    assert home.file.read_bytes() == before


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_not_a_file_is_said_and_not_waited_for(home: Home, kind: str) -> None:
    home.file.mkdir() if kind == "folder" else os.mkfifo(home.file)
    with pytest.raises(StateError, match="not an ordinary file"):
        home.names()


def test_an_older_version_is_brought_up_to_date(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(home)
    added = ("ALTER TABLE session ADD COLUMN weather TEXT NOT NULL DEFAULT 'rain'",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, added))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with home.diary() as diary:
        assert {row[0] for row in diary.rows("SELECT weather FROM session")} == {"rain"}
        assert {one.name for one in diary.sessions()} == {"one", "three", "hand-1"}


def test_a_migration_that_fails_leaves_the_old_version(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(home)
    added = ("ALTER TABLE session ADD COLUMN weather TEXT", "CREATE TABLE session (again)")
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, added))
        later.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(StateError):
            home.names()
    assert set(home.names()) == {"one", "three", "hand-1"}


# Where nothing can be written.


def test_a_home_that_can_only_be_read_shows_all_and_changes_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(home)
    home.played("four")

    def refused(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("voicecoach.practice.diary_file.make_private", refused)
    before = home.file.read_bytes()
    with home.diary() as diary:
        assert {one.name for one in diary.sessions()} == {"one", "three", "four", "hand-1"}
        with pytest.raises(StateError, match="cannot be changed: that disk can only be read"):
            diary.delete([1])
    assert home.file.read_bytes() == before


def test_without_a_diary_a_home_that_can_only_be_read_shows_the_record(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("voicecoach.practice.diary_file.make_private", refused)
    assert home.names() == ["three", "two", "one"]
    assert not home.file.exists()


@needs_fork
def test_on_a_full_disk_a_change_is_made_or_not_and_nothing_is_lost(home: Home) -> None:
    filled(home)
    own = {"one", "three", "hand-1"}
    outcomes = []
    for room in range(0, 60_000, 6_000):

        def run(room: int = room) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            with home.diary() as diary:
                diary.add(entry_of(note="x" * 9_000), name=f"full-{room}")

        failed = in_child(run) != 0
        names = set(home.names())
        assert names == (own if failed else own | {f"full-{room}"}), room
        own = names
        outcomes.append(failed)
    assert True in outcomes
    assert False in outcomes
    assert not home.reported


@needs_fork
def test_on_a_full_disk_the_sessions_are_shown_and_the_reason_is_said(home: Home, tmp_path: Path) -> None:
    home.names()
    home.played("four")
    told = tmp_path / "told"
    told.write_text("")

    def run() -> None:
        out = told.open("w")
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        with home.diary() as diary:
            os.set_blocking(out.fileno(), True)
            assert [one.name for one in diary.sessions()] == ["four", "three", "two", "one"]
            with pytest.raises(StateError, match="cannot be changed"):
                diary.delete([1])

    assert in_child(run) == 0


@pytest.mark.slow
@needs_fork
def test_killed_wherever_it_is_a_change_is_whole_or_not_there(home: Home) -> None:
    filled(home)
    outcomes = set()
    for steps in range(1, 60):

        def run(steps: int = steps) -> None:
            with home.diary() as diary:
                killed_after(diary, steps)
                diary.delete([one.number for one in diary.sessions() if one.name in ("one", "three")])

        outcomes.add(in_child(run) < 0)
        names = set(home.names())
        assert names in ({"one", "three", "hand-1"}, {"hand-1"}), steps
        if names == {"hand-1"}:
            for one in home.folder.glob("diary.*"):
                one.unlink()
            filled(home)
    assert outcomes == {True, False}
    assert not home.reported


def test_while_another_process_writes_it_is_waited_for_and_then_said(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.names()
    monkeypatch.setattr("voicecoach.practice.diary_file.PATIENCE_S", 0.01)
    other = sqlite3.connect(home.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with home.diary() as diary:
        assert len(diary.sessions()) == 3
        with pytest.raises(sqlite3.OperationalError):
            diary.delete([1])
    other.close()
