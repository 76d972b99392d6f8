"""From what a microphone heard to a phrase: what is said in it is found, cut out and brought to the level of all voices.

A room is never silent, and a recording of it has more than words: hum, a fan, the key that was pressed, breath. So the words are
looked for above the noise of this recording, and a sound that is short and by itself at either end is none of them. Within
what is left, the onset is found and made clear as that of every voice (`onset`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio.onset import END_LEVEL, ONSET_LEVEL, trimmed_clip
from voicecoach.audio.pcm import Clip
from voicecoach.errors import AudioError
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples

COUNT_S = 0.6
"""A count is clear if it is no longer than this, in seconds."""

LONGEST_COUNT_S = 0.95
"""A longer count would run into the next second, in seconds."""

SOFTEST_PEAK = 10 ** (-50 / 20)
"""Nothing is said in a recording whose loudest sample is below this (-50 dB)."""

MOST_RAISED_DB = 42.0
"""A recording that would have to be raised by more is too soft."""

LEAST_ABOVE_NOISE_DB = 20.0
"""How far the words must be above the noise, peak to peak."""

_LOWEST_HZ = 70.0
"""What is below this is softened."""
_BUTTERWORTH = (0.7653669, 1.8477591)
_BLOCK_S = 0.005
_JOINED_S = 0.08
"""Sounds with less than this between them are one, in seconds."""
_CLICK_S, _APART_S = 0.04, 0.1
"""A sound at either end that is shorter than the first, and further than the second from the next, is a click, in seconds."""
_LEAST_S = 0.05
"""Words last at least so long, in seconds."""
_LONGEST_END_S = 0.3
"""How far the end of a word is followed as it dies away, in seconds."""
_FADE_S = 0.012
_MOST_NOISE = 10 ** (-LEAST_ABOVE_NOISE_DB / 20)
_FLAT_RUN, _FLAT_RUNS = 3, 3
"""So many frames on one height are a flat top, and so many of those are no chance."""
_STEP = 1.5 / 32768


class TakeRefused(AudioError):
    """A recording that is not worth keeping; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class FinishedTake:
    """A phrase, ready to be kept."""

    clip: Clip
    """Its onset is its first frame."""
    note: str = ""
    """What the speaker may want to know; empty if all is well."""


def finish_take(
    samples: FloatSamples,
    rate: int,
    *,
    noise: FloatSamples | None = None,
    count: bool = False,
    longest_s: float = 60.0,
    least_s: float = 0.0,
) -> FinishedTake:
    """What is said in a recording of one channel at `rate`.

    `noise` is the room before anything was said, None if it is not known. `count`: it is a number that has to be over within its
    second. Words are expected to take `least_s` to `longest_s`, in seconds. Raises TakeRefused.
    """
    sound = np.nan_to_num(samples.astype(np.float32, copy=False), nan=0.0, posinf=1.0, neginf=-1.0)
    peak = float(np.abs(sound).max(initial=0))
    if peak < SOFTEST_PEAK:
        raise TakeRefused("nothing was heard; is the microphone muted, or is another one meant (--device)?")
    if _is_clipped(sound, peak):
        raise TakeRefused(
            "it is distorted: too loud for the microphone; move away from it, or turn its level down"
        )
    sound = _without_hum(sound, rate)
    quiet = None if noise is None else _without_hum(noise, rate)
    start, end, above_db = _words_in(sound, rate, quiet)
    if above_db is not None and above_db < LEAST_ABOVE_NOISE_DB:
        raise TakeRefused(
            f"the room is too loud: its noise is only {above_db:.0f} dB below your voice; come nearer, or find a quieter place"
        )
    length_s = (end - start) / rate
    if count and length_s > LONGEST_COUNT_S:
        raise TakeRefused(
            f"{length_s:.2f} s is too long for a count, which has one second; say the number briskly, by itself"
        )
    if length_s > longest_s:
        raise TakeRefused(f"{length_s:.0f} s is too long for these words; say them alone, and stop then")
    clip = _levelled(sound[start:end], rate)
    if count and length_s > COUNT_S:
        return FinishedTake(clip, f"{length_s:.2f} s; a count is clearest within {COUNT_S:g} s")
    if length_s < least_s:
        return FinishedTake(
            clip, f"{length_s:.2f} s is short for these words; listen whether all of them are there"
        )
    return FinishedTake(clip)


