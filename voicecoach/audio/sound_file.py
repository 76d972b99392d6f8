"""A short recording from any file that FFmpeg reads: whole, in one channel, or not at all.

Music is played as far as its file goes; of words none may be missing, so a file that is cut short or damaged is refused.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voicecoach.errors import AudioError

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples

_MISSING_S, _MISSING_SHARE = 0.15, 0.02
"""What a container may say too much of its length: encoders pad. In seconds, and as a share."""


def read_sound(path: Path, rate: int, longest_s: float) -> FloatSamples:
    """All that is in the file, at `rate` frames a second, its channels averaged. Raises AudioError, with what to do."""
    import av

    if not path.is_file():
        raise AudioError("there is no such file" if not path.exists() else "this is not a file")
    try:
        # Always a file: FFmpeg would take "http:" or "concat:" in a name for a way to get there.
        with av.open(f"file:{path}") as container:
            if not container.streams.audio:
                raise AudioError("there is no sound in this file")
            if not is_decodable(container.streams.audio[0]):
                raise AudioError("this is not sound that can be read: no decoder knows it")
            promised_s = _promised_s(path, container)
            if promised_s > longest_s:
                raise AudioError(
                    f"it is {promised_s:.0f} s long; a file holds one phrase, of {longest_s:.0f} s at most"
                )
            sound = _decoded(container, rate, longest_s)
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AudioError(f"this is not sound that can be read: {reason.lower()}") from error
    if len(sound) / rate < promised_s * (1 - _MISSING_SHARE) - _MISSING_S:
        raise AudioError(
            f"it is cut short: {len(sound) / rate:.1f} s of {promised_s:.1f} s are there; copy it again"
        )
    return sound


def is_decodable(stream: Any) -> bool:
    """Whether FFmpeg has a decoder for it. PyAV 17.0 crashes if one is asked to decode that is not; 18.1 raises."""
    return stream.codec_context is not None


def _decoded(container: Any, rate: int, longest_s: float) -> FloatSamples:
    import av

    resampler = av.AudioResampler("fltp", "mono", rate)
    pieces: list[FloatSamples] = []
    held = 0
    for frame in container.decode(audio=0):
        frame.pts = None  # a file whose times jump is still one recording
        pieces += [out.to_ndarray()[0] for out in resampler.resample(frame)]
        held = sum(map(len, pieces))
        if held > longest_s * rate:
            raise AudioError(f"it is longer than {longest_s:.0f} s; a file holds one phrase")
    pieces += [out.to_ndarray()[0] for out in resampler.resample(None)] if pieces else []
    return np.concatenate([np.zeros(0, np.float32), *pieces]).astype(np.float32, copy=False)


def _promised_s(path: Path, container: Any) -> float:
    """How long the file says that it is, in seconds; 0 if it does not say."""
    import av

    stream = container.streams.audio[0]
    by_stream = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    by_container = container.duration / av.time_base if container.duration else 0.0
    return max(by_stream, by_container, _promised_by_wav(path))


def _promised_by_wav(path: Path) -> float:
    """What the head of a WAV file says: FFmpeg takes what is there instead."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return 0.0
    at, bytes_a_second = 12, 0
    while at + 8 <= len(head):
        kind, size = struct.unpack_from("<4sI", head, at)
        if kind == b"fmt " and at + 20 <= len(head):
            bytes_a_second = struct.unpack_from("<I", head, at + 16)[0]
        if kind == b"data":
            unknown = size in (0, 0xFFFFFFFF)  # written as a stream
            return 0.0 if unknown or not bytes_a_second else float(size / bytes_a_second)
        at += 8 + size + size % 2
    return 0.0
