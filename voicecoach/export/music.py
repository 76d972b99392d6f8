"""Music or ambience from the user's file, under the words: looped without a gap, and softer where something is said.

The timeline knows the words before they are spoken, so the music goes down ahead of them and comes back after them;
between two counts of a hold it stays down, so that nothing pumps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.errors import ExportError
from voicecoach.timeline.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = -24.0
"""LUFS, where nothing is said: 8 dB below the words."""

DUCK_DB = -14.0
"""How much softer it is under the words."""

_DOWN_S, _UP_S = 0.6, 1.5
"""How long it takes to go down before the words, and to come back after them, in seconds."""
_BETWEEN_S = 3.0
"""Words nearer to one another than this are one stretch for the music."""
_FADE_IN_S, _FADE_OUT_S = 3.0, 6.0
_MEASURED_S = 180.0
"""How much of the music its loudness is taken from, in seconds."""
_KEPT_S = 60.0
"""Music shorter than this is decoded once and kept, in seconds."""
_SHORTEST_S = 0.5
_STEP = 64
"""Frames between two values of the curve; between them it is a straight line."""


@dataclass(frozen=True, slots=True)
class Music:
    """A file and how loud it is to be."""

    path: Path
    level_lufs: float = LEVEL

    def digest(self) -> str:
        """Of all that is in the file. Raises ExportError."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ExportError(
                f"this music cannot be read: {(error.strerror or str(error)).lower()}", path=self.path
            ) from error


def under(blocks: Iterable[Block], timeline: Timeline, music: Music) -> Iterator[Block]:
    """The same blocks with the music under them; their peaks may go up. Raises ExportError."""
    rate = timeline.rate
    gain = _gain(music, rate)
    places, levels_db = curve(timeline)
    bed = _Bed(music.path, rate)
    at = 0
    for block in blocks:
        size = len(block.samples)
        grid = np.arange(at, at + size + _STEP, _STEP)
        steps = np.interp(grid, places, levels_db)
        gains = np.interp(np.arange(at, at + size), grid, gain * 10 ** (steps / 20)).astype(np.float32)
        if at < _FADE_IN_S * rate or at + size > timeline.end - _FADE_OUT_S * rate:
            gains *= _fades(np.arange(at, at + size), timeline.end, rate)
        yield Block(block.samples + bed.take(size) * gains, rate)
        at += size


def curve(timeline: Timeline) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Frames and the music's level in dB at each, straight lines between; 0 dB where nothing is said for long."""
    rate = timeline.rate
    said = sorted(
        (event.start, event.end)
        for _, event in timeline.events()
        if event.kind in (EventKind.SAY, EventKind.SOUND)
    )
    stretches: list[list[int]] = []
    for start, end in said:
        if stretches and start - stretches[-1][1] < _BETWEEN_S * rate:
            stretches[-1][1] = max(stretches[-1][1], int(end))
        else:
            stretches.append([int(start), int(end)])
    points: list[tuple[float, float]] = [(-1e12, 0.0)]
    for first, last in stretches:
        points += [
            (first - _DOWN_S * rate, 0.0),
            (first, DUCK_DB),
            (last, DUCK_DB),
            (last + _UP_S * rate, 0.0),
        ]
    places, levels = zip(*points, strict=True)
    return np.array(places), np.array(levels)


def _fades(frames: NDArray[np.int64], end: int, rate: int) -> FloatSamples:
    rise = np.clip(frames / (_FADE_IN_S * rate), 0, 1)
    fall = np.clip((end - frames) / (_FADE_OUT_S * rate), 0, 1)
    smooth: FloatSamples = np.sin(np.minimum(rise, fall) * np.pi / 2).astype(np.float32) ** 2
    return smooth


def _gain(music: Music, rate: int) -> float:
    from voicecoach.audio.loudness import measure

    loudness = measure(_first(music.path, rate))
    if loudness is None:
        raise ExportError("there is nothing to hear in this music", path=music.path)
    return float(10 ** ((music.level_lufs - loudness) / 20))


def _first(path: Path, rate: int) -> Iterator[Block]:
    left = int(_MEASURED_S * rate)
    for samples in _decoded(path, rate):
        yield Block(samples[:left], rate)
        left -= len(samples)
        if left <= 0:
            return


class _Bed:
    """The music over and over, as much as is asked for; memory stays flat however long it is."""

    def __init__(self, path: Path, rate: int) -> None:
        self._pieces = _looped(path, rate)
        self._rest: FloatSamples = np.zeros(0, np.float32)

    def take(self, size: int) -> FloatSamples:
        """The next `size` frames."""
        pieces = [self._rest]
        held = len(self._rest)
        while held < size:
            pieces.append(next(self._pieces))
            held += len(pieces[-1])
        joined = np.concatenate(pieces)
        self._rest = joined[size:]
        return joined[:size]


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
        raise ExportError("this music is too short to be played over and over", path=path)
    while True:
        yield from kept if kept is not None else _decoded(path, rate)


def _decoded(path: Path, rate: int) -> Iterator[FloatSamples]:
    """The file's first sound in one channel at `rate`. A file that ends broken is played as far as it goes.

    Raises ExportError where there is no sound at all.
    """
    import av

    heard = False
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise ExportError("there is no sound in this file", path=path)
            resampler = av.AudioResampler("fltp", "mono", rate)
            for frame in _frames(container):
                for out in resampler.resample(frame):
                    heard = True
                    samples: FloatSamples = out.to_ndarray()[0]
                    yield samples
    except (av.FFmpegError, OSError, ValueError) as error:
        if not heard:
            reason = getattr(error, "strerror", None) or str(error)
            raise ExportError(f"this is no music that can be read: {reason.lower()}", path=path) from error
    if not heard:
        raise ExportError("there is no sound in this file", path=path)


def _frames(container: Any) -> Iterator[Any]:
    """Every frame up to the end, or up to where the file is broken; then None, which empties the resampler."""
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
