"""The microphone behind its seam: whatever miniaudio or a sound server does, one line says it, and nothing rises in C."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import miniaudio
import numpy as np
import pytest

from voicecoach.errors import MicrophoneError
from voicecoach.play.clock import FastClock
from voicecoach.record import microphone
from voicecoach.record.microphone import MiniaudioInput

RATE = 48_000


class FakeDevice:
    """Stands in for a capture device of miniaudio; whoever makes it hears what it is told to."""

    backend = "Fake"
    opened: list[FakeDevice]

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.closed = threading.Event()
        self.stop_callback: Any = None
        self.stream: Any = None
        FakeDevice.opened.append(self)

    def start(self, stream: Any) -> None:
        self.stream = stream

    def hear(self, *samples: int) -> None:
        self.stream.send(bytearray(np.array(samples, "<i2").tobytes()))

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> list[FakeDevice]:
    FakeDevice.opened = []
    monkeypatch.setattr(microphone, "_Device", FakeDevice)
    return FakeDevice.opened


def names(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    listed = [{"name": name, "id": f"id of {name}"} for name in found]
    monkeypatch.setattr(microphone, "_captures", lambda: listed)


def test_it_gives_what_was_heard_since_the_last_time(devices: list[FakeDevice]) -> None:
    source = MiniaudioInput().open(RATE, None, FastClock())
    (device,) = devices
    assert device.options["sample_rate"] == RATE
    assert device.options["device_id"] is None
    assert source.backend == "Fake"
    assert len(source.read()) == 0
    device.hear(16384, -32768)
    device.hear(0)
    assert source.read().tolist() == [0.5, -1, 0]
    assert len(source.read()) == 0
    source.close()
    assert device.closed.is_set()


def test_what_nobody_reads_is_forgotten_after_a_minute(devices: list[FakeDevice]) -> None:
    source = MiniaudioInput().open(RATE, None, FastClock())
    for _ in range(10_000):
        devices[0].hear(1)
    assert len(source.read()) == microphone.MOST_HELD_S * 1000 / microphone.PERIOD_MS
    source.close()


def test_one_that_stops_or_hands_over_nothing_is_gone(devices: list[FakeDevice]) -> None:
    clock = FastClock()
    silent, stopped = (MiniaudioInput().open(RATE, None, clock) for _ in range(2))
    for _ in range(round(microphone.STALL_S / 0.4)):
        assert silent.alive()
        clock.sleep(0.4)
        devices[1].hear(0)
        stopped.alive()
    clock.sleep(0.4)
    assert not silent.alive()
    assert stopped.alive()
    devices[1].stop_callback()
    assert not stopped.alive()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("Headset", "Headset"), ("head", "My Headset"), ("HEADSET", "Headset"), ("monitor", "Monitor of x")],
)
def test_a_device_is_found_by_a_part_of_its_name(
    monkeypatch: pytest.MonkeyPatch, devices: list[FakeDevice], asked: str, found: str
) -> None:
    names(monkeypatch, "Built-in", found)
    MiniaudioInput().open(RATE, asked, FastClock()).close()
    assert devices[0].options["device_id"] == f"id of {found}"


def test_a_device_that_is_not_there_is_said_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch, devices: list[FakeDevice]
) -> None:
    names(monkeypatch, "Headset", "Built-in")
    with pytest.raises(MicrophoneError, match="no microphone “Headsat”; did you mean “Headset”"):
        MiniaudioInput().open(RATE, "Headsat", FastClock())
    with pytest.raises(MicrophoneError, match="no microphone “xyz”; there are “Headset”, “Built-in”"):
        MiniaudioInput().open(RATE, "xyz", FastClock())
    names(monkeypatch)
    with pytest.raises(MicrophoneError, match="no microphone found"):
        MiniaudioInput().open(RATE, "xyz", FastClock())
    assert MiniaudioInput().devices() == ()


@pytest.mark.parametrize(
    "error",
    [
        miniaudio.MiniaudioError("failed to init device", -1),
        OSError("no such thing"),
        TypeError("what"),
        SystemExit(3),
    ],
)
def test_whatever_opening_raises_is_one_line(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(**options: Any) -> None:
        raise error

    monkeypatch.setattr(microphone, "_Device", fail)
    with pytest.raises(MicrophoneError) as caught:
        MiniaudioInput().open(RATE, None, FastClock())
    assert str(caught.value).startswith("microphone: ")
    assert len(str(caught.value).splitlines()) == 1


def test_one_that_hangs_is_left_and_closed_when_it_opens_at_last(
    monkeypatch: pytest.MonkeyPatch, devices: list[FakeDevice]
) -> None:
    go_on = threading.Event()

    class Slow(FakeDevice):
        def start(self, stream: Any) -> None:
            go_on.wait(20)

    monkeypatch.setattr(microphone, "_Device", Slow)
    monkeypatch.setattr(microphone, "OPEN_S", 0.2)
    with pytest.raises(MicrophoneError, match="the sound system does not answer; start it again"):
        MiniaudioInput().open(RATE, None, FastClock())
    go_on.set()
    assert devices[0].closed.wait(10)


def test_nothing_rises_in_the_callback_of_c() -> None:
    def broken() -> Iterator[None]:
        yield
        raise RuntimeError("in the middle")

    device = object.__new__(microphone._Device)
    device.sample_width, device.nchannels = 2, 1
    device.callback_generator = broken()
    next(device.callback_generator)
    device._data_callback(None, None, miniaudio.ffi.new("short[4]"), 4)
    assert device.callback_generator is None

    def stopped() -> None:
        raise RuntimeError("at the end")

    device.stop_callback = stopped
    device._stop_callback(None)
