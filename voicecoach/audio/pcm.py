"""Sound in memory, with its format: a spoken or sampled Clip, and the Blocks of a running mix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.units import Frames

Samples = NDArray[np.int16]
"""One channel of signed 16-bit samples, shape (frames,)."""

FloatSamples = NDArray[np.float32]
"""One channel of samples between -1 and 1, shape (frames,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A phrase or a chime: mono, 16 bits, trimmed of trailing silence."""

    samples: Samples
    """Shape (frames,), read-only."""
    rate: int
    """Frames a second."""
    onset: Frames
    """The frame at which a listener first hears it; what stands before is not played."""

    @property
    def length(self) -> Frames:
        """How long it is heard: the frames from its onset to its end."""
        return Frames(len(self.samples) - self.onset)

    @property
    def heard(self) -> Samples:
        """The samples from the onset on."""
        return self.samples[self.onset :]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The next piece of a mix."""

    samples: FloatSamples
    """Shape (frames,), mono, nominally between -1 and 1 (a sink clips what is beyond)."""
    rate: int
    """Frames a second."""
    silent: bool = False
    """True where all samples are known to be zero, so that nobody need look."""
