"""What is heard after each key, and after the sound server died."""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import in_real_time
from tests.play.sound_server import RATE, Recording
from tests.play.stage import Stage, at_once, stage_on
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


def killed_and_back(stage: Stage) -> float:
    """The distance of two counts once the server is back, with another rate and another number of channels, in seconds."""
    stage.begin_work()
    stage.hear("four")
    stage.server.stop()
    stage.program.expect("The sound device went away", timeout=10)
    assert "Traceback" not in stage.program.before
    time.sleep(2)
    stage.server.start(rate=48000, channels=2)
    with Recording(stage.server) as recording:
        stage.recording, stage.at = recording, 0
        stage.program.expect("The sound is back. Reach[.]", timeout=20)
        later = stage.hear("six", within=30)  # the way back, the lead-in, and the hold from its start
        return (later - stage.hear("five", within=5)) / RATE


def test_a_server_that_is_killed_and_comes_back_otherwise_goes_on_at_its_place(
    tmp_path: Path, voice: Voice, cache: Path
) -> None:
    with contextlib.ExitStack() as stack:
        stages = [
            stack.enter_context(stage_on(tmp_path / output, output, voice, cache))
            for output in ("auto", "miniaudio", "simpleaudio")
        ]
        for stage, distance in zip(stages, at_once(killed_and_back, stages), strict=True):
            assert distance == pytest.approx(1, abs=0.005), stage.output
