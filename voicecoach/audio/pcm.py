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

FULL_SCALE = np.float32(1 / 32768)
"""What one step of 16 bits is, where full scale is 1; exact in float32, so that 16 bits survive the way there and back."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A phrase or a chime: mono, 16 bits, trimmed of trailing silence."""

    samples: Samples
    """Shape (frames,), read-only."""
    rate: int
    """Frames a second."""
    onset: Frames
    """The frame at which a listener first hears it; what comes before is not played."""

    def __repr__(self) -> str:
        return f"<Clip: {self.length / self.rate:.3f} s at {self.rate} Hz>"

    @property
    def length(self) -> Frames:
        """How long it is heard: the frames from its onset to its end."""
        return Frames(len(self.samples) - self.onset)

    @property
    def heard(self) -> Samples:
        """The samples from the onset on."""
        return self.samples[self.onset :]


class Block:
    """The next piece of a mix: samples between -1 and 1, or 16-bit ones that nobody had to convert yet."""

    __slots__ = ("_samples", "pcm", "rate", "silent")

    def __init__(self, samples: FloatSamples, rate: int, silent: bool = False) -> None:
        """`silent` says that all samples are known to be zero, so that nobody need look."""
        self._samples: FloatSamples | None = samples
        self.pcm: Samples | None = None
        """The same in 16 bits, if that is exact: a 16-bit file takes it as it is."""
        self.rate = rate
        """Frames a second."""
        self.silent = silent

    @classmethod
    def of_pcm(cls, pcm: Samples, rate: int) -> Block:
        """A block of 16-bit samples, shape (frames,)."""
        block = cls.__new__(cls)
        block._samples, block.pcm, block.rate, block.silent = None, pcm, rate, False
        return block

    def __len__(self) -> int:
        """Its frames."""
        return len(self.samples if self.pcm is None else self.pcm)

    @property
    def samples(self) -> FloatSamples:
        """Shape (frames,), mono, nominally between -1 and 1 (a sink clips what is beyond)."""
        if self._samples is None:
            assert self.pcm is not None
            self._samples = self.pcm * FULL_SCALE
        return self._samples
