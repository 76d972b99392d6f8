"""One button for everything: what one, two and three presses do, from wherever the session is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import CONTROLS
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.live_settings import LiveSettings


def press(rig: Rig, times: int, command: Command = Command.PRESS) -> list[str]:
    """So many presses, 0.3 s apart, and what is heard until they mean something."""
    heard = []
    for _ in range(times):
        rig.do(command)
        heard += rig.texts(0.3)
    return heard + rig.texts(0.5)


def in_a_hold(folder: Path, settings: LiveSettings | None = None) -> Rig:
    rig = Rig(folder, settings)
    rig.until("three")
    return rig


def test_one_press_is_silent_at_once_and_pauses(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    rig.do(Command.PRESS)
    assert rig.texts(0.5) == []
    rig.hear(0.4)
    assert rig.session.conductor.pausing.paused
    assert rig.texts(2) == ["Paused. One push goes on. Two mean: done. Three mean: that hurts."]
    press(rig, 1)
    assert not rig.session.conductor.pausing.paused
    rig.until("four")
    press(rig, 1)
    assert rig.texts(2) == ["Paused."], "explained once"


def test_two_presses_are_done(tmp_path: Path) -> None:
    by_key, by_button = in_a_hold(tmp_path), in_a_hold(tmp_path)
    by_key.do(Command.DONE)
    press(by_button, 2)
    by_key.hear(1)
    by_button.hear(1)
    assert by_button.here == by_key.here
    assert by_button.session.playback.player.state is PlayerState.PLAYING


def test_three_presses_are_pain(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    assert press(rig, 3) in ([], ["Stop, and let go."])
    assert rig.session.record.hurt == ["bridge"]
    rig.hear(300)
    spot = rig.session.playback.player.spot
    assert spot is not None
    assert spot.part.segment.endless, "silence after pain means stay"
    press(rig, 2)
    rig.hear(3)
    assert rig.here[0] != "bridge", "two presses leave it and go on"


def test_more_than_three_are_three(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    press(rig, 5)
    assert rig.session.record.hurt == ["bridge"]


@pytest.mark.parametrize(
    ("apart_s", "times", "hurt", "paused"),
    [(0.55, 3, ["bridge"], False), (0.7, 3, [], True), (0.7, 2, [], False), (5, 3, [], True)],
)
def test_a_session_that_is_late_knows_when_presses_came(
    tmp_path: Path, apart_s: float, times: int, hurt: list[str], paused: bool
) -> None:
    """A voice that is slow to speak, or a busy machine, must not make one wish of two."""
    rig = in_a_hold(tmp_path)
    for number in range(times):
        rig.session.ask(Command.PRESS)
        if number < times - 1:
            rig.clock.sleep(apart_s)
    rig.hear(0.7)
    assert rig.session.record.hurt == hurt
    assert rig.session.conductor.pausing.paused is paused
    assert rig.here[0] == "bridge", "none of it was “done”"


def test_presses_in_a_pause(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    press(rig, 1)
    rig.hear(10)
    press(rig, 3)
    assert rig.session.record.hurt == ["bridge"]


def test_a_headset_that_knows_whether_we_play_means_the_same(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    for command in (Command.PRESS_PAUSE, Command.PRESS_PLAY, Command.PRESS_PAUSE):
        rig.do(command)
        rig.hear(0.3)
    rig.hear(0.5)
    assert rig.session.record.hurt == ["bridge"]


def test_pause_and_play_apart_are_what_they_say(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    rig.do(Command.PRESS_PAUSE)
    rig.hear(5)
    assert rig.session.conductor.pausing.paused
    rig.do(Command.PRESS_PAUSE)
    rig.hear(2)
    assert rig.session.conductor.pausing.paused
    rig.do(Command.PRESS_PLAY)
    rig.hear(1)
    assert not rig.session.conductor.pausing.paused
    rig.do(Command.PRESS_PLAY)
    rig.hear(1)
    assert not rig.session.conductor.pausing.paused


def test_the_settings_say_what_two_and_three_presses_mean(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path, LiveSettings(presses=(Command.NEXT, Command.QUIT)))
    press(rig, 2)
    rig.hear(3)
    assert rig.here[0] != "bridge"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_nothing_is_lost_in_the_pause_of_a_first_press(tmp_path: Path, times: int) -> None:
    """The words that were cut come again, and all that follow, also if the press became something else."""
    rig = in_a_hold(tmp_path, LiveSettings(presses=(Command.HOW_LONG, Command.HOW_LONG)))
    press(rig, times)
    if times == 1:
        press(rig, 1)
    heard = [text for text in rig.texts(8) if text in ("three", "two", "Lift.")]
    assert heard[:3] == ["three", "two", "Lift."]


def test_the_buttons_of_the_desktop_are_presses_and_what_a_program_asks_for_is_not(tmp_path: Path) -> None:
    by_method = {control.mpris: control.command for control in CONTROLS if control.mpris}
    assert by_method["PlayPause"] is Command.PRESS
    assert (by_method["Pause"], by_method["Play"]) == (Command.PRESS_PAUSE, Command.PRESS_PLAY)
    rig = in_a_hold(tmp_path)
    for command in (Command.PAUSE, Command.RESUME, Command.PAUSE):
        rig.do(command)
    assert rig.texts(3) == ["Paused."]
    assert rig.session.record.hurt == []
