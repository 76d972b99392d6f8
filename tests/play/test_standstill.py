"""A machine that sleeps, or a program that is stopped, in the middle of a session: it is paused, says so, and keeps the place."""

from __future__ import annotations

import re
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.needs import in_real_time
from tests.play.rig import Rig
from voicecoach.play.clock import FastClock, RealClock
from voicecoach.play.commands import Command
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.speech.api import Voice

AWAY = "The computer stopped for a while, so we are paused. Press the space bar to go on."
BACK = "Come back down onto your back."


def sleep_of(clock: FastClock, asleep_s: float, stopped_s: float) -> None:
    """The next wait is one in which the machine sleeps, and the program is stopped."""

    def wait(event: threading.Event, timeout: float) -> bool:
        clock.sleep(timeout + stopped_s)
        clock.slept += asleep_s
        return False

    clock.wait = wait  # type: ignore[method-assign]


def in_a_hold(folder: Path) -> Rig:
    rig = Rig(folder)
    rig.until("Then hold for five seconds.")
    rig.until("three")
    return rig


@pytest.mark.parametrize(("asleep_s", "stopped_s"), [(28_800, 0), (0, 40), (3_600, 0.4)])
def test_a_sleep_in_a_hold_pauses_it_and_the_place_is_kept(
    tmp_path: Path, asleep_s: float, stopped_s: float
) -> None:
    rig = in_a_hold(tmp_path)
    here, played_s = rig.here, rig.session.log.played_s
    sleep_of(rig.clock, asleep_s, stopped_s)
    rig.session.wait()
    assert rig.session.conductor.pausing.paused
    assert rig.texts(20) == [AWAY]
    assert rig.here == here
    assert rig.session.log.played_s == pytest.approx(played_s, abs=0.1), "the sleep was no exercise"
    notice = next(one.text for one in rig.session.notices if "asleep" in one.text)
    assert re.fullmatch("The computer was asleep or stood still for [a-z -]+.", notice)
    rig.do(Command.TOGGLE)
    heard = rig.texts(45)
    assert heard[:2] == ["We go on. Bridge.", BACK], "it was long, whatever the session's clock says"
    assert heard[heard.index("hold") :][:3] == ["hold", "two", "three"]


@pytest.mark.parametrize(("asleep_s", "stopped_s"), [(0, 0), (0, 2.5), (-7200, 0), (2.0, 0)])
def test_a_busy_machine_was_not_asleep(tmp_path: Path, asleep_s: float, stopped_s: float) -> None:
    rig = in_a_hold(tmp_path)
    sleep_of(rig.clock, asleep_s, stopped_s)
    rig.session.wait()
    assert not rig.session.conductor.pausing.paused


def test_a_person_who_paused_before_is_away_for_the_whole_time(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    rig.do(Command.PAUSE)
    sleep_of(rig.clock, 3600, 0)
    rig.session.wait()
    assert rig.texts(1.2) == ["Paused."]
    rig.do(Command.RESUME)
    assert rig.texts(3)[:2] == ["We go on. Bridge.", BACK]


def test_after_pain_the_choices_are_said_again_and_nothing_else(tmp_path: Path) -> None:
    rig = in_a_hold(tmp_path)
    rig.do(Command.HURT)
    rig.hear(60)
    sleep_of(rig.clock, 3600, 0)
    rig.session.wait()
    rig.hear(0.1)
    assert not rig.session.conductor.pausing.paused
    heard = rig.texts(30)
    assert "Press E for the easier way: Half bridge." in " ".join(heard) or "Is it easing?" in " ".join(heard)
    rig.hear(300)
    assert rig.here[0] == "bridge"


def test_a_wait_that_would_end_by_itself_waits(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.until("Roll over. We go on in thirty seconds.")
    rig.hear(2)
    assert rig.session.playback.player.state is PlayerState.WAITING
    sleep_of(rig.clock, 3600, 0)
    rig.session.wait()
    rig.hear(120)
    assert rig.session.conductor.pausing.paused
    rig.do(Command.TOGGLE)
    assert rig.texts(15)[-1:] == ["Roll over. We go on in thirty seconds."]


def test_the_clock_of_this_machine_knows_how_long_it_slept() -> None:
    clock = RealClock()
    assert clock.asleep() >= -0.01
    assert clock.asleep() == pytest.approx(clock.asleep(), abs=0.01)


@pytest.mark.slow
@in_real_time
def test_a_program_that_is_stopped_in_a_hold_says_so_and_waits_for_the_person(
    tmp_path: Path, voice: Voice, cache: Path
) -> None:
    stage_of = pytest.importorskip("tests.play.stage")
    with stage_of.stage_on(tmp_path / "stage", "auto", voice, cache) as stage:
        stage.begin_work()
        stage.program.expect("hold\r\n")
        stage.program.kill(signal.SIGSTOP)
        time.sleep(5)
        stage.at = stage.recording.length
        stage.program.kill(signal.SIGCONT)
        stage.program.expect("The computer was asleep or stood still for (five|ten) seconds")
        stage.hear(AWAY)
        stage.press(" ")
        stage.program.expect("Stand up tall again")
        stage.program.expect("Reach up")
        stage.press("q")
        stage.program.expect("Your place is kept")
