"""An output is opened before the session is there: once, at the rate of the voice; what goes wrong reaches the session."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from voicecoach.errors import DeviceError
from voicecoach.play.clock import RealClock
from voicecoach.play.engine import early_output
from voicecoach.play.engine.early_output import EarlyOutput
from voicecoach.play.sinks import registry
from voicecoach.play.sinks.api import Piece, Pull
from voicecoach.play.sinks.checked import CheckedOutput


class Sink:
    backend, gapless = "fake", True

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.give: Any = None
        self.pull: Pull | None = None
        self.closed = threading.Event()

    def greet(self, give: Any) -> None:
        self.give = give

    def start(self, pull: Pull) -> None:
        self.pull = pull

    def heard(self, pulled: int) -> int:
        return pulled

    def drop(self, epoch: int) -> bool:
        return False

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        self.closed.set()


class Output:
    greets = True

    def __init__(self) -> None:
        self.sinks: list[Sink] = []
        self.failure: Exception | None = None

    def open(self, rate: int, device: str | None, clock: object) -> Sink:
        if self.failure is not None:
            raise self.failure
        self.sinks.append(Sink(rate))
        return self.sinks[-1]

    def devices(self) -> tuple[str, ...]:
        return ()


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> Output:
    made = Output()
    monkeypatch.setattr(registry, "find_output", lambda name: CheckedOutput(name, made))
    return made


def chime(rate: int) -> bytes:
    return np.full(rate // 1000, 5, np.int16).tobytes()


def early(rate: int = 24000) -> EarlyOutput:
    made = EarlyOutput("fake", None, RealClock(), rate, chime)
    made._thread.join(10)
    return made


def session(frames: int) -> Piece:
    return Piece(np.full(frames, 9 / 32768, np.float32))


def heard(sink: Sink, frames: int) -> list[int]:
    assert sink.pull is not None
    return [round(float(one) * 32768) for one in sink.pull(frames).samples]


def test_the_session_gets_the_output_that_plays_already(output: Output) -> None:
    opened = early()
    (sink,) = output.sinks
    assert sink.give(24000) == chime(24000)
    opened.open(24000).start(session)
    assert heard(sink, 3) == [9, 9, 9]
    assert len(output.sinks) == 1


def test_another_rate_opens_it_again_without_a_second_chime(output: Output) -> None:
    opened = early(24000)
    output.sinks[0].give(24000)
    opened.open_with(b"ab" * 100, 22050)
    opened.open(22050).start(session)
    first, second = output.sinks
    assert first.closed.wait(10)
    assert second.rate == 22050
    assert heard(second, 3) == [9, 9, 9]


def test_an_output_that_cannot_be_heard_early_has_the_chime_in_its_stream(output: Output) -> None:
    output.greets = False
    opened = early()
    assert not output.sinks
    opened.open(8000).start(session)
    (sink,) = output.sinks
    assert heard(sink, 10) == [5] * 8 + [9] * 2
    opened.open(8000).start(session)  # the device went away and came back
    assert heard(output.sinks[1], 2) == [9, 9]


def test_a_phrase_follows_the_chime(output: Output) -> None:
    opened = early(8000)
    opened.open_with(b"\x09\x00" * 4, 8000)
    assert output.sinks[0].give(100) == chime(8000) + b"\x09\x00" * 4


def test_a_phrase_that_is_found_first_waits_for_the_chime(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading = threading.Event()

    def find(name: str) -> CheckedOutput:
        loading.wait(10)
        return CheckedOutput(name, output)

    monkeypatch.setattr(registry, "find_output", find)
    opened = EarlyOutput("fake", None, RealClock(), 8000, chime)
    opened.open_with(b"\x09\x00" * 4, 8000)
    loading.set()
    opened._thread.join(10)
    assert output.sinks[0].give(100) == chime(8000) + b"\x09\x00" * 4


def test_what_goes_wrong_is_said_once_it_matters(output: Output) -> None:
    output.failure = DeviceError("no sound system", output="fake")
    opened = early()
    with pytest.raises(DeviceError, match="no sound system"):
        opened.open(24000)
    output.failure = None
    opened.open(24000).start(session)
    assert heard(output.sinks[0], 2) == [9, 9]


def test_a_session_that_never_begins_closes_it(output: Output) -> None:
    opened = early()
    opened.close()
    opened.close()
    assert output.sinks[0].closed.wait(10)


def test_an_error_is_printed_once_stderr_is_there_again(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, over = threading.Event(), threading.Event()

    def open_slowly(rate: int, device: str | None, clock: object) -> Sink:
        opening.set()
        over.wait(10)
        return Sink(rate)

    monkeypatch.setattr(output, "open", open_slowly)
    opened = EarlyOutput("fake", None, RealClock(), 24000, chime)
    assert opening.wait(10)
    monkeypatch.setattr(early_output, "_QUIET_S", 10)
    threading.Timer(0.05, over.set).start()
    opened.close()
    assert over.is_set()


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    over = threading.Event()
    monkeypatch.setattr(registry, "find_output", lambda name: over.wait(30))
    monkeypatch.setattr(early_output, "_HEARD_S", 0.01)
    yield over
    over.set()


def test_code_that_does_not_load_keeps_nobody_waiting(
    never: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = EarlyOutput("fake", None, RealClock(), 24000, chime)
    monkeypatch.setattr(early_output, "_QUIET_S", 0.01)
    opened.wait_until_heard()
    opened.close()
    assert not never.is_set()
