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
        self.left = 0
        """How many frames are still to be faded in."""

    def begin(self) -> None:
        """From the next frame on."""
        self.left = self._length

    def leave(self) -> None:
        """Do not fade in after all."""
        self.left = 0

    def __call__(self, samples: FloatSamples) -> FloatSamples:
        """The next samples, as far up as they are."""
        if not self.left:
            return samples
        done = self._length - self.left
        ramp = np.minimum(np.arange(done, done + len(samples), dtype=np.float32) / self._length, 1)
        self.left = max(0, self.left - len(samples))
        return (samples * ramp).astype(np.float32)
