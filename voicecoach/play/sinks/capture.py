"""An output that writes what would be heard to a WAV file, in the time that it takes to hear it: for tests.

`--device` is the file's path. To make a file of a session, `render` is the way: it takes no hour for an hour.
"""

from __future__ import annotations

import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.play.sinks.null import PacedSink
from voicecoach.play.sinks.pcm import to_int16

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Pull


class CaptureSink(PacedSink):
    """Writes 16-bit mono."""

    backend = "a file"

    def __init__(self, path: Path, rate: int, clock: Clock) -> None:
        super().__init__(rate, clock)
        self._path = path
        # Opened apart from `wave`, which fails untidily if a file cannot be written.
        self._raw = path.open("wb", buffering=0)
        self._file = wave.open(self._raw, "wb")  # noqa: SIM115 - closed by close()
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(rate)

    def take(self, pull: Pull, frames: int) -> None:
        samples = np.zeros(frames, np.float32)
        piece = pull(frames).samples
        samples[: len(piece)] = piece
        try:
            self._file.writeframes(to_int16(samples).tobytes())
        except OSError as exc:
            raise _unwritten(self._path, exc) from exc

    def close(self) -> None:
        super().close()
        try:
            self._file.close()
        except OSError as exc:
            raise _unwritten(self._path, exc) from exc
        finally:
            self._raw.close()


def _unwritten(path: Path, exc: OSError) -> DeviceError:
    return DeviceError(f"cannot write {path}: {exc.strerror or exc}", output="capture")


class CaptureOutput:
    """`--output capture --device FILE.wav`."""

    def open(self, rate: int, device: str | None, clock: Clock) -> CaptureSink:
        if device is None:
            raise DeviceError("needs a file to write: --device FILE.wav", output="capture")
        try:
            return CaptureSink(Path(device), rate, clock)
        except OSError as exc:
            raise _unwritten(Path(device), exc) from exc

    def devices(self) -> tuple[str, ...]:
        return ()
