"""Clips that no voice has said."""

from __future__ import annotations

import numpy as np

from voicecoach.audio.pcm import Clip
from voicecoach.speech.cache.phrase_entry import phrase_key
from voicecoach.units import Frames

KEY = phrase_key("fake:voice", "1", 150, "and relax")
"""What a clip may be kept under."""


def clip(frames: int = 1000, onset: int = 10, seed: int = 0) -> Clip:
    """Noise, the same for the same seed."""
    samples = np.random.default_rng(seed).integers(-32768, 32767, frames, dtype=np.int16)
    return Clip(samples, 22050, Frames(onset))
