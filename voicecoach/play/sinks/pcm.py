"""From the mix's floats to the 16 bits of a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples, Samples


def to_int16(samples: FloatSamples) -> Samples:
    """Nearest 16-bit values; what is beyond full scale is clipped."""
    import numpy as np  # not before the first sound: it takes a tenth of a second to load

    made: Samples = np.rint(np.clip(samples * 32768.0, -32768.0, 32767.0)).astype(np.int16)
    return made
