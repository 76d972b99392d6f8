"""The end of a span is reported some time after it was heard: that does not add up over a session."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest

from voicecoach.errors import DeviceError
from voicecoach.play.clock import FastClock
from voicecoach.play.sinks.api import Piece
from voicecoach.play.sinks.simpleaudio import CATCH_UP_S, CUT_SHORT_S, SimpleaudioSink

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


class Child:
    """A process that begins each span at once, and answers again about it after so many seconds."""

    clock: FastClock
    after_s: float
    answer: bytes

    def __init__(self, rate: int, on_answer: Callable[[Child, bytes, bytes], None]) -> None:
        self.on_answer: Callable[[Child, bytes, bytes], None] = on_answer

    def play(self, number: bytes, pcm: bytes) -> None:
        if self.answer == b"D":
            self.on_answer(self, number, b"S")
            sink = self.on_answer.__self__  # type: ignore[attr-defined]
            while sink._started_at is None:
                threading.Event().wait(0.001)
        self.clock.sleep(self.after_s)
        self.on_answer(self, number, self.answer)

    def end(self) -> None: ...


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> type[Child]:
    monkeypatch.setattr("voicecoach.play.sinks.simpleaudio.SimpleaudioProcess", Child)
    Child.clock, Child.after_s, Child.answer = FastClock(50.0), 0.01, b"D"
    return Child


def test_a_device_that_goes_away_in_a_span_is_gone_at_once_and_the_rest_was_not_heard(
    child: type[Child],
) -> None:
    sink = SimpleaudioSink(RATE, child.clock)
    child.after_s = 3.1
    with pytest.raises(DeviceError, match="in the middle"):
        sink._play(np.zeros(8000, np.float32))
    assert not sink.alive()
    assert sink.heard(9000) == pytest.approx(3000 + 10, abs=1)  # a tenth of a second is queued


def test_a_span_that_ends_about_when_it_should_was_heard(child: type[Child]) -> None:
    sink = SimpleaudioSink(RATE, child.clock)
    child.after_s = 8.0 - CUT_SHORT_S + 0.1
    sink._play(np.zeros(8000, np.float32))
    assert sink.alive()
    assert sink.heard(9000) == 8010


def test_a_device_that_does_not_take_a_span_is_gone_at_once(child: type[Child]) -> None:
    sink = SimpleaudioSink(RATE, child.clock)
    child.answer = b"EError opening the device"
    with pytest.raises(DeviceError, match="Error opening the device"):
        sink._play(np.zeros(8000, np.float32))
    assert not sink.alive()
    assert sink.heard(9000) == 10
