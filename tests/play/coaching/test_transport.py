"""Where playing goes on, heard: the whole session with a voice whose words are read off the samples."""

from __future__ import annotations

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command


def test_a_session_without_a_key_is_its_timeline(rig: Rig) -> None:
    rig.finish()
    player = rig.session.playback.player
    said = [e.text for part in player.parts for e in part.events if e.kind == "say"]
    assert [one.text for one in rig.words()] == said
    starts = [e.start / 1000 for part in player.parts for e in part.events if e.kind == "say"]
    assert [one.start for one in rig.words()] == starts
    assert len(rig.session.record.done) == 5
    assert rig.session.record.finished


def test_a_short_pause_repeats_what_was_cut(rig: Rig) -> None:
    rig.until("Set one of two.")
    rig.do(Command.TOGGLE)
    rig.hear(0.02)  # the fade
    assert [one.text for one in rig.hear(2)] == ["Paused."]
    rig.do(Command.TOGGLE)
    assert rig.texts(2) == ["We go on. Bridge.", "Set one of two."]


def test_a_pause_is_quiet_at_once_then_confirmed_and_recalled_softly_each_minute(rig: Rig) -> None:
    rig.until("Set one of two.")
    rig.do(Command.PAUSE)
    rig.hear(0.02)
    assert rig.hear(0.95) == []
    assert rig.texts(1) == ["Paused."]
    quiet = rig.hear(58)
    assert quiet == []
    loudest = max(abs(piece).max() for piece in _pieces(rig, 2))
    assert 0 < loudest < 0.6 * rig.value("Still paused. Press the space bar to go on.") / 32768
    assert rig.session.playback.player.state.value == "paused"


def _pieces(rig: Rig, seconds: float) -> list:
    first = len(rig.samples)
    rig.hear(seconds)
    return rig.samples[first:]


def test_enter_ends_a_pause_too(rig: Rig) -> None:
    rig.until("Hello.")
    rig.do(Command.PAUSE)
    rig.hear(1)
    rig.do(Command.DONE)
    assert rig.texts(1)[0] == "We go on."


def test_the_space_bar_ends_a_wait_too(rig: Rig) -> None:
    rig.until("Roll over. We go on in thirty seconds.")
    rig.hear(2)
    rig.do(Command.TOGGLE)
    assert rig.texts(1) == ["Next: Twist."]


def test_pause_twice_is_one_pause(rig: Rig) -> None:
    rig.until("two")
    rig.do(Command.PAUSE)
    rig.do(Command.PAUSE)
    rig.hear(1)
    rig.do(Command.RESUME)
    rig.do(Command.RESUME)
    assert [text for text in rig.texts(2) if text.startswith("We go on")] == ["We go on. Bridge."]


@pytest.mark.parametrize("command", [Command.NEXT, Command.DONE])
def test_a_slip_can_be_taken_back(rig: Rig, command: Command) -> None:
    rig.until("March.")
    rig.hear(9)
    rig.do(command)
    rig.hear(1)
    rig.do(Command.UNDO)
    assert rig.texts(2)[0] == "Back to where we were. March."
    rig.finish()
    assert [one.exercise for one in rig.session.record.done] == [
        "bridge",
        "bridge",
        "twist",
        "twist",
        "march",
    ]
    assert rig.session.record.skipped == []
    assert rig.session.record.finished


def test_a_slip_is_forgotten_after_ten_seconds(rig: Rig) -> None:
    rig.until("three")
    rig.do(Command.NEXT)
    rig.hear(11)
    rig.do(Command.UNDO)
    assert "There is nothing to take back." in rig.texts(3)
    assert rig.session.record.skipped == ["bridge"]


def test_next_leaves_the_exercise_and_says_the_next(rig: Rig) -> None:
    rig.until("three")
    rig.do(Command.NEXT)
    assert rig.texts(1)[0] == "Next: Twist."
    assert rig.session.record.skipped == ["bridge"]
    rig.finish()
    assert [one.exercise for one in rig.session.record.done] == ["twist", "twist", "march"]


def test_next_at_the_last_exercise_comes_to_the_close(rig: Rig) -> None:
    rig.until("Last exercise: March.")
    rig.do(Command.NEXT)
    assert rig.texts(1)[0].startswith("Now we stand up. Roll onto your side")
    rig.until("Well done.")
    rig.do(Command.NEXT)
    rig.finish()
    assert rig.session.record.finished


@pytest.mark.parametrize("waited", [0.1, 5], ids=["words are left", "nothing is left"])
def test_next_before_the_next_is_made_is_done_as_soon_as_it_is(rig: Rig, waited: float) -> None:
    player = rig.session.playback.player
    later, player.parts[2:], player.complete = player.parts[2:], [], False
    rig.hear(waited)
    rig.do(Command.NEXT)
    assert rig.session.playback.hurry()
    rig.hear(0.05)
    player.parts += later
    assert rig.texts(0.5)[-1] == "First exercise: Bridge."
    assert not rig.session.playback.impatient


def test_previous_goes_to_the_start_of_this_one_then_to_the_one_before(rig: Rig) -> None:
    rig.until("halfway")
    rig.do(Command.PREVIOUS)
    assert rig.texts(0.5)[0] == "Next: Twist."
    rig.do(Command.PREVIOUS)
    assert rig.texts(0.5)[0] == "First exercise: Bridge."
    rig.do(Command.PREVIOUS)
    assert rig.texts(0.5)[0] == "Hello."


def test_repeat_this_set(rig: Rig) -> None:
    rig.until("Rest for fifteen seconds.")
    rig.do(Command.REPEAT_SET)
    assert rig.texts(2)[:2] == ["The same set again.", "Set one of two."]
    rig.finish()
    assert [one.set for one in rig.session.record.done if one.exercise == "bridge"] == [1, 1, 2]


def test_done_goes_on_from_a_wait(rig: Rig) -> None:
    rig.until("Roll over. We go on in thirty seconds.")
    rig.hear(2)
    rig.do(Command.DONE)
    assert rig.texts(1) == ["Next: Twist."]


def test_a_wait_is_over_by_itself(rig: Rig) -> None:
    rig.until("Roll over. We go on in thirty seconds.")
    assert rig.until("Next: Twist.")[-1].start == pytest.approx(30.8, abs=0.1)


def test_done_ends_a_set_that_counts_as_done(rig: Rig) -> None:
    rig.until("March.")
    rig.do(Command.DONE)
    assert rig.texts(1.5) == ["Good.", "Well done."]
    rig.finish()
    assert rig.session.record.done[-1].exercise == "march"
    assert "march" not in rig.session.record.skipped


def test_quit_has_a_closing_word(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.QUIT)
    rig.finish()
    assert rig.words()[-1].text == "We stop here."
    assert not rig.session.record.finished


def test_quit_again_ends_without_the_rest_of_the_word(rig: Rig) -> None:
    rig.until("four")
    rig.do(Command.QUIT)
    rig.hear(0.5)
    rig.do(Command.QUIT)
    assert len(rig.hear(0.2)) <= 1
    assert rig.session.playback.player.ended
