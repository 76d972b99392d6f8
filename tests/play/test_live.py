"""A session beside its controls: how it begins, what it does where something fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs import slow_but
from tests.play.rig import Rig
from voicecoach.errors import DeviceError
from voicecoach.play.commands import Command
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import NoticeKind
from voicecoach.timeline.timeline import EventKind


def test_waits_before_each_exercise_when_asked_to_and_says_how_once(tmp_path: Path) -> None:
    rig = Rig(tmp_path, LiveSettings(wait_setup=True))
    rig.until("Get ready in your own time. Press Enter when you are. Otherwise I start in one minute.")
    rig.hear(30)
    rig.do(Command.DONE)
    assert rig.texts(1)[0] == "Set one of two."
    rig.until("Press Enter when you are ready.")
    heard = rig.until("Left side.")
    assert heard[-1].start == pytest.approx(60.8, abs=0.1)
    assert len([one for one in rig.words() if one.text.startswith("Get ready in")]) == 1


def test_wakes_a_headset_before_the_first_word_and_after_a_pause(tmp_path: Path) -> None:
    rig = Rig(tmp_path, LiveSettings(wake_s=1.5))
    assert rig.until("Hello.")[-1].start == pytest.approx(1.5, abs=0.02)
    assert 0 < abs(rig.samples[3]).max() < 0.001
    rig.do(Command.TOGGLE)
    rig.hear(1)
    rig.do(Command.TOGGLE)
    assert rig.hear(3)[0].start == pytest.approx(1.5, abs=0.03)


def test_a_phrase_that_cannot_be_spoken_is_a_chime_and_the_session_goes_on(tmp_path: Path) -> None:
    rig = Rig(tmp_path, broken="Bend your knees.")
    rig.finish()
    assert rig.session.record.unspoken == ["Bend your knees."]
    assert "Left side." in [one.text for one in rig.words()]
    problems = [one.text for one in rig.session.notices if one.kind is NoticeKind.PROBLEM]
    assert problems == ["Could not be spoken: Bend your knees."]


def test_a_device_that_goes_away_pauses_and_goes_on_where_it_was(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.device_there = False
    rig.sinks[-1].living = False
    rig.hear(10)
    rig.device_there = True
    heard = [one.text for one in rig.hear(4)]
    assert heard[heard.index("The sound is back. Twist.") + 1] == "Next: Twist."


@pytest.mark.parametrize("minutes", slow_but([2, 60], 2))
def test_a_device_that_stays_away_for_long_is_waited_for(tmp_path: Path, minutes: int) -> None:
    rig = Rig(tmp_path, LiveSettings(places=tmp_path / "places"))
    rig.until("Bend your knees.")
    rig.device_there = False
    rig.sinks[-1].living = False
    rig.hear(60 * minutes)
    assert rig.session.playback.player.state.value == "paused"
    assert list((tmp_path / "places").glob("*.json"))
    rig.device_there = True
    heard = [one.text for one in rig.hear(10)]
    assert heard[heard.index("The sound is back. Twist.") + 1] == "Next: Twist."


def test_a_session_without_its_device_ends_at_once_when_asked(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.device_there = False
    rig.sinks[-1].living = False
    rig.hear(100)
    rig.do(Command.QUIT)
    assert not rig.step()


def test_a_device_that_never_played_well_is_an_error_after_a_minute(rig: Rig) -> None:
    rig.hear(2)
    rig.device_there = False
    rig.sinks[-1].living = False
    with pytest.raises(DeviceError, match="went away before it had played"):
        rig.hear(70)


def test_a_pause_that_the_person_asked_for_outlasts_the_device(rig: Rig) -> None:
    rig.until("Bend your knees.")
    rig.do(Command.PAUSE)
    rig.hear(1)
    rig.sinks[-1].living = False
    assert set(rig.texts(5)) <= {"Paused."}
    assert rig.session.playback.player.state.value == "paused"
    rig.do(Command.RESUME)
    assert "Bend your knees." in rig.texts(5)


def test_waits_for_anyone_who_gets_up_from_the_floor(tmp_path: Path) -> None:
    rig = Rig(tmp_path, LiveSettings(wait_setup=True))
    rig.until("Lie down.")
    rig.do(Command.NEXT)
    rig.do(Command.NEXT)
    heard = rig.until(
        "Take all the time that you need. Press Enter when you are up. Otherwise I go on in one minute."
    )
    assert heard[-2].text.startswith("Now we stand up. Roll onto your side")
    rig.hear(2)
    assert not rig.texts(40)
    rig.do(Command.DONE)
    assert "Stand up." in rig.texts(3)


def told(rig: Rig) -> list[str]:
    """The cues of which the screen was told, waits left out."""
    events = [one.event for one in rig.session.notices if one.kind is NoticeKind.CUE]
    return [event.text for event in events if event is not None and event.kind is EventKind.SAY]


@pytest.mark.parametrize("command", [Command.DONE, Command.NEXT, Command.UNDO, Command.REPEAT_SET])
def test_nothing_is_reported_that_was_not_said(tmp_path: Path, command: Command) -> None:
    rig = Rig(tmp_path)
    if command is Command.UNDO:
        rig.until("four")
        rig.do(Command.NEXT)
        rig.hear(1)
    rig.until("three")
    rig.step()
    rig.session.notices.clear()
    first = len(rig.samples)
    rig.do(command)
    rig.hear(30)
    answers = {one.text for one in rig.session.notices if one.kind is not NoticeKind.CUE}
    heard = [one.text for one in rig.words(first) if one.text not in answers and one.seconds > 0.1]
    assert told(rig) == heard[: len(told(rig))]
    assert len(told(rig)) >= len(heard) - 1


def test_counts_that_an_answer_is_for_are_not_reported(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.until("Left side.")
    rig.until("halfway")
    rig.hear(1)
    rig.session.notices.clear()
    first = len(rig.samples)
    rig.do(Command.HOW_LONG)
    rig.hear(15)
    heard = [one.text for one in rig.words(first)]
    answers = {one.text for one in rig.session.notices if one.kind is NoticeKind.ANSWER}
    assert answers & set(heard)
    assert told(rig) == [text for text in heard if text not in answers | {"halfway"}]


def test_holes_in_the_sound_are_counted_over_all_outputs_of_a_session(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.hear(1)
    rig.sinks[-1].breaks = 2
    rig.sinks[-1].living = False
    rig.hear(4)
    rig.sinks[-1].breaks = 1
    rig.do(Command.QUIT)
    rig.finish()
    assert rig.session.record.breaks == 3


def test_an_output_that_does_not_count_holes_is_not_said_to_have_none(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.hear(1)
    rig.sinks[-1].breaks = None
    rig.do(Command.QUIT)
    rig.finish()
    assert rig.session.record.breaks is None


def test_a_device_that_is_away_for_an_hour_is_waited_for_and_the_place_is_kept(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.until("three")
    before = rig.here
    rig.device_there = rig.sinks[-1].living = False
    for _ in range(round(3600 / 4)):
        rig.clock.sleep(4)
        assert rig.session.tick()
    assert rig.here == before
    rig.device_there = True
    rig.clock.sleep(10)
    rig.session.tick()
    rig.until("three")
    assert rig.here == before
    problems = [one.text for one in rig.session.notices if one.kind is NoticeKind.PROBLEM]
    assert len(problems) == 2, "one line that it is away, one that it is back"
    assert "away" in problems[0]
    assert "back" in problems[1]
