"""After more than three seconds away the body has left the position: the way back, then the repetition from its start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command

BACK = "Come back down onto your back."


def away(rig: Rig, seconds: float) -> None:
    rig.do(Command.PAUSE)
    rig.hear(seconds)
    rig.do(Command.RESUME)


def test_a_hold_begins_again_after_the_way_back(rig: Rig) -> None:
    rig.until("four")
    away(rig, 10)
    heard = rig.hear(25)
    texts = [one.text for one in heard]
    assert texts[:11] == [
        "We go on. Bridge.",
        BACK,
        "Lie down.",
        "three",
        "two",
        "Lift.",
        "Then hold for five seconds.",
        "hold",
        "two",
        "three",
        "four",
    ]
    starts = {one.text: one.start for one in heard}
    assert starts["Lie down."] - starts[BACK] >= 5
    assert starts["four"] - starts["hold"] == pytest.approx(3, abs=0.02)


def test_the_side_is_set_up_again(rig: Rig) -> None:
    rig.until("Right side.")
    rig.until("halfway")
    away(rig, 30)
    heard = rig.texts(25)
    assert heard[:3] == ["We go on. Twist, right side.", BACK, "Bend your knees."]


def test_a_long_absence_brings_the_cautions_and_more_time(rig: Rig) -> None:
    rig.until("four")
    away(rig, 100)
    heard = rig.hear(25)
    texts = [one.text for one in heard]
    assert "Stop if it hurts." in texts
    starts = {one.text: one.start for one in heard}
    assert starts["Lie down."] - starts[BACK] >= 12


def test_repetitions_at_a_tempo_begin_again_with_their_number(rig: Rig) -> None:
    rig.until("March.")
    rig.until("four")
    away(rig, 10)
    heard = rig.texts(30)
    assert heard[heard.index("two") + 1 :][:2] == ["March.", "four"]
    rig.finish()
    assert rig.session.record.done[-1].exercise == "march"


def test_a_rest_goes_on_and_the_way_back_comes_before_the_set(rig: Rig) -> None:
    rig.until("The last set comes next.")
    away(rig, 10)
    heard = [one.text for one in rig.until("Lift.")]
    assert heard == [
        "We go on. Bridge. You are resting.",
        "The last set comes next.",
        "Get ready.",
        BACK,
        "Lie down.",
        "three",
        "two",
        "Lift.",
    ]


def test_between_two_sides_the_second_is_set_up(rig: Rig) -> None:
    rig.until("Now the right side.")
    away(rig, 10)
    heard = [one.text for one in rig.until("Right side.")]
    assert heard == ["We go on. Twist, right side.", BACK, "Bend your knees.", "Right side."]


def test_a_set_up_begins_again(rig: Rig) -> None:
    rig.until("Bend your knees.")
    away(rig, 10)
    assert rig.texts(2)[:2] == ["We go on. Twist.", "Next: Twist."]


def test_a_pause_on_the_way_back_keeps_the_repetition(rig: Rig) -> None:
    rig.until("four")
    away(rig, 10)
    rig.until("Lie down.")
    away(rig, 10)
    heard = [one.text for one in rig.until("hold")]
    assert heard == [
        "We go on. Bridge.",
        BACK,
        "Lie down.",
        "three",
        "two",
        "Lift.",
        "Then hold for five seconds.",
        "hold",
    ]


def test_a_change_of_pace_on_the_way_back_keeps_the_repetition(rig: Rig) -> None:
    rig.until("March.")
    rig.until("four")
    away(rig, 10)
    rig.hear(1)
    rig.do(Command.SLOWER)
    heard = rig.texts(40)
    assert heard[heard.index("two") + 1 :][:2] == ["March.", "four"]


def test_the_way_back_is_no_part_of_the_session_once_it_is_behind(rig: Rig) -> None:
    rig.until("four")
    before = len(rig.session.playback.player.parts)
    away(rig, 10)
    rig.until("Rest for fifteen seconds.")
    assert len(rig.session.playback.player.parts) == before
    rig.do(Command.REPEAT_SET)
    assert BACK not in rig.texts(10)


BREATHS = """
title: Breaths
exercises:
  cat:
    {name: Cat, kind: mobilise, position: hands and knees, go: Let your breath lead., dose: {breaths: 8}}
  march: {name: March, kind: warm up, position: standing, go: March., dose: {time: 2 min}}
steps: [cat, march]
"""


def test_breaths_go_on_with_the_one_that_was_cut(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=BREATHS)
    rig.until("halfway")
    away(rig, 10)
    rig.until("two")
    spot = rig.session.playback.player.spot
    assert spot is not None
    rig.until("breathe in")
    left = [one.text for one in rig.until("and let go")]
    assert left.count("breathe out") == 5


def test_a_timed_set_goes_on_where_it_was(tmp_path: Path) -> None:
    rig = Rig(tmp_path, text=BREATHS)
    rig.until("one minute done, one minute to go")
    away(rig, 10)
    heard = rig.hear(120)
    starts = {one.text: one.start for one in heard}
    assert starts["and stop"] - starts["two"] < 65


def test_a_set_that_goes_on_after_a_pause_is_done_once(rig: Rig) -> None:
    rig.until("hold", 200)
    rig.hear(2)
    rig.do(Command.PAUSE)
    rig.hear(10)
    rig.do(Command.RESUME)
    rig.finish()
    done = [(one.exercise, one.set, one.side) for one in rig.session.record.done]
    assert sorted(set(done), key=str) == sorted(done, key=str)
