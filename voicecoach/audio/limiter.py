"""One gain for the whole session, and a limiter for the few peaks that it lifts too high.

The limiter looks ahead: the gain falls smoothly before a peak and rises after it, so that nothing is clipped and
nothing pumps. Peaks are measured between the samples too (four times oversampled), as a true-peak meter does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from voicecoach.audio.pcm import Block, FloatSamples

CEILING_DB = -1.2
"""The highest true peak that is let through, in dBTP: a little below what is promised, for the meter's own doubt."""

_STEP_S = 0.001
_AHEAD = 4
"""Steps of 1 ms over which the gain falls before a peak and rises after it."""


def amplified(blocks: Iterable[Block], gain: float, ceiling_db: float = CEILING_DB) -> Iterator[Block]:
    """The same sound times `gain`, no peak above the ceiling; as long as before, known silence stays known.

    Holds back 30 ms at most; a step of the limiter never depends on where a block ends.
    """
    limiter: _Limiter | None = None
    for block in blocks:
        if limiter is None:
            limiter = _Limiter(block.rate, 10 ** (ceiling_db / 20))
        if block.silent and len(block.samples) >= limiter.reach:
            # Silence that long parts what is before from what is after: both are limited as if alone.
            if (last := limiter.rest()) is not None:
                yield Block(last, block.rate)
            yield block
            continue
        samples = block.samples * np.float32(gain)
        if (ready := limiter.take(samples)) is not None:
            yield Block(ready, block.rate)
    if limiter and (last := limiter.rest()) is not None:
        yield Block(last, limiter.rate)


class _Limiter:
    """Takes samples and gives them back later, limited. Works in steps of 1 ms from where it was last empty."""

    def __init__(self, rate: int, ceiling: float) -> None:
        self.rate = rate
        self.step = max(1, round(rate * _STEP_S))
        self.reach = 2 * (_AHEAD + 2) * self.step
        self._ceiling = np.float32(ceiling)
        self._before = np.zeros(0, np.float32)
        """Samples given back already, whose peaks still count: a whole number of steps."""
        self._held = np.zeros(0, np.float32)

    def take(self, samples: FloatSamples) -> FloatSamples | None:
        self._held = np.concatenate([self._held, samples]) if len(self._held) else samples
        ready = (len(self._held) - self.reach) // self.step * self.step
        return self._give(ready) if ready > 0 else None

    def rest(self) -> FloatSamples | None:
        given = self._give(len(self._held)) if len(self._held) else None
        self._before = self._held = np.zeros(0, np.float32)
        return given

    def _give(self, ready: int) -> FloatSamples:
        around = np.concatenate([self._before, self._held])
        first = len(self._before)
        gains = self._gains(around)
        given = self._held[:ready]
        if gains is not None:
            given = given * gains[first : first + ready]
        keep = min(first + ready, self.reach) // self.step * self.step
        self._before = around[first + ready - keep : first + ready]
        self._held = self._held[ready:]
        return given

    def _gains(self, around: FloatSamples) -> FloatSamples | None:
        """The gain of each sample; None where every one is 1."""
        peaks = _peaks(around, self.step, self._ceiling)
        if peaks is None:
            return None
        wanted = np.minimum(1, self._ceiling / np.maximum(peaks, self._ceiling))
        wide = np.pad(wanted, _AHEAD + 1, constant_values=1.0)
        lowest = np.lib.stride_tricks.sliding_window_view(wide, 2 * _AHEAD + 3).min(axis=1)
        # The mean of values that are all at or below what a step needs is too: smooth, and never above.
        padded = np.pad(lowest, _AHEAD, mode="edge")
        smooth = np.convolve(padded, np.full(2 * _AHEAD + 1, 1 / (2 * _AHEAD + 1)), "valid")
        places = (np.arange(len(peaks)) + 0.5) * self.step
        return np.interp(np.arange(len(around)), places, smooth).astype(np.float32)


def _peaks(samples: FloatSamples, step: int, ceiling: np.float32) -> FloatSamples | None:
    """The highest true peak in each step, where it may be above `ceiling`; None where none is."""
    size = np.abs(samples)
    # Between two samples the curve rises above them by 3 dB at the most: where both are lower, nobody need look.
    near = np.flatnonzero(size > ceiling * np.float32(0.7))
    if not len(near):
        return None
    reach = len(_between()) // 2
    around = np.lib.stride_tricks.sliding_window_view(np.pad(samples, reach), 2 * reach + 1)[near]
    highest = np.maximum(np.abs(around @ _between()).max(axis=1), size[near])
    if highest.max() <= ceiling:
        return None
    peaks = np.zeros(-(-len(samples) // step), np.float32)
    np.maximum.at(peaks, near // step, highest)
    return peaks


@lru_cache(maxsize=1)
def _between() -> FloatSamples:
    """Windowed sincs that give the curve before and after a sample, at each quarter; a column a place."""
    places = np.arange(-12, 13)[:, None]
    shifts = np.array([[-0.75, -0.5, -0.25, 0.25, 0.5, 0.75]])
    taps: FloatSamples = (np.sinc(places - shifts) * np.hanning(27)[1:-1, None]).astype(np.float32)
    return taps
