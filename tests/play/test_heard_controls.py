"""What is heard after each key, and after the sound server died."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import in_real_time
from tests.play.sound_server import RATE, Recording
from tests.play.stage import Stage, stage_on
from voicecoach.play.coaching.studio import PACE_STEP
from voicecoach.speech.api import Voice
from voicecoach.speech.registry import open_voice

pytestmark = [in_real_time, pytest.mark.slow]  # each test in it listens to a session


@pytest.fixture
def stage(tmp_path: Path, voice: Voice, cache: Path) -> Iterator[Stage]:
    with stage_on(tmp_path / "stage", "auto", voice, cache) as made:
        yield made


def test_each_control_is_heard(stage: Stage) -> None:
    pexpect = importlib.import_module("pexpect")
    slower = open_voice("espeak", speed=round(150 / PACE_STEP), cache=None)
    stage.begin_work()
    stage.hear("two")
    for key, words in [
        ("t", "About .* to go[.]"),
        ("l", "Ten more seconds."),
        ("w", "hold"),
        ("r", "The same set again."),
        ("e", "Easier."),
        ("m", "There is no harder way to do this one."),
        ("s", "Slower."),
        ("f", "Faster."),
        ("n", "Last exercise: Lean."),
        ("b", "Last exercise: Lean."),
        ("x", "Stop, and let go."),
        ("q", "We stop here."),
    ]:
        stage.press(key)
        if key == "t":
            stage.program.expect(words)
            words = stage.program.match.group(0)
        stage.hear(words, within=4, voice=slower if key == "s" else None)
        time.sleep(0.3)
    stage.program.expect("It hurt at: ")
    stage.program.expect(pexpect.EOF)
    slower.close()


def test_louder_and_softer_are_heard(stage: Stage) -> None:
    stage.begin_work()
    usual = stage.gain_of("two", stage.hear("two"))
    for key, words, factor in (
        ("-", "five", 10 ** (-3 / 20)),
        ("+", "Lower.", 1.0),
        ("+", "Two of three.", 10 ** (3 / 20)),
    ):
        stage.press(key)
        heard = stage.gain_of(words, stage.hear(words))
        assert heard == pytest.approx(usual * factor, rel=0.08), words


def test_a_server_that_is_killed_and_comes_back_goes_on_at_its_place(stage: Stage) -> None:
    stage.begin_work()
    stage.hear("four")
    stage.server.stop()
    stage.program.expect("The sound device went away", timeout=5)
    time.sleep(2)
    stage.server.start()
    with Recording(stage.server) as recording:
        stage.recording, stage.at = recording, 0
        stage.program.expect("The sound is back. Reach[.]", timeout=10)
        later = stage.hear("six", within=30)  # the way back, the lead-in, and the hold from its start
        assert later - stage.hear("five", within=5) == pytest.approx(RATE, abs=0.005 * RATE)
