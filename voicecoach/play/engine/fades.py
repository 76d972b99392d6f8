"""Fades: short enough to be silent at once, long enough for no click."""

from __future__ import annotations

import numpy as np

from voicecoach.audio.pcm import FloatSamples

FADE_S = 0.012
"""How long a fade takes, in seconds."""


def faded_out(samples: FloatSamples) -> FloatSamples:
    """The samples, fading away."""
    return (samples * np.linspace(1, 0, len(samples), dtype=np.float32)).astype(np.float32)


class FadeIn:
    """Fades in the next `length` frames after `begin`."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._left = 0

    def begin(self) -> None:
        """From the next frame on."""
        self._left = self._length

    def leave(self) -> None:
        """Do not fade in after all."""
        self._left = 0

    def __call__(self, samples: FloatSamples) -> FloatSamples:
        """The next samples, as far up as they are."""
        if not self._left:
            return samples
        done = self._length - self._left
        ramp = np.minimum(np.arange(done, done + len(samples), dtype=np.float32) / self._length, 1)
        self._left = max(0, self._left - len(samples))
        return (samples * ramp).astype(np.float32)
