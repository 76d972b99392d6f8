"""The end of a span is reported some time after it was heard: that does not add up over a session."""

from __future__ import annotations

import numpy as np
import pytest

from voicecoach.play.clock import FastClock
from voicecoach.play.sinks.api import Piece
from voicecoach.play.sinks.simpleaudio import CATCH_UP_S, SimpleaudioSink

RATE = 1000
REPORT_S = 0.15


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> SimpleaudioSink:
    clock = FastClock(50.0)

    def play(self: SimpleaudioSink, samples: object, epoch: int = 0) -> None:
        """As a child would: its end comes late."""
        self._pass(len(samples), clock.now())  # type: ignore[arg-type]
        clock.sleep(len(samples) / RATE + REPORT_S)  # type: ignore[arg-type]

    monkeypatch.setattr(SimpleaudioSink, "_play", lambda *_: None)
    made = SimpleaudioSink(RATE, clock)
    monkeypatch.setattr(SimpleaudioSink, "_play", play)
    return made


def be_silent(sink: SimpleaudioSink, seconds: float) -> None:
    for _ in range(round(seconds / 0.02)):
        sink._be_silent(Piece(np.zeros(20, np.float32), seam=True))


def test_a_hundred_spans_and_the_silence_between_them_take_what_they_last(sink: SimpleaudioSink) -> None:
    begun = sink._clock.now()
    for number in range(100):
        assert sink._clock.now() - begun == pytest.approx(4.2 * number, abs=1e-6)
        sink._play(np.zeros(4000, np.float32))
        be_silent(sink, 0.2)


def test_what_has_waited_for_longer_is_not_hurried_after(sink: SimpleaudioSink) -> None:
    sink._play(np.zeros(1000, np.float32))
    sink._clock.sleep(2 * CATCH_UP_S)
    before = sink._clock.now()
    be_silent(sink, 0.2)
    assert sink._clock.now() - before == pytest.approx(0.2)
