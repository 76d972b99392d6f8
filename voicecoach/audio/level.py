"""Where a sound begins and ends, to the ear."""

from __future__ import annotations

import numpy as np

from voicecoach.audio.pcm import Clip, Samples
from voicecoach.units import Frames

ONSET_LEVEL = 0.05
"""The level at which a listener hears a phrase begin, as a part of the phrase's own peak."""

END_LEVEL = 0.005
"""The level below which a phrase has ended, as a part of its own peak (-46 dB)."""


def find_onset(samples: Samples) -> Frames:
    """The frame at which a phrase is first heard; 0 where all is silence."""
    loud = np.abs(samples.astype(np.int32))
    peak = int(loud.max(initial=0))
    if not peak:
        return Frames(0)
    return Frames(int(np.argmax(loud >= peak * ONSET_LEVEL)))


def find_end(samples: Samples) -> Frames:
    """The frame after the last that is heard; 0 where all is silence."""
    loud = np.abs(samples.astype(np.int32))
    peak = int(loud.max(initial=0))
    if not peak:
        return Frames(0)
    return Frames(len(samples) - int(np.argmax(loud[::-1] >= max(1.0, peak * END_LEVEL))))


def trimmed(samples: Samples, rate: int) -> Clip:
    """The Clip of what an engine returned: without its trailing silence, with its onset found."""
    kept = samples[: find_end(samples)].copy()
    onset = find_onset(kept)
    kept.flags.writeable = False
    return Clip(kept, rate, onset)
