"""Another rate for a short sound."""

from __future__ import annotations

import math

import numpy as np

from voicecoach.audio.pcm import FloatSamples
from voicecoach.units import Frames

_LOBES = 24
"""Zero crossings of the sinc on each side: the more, the steeper the filter."""

_BETA = 9.0
"""Of the Kaiser window: images are 90 dB down."""


def resampled_length(frames: int, source: int, target: int) -> Frames:
    """How many frames `frames` at the rate `source` become at `target`; at least 1 if there is one."""
    return Frames(-(-frames * target // source))


def resample(samples: FloatSamples, source: int, target: int) -> FloatSamples:
    """The same sound at `target` frames a second instead of `source`, of `resampled_length` frames.

    A windowed sinc, exact in time: output frame n is at the source's time n / target. Meant for seconds, not for
    hours: the work is 2 x 24 multiplications a frame, more if the rate goes down.
    """
    if source == target:
        return samples
    common = math.gcd(source, target)
    up, down = target // common, source // common
    cutoff = min(1.0, target / source)
    reach = math.ceil(_LOBES / cutoff)
    taps = np.arange(1 - reach, reach + 1)
    length = resampled_length(len(samples), source, target)
    # The distance to the source's frames takes only `up` values, so the filter is made that often and not a frame.
    distance = taps[None, :] - np.arange(min(up, length))[:, None] * down % up / up
    window = np.i0(_BETA * np.sqrt(np.maximum(0.0, 1 - (distance / reach) ** 2))) / np.i0(_BETA)
    weights = (cutoff * np.sinc(cutoff * distance) * window).astype(np.float32)
    padded = np.concatenate([np.zeros(reach), samples, np.zeros(reach + down)]).astype(np.float32)
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach)
    out = np.empty(length, np.float32)
    for phase in range(min(up, length)):
        first = phase * down // up + 1
        count = len(range(phase, length, up))
        out[phase::up] = near[first : first + count * down : down][:count] @ weights[phase]
    return out
