"""`--output simpleaudio`: whole spans at a time, in a child process.

simpleaudio plays buffers and cannot pause, and the time between two buffers is not exact. So a span is
collected until the timeline has a seam, a moment at which nothing sounds and no exact window runs: the counts
of a hold are always in one buffer. Silence between spans is timed by the clock. What was collected and is not
heard when a control comes is dropped.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import struct
import subprocess
import sys
import threading
from importlib import metadata
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.play.sinks.pcm import to_int16

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Piece, Pull

PERIOD_S = 0.02
"""How much is pulled at a time, in seconds."""
LONGEST_S = 120.0
"""The longest span, in seconds: past it the stream is broken wherever it is."""
START_S = 10.0
"""How long the child may take to come up, in seconds."""
LATENCY_S = 0.1
"""What simpleaudio asks ALSA to queue, in seconds: between a buffer's start and its first sound."""
CRASHES = 3
"""So many crashes in a row, and the device counts as gone."""


class SimpleaudioSink:
    """One child process, started anew when it dies."""

    backend = "simpleaudio"
    gapless = False

    def __init__(self, rate: int, clock: Clock) -> None:
        """Raises DeviceError where it cannot be heard."""
        self._rate = rate
        self._clock = clock
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._changed = threading.Condition(self._lock)
        self._epoch = 0
        self._heard = 0
        self._span = 0
        self._started_at: float | None = None
        self._answer = b""
        self._number = b"\0"
        self._crashes = 0
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._spare: subprocess.Popen[bytes] | None = None
        self._retired: list[subprocess.Popen[bytes]] = []
        try:
            # A moment of silence tells whether there is a device at all.
            self._play(np.zeros(round(0.01 * rate), np.float32))
        except DeviceError:
            self.close()
            raise

    def start(self, pull: Pull) -> None:
        self._thread = threading.Thread(target=self._run, args=(pull,), name="voicecoach-sink", daemon=True)
        self._thread.start()
        threading.Thread(target=self._have_a_spare, name="voicecoach-spare", daemon=True).start()

    def heard(self, pulled: int) -> int:
        with self._lock:
            return min(pulled, self._heard + self._into())

    def drop(self, epoch: int) -> bool:
        with self._lock:
            self._heard += self._into()
            self._epoch = epoch
            if self._span and self._child is not None:
                # Its own way to stop plays a third of a second more; the end of its process is silent at
                # once.
                self._child.kill()
                self._retired.append(self._child)
                self._child, self._spare = self._spare, None
            self._span, self._started_at = 0, None
            self._changed.notify_all()
        return True

    def alive(self) -> bool:
        return self._crashes < CRASHES and (self._thread is None or self._thread.is_alive())

    def close(self) -> None:
        self._stop.set()
        with self._lock:
            self._changed.notify_all()
            children = [self._child, self._spare, *self._retired]
            self._retired.clear()
        for child in children:
            if child is not None:
                self._bury(child)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=1.0)

    # The thread that pulls.

    def _run(self, pull: Pull) -> None:
        period = round(PERIOD_S * self._rate)
        span: list[FloatSamples] = []
        epoch = 0
        while not self._stop.is_set() and self._crashes < CRASHES:
            piece = pull(period)
            with self._lock:
                now = self._epoch
            if piece.epoch < now:
                continue  # pulled before a control, which has it pulled again
            if epoch < now:
                span, epoch = [], now
                threading.Thread(target=self._have_a_spare, name="voicecoach-spare", daemon=True).start()
            if not len(piece.samples):
                self._clock.wait(self._stop, PERIOD_S / 4)
            elif not span and piece.seam and not piece.samples.any():
                self._be_silent(piece)
            else:
                span.append(piece.samples)
                if piece.seam or len(span) * PERIOD_S > LONGEST_S:
                    whole, span = np.concatenate(span), []
                    with contextlib.suppress(DeviceError):
                        self._play(whole, epoch)

    def _be_silent(self, piece: Piece) -> None:
        self._clock.sleep(len(piece.samples) / self._rate)
        with self._lock:
            if piece.epoch == self._epoch:
                self._heard += len(piece.samples)

    def _play(self, samples: FloatSamples, epoch: int = 0) -> None:
        """Have the child play it and wait for its end, or for a control. Raises DeviceError."""
        pcm = to_int16(samples).tobytes()
        with self._lock:
            if epoch != self._epoch:
                return
            if self._child is None:
                self._child = self._spawn()
            self._answer = b""
            # A number for each: the end of a buffer that a control cut off must not be taken for that of the
            # next.
            self._number = bytes([(self._number[0] + 1) % 256])
            self._order(struct.pack("<ccI", b"P", self._number, len(pcm)) + pcm)
            while not self._answer and epoch == self._epoch and not self._stop.is_set():
                self._changed.wait(START_S)
            if self._answer == b"S" and epoch == self._epoch:
                self._span, self._started_at = len(samples), self._clock.now()
                self._crashes = 0
            while self._answer == b"S" and epoch == self._epoch and not self._stop.is_set():
                self._changed.wait(1.0)
            if epoch == self._epoch:
                self._heard += self._span if self._answer == b"D" else self._into()
                self._span, self._started_at = 0, None
            answer = self._answer
        if answer == b"!" and not self._stop.is_set():
            self._crashes += 1
            with self._lock:
                dead, self._child = self._child, None
            if dead is not None:
                self._bury(dead)
        elif answer.startswith(b"E"):
            self._crashes += 1
            raise DeviceError(
                f"it cannot play here: {answer[1:].decode(errors='replace')}", output="simpleaudio"
            )

    def _into(self) -> int:
        """How many frames of the span that plays are heard by now."""
        if self._started_at is None:
            return 0
        seconds = self._clock.now() - self._started_at - LATENCY_S
        return min(self._span, max(0, round(seconds * self._rate)))

    # The child.

    def _spawn(self) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-m", "voicecoach.play.sinks.simpleaudio_child", str(self._rate)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What ALSA prints about devices that it does not find would hide our one line.
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for us: the child falls silent when its stdin ends.
            start_new_session=os.name == "posix",
        )
        assert child.stdout is not None
        if child.stdout.read(1) != b"R":
            self._bury(child)
            child.stdout.close()
            raise DeviceError(
                f"it does not start; its process ended with {child.returncode}", output="simpleaudio"
            )
        threading.Thread(target=self._listen, args=(child,), daemon=True).start()
        return child

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        while True:
            try:
                answer = child.stdout.read(2)
                text = child.stdout.readline().strip() if answer[:1] == b"E" else b""
            except (OSError, ValueError):
                answer, text = b"", b""
            with self._lock:
                if child is self._child and answer[1:] in (b"", self._number):
                    self._answer = answer[:1] + text or b"!"
                    self._changed.notify_all()
            if not answer:
                child.stdout.close()
                return

    def _have_a_spare(self) -> None:
        """Bury those that were stopped, and have another child ready to take their place at once."""
        with self._lock:
            dead, self._retired = self._retired, []
        for child in dead:
            self._bury(child)
        if self._spare is None and not self._stop.is_set():
            with contextlib.suppress(DeviceError):
                spare: subprocess.Popen[bytes] | None = self._spawn()
                with self._lock:
                    if self._spare is None and not self._stop.is_set():
                        self._spare, spare = spare, None
                if spare is not None:
                    self._bury(spare)

    @staticmethod
    def _bury(child: subprocess.Popen[bytes]) -> None:
        """Its end, also where it came before; what it says is read to the end by `_listen`."""
        child.kill()
        child.wait()
        if child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()

    def _order(self, order: bytes) -> None:
        assert self._child is not None
        assert self._child.stdin is not None
        # A child that died is noticed by `_listen`.
        with contextlib.suppress(OSError, ValueError):
            self._child.stdin.write(order)
            self._child.stdin.flush()


class SimpleaudioOutput:
    """`--output simpleaudio`."""

    def __init__(self) -> None:
        """Raises ImportError where it is not installed."""
        if importlib.util.find_spec("simpleaudio") is None:
            raise ImportError("no module named simpleaudio")

    def open(self, rate: int, device: str | None, clock: Clock) -> SimpleaudioSink:
        if device is not None:
            raise DeviceError("it plays on the default device only; leave --device out", output="simpleaudio")
        if sys.version_info >= (3, 12) and not _is_patched():
            raise DeviceError(
                "simpleaudio 1.0.4 crashes on Python 3.12 and newer; use its mended fork:\n"
                "pip uninstall simpleaudio, then pip install simpleaudio-patched",
                output="simpleaudio",
            )
        return SimpleaudioSink(rate, clock)

    def devices(self) -> tuple[str, ...]:
        return ()


def _is_patched() -> bool:
    try:
        metadata.version("simpleaudio-patched")
    except metadata.PackageNotFoundError:
        return False
    return True