def _levelled(sound: FloatSamples, rate: int) -> Clip:
    """The words with a clear beginning, a soft end, and the loudness of every voice. Raises TakeRefused."""
    from voicecoach.audio.limiter import amplified_clip
    from voicecoach.audio.loudness import speech_gain_db

    fade = min(len(sound), round(_FADE_S * rate))
    shaped = sound / np.abs(sound).max() * np.float32(0.9)
    shaped[len(shaped) - fade :] *= np.linspace(1, 0, fade + 1, dtype=np.float32)[1:]
    trimmed = trimmed_clip(np.rint(shaped * 32767).astype(np.int16), rate)
    alone = Clip(trimmed.heard, rate, Frames(0))
    gain_db = speech_gain_db([alone])
    softer_db = 20 * math.log10(float(np.abs(sound).max()) / 0.9)
    if gain_db - softer_db > MOST_RAISED_DB:
        raise TakeRefused("it is too soft; come nearer to the microphone, or turn its level up")
    return Clip(amplified_clip(alone.samples, rate, 10 ** (gain_db / 20)), rate, Frames(0))


def _is_clipped(sound: FloatSamples, peak: float) -> bool:
    """Whether the tops of the loudest waves are cut off."""
    if peak < 0.2:
        return False
    flat = np.abs(sound) >= peak - _STEP
    over = np.abs(sound) >= 1.0  # what an encoder of a clipped recording gives back
    return _runs_of(flat, _FLAT_RUN) >= _FLAT_RUNS or _runs_of(over, 2) >= _FLAT_RUNS


def _runs_of(marked: NDArray[np.bool_], least: int) -> int:
    """How many runs of at least so many marked frames there are."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return int(((edges[1::2] - edges[::2]) >= least).sum())


def _without_hum(sound: FloatSamples, rate: int) -> FloatSamples:
    """The same without what is below a voice: an offset, rumble, most of the hum of the mains.

    By the response of a Butterworth filter of the fourth order, whose effect is never before its cause: one that had no phase
    would ring before a plosive, and move its onset.
    """
    if not len(sound):
        return sound
    size = len(sound) + rate // 5
    s = 1j * np.fft.rfftfreq(size, 1 / rate) / _LOWEST_HZ
    response = np.prod([s * s / (s * s + width * s + 1) for width in _BUTTERWORTH], axis=0)
    kept: FloatSamples = np.fft.irfft(np.fft.rfft(sound, size) * response, size)[: len(sound)].astype(
        np.float32
    )
    return kept


def _words_in(sound: FloatSamples, rate: int, quiet: FloatSamples | None) -> tuple[int, int, float | None]:
    """Where the words begin and end, and how far they are above the noise, in dB, if that is known. Raises TakeRefused."""
    step = max(1, round(_BLOCK_S * rate))
    blocks = _block_peaks(sound, step)
    peak = float(blocks.max(initial=0))
    known = quiet is not None and len(quiet) >= 10 * step
    # The fifth of the room's blocks that is loudest is left out: a chair, a key, a breath before the words.
    floor = (
        1.2 * float(np.quantile(_block_peaks(quiet, step), 0.8))
        if known and quiet is not None
        else _floor_of(blocks)
    )
    above_db = 20 * math.log10(max(peak, 1e-9) / max(floor, 1e-9)) if known else None
    level = min(max(ONSET_LEVEL * peak, 1.5 * floor), 1.5 * _MOST_NOISE * peak)
    runs = _without_clicks(_runs(blocks >= level, round(_JOINED_S / _BLOCK_S)))
    if not runs or sum(last - first for first, last in runs) * _BLOCK_S < _LEAST_S:
        raise TakeRefused("no words were heard; speak after the count, a hand's breadth from the microphone")
    first, last = runs[0][0], runs[-1][1]
    dying = max(END_LEVEL * peak, 1.2 * floor)
    latest = min(len(blocks), last + round(_LONGEST_END_S / _BLOCK_S))
    while last < latest and blocks[last] >= dying:
        last += 1
    begun = np.flatnonzero(np.abs(sound[first * step : (first + 1) * step]) >= level)
    return first * step + int(begun[0]), min(len(sound), last * step), above_db


def _block_peaks(sound: FloatSamples, step: int) -> NDArray[np.float32]:
    padded = np.pad(np.abs(sound), (0, -len(sound) % step))
    peaks: NDArray[np.float32] = padded.reshape(-1, step).max(axis=1, initial=0)
    return peaks


def _floor_of(blocks: NDArray[np.float32]) -> float:
    """The noise of a recording of which no quiet part is known: that of its softest blocks, as loud as noise may get."""
    return 1.5 * float(np.quantile(blocks, 0.05))


def _runs(marked: NDArray[np.bool_], joined: int) -> list[tuple[int, int]]:
    """First and last (excluded) of each run of marked blocks; runs with less than `joined` between them are one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    runs: list[tuple[int, int]] = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and first - runs[-1][1] < joined:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs


def _without_clicks(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    click, apart = round(_CLICK_S / _BLOCK_S), round(_APART_S / _BLOCK_S)
    kept = list(runs)
    while len(kept) > 1 and kept[0][1] - kept[0][0] < click and kept[1][0] - kept[0][1] >= apart:
        kept.pop(0)
    while len(kept) > 1 and kept[-1][1] - kept[-1][0] < click and kept[-1][0] - kept[-2][1] >= apart:
        kept.pop()
    return kept
