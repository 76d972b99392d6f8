"""One contract for every output: it pulls, it plays, it lets go."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.play.needs import need, need_simpleaudio
from tests.play.sound_server import SoundServer
from voicecoach.errors import DeviceError
from voicecoach.play.clock import RealClock
from voicecoach.play.sinks.api import Piece, Sink
from voicecoach.play.sinks.registry import find_output

RATE = 22050
NAMES = ("null", "capture", "pulse", "miniaudio", "simpleaudio", "auto")


class Tape:
    """A tone for ever, which counts what is pulled of it; a seam every half second."""

    def __init__(self) -> None:
        self.pulled = 0
        self.epoch = 0
        self.ready = True

    def pull(self, frames: int) -> Piece:
        if not self.ready:
            return Piece(np.zeros(0, np.float32), epoch=self.epoch)
        at = np.arange(self.pulled, self.pulled + frames)
        seam = self.pulled // (RATE // 2) != (self.pulled + frames) // (RATE // 2)
        self.pulled += frames
        return Piece((0.2 * np.sin(at * 0.1)).astype(np.float32), seam, self.epoch)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    need("pulseaudio", "parec")
    with SoundServer(tmp_path_factory.mktemp("pulse")) as made:
        yield made


@pytest.fixture(params=NAMES)
def opened(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    name = request.param
    if name == "simpleaudio":
        need_simpleaudio()
    if name not in ("null", "capture"):
        server = request.getfixturevalue("server")
        for key, value in server.environment.items():
            monkeypatch.setenv(key, value)
    device = str(tmp_path / "capture.wav") if name == "capture" else None
    sink = find_output(name).open(RATE, device, RealClock())
    yield sink
    sink.close()


def wait_for(what: Callable[[], bool], seconds: float = 5) -> None:
    clock = RealClock()
    end = clock.now() + seconds
    while not what():
        assert clock.now() < end, "it did not happen in time"
        clock.sleep(0.01)


def test_pulls_as_fast_as_time_runs(opened: Sink) -> None:
    tape, clock = Tape(), RealClock()
    began = clock.now()
    opened.start(tape.pull)
    wait_for(lambda: opened.heard(tape.pulled) > RATE, 15)
    assert opened.heard(tape.pulled) < (clock.now() - began + 0.2) * RATE
    assert opened.heard(tape.pulled) <= tape.pulled
    assert opened.alive()
    assert opened.backend


def test_asks_again_if_nothing_is_ready(opened: Sink) -> None:
    tape = Tape()
    tape.ready = False
    opened.start(tape.pull)
    RealClock().sleep(0.3)
    assert opened.alive()
    tape.ready = True
    wait_for(lambda: opened.heard(tape.pulled) > 0.2 * RATE)


def test_what_is_dropped_is_not_heard(opened: Sink) -> None:
    tape = Tape()
    opened.start(tape.pull)
    wait_for(lambda: opened.heard(tape.pulled) > 0.3 * RATE)
    tape.epoch = 1
    dropped = opened.drop(1)
    heard = opened.heard(tape.pulled)
    if dropped:
        tape.pulled = heard
    else:
        assert tape.pulled - heard < RATE / 8
    wait_for(lambda: opened.heard(tape.pulled) > heard + 0.2 * RATE)


def test_closes_at_once_and_twice_and_pulls_no_more(opened: Sink) -> None:
    tape = Tape()
    opened.start(tape.pull)
    wait_for(lambda: tape.pulled > 0)
    clock = RealClock()
    before = clock.now()
    opened.close()
    opened.close()
    assert clock.now() - before < 0.5
    at = tape.pulled
    clock.sleep(0.1)
    assert tape.pulled == at


def test_closes_without_a_start(opened: Sink) -> None:
    opened.close()


@pytest.mark.parametrize("name", ["null", "pulse", "miniaudio", "simpleaudio", "auto"])
def test_an_unknown_device_is_reported(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "simpleaudio":
        need_simpleaudio()
    if name in ("pulse", "miniaudio", "auto"):
        for key, value in request.getfixturevalue("server").environment.items():
            monkeypatch.setenv(key, value)
    with pytest.raises(DeviceError, match="device"):
        find_output(name).open(RATE, "a device that nobody has", RealClock())


@pytest.mark.parametrize("name", ["pulse", "miniaudio", "simpleaudio", "auto"])
def test_no_sound_system_is_one_clear_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    if name == "simpleaudio":
        need_simpleaudio()
    for key in ("XDG_RUNTIME_DIR", "HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(key, str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("ALSA_CONFIG_PATH", raising=False)
    if Path("/dev/snd").exists():
        pytest.skip("this machine has a sound card")
    with pytest.raises(DeviceError) as reported:
        find_output(name).open(RATE, None, RealClock())
    assert len(str(reported.value).splitlines()) <= 2
    assert capfd.readouterr().err == ""


def test_capture_writes_what_was_pulled(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    tape = Tape()
    sink = find_output("capture").open(RATE, str(path), RealClock())
    sink.start(tape.pull)
    wait_for(lambda: tape.pulled > 0.2 * RATE)
    sink.close()
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    assert len(samples) == tape.pulled
    assert abs(samples.max() / 32768 - 0.2) < 0.001


def test_capture_needs_a_file_that_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="--device"):
        find_output("capture").open(RATE, None, RealClock())
    with pytest.raises(DeviceError, match="cannot write"):
        find_output("capture").open(RATE, str(tmp_path / "no" / "a.wav"), RealClock())


def test_a_crash_of_the_child_ends_no_session(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    need_simpleaudio()
    for key, value in server.environment.items():
        monkeypatch.setenv(key, value)
    sink = find_output("simpleaudio").open(RATE, None, RealClock())
    tape = Tape()
    try:
        sink.start(tape.pull)
        wait_for(lambda: sink.heard(tape.pulled) > 0.2 * RATE)
        sink.checked._child.kill()
        heard = sink.heard(tape.pulled)
        wait_for(lambda: sink.heard(tape.pulled) > heard + RATE)
        assert sink.alive()
    finally:
        sink.close()
