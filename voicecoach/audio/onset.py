"""Where a spoken phrase begins and ends to the ear, and how its beginning is made clear.

The rule of the onset: a phrase begins at the first frame that reaches 2 % of the phrase's own peak (-34 dB). What
comes before is breath and is not played.

A weak consonant makes that a matter of opinion: in the “five” of espeak-ng the f begins 90 ms before anything reaches
5 % of the peak, so that two fair detectors, or a listener with music on, would differ by 90 ms about when it was said.
Therefore the lead, from the onset to where the phrase reaches 16 % of its peak by itself, is raised to that level by at
most 18 dB. That is the level of the consonants of recorded speech, and a count is heard when it is due.

Measured over the counts one to sixty and sixteen cues (espeak-ng en-gb, 150 words a minute), in ms from the onset to
where each detector finds it, the median and the worst:

    detector                        with the lead as it was    raised
    1 % of full scale                   0.6   1.3              0.2   1.3
    2 % of full scale                   1.2   8.1              0.4   2.6
    5 % of full scale                  60.8  95.6              1.3   5.2
    5 % of the peak                     4.6  40.6              0.7   4.0
    10 % of the peak                   60.8  95.6              2.2   4.4
    RMS of 5 ms, 5 % of its top        36.7  94.6              1.8   4.2
    RMS of 10 ms, 5 % of its top        9.9  86.2              2.0   4.2
    RMS of 10 ms, 10 % of its top      87.3  96.3              5.3   8.0
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio.pcm import Clip, Samples
from voicecoach.units import Frames

ONSET_LEVEL = 0.02
"""Where a phrase begins, as a part of its own peak."""

LEAD_LEVEL = 0.16
"""What the lead is raised to, as a part of the phrase's own peak (-16 dB)."""

LEAD_GAIN = 8.0
"""The most by which it is raised (18 dB)."""

LONGEST_LEAD_S = 0.25
"""How far the lead is followed, in seconds."""

END_LEVEL = 0.005
"""The level below which a phrase has ended, as a part of its own peak (-46 dB)."""

FADE_S = 0.001
"""How long the fade-in at the onset is, so that the cut does not click."""

_STEP_S = 0.001
_WINDOW = 5
"""Steps of which the loudest counts: 5 ms, half a period of a low voice."""


def find_onset(samples: Samples) -> Frames:
    """The first frame that reaches ONSET_LEVEL of the phrase's peak; 0 if all is silence."""
    loud = _loudness(samples)
    return _onset(loud, int(loud.max(initial=0)))


def find_end(samples: Samples) -> Frames:
    """The frame after the last that reaches END_LEVEL of the phrase's peak; 0 if all is silence."""
    loud = _loudness(samples)
    return _end(loud, int(loud.max(initial=0)))


def trimmed_clip(
    samples: Samples, rate: int, *, lead_level: float = LEAD_LEVEL, lead_gain: float = LEAD_GAIN
) -> Clip:
    """The Clip of what an engine returned: its silence at the end cut off, its onset found and its lead raised.

    `lead_level` is what the lead is raised to, as a part of the phrase's own peak, and `lead_gain` the most by which that is
    done. The Clip of silence is empty.
    """
    loud = _loudness(samples)
    peak = int(loud.max(initial=0))
    onset, end = _onset(loud, peak), _end(loud, peak)
    kept = samples[:end].copy()
    heard = kept[onset:]
    gain = _lead_gain(loud[onset:end], peak * lead_level, lead_gain, rate)
    fade = np.linspace(0, 1, max(1, round(FADE_S * rate)) + 1)[1:][: len(heard)]
    shaped = heard[: max(len(gain), len(fade))].astype(np.float64)
    shaped[: len(gain)] *= gain
    shaped[: len(fade)] *= fade
    heard[: len(shaped)] = np.clip(np.rint(shaped), -32767, 32767)
    kept.flags.writeable = False
    return Clip(kept, rate, onset)


def _onset(loud: NDArray[np.int32], peak: int) -> Frames:
    return Frames(int(np.argmax(loud >= peak * ONSET_LEVEL))) if peak else Frames(0)


def _end(loud: NDArray[np.int32], peak: int) -> Frames:
    return Frames(len(loud) - int(np.argmax(loud[::-1] >= max(1, peak * END_LEVEL)))) if peak else Frames(0)


def _loudness(samples: Samples) -> NDArray[np.int32]:
    return np.abs(samples.astype(np.int32))  # of 32 bits, for -32768 has no opposite in 16


def _lead_gain(loud: NDArray[np.int32], target: float, most: float, rate: int) -> NDArray[np.float64]:
    """What to multiply the first frames with; empty if the phrase begins loud enough by itself."""
    step = max(1, round(_STEP_S * rate))
    steps = min(len(loud), round(LONGEST_LEAD_S * rate)) // step
    if steps < _WINDOW:
        return np.empty(0)
    blocks = loud[: steps * step].reshape(steps, step).max(axis=1)
    level = np.lib.stride_tricks.sliding_window_view(blocks, _WINDOW).max(axis=1)
    enough = level >= target
    lead = int(np.argmax(enough)) if enough.any() else len(level)
    if not lead:
        return np.empty(0)
    gain = np.clip(target / np.maximum(level[:lead], 1), 1, most)
    # Smoothed over 5 ms, so that the rise is not a step, and down to 1 where the phrase is loud enough.
    eased = np.convolve(
        np.concatenate([np.full(2, gain[0]), gain, np.ones(4)]), [0.1, 0.2, 0.4, 0.2, 0.1], "valid"
    )
    places = (np.arange(len(eased)) + 0.5) * step
    return np.interp(np.arange(len(eased) * step), places, eased)
