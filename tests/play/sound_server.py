"""A real sound server without a sound card: PulseAudio with a null sink, and a recording of what it plays."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np

from voicecoach.audio.pcm import FloatSamples

RATE = 44100
"""Of the server and of recordings."""


class SoundServer:
    """PulseAudio with folders of its own, as a context."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700, exist_ok=True)
        (folder / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self.environment = {
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "HOME": str(folder),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SoundServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, rate: int = RATE, channels: int = 1) -> None:
        """Returns when it answers; its sink has that rate and so many channels.

        Of several that start at the same moment on a busy machine one may give up: it is tried again.
        """
        sink = f"module-null-sink sink_name=cap rate={rate} channels={channels} norewinds=1"
        for _ in range(3):
            for left in (self.runtime / "pulse").glob("*"):
                left.unlink()
            self._process = subprocess.Popen(
                ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
                 "-L", "module-native-protocol-unix", "-L", sink],
                env={**os.environ, **self.environment},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            end = time.monotonic() + 15
            while self._process.poll() is None and time.monotonic() < end:
                if not self._ask("info").returncode:
                    return
                time.sleep(0.05)
            self.stop()
        raise AssertionError("PulseAudio does not start")

    def stop(self) -> None:
        """At once, as a crash."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        """Answer nobody any more, from now on."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)

    def _ask(self, what: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, **self.environment}
        return subprocess.run(["pactl", what], env=environment, capture_output=True, check=False)


class Recording:
    """Records what the server plays, from now on, as a context.

    Into a file, which nobody has to read in time: a reader who is late would have the server leave out what
    it holds.
    """

    def __init__(self, server: SoundServer) -> None:
        self._path = server.folder / f"{time.monotonic_ns()}.raw"
        self._file = self._path.open("wb")
        self._process = subprocess.Popen(
            ["parec", "-d", "cap.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
             "--latency-msec=10"],
            env={**os.environ, **server.environment},
            stdout=self._file,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Recording:
        end = time.monotonic() + 10
        while not self.length:
            assert time.monotonic() < end, "nothing is recorded"
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._file.close()

    @property
    def length(self) -> int:
        """How many samples there are by now."""
        return self._path.stat().st_size // 2

    def samples(self, first: int = 0, last: int | None = None) -> FloatSamples:
        """Those from `first` to `last` (excluded), as far as they are there."""
        count = -1 if last is None else max(0, last - first)
        data = (
            np.fromfile(self._path, np.int16, count, offset=2 * first) if first < self.length else np.zeros(0)
        )
        return data.astype(np.float32) / 32768

    def find(self, clip: FloatSamples, rate: int, first: int, last: int) -> tuple[int, float]:
        """Where, between two frames, the recording is most like the clip; and how like, up to 1."""
        wanted = resampled(clip, rate)
        window = self.samples(first, last + len(wanted))
        if len(window) < len(wanted):
            return first, 0.0
        size = 1 << (len(window) + len(wanted)).bit_length()
        product = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(wanted, size)), size)
        product = product[: len(window) - len(wanted) + 1]
        power = np.concatenate([[0], np.cumsum(window.astype(np.float64) ** 2)])
        here = np.sqrt(np.maximum(power[len(wanted) :] - power[: -len(wanted)], 1e-6))
        likeness = product / (here * np.sqrt((wanted.astype(np.float64) ** 2).sum()))
        at = int(np.argmax(likeness))
        return first + at, float(likeness[at])


def resampled(clip: FloatSamples, rate: int) -> FloatSamples:
    """The clip at the rate of recordings."""
    at = np.arange(int(len(clip) * RATE / rate)) * rate / RATE
    return np.interp(at, np.arange(len(clip)), clip).astype(np.float32)
