"""Music or ambience from the user's file: any format, over and over without a gap, at its level."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.audio.sound_file import is_decodable
from voicecoach.errors import AudioError

LEVEL = -24.0
"""LUFS, while nothing is said: 8 dB below the words."""

SOFTEST_LUFS, LOUDEST_LUFS = -60.0, -16.0
"""The limits of that."""

_MEASURED_S = 180.0
"""How much of the music its loudness is taken from, in seconds."""
_KEPT_S = 60.0
"""Music shorter than this is decoded once and kept, in seconds."""
_SHORTEST_S = 0.5


@dataclass(frozen=True, slots=True)
class Music:
    """A file and how loud it is to be."""

    path: Path
    level_lufs: float = LEVEL

    def digest(self) -> str:
        """The digest of everything in the file. Raises AudioError."""
        _must_be_a_file(self.path)
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def check(self) -> None:
        """Raises AudioError if there is no sound in it."""
        next(_decoded(self.path, 48_000))


class Bed:
    """The music in a loop at its level, as long as it is asked for; memory stays flat however long it is."""

    def __init__(self, music: Music, rate: int) -> None:
        """Nothing is read yet. `rate` is what is asked for, in frames a second."""
        self._music = music
        self._rate = rate
        self._gain: np.float32 | None = None
        self._pieces = _looped(music.path, rate)
        self._rest: FloatSamples = np.zeros(0, np.float32)

    def take(self, size: int) -> FloatSamples:
        """The next `size` frames, mono. Raises AudioError; the first call measures the loudness, which takes a while."""
        if self._gain is None:
            self._gain = self._measured()
        pieces = [self._rest]
        held = len(self._rest)
        while held < size:
            pieces.append(next(self._pieces) * self._gain)
            held += len(pieces[-1])
        joined = np.concatenate(pieces)
        self._rest = joined[size:]
        return joined[:size]

    def _measured(self) -> np.float32:
        from voicecoach.audio.loudness import integrated_loudness

        loudness = integrated_loudness(_first(self._music.path, self._rate))
        if loudness is None:
            raise _bad(self._music.path, "there is nothing to hear in this music")
        return np.float32(10 ** ((self._music.level_lufs - loudness) / 20))


def _first(path: Path, rate: int) -> Iterator[Block]:
    left = int(_MEASURED_S * rate)
    for samples in _decoded(path, rate):
        yield Block(samples[:left], rate)
        left -= len(samples)
        if left <= 0:
            return


def _looped(path: Path, rate: int) -> Iterator[FloatSamples]:
    kept: list[FloatSamples] | None = []
    held = 0
    for samples in _decoded(path, rate):
        held += len(samples)
        if held > _KEPT_S * rate:
            kept = None
        if kept is not None:
            kept.append(samples)
        yield samples
    if held < _SHORTEST_S * rate:
        raise _bad(path, "this music is too short for a loop")
    while True:
        yield from kept if kept is not None else _decoded(path, rate)


def _decoded(path: Path, rate: int) -> Iterator[FloatSamples]:
    """The file's first sound in one channel at `rate`. A file that ends broken is played as far as it goes.

    Raises AudioError if there is no sound.
    """
    import av

    _must_be_a_file(path)
    heard = False
    try:
        # Always a file: FFmpeg would take "http:" or "concat:" in a name for a way to get there.
        with av.open(f"file:{path}") as container:
            if not container.streams.audio:
                raise _bad(path, "there is no sound in this file")
            if not is_decodable(container.streams.audio[0]):
                raise _bad(path, "this is not music that can be read: no decoder knows it")
            resampler = av.AudioResampler("fltp", "mono", rate)
            for frame in _frames(container):
                for out in resampler.resample(frame):
                    heard = True
                    samples: FloatSamples = out.to_ndarray()[0]
                    yield samples
    except (av.FFmpegError, OSError, ValueError) as error:
        if not heard:
            raise _unreadable(path, error) from error
    if not heard:
        raise _bad(path, "there is no sound in this file")


def _frames(container: Any) -> Iterator[Any]:
    """Every frame up to the end, or up to damage in the file; then None, which empties the resampler."""
    import av

    frames = container.decode(audio=0)
    while True:
        try:
            frame = next(frames)
        except (StopIteration, av.InvalidDataError):
            break
        frame.pts = None  # a file whose times jump is still one piece of music
        yield frame
    yield None


def _must_be_a_file(path: Path) -> None:
    """A pipe would be waited for, and a device may never end."""
    if not path.is_file():
        raise _bad(path, "there is no such file" if not path.exists() else "music must be a file")


def _unreadable(path: Path, error: Exception) -> AudioError:
    reason = getattr(error, "strerror", None) or str(error)
    return _bad(path, f"this is not music that can be read: {reason.lower()}")


def _bad(path: Path, reason: str) -> AudioError:
    return AudioError(f"{path}: {reason}")
