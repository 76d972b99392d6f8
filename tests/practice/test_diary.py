"""What the diary says of sessions, and what a person may change in it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.practice.rig import Home
from voicecoach.errors import StateError
from voicecoach.practice.entries import Details, HurtEntry, NewEntry, SetEntry


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def entry_of(**more: object) -> NewEntry:
    began = datetime.datetime(2026, 1, 5, 18, tzinfo=datetime.UTC)
    return NewEntry(**{"routine": "walk", "title": "A walk", "began": began, **more})  # type: ignore[arg-type]


def test_a_session_is_read_back_as_it_was_written(home: Home) -> None:
    details = Details(
        sets=(SetEntry("bridge", 1, "left", 5, 2.5, None, "red band", 6, 2), SetEntry("plank", done=False)),
        skipped=("plank",),
        hurt=(HurtEntry("bridge", 1, "left", 3, 12.5),),
        swapped=(("plank", "plank-on-the-knees"),),
    )
    new = entry_of(
        seconds=600.0, pain_before=4, pain_after=2, effort=10, note="Rain.\nAlone.", details=details
    )
    with home.diary() as diary:
        made = diary.add(new)
        assert diary.details(made.number) == details
    assert (made.pain_before, made.pain_after, made.effort, made.note) == (4, 2, 10, "Rain.\nAlone.")
    assert (made.sets_done, made.sets_planned, made.hurt, made.source) == (1, 2, ("bridge",), "hand")


def test_sessions_are_found_by_day_routine_and_exercise_the_newest_first(home: Home) -> None:
    home.played("one")
    home.played("two", began="2026-01-04T07:00:00+00:00")
    with home.diary() as diary:
        walk = diary.add(entry_of())

        def found(**wanted: object) -> list[str]:
            return [one.name for one in diary.sessions(**wanted)]  # type: ignore[arg-type]

        assert found() == [walk.name, "two", "one"]
        assert found(limit=2) == [walk.name, "two"]
        assert found(since=datetime.date(2026, 1, 4)) == [walk.name, "two"]
        assert found(until=datetime.date(2026, 1, 3)) == ["one"]
        assert found(routine="walk") == [walk.name]
        assert found(exercise="bridge") == ["two", "one"]


def test_what_the_person_changed_stays_though_the_session_is_resumed(home: Home) -> None:
    home.played("one")
    with home.diary() as diary:
        number = diary.sessions()[0].number
        diary.edit(number, {"pain_after": 7, "note": "A fall in the evening."})
    home.played("one", hurt=["bridge"], skipped=["plank"])  # left and resumed: its second line
    with home.diary() as diary:
        (found,) = diary.sessions()
        assert (found.number, found.pain_after, found.note) == (number, 7, "A fall in the evening.")
        assert (found.hurt, found.sets_done) == (("bridge",), 2)


def test_another_time_gives_another_day(home: Home) -> None:
    home.played("one")
    with home.diary() as diary:
        changed = diary.edit(1, {"began": datetime.datetime(2026, 2, 3, 12).astimezone()})
    assert changed.day == datetime.date(2026, 2, 3)


def test_what_was_deleted_stays_deleted_and_its_number_is_not_given_again(home: Home) -> None:
    home.played("one", "two")
    with home.diary() as diary:
        diary.delete([2])
    home.played("two", "three")
    assert home.names() == ["three", "one"]
    with home.diary() as diary:
        assert [one.number for one in diary.sessions()] == [3, 1]
        assert not list(diary.rows("SELECT 1 FROM exercise_set WHERE session = 2"))


def test_several_are_deleted_or_none(home: Home) -> None:
    home.played("one")
    with home.diary() as diary, pytest.raises(StateError, match="there is no session 9"):
        diary.delete([1, 9])
    assert home.names() == ["one"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pain_after": 11}, "pain after is a whole number from 0 to 10, not 11"),
        ({"effort": -1}, "effort is a whole number"),
        ({"pain_before": True}, "pain before is a whole number"),
        ({"note": "x" * 10_001}, "the note has 10,001 characters"),
        ({"note": "\ud800"}, "the note holds what is not text"),
        ({"seconds": float("nan")}, "between nothing and 24 hours"),
        ({"name": "x"}, "name cannot be changed"),
    ],
)
def test_what_is_out_of_range_is_refused(home: Home, changes: dict[str, object], said: str) -> None:
    home.played("one")
    with home.diary() as diary:
        before = diary.entry(1)
        with pytest.raises(ValueError, match=said):
            diary.edit(1, changes)
        assert diary.entry(1) == before


@pytest.mark.parametrize("number", [0, -1, 7, 2**70, "'; DROP TABLE session; --"])
def test_a_session_that_is_not_there_is_said(home: Home, number: int | str) -> None:
    with home.diary() as diary, pytest.raises(StateError, match="there is no session"):
        diary.entry(number)
