"""From the mix's floats to the 16 bits of a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples, Samples


def to_int16(samples: FloatSamples) -> Samples:
    """Nearest 16-bit values; what is beyond full scale is clipped."""
    made: Samples = np.rint(np.clip(samples * 32768.0, -32768.0, 32767.0)).astype(np.int16)
    return made
