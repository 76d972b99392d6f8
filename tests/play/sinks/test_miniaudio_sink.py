"""Sound that lies ahead in a device of miniaudio: what is heard after a control, after a queue that ran dry, and where it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from voicecoach.play.clock import FastClock
from voicecoach.play.sinks import miniaudio_sink
from voicecoach.play.sinks.device_clock import LATE_S, DeviceClock
from voicecoach.play.sinks.device_queue import LONG, SHORT
from voicecoach.play.sinks.miniaudio_sink import JOINT_S, LATENCY_S, READY_S, MiniaudioSink
from voicecoach.play.sinks.sound_ahead import SoundAhead

RATE = 1000
"""A frame a millisecond, so that a sample can be the number of its frame for half a minute."""


class Device:
    """One that keeps what it plays; its queue is as long as asked for, and it plays as its clock says."""

    def __init__(
        self,
        context: Any,
        rate: int,
        *,
        period_ms: int,
        periods: int,
        device_id: Any,
        fill: Callable[[int], bytes],
        stopped: Callable[[], None],
    ) -> None:
        self.clock: FastClock = context.clock
        self.backend: str = context.backend
        self.forgets = self.backend == "ALSA"
        self.period, self.periods = period_ms, periods
        self._fill = fill
        self.began = -1.0
        self.sound = np.zeros(0, np.int16)
        context.devices.append(self)

    @property
    def at(self) -> int:
        """The frame that is heard."""
        return round((self.clock.now() - self.began - LATENCY_S) * RATE)

    def start(self) -> None:
        self.began, self.sound = self.clock.now(), np.zeros(0, np.int16)

    def stop(self) -> None:
        self.began = -1.0

    close = stop

    @property
    def full(self) -> bool:
        """Whether it has no room for another period."""
        return len(self.sound) - max(0, self.at) > self.period * (self.periods - 1)

    def ask(self) -> None:
        """For one period."""
        assert self.began >= 0
        self.began += max(0, self.at - len(self.sound)) / RATE  # it stands still without sound
        made = np.frombuffer(self._fill(self.period), np.int16)
        self.sound = np.concatenate([self.sound, made, np.zeros(self.period - len(made), np.int16)])


class Stage:
    """A sink, the devices that it has opened, and what is pulled: each sample is the number of its frame."""

    def __init__(self, backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = FastClock(100.0)
        self.backend = backend
        self.devices: list[Device] = []
        self.pulled = self.epoch = 0
        self.ready = True
        monkeypatch.setattr(miniaudio_sink, "Context", lambda **_: self)
        monkeypatch.setattr(miniaudio_sink, "PlaybackDevice", Device)
        monkeypatch.setattr(miniaudio_sink, "leads_to_a_server", lambda: False)
        self.sink = MiniaudioSink(RATE, None, self.clock)
        self.sink._source = self.pull
        self.sink._fill()
        self.sink._start_device()

    @property
    def device(self) -> Device:
        return self.devices[-1]

    def pull(self, frames: int) -> tuple[bytes, int]:
        if not self.ready:
            return b"", self.epoch
        numbers = np.arange(self.pulled + 1, self.pulled + frames + 1, dtype=np.int16)
        self.pulled += frames
        return numbers.tobytes(), self.epoch

    def play(self, seconds: float) -> None:
        """Let time pass, as the sink's thread and the device's take turns."""
        for _ in range(round(seconds / 0.025)):
            self.turn()
            self.clock.sleep(0.025)
        self.turn()

    def turn(self) -> None:
        """Both threads, until there is nothing to do."""
        if self.sink._down:
            self.sink._restart()
        self.sink._fill()
        while not (self.device.full or self.sink._down) and self.sink._ahead.ready >= self.device.period:
            self.device.ask()
            self.sink._fill()

    def drop(self) -> int:
        """A control: how many frames are heard, which is where it goes on."""
        self.epoch += 1
        assert self.sink.drop(self.epoch)
        self.pulled = self.sink.heard(self.pulled)
        return self.pulled


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage("ALSA", monkeypatch)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage("WASAPI", monkeypatch)


def test_a_second_lies_in_the_device_and_the_place_is_what_is_heard(long: Stage) -> None:
    for _ in range(200):
        long.play(0.1)
        device = long.device
        assert long.sink.heard(long.pulled) == pytest.approx(device.sound[device.at], abs=2)
        assert len(device.sound) - device.at > (LONG.seconds - 0.05) * RATE
    assert len(long.devices) == 1
    assert set(np.diff(long.device.sound[10:].astype(int))) == {1}
    assert long.sink.breaks == 0


def test_a_control_has_the_device_forget_its_queue(long: Stage) -> None:
    long.play(1.5)
    device = long.device
    heard = int(device.sound[device.at])
    assert long.drop() == pytest.approx(heard, abs=2)
    assert device._fill(10) == b"", "what it asks for meanwhile is not what comes next"
    long.pulled += 5000  # something else is heard from here on
    long.play(0.2)
    assert long.device is device, "stopped and started, not opened again"
    assert not device.sound[: np.flatnonzero(device.sound)[0]].any()
    assert device.sound[0] < 500, "it begins softly"
    new = device.sound[device.at]
    assert new == pytest.approx(heard + 5000 + device.at, abs=3)
    assert long.sink.breaks == 0
    assert long.drop() == pytest.approx(heard + device.at, abs=3)


def test_a_second_control_before_the_device_starts_again_keeps_the_place(long: Stage) -> None:
    long.play(1.5)
    first = long.drop()
    assert long.drop() == first
    long.play(0.3)
    assert long.device.sound[long.device.at] == pytest.approx(first + long.device.at, abs=3)


def test_a_device_that_runs_dry_is_counted_and_holds_more_and_nothing_is_lost(long: Stage) -> None:
    sizes = []
    for breaks in (1, 2, 3):
        long.play(0.5)
        last = int(long.device.sound[-1])
        long.clock.sleep(9)
        assert long.sink.heard(long.pulled) == last, "all of it was heard, and then silence"
        long.play(0.3)
        assert long.sink.breaks == breaks
        sizes.append(long.device.period * long.device.periods)
        here = long.device.sound[long.device.at]
        assert long.sink.heard(long.pulled) == pytest.approx(here, abs=2)
        if len(long.devices) == breaks + 1:
            assert here == pytest.approx(last + long.device.at, abs=3)
    assert sizes == [2000, 4000, 4000]


def test_sound_that_is_not_ready_is_no_break(long: Stage) -> None:
    long.play(0.5)
    long.ready = False
    while long.sink._ahead.ready:
        long.turn()
        long.clock.sleep(0.025)
    long.clock.sleep(2)
    long.device.ask()
    long.device.ask()
    assert not long.device.sound[-50:].any()
    long.ready = True
    long.play(0.5)
    assert long.sink.breaks == 0


def test_a_device_waits_for_sound_that_is_about_to_come(long: Stage) -> None:
    long.play(0.5)
    long.ready = False
    last = long.pulled
    while long.sink._ahead.ready:
        long.turn()
        long.clock.sleep(0.025)
    asking = threading.Thread(target=long.device.ask, daemon=True)
    asking.start()
    asking.join(0.05)
    assert asking.is_alive(), "there is still a second in the queue"
    long.ready = True
    long.sink._fill()
    asking.join(10)
    assert list(long.device.sound[-25:]) == list(range(last + 1, last + 26))


def test_a_control_with_a_short_queue_gives_back_what_waits_and_fades_into_what_comes(short: Stage) -> None:
    short.play(1.0)
    device = short.device
    given = int(device.sound[-1])
    assert short.drop() == given
    short.pulled += 5000
    short.play(0.3)
    assert short.device is device
    joint = round(JOINT_S * RATE)
    at = int(np.flatnonzero(device.sound == given)[0])
    steps = np.diff(device.sound[at : at + joint + 2].astype(int))
    assert steps.max() < 1100
    assert device.sound[at + 1 + joint] == given + 5001 + joint
    assert short.sink.breaks == 0


def test_a_short_queue_grows_once(short: Stage) -> None:
    for _ in range(3):
        short.play(0.3)
        short.clock.sleep(1)
    short.play(0.3)
    assert short.sink.breaks == 3
    assert [device.period * device.periods for device in short.devices] == [120, 240]


def test_what_is_pulled_before_a_control_is_left_out(long: Stage) -> None:
    long.play(0.2)
    long.sink.drop(1)
    begun = long.sink._ahead.pulled
    answers = [(b"\1\1" * 50, 0), (b"", 1)]
    long.sink._source = lambda frames: answers.pop(0)
    long.sink._fill()
    assert long.sink._ahead.pulled == begun


@pytest.mark.parametrize("drift", [0.0, 2e-4, -2e-4])
def test_a_device_whose_clock_runs_otherwise_has_no_breaks_and_keeps_the_place(drift: float) -> None:
    period, periods = 0.025, 40
    now, given = 50.0, 0
    began, clock = now, DeviceClock(RATE, now)
    while now < began + 3600:
        played = (now - began) * (1 + drift) * RATE
        while given - played <= period * (periods - 1) * RATE:
            assert clock.asked(now, given) == 0
            given += round(period * RATE)
        assert abs(clock.heard(now, given) - played) < 0.03 * RATE
        now += 0.0201


def test_a_queue_that_ran_dry_is_noticed_once() -> None:
    clock = DeviceClock(RATE, 0.0)
    assert clock.asked(0.0, 0) == 0
    assert clock.asked(1.0 + LATE_S / 2, 1000) == 0
    assert clock.asked(1.5, 1000) == pytest.approx(0.5)
    assert clock.asked(1.5, 1000) == 0
    assert clock.heard(1.6, 2000) == 1100


def test_where_a_frame_of_the_device_is_in_what_was_pulled() -> None:
    ahead = SoundAhead(0)
    ahead.add(bytes(2 * 100))
    ahead.take(60)
    ahead.take(60)  # twenty are silence
    ahead.add(bytes(2 * 100))
    ahead.take(50)
    assert [ahead.number_at(frame) for frame in (0, 59, 99, 100, 119, 120, 130, 169, 999)] == [
        0, 59, 99, 100, 100, 100, 110, 149, 150,
    ]  # fmt: skip
    assert ahead.ready == 50
    ahead.give_back()
    assert ahead.pulled == ahead.next_number == 150


def test_what_ends_before_more_is_ready_fades_away() -> None:
    ahead = SoundAhead(4)
    ahead.add(np.full(100, 1000, np.int16).tobytes())
    made = np.frombuffer(ahead.take(120), np.int16)
    assert list(made[:5]) == [0, 250, 500, 750, 1000]
    assert list(made[95:102]) == [1000, 750, 500, 250, 0, 0, 0]


def test_queues_are_what_the_contract_allows() -> None:
    assert LONG.seconds >= 0.5
    assert SHORT.seconds < 1 / 8
    assert LONG.period_ms / 1000 < READY_S
