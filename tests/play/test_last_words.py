"""Keys while the last words are heard: all of the session was handed to the output by then, a second of it still lies there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import STEP_S, HandSink, Rig
from voicecoach.play.commands import Command
from voicecoach.play.engine.player_state import PlayerState

QUEUE = 1000
"""Frames that lie in the output: a second."""


class QueueSink(HandSink):
    """Is heard a second after it pulls, and forgets that second when it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.pulled = self.begun = 0

    def heard(self, pulled: int) -> int:
        self.pulled = pulled
        return max(self.begun, pulled - QUEUE)

    def drop(self, epoch: int) -> bool:
        self.begun = self.heard(self.pulled)
        return True


@pytest.fixture
def last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """A session whose last words are heard, and are no longer to be pulled."""
    monkeypatch.setattr("tests.play.rig.HandSink", QueueSink)
    rig = Rig(tmp_path)
    rig.until("Well done.")
    while rig.session.playback.player.state is not PlayerState.ENDED:
        rig.step()
    assert rig.session.playback.sounding()
    return rig


def test_the_last_words_are_waited_for(last_words: Rig) -> None:
    steps = 0
    while last_words.step():
        steps += 1
    assert steps == pytest.approx(QUEUE / 1000 / STEP_S, abs=5)
    last_words.session.close()
    assert last_words.session.record.finished


def test_pain_stops_and_is_noted(last_words: Rig) -> None:
    last_words.do(Command.HURT)
    last_words.hear(60)
    assert last_words.session.record.hurt == ["march"]
    spot = last_words.session.playback.player.spot
    assert spot is not None
    assert spot.part.segment.endless
    last_words.do(Command.DONE)
    last_words.finish()
    assert last_words.session.record.finished


def test_pain_is_noted_if_the_output_gives_nothing_back(
    last_words: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QueueSink, "drop", lambda self, epoch: False)
    last_words.do(Command.HURT)
    last_words.finish()
    assert last_words.session.record.hurt == ["march"]


def test_three_presses_are_pain_there_too(last_words: Rig) -> None:
    for _ in range(3):
        last_words.do(Command.PRESS)
        last_words.hear(0.2)
    last_words.hear(1)
    assert last_words.session.record.hurt == ["march"]


def test_a_pause_is_a_pause(last_words: Rig) -> None:
    last_words.do(Command.TOGGLE)
    assert last_words.step()
    last_words.hear(30)
    assert last_words.session.playback.player.state is PlayerState.PAUSED
    last_words.do(Command.TOGGLE)
    last_words.finish()
    assert last_words.session.record.finished


def test_quit_ends_at_once_and_the_session_is_done(last_words: Rig) -> None:
    last_words.session.ask(Command.QUIT)
    assert not last_words.session.tick()
    last_words.session.close()
    assert last_words.session.record.finished
