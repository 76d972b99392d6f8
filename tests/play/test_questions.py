"""How it feels is asked before and after, answered with one key or one button, and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import key_map
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.place import PlayOptions
from voicecoach.play.saved.record import read_records
from voicecoach.practice.diary_file import open_diary

BEFORE = "How strong is your pain right now, from zero to ten? Type the number, or T for ten."
AFTER = "How strong is your pain now, after it? Type the number, or T for ten."
EFFORT = "And how hard was it, from zero to ten?"


def asking(folder: Path, **more: object) -> Rig:
    settings = LiveSettings(options=PlayOptions(ask=True), keys=key_map("standard"), **more)  # type: ignore[arg-type]
    return Rig(folder, settings)


def press(rig: Rig, *keys: str) -> list[bool]:
    rig.hear(0.1)  # a person needs longer
    taken = [rig.session.questions.takes_key(key) for key in keys]
    rig.hear(0.04)
    return taken


def test_every_question_is_asked_answered_with_one_key_and_kept(tmp_path: Path) -> None:
    record = tmp_path / "sessions.jsonl"
    rig = asking(tmp_path, record=record)
    rig.until(BEFORE)
    assert press(rig, "4") == [True]
    heard = [one.text for one in rig.until("First exercise: Bridge.")]
    assert "Four." in heard
    assert rig.session.record.pain_before == 4
    rig.until(AFTER)
    assert press(rig, "t") == [True]
    rig.until(EFFORT)
    assert press(rig, "0") == [True]
    heard = [one.text for one in rig.until("Well done.")]
    assert "Zero." in heard
    rig.finish()
    (kept,) = read_records(record)
    assert (kept.pain_before, kept.pain_after, kept.effort) == (4, 10, 0)
    with open_diary(tmp_path / "diary.sqlite", record) as diary:
        (entry,) = diary.sessions()
        assert (entry.pain_before, entry.pain_after, entry.effort) == (4, 10, 0)


def test_silence_is_no_answer_and_the_session_goes_on(tmp_path: Path) -> None:
    rig = asking(tmp_path)
    rig.until(BEFORE)
    (last,) = [
        one
        for one in rig.until("First exercise: Bridge.", longest=30)
        if one.text == "First exercise: Bridge."
    ]
    assert 14 < last.start < 19
    assert rig.session.record.pain_before is None
    assert press(rig, "4") == [False]


def test_enter_leaves_a_question_out(tmp_path: Path) -> None:
    rig = asking(tmp_path)
    rig.until(BEFORE)
    rig.hear(1.5)
    rig.do(Command.DONE)
    rig.until("First exercise: Bridge.", longest=8)
    assert rig.session.record.pain_before is None
    assert rig.session.record.skipped == []


def test_next_at_the_question_leaves_no_exercise_out(tmp_path: Path) -> None:
    rig = asking(tmp_path)
    rig.until(BEFORE)
    rig.do(Command.NEXT)
    rig.until("First exercise: Bridge.", longest=8)
    assert rig.session.record.skipped == []


@pytest.mark.parametrize(("keys", "value"), [(("1",), 1), (("1", "0"), 10), (("1", "7"), 7)])
def test_one_and_zero_are_ten(tmp_path: Path, keys: tuple[str, ...], value: int) -> None:
    rig = asking(tmp_path)
    rig.until(BEFORE)
    for key in keys:
        assert press(rig, key) == [True]
        rig.hear(0.3)
    rig.hear(1.0)
    assert rig.session.record.pain_before == value


@pytest.mark.parametrize(("number", "word"), [(0, "Zero."), (3, "Three."), (10, "Ten.")])
def test_with_one_button_the_number_that_is_heard_is_taken(tmp_path: Path, number: int, word: str) -> None:
    rig = asking(tmp_path)
    rig.until(BEFORE)
    rig.hear(0.1)
    rig.do(Command.PRESS)
    rig.until(word, longest=30)
    rig.hear(0.4)
    rig.do(Command.PRESS)
    assert rig.session.record.pain_before == number
    rig.until("First exercise: Bridge.", longest=8)
    assert not rig.session.conductor.pausing.paused


def test_with_one_button_a_press_that_comes_at_once_means_the_number_before(tmp_path: Path) -> None:
    rig = asking(tmp_path)
    rig.until(BEFORE)
    rig.hear(0.1)
    rig.do(Command.PRESS)
    rig.until("Four.", longest=30)
    rig.do(Command.PRESS)
    assert rig.session.record.pain_before == 3


def test_pain_said_at_a_question_stops_as_anywhere(tmp_path: Path) -> None:
    rig = asking(tmp_path)
    rig.until(AFTER)
    rig.do(Command.HURT)
    rig.hear(3)
    assert rig.session.record.hurt == ["march"]


def test_nothing_is_asked_unless_somebody_wants_it(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    assert press(rig, "4") == [False]
    assert not {BEFORE, AFTER, EFFORT} & {one.text for one in rig.until("Well done.")}


def test_a_session_that_is_resumed_is_asked_at_its_end_alone(tmp_path: Path) -> None:
    places = tmp_path / "places"
    rig = asking(tmp_path, places=places)
    rig.session.log.open()
    rig.until(BEFORE)
    press(rig, "4")
    rig.until("halfway")
    rig.do(Command.QUIT)
    rig.finish()
    from voicecoach.play.saved.place import kept_places

    (place,) = kept_places(places, pytest.fail)
    assert place.record.pain_before == 4
    again = Rig(
        tmp_path, replace(LiveSettings(options=place.options, keys=key_map("standard")), resume=place)
    )
    heard = [one.text for one in again.until(AFTER)]
    assert BEFORE not in heard
    press(again, "2")
    again.hear(1)
    assert (again.session.record.pain_before, again.session.record.pain_after) == (4, 2)


# What else the record keeps for the diary.


def test_where_it_hurt_is_kept(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.until("Lift.")
    rig.hear(14)
    rig.do(Command.HURT)
    (place,) = rig.session.record.hurt_at
    assert (place.exercise, place.set, place.side, place.rep) == ("bridge", 1, None, 2)
    assert place.after == pytest.approx(17.2, abs=0.2)


def test_what_was_planned_and_left_is_kept(tmp_path: Path) -> None:
    record = tmp_path / "sessions.jsonl"
    rig = Rig(tmp_path, LiveSettings(record=record))
    rig.until("halfway")
    rig.do(Command.QUIT)
    rig.finish()
    (kept,) = read_records(record)
    done = [(one.exercise, one.set) for one in kept.done]
    undone = [(one.exercise, one.set, one.side) for one in kept.undone]
    assert done == [("bridge", 1), ("bridge", 2)]
    assert undone == [("twist", 1, "left"), ("twist", 1, "right"), ("march", 1, None)]
    with open_diary(tmp_path / "diary.sqlite", record) as diary:
        assert [(one.sets_done, one.sets_planned) for one in diary.sessions()] == [(2, 5)]


def test_a_session_that_was_done_to_its_end_left_nothing(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.finish()
    assert rig.session.record.undone == []
