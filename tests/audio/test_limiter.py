"""The limiter of whole clips: quick, the same as that of blocks, and no peak above the ceiling."""

from __future__ import annotations

import numpy as np
import pytest

from tests.needs import slow_but
from voicecoach.audio.limiter import CEILING_DB, amplified_blocks, amplified_clip
from voicecoach.audio.pcm import Block, Samples

RATE = 22050


def speech(seed: int, seconds: float = 2.0, peak: float = 0.6) -> Samples:
    """Bursts of a buzz and of noise, nothing above 8 kHz, as in speech at this rate."""
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.cos(2 * np.pi * 110 * n * time) / n for n in range(1, 30))
    noise = np.fft.rfft(random.normal(size=len(time)))
    noise[round(8000 * seconds) :] = 0
    hiss = 2 * np.fft.irfft(noise, len(time)) * np.clip(np.sin(9 * time) - 0.5, 0, 1)
    sound = (buzz + hiss) * np.abs(np.sin(5 * time))
    return np.rint(sound / np.abs(sound).max() * peak * 32767).astype(np.int16)


def true_peak_db(samples: Samples) -> float:
    """Sixteen times oversampled, in dBFS."""
    size = len(samples) + 4096
    between = np.fft.irfft(np.fft.rfft(samples / 32768, size), 16 * size) * 16
    return float(20 * np.log10(np.abs(between).max()))


@pytest.mark.parametrize("gain", slow_but([0.5, 1.0, 2.0, 4.0, 30.0], 1.0, 30.0))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_true_peak_is_above_the_ceiling(gain: float, seed: int) -> None:
    assert true_peak_db(amplified_clip(speech(seed), RATE, gain)) < CEILING_DB + 0.2


def test_what_has_no_high_peak_is_only_multiplied() -> None:
    quiet = speech(1, peak=0.2)
    assert np.array_equal(amplified_clip(quiet, RATE, 2.0), quiet * 2)
    assert np.array_equal(amplified_clip(quiet, RATE, 1.0), quiet)


def test_a_clip_is_limited_as_a_block_is() -> None:
    clip = speech(4)
    blocks = np.concatenate([block.samples for block in amplified_blocks([Block.of_pcm(clip, RATE)], 3.0)])
    assert np.abs(amplified_clip(clip, RATE, 3.0) - blocks * 32768).max() <= 0.6


def test_the_same_clip_gives_the_same_bytes_and_stays_as_it_was() -> None:
    clip = speech(5)
    before = clip.tobytes()
    first = amplified_clip(clip, RATE, 4.0)
    assert first.tobytes() == amplified_clip(clip, RATE, 4.0).tobytes()
    assert clip.tobytes() == before
    assert not first.flags.writeable


@pytest.mark.parametrize("frames", [0, 1, 2, 21, 22, 23, 250])
def test_clips_of_any_length(frames: int) -> None:
    loud = np.full(frames, 32767, np.int16)
    done = amplified_clip(loud, RATE, 5.0)
    assert len(done) == frames
    assert np.all(done <= round(32768 * 10 ** (CEILING_DB / 20)))


def test_it_hardly_changes_the_shape_of_a_vowel() -> None:
    """What is left over once each 25 ms has its own even gain: distortion, and the movement of the gain itself."""
    clip = speech(6)
    size = RATE // 40
    before = clip[: len(clip) // size * size].reshape(-1, size) / 32768
    after = amplified_clip(clip, RATE, 2.2)[: before.size].reshape(-1, size) / 32768
    gains = (before * after).sum(axis=1) / np.maximum((before**2).sum(axis=1), 1e-9)
    left = ((after - gains[:, None] * before) ** 2).sum() / (after**2).sum()
    assert -10 * np.log10(left) > 22
    assert gains[np.abs(before).max(axis=1) > 0.01].min() < 2.0  # and it did something
