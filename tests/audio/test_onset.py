"""Where a phrase begins and ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from voicecoach.audio.onset import END_LEVEL, LEAD_LEVEL, ONSET_LEVEL, find_end, find_onset, trimmed_clip
from voicecoach.audio.pcm import Samples

RATE = 22050


def tone(seconds: float, level: float) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return np.rint(level * 32767 * np.sin(2 * np.pi * 1000 * time)).astype(np.int16)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.int16)


def phrase(lead: float) -> Samples:
    """50 ms of silence, 80 ms at `lead`, a loud vowel, and silence."""
    return np.concatenate([silence(0.05), tone(0.08, lead), tone(0.3, 0.5), silence(0.2)])


def test_begins_at_the_first_frame_that_is_heard() -> None:
    assert abs(find_onset(phrase(0.05)) - 0.05 * RATE) < 0.001 * RATE


def test_what_nobody_hears_is_not_a_beginning() -> None:
    assert abs(find_onset(phrase(0.5 * ONSET_LEVEL * 0.5)) - 0.13 * RATE) < 0.001 * RATE


def test_ends_after_the_last_frame_that_is_heard() -> None:
    assert abs(find_end(phrase(0.05)) - 0.43 * RATE) < 0.001 * RATE
    assert (
        abs(find_end(np.concatenate([phrase(0.05), tone(0.1, 0.4 * END_LEVEL)])) - 0.43 * RATE) < 0.001 * RATE
    )


@pytest.mark.parametrize("lead", [0.012, 0.02, 0.05])
def test_a_weak_lead_is_raised_and_the_rest_left_alone(lead: float) -> None:
    source = phrase(lead)
    clip = trimmed_clip(source, RATE)
    start = clip.heard[round(0.002 * RATE) : round(0.02 * RATE)]

    assert 0.8 * LEAD_LEVEL < np.abs(start).max() / np.abs(source.astype(int)).max() < 1.2 * LEAD_LEVEL
    loud = slice(round(0.14 * RATE), round(0.42 * RATE))
    assert np.array_equal(clip.samples[loud], source[loud])


def test_a_phrase_that_begins_loud_is_left_alone_but_for_the_fade() -> None:
    source = np.concatenate([silence(0.05), tone(0.3, 0.5), silence(0.2)])
    clip = trimmed_clip(source, RATE)
    after = clip.onset + round(0.001 * RATE)

    assert np.array_equal(clip.samples[after:], source[after : len(clip.samples)])
    assert abs(int(clip.heard[0])) < abs(int(source[clip.onset + 3]))


@pytest.mark.parametrize("samples", [silence(0), silence(0.1)])
def test_silence_is_an_empty_clip(samples: Samples) -> None:
    clip = trimmed_clip(samples, RATE)

    assert (len(clip.samples), clip.onset, clip.length) == (0, 0, 0)


@given(hnp.arrays(np.int16, st.integers(0, 3000)))
def test_any_samples_give_a_sound_clip(samples: Samples) -> None:
    before = samples.copy()
    clip = trimmed_clip(samples, RATE)

    assert np.array_equal(samples, before)
    assert 0 <= clip.onset <= len(clip.samples) <= len(samples)
    assert clip.samples.dtype == np.int16
    assert (clip.length > 0) == bool(samples.any())
