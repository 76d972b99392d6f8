"""Music for tests: tones in files of many formats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np

from voicecoach.audio.pcm import FloatSamples


def file_of(path: Path, sound: Any, rate: int, layout: str = "mono") -> Path:
    """The sound as a file of the format that the suffix says."""
    with av.open(str(path), "w") as container:
        codec = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame", ".opus": "libopus"}[path.suffix]
        stream = container.add_stream(codec, rate=rate)
        stream.layout = layout
        flat = np.repeat(sound, 2) if layout == "stereo" else sound
        frame = av.AudioFrame.from_ndarray(flat[None, :].astype(np.float32), "flt", layout)
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def tone(seconds: float, rate: int, hertz: float = 500.0) -> FloatSamples:
    at = np.arange(int(seconds * rate))
    return (0.2 * np.sin(2 * np.pi * hertz * at / rate)).astype(np.float32)
