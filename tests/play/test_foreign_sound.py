"""What our own outputs let rise from C, and what they take from stderr: nothing, and not for long."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voicecoach.play.clock import FastClock, RealClock
from voicecoach.play.sinks import silenced_stderr
from voicecoach.play.sinks.idle_timer import LONGEST_LOOK_S, IdleTimer
from voicecoach.play.sinks.miniaudio_device import PlaybackDevice
from voicecoach.play.sinks.null import PacedSink
from voicecoach.play.sinks.silenced_stderr import SilencedStderr


class Machine(PlaybackDevice):
    """A device without C."""

    def __init__(self, fill: Callable[[int], bytes], stopped: Callable[[], None] = lambda: None) -> None:
        self._fill, self._stopped = fill, stopped


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(1), KeyboardInterrupt()])
def test_nothing_rises_into_the_device_s_callback(error: BaseException) -> None:
    def fail(frames: int) -> bytes:
        raise error

    device = Machine(fail)
    device._data_callback(None, None, None, 100)
    assert device._fill is None, "it pulls no more, and so it counts as gone"


def test_a_device_never_gets_more_than_it_asks_for() -> None:
    device = Machine(lambda frames: bytes(2 * frames + 2))
    device._data_callback(None, None, None, 100)
    assert device._fill is None


def test_nothing_rises_into_the_device_s_end() -> None:
    def stopped() -> None:
        raise SystemExit

    Machine(lambda frames: b"", stopped)._stop_callback(None)


def test_a_thread_that_pulls_and_fails_counts_as_a_device_that_went_away() -> None:
    sink = PacedSink(1000, RealClock())

    def pull(frames: int) -> Any:
        raise ArithmeticError("no")

    sink.start(pull)
    assert sink._thread is not None
    sink._thread.join(10)
    assert not sink.alive()


def test_stderr_is_quiet_and_comes_back(capfd: pytest.CaptureFixture[str]) -> None:
    with SilencedStderr():
        with SilencedStderr():
            os.write(2, b"inner\n")
        os.write(2, b"outer\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_a_library_that_hangs_does_not_keep_stderr(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silenced_stderr, "LONGEST_S", 0.05)
    over = threading.Event()

    def hang() -> None:
        with SilencedStderr():
            over.wait(60)

    thread = threading.Thread(target=hang, daemon=True)
    thread.start()
    said = ""
    for _ in range(200):
        os.write(2, b"our error\n")
        said += capfd.readouterr().err
        if said:
            break
        over.wait(0.05)
    assert said == "our error\n"
    over.set()
    thread.join(10)


def test_a_process_that_was_stopped_is_not_a_device_that_hangs() -> None:
    clock = FastClock()
    idle = IdleTimer(clock)
    clock.sleep(3600)
    assert idle.seconds() == LONGEST_LOOK_S
    for _ in range(10):
        clock.sleep(0.05)
        idle.seconds()
    assert idle.seconds() == pytest.approx(LONGEST_LOOK_S + 0.5)
    idle.moved()
    assert idle.seconds() == 0


def test_a_full_disk_ends_a_capture_with_its_reason(tmp_path: Path) -> None:
    from tests.contracts.test_sinks import RATE, Tape, wait_for
    from voicecoach.errors import DeviceError
    from voicecoach.play.sinks.registry import find_output

    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    sink = find_output("capture").open(RATE, "/dev/full", RealClock())
    sink.start(Tape().pull)
    failed: list[DeviceError] = []

    def has_failed() -> bool:
        try:
            return not sink.alive()
        except DeviceError as error:
            failed.append(error)
            return True

    wait_for(has_failed, 10)
    sink.close()
    assert "cannot write /dev/full: No space left on device" in str(failed[0])
