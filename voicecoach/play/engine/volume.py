"""The volume of a session, changed without an audible step."""

from __future__ import annotations

import numpy as np

from voicecoach.audio.pcm import FloatSamples
from voicecoach.play.engine.fades import FADE_S
from voicecoach.units import to_frames


class Volume:
    """A gain that is reached within a fade."""

    def __init__(self, rate: int) -> None:
        """`rate` in frames a second."""
        self.gain = 1.0
        """The factor for the samples."""
        self._now = 1.0
        self._step = 1.0 / to_frames(FADE_S, rate)

    def begin(self, gain: float) -> None:
        """Start at that gain, before anything is heard."""
        self.gain = self._now = gain

    def __call__(self, samples: FloatSamples) -> FloatSamples:
        """The next samples, at the gain of the moment and on their way to the one that is asked for."""
        if self._now == self.gain == 1.0:
            return samples
        steps = np.sign(self.gain - self._now) * self._step * np.arange(1, len(samples) + 1)
        ramp = np.clip(self._now + steps, min(self._now, self.gain), max(self._now, self.gain))
        if len(samples):
            self._now = float(ramp[-1])
        loud: FloatSamples = np.clip(samples * ramp, -1, 1).astype(np.float32)
        return loud
