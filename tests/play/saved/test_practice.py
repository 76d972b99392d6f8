"""How often somebody did what: counted from the records, and from nothing else."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.earlier import earlier_records
from voicecoach.play.saved.place import Place, load_place, place_files
from voicecoach.play.saved.practice import familiarity_from
from voicecoach.play.saved.record import CompletedSet, Record, append_record, read_records
from voicecoach.script.cue import Side
from voicecoach.script.familiarity import Amount, Familiarity, Practised

NOW = datetime.datetime(2026, 3, 10, 18, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))


def record(day: str, *done: CompletedSet, routine: str = "two-things", hurt: tuple[str, ...] = ()) -> Record:
    began = f"{day}T06:00:00+00:00"
    return Record(f"s{day}-{routine}", routine, "Two things", 0.0, began, done=list(done), hurt=list(hurt))


def a_set(exercise: str = "bridge", reps: int = 5, side: Side | None = None, number: int = 1) -> CompletedSet:
    return CompletedSet(exercise, number, side, reps, 5.0, None)


def test_nobody_has_done_anything_at_first(tmp_path: Path) -> None:
    assert familiarity_from([], "two-things", NOW) == Familiarity()
    assert familiarity_from(earlier_records(tmp_path / "none.jsonl"), "two-things", NOW) == Familiarity()
    assert familiarity_from(earlier_records(tmp_path), "two-things", NOW) == Familiarity()


def test_sessions_are_counted_by_routine_and_exercises_wherever_they_were_done() -> None:
    records = [
        record("2026-03-09", a_set("bridge"), a_set("twist")),
        record("2026-03-01", a_set("bridge")),
        record("2026-03-05", a_set("bridge"), routine="another"),
    ]
    found = familiarity_from(records, "two-things", NOW)
    assert found.session == 3
    bridge, twist = found.practised("bridge"), found.practised("twist")
    assert bridge is not None
    assert twist is not None
    assert (bridge.times, bridge.days_ago) == (3, 1)
    assert (twist.times, twist.days_ago) == (1, 1)
    assert found.practised("march") is None


def test_a_session_in_which_nothing_was_done_and_one_that_is_still_to_come_count_for_nothing() -> None:
    records = [record("2026-03-09"), record("2026-03-11", a_set()), record("0001-01-01", a_set())]
    found = familiarity_from(records[:2], "two-things", NOW)
    assert found == Familiarity()
    assert familiarity_from(records, "two-things", NOW).session in (
        1,
        2,
    )  # the first day of all: either will do


def test_what_was_done_last_is_known_by_side_if_all_its_sets_were_alike() -> None:
    left, right = a_set(side=Side.LEFT), a_set(reps=7, side=Side.RIGHT)
    more = a_set(reps=8, side=Side.RIGHT, number=2)
    (alike,) = familiarity_from([record("2026-03-09", left, right)], "x", NOW).exercises or ()
    assert alike == Practised("bridge", 1, 1, (Amount(Side.LEFT, 1, 5, 5.0), Amount(Side.RIGHT, 1, 7, 5.0)))
    (uneven,) = familiarity_from([record("2026-03-09", left, right, more)], "x", NOW).exercises or ()
    assert uneven.amounts == (Amount(Side.LEFT, 1, 5, 5.0),)
    (hurt,) = familiarity_from([record("2026-03-09", left, hurt=("bridge",))], "x", NOW).exercises or ()
    assert (hurt.amounts, hurt.hurt, alike.hurt) == ((Amount(Side.LEFT, 1, 5, 5.0),), True, False)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (["2026-03-09"], True),  # the second time
        (["2026-03-08", "2026-03-09"], False),
        (["2026-02-01", "2026-02-02"], True),
        (["2026-02-01", "2026-02-02", "2026-03-06"], False),
    ],
)
def test_the_long_notice_comes_twice_and_then_once_a_month(days: list[str], due: bool) -> None:
    records = [record(day, a_set()) for day in days]
    assert familiarity_from(records, "two-things", NOW).long_notice is due


def practised(tmp_path: Path, times: int) -> LiveSettings:
    """Of somebody who did the bridge so often, each day until yesterday."""
    file = tmp_path / "sessions.jsonl"
    today = datetime.datetime.now().astimezone().date()
    for number in range(times):
        day = today - datetime.timedelta(days=number + 1)
        append_record(record(day.isoformat(), a_set()), file)
    return LiveSettings(places=tmp_path / "places", record=file)


def test_a_live_session_says_little_of_what_was_done_often_and_all_of_what_is_new(tmp_path: Path) -> None:
    rig = Rig(tmp_path, practised(tmp_path, 9))
    heard = [one.text for one in rig.until("Turn.")]
    assert heard[1].startswith("Stop if it hurts, and ")
    assert "Then hold for five seconds." not in heard  # of the bridge
    assert "New for you: Twist." in heard
    rig.finish()
    assert next(iter(read_records(tmp_path / "sessions.jsonl"))).session  # what was there stays
    assert familiarity_from(earlier_records(tmp_path / "sessions.jsonl"), "two-things", later()).session == 11


def later() -> datetime.datetime:
    return datetime.datetime.now().astimezone() + datetime.timedelta(seconds=5)


def test_a_session_that_is_resumed_knows_what_it_knew_when_it_began(tmp_path: Path) -> None:
    settings = practised(tmp_path, 3)
    rig = Rig(tmp_path, settings)
    rig.until("Set one of two.")
    rig.hear(30)
    known = rig.studio.choices.familiarity
    assert known is not None
    assert known.session == 4
    rig.session.close()
    rig.crash()
    again = Rig(tmp_path, replace(settings, resume=kept(settings)))
    assert again.studio.choices.familiarity == known


def kept(settings: LiveSettings) -> Place:
    assert settings.places is not None
    return load_place(next(place_files(settings.places)))
