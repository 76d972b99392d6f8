"""Music goes down ahead of words and comes back after them, wherever one piece ends and the next begins."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.audio.ducking import DUCK_DB, FALL_S, NEAR_S, RISE_S, Duck, fade_gains
from voicecoach.audio.pcm import FloatSamples

RATE = 1000
"""A frame a millisecond."""
LENGTH = 20 * RATE

Words = list[tuple[int, int]]


def levels(words: Words, cuts: list[int]) -> FloatSamples:
    """The music's level in dB, asked for in pieces between `cuts`."""
    duck, found = Duck(RATE), []
    for first, last in pairwise([0, *sorted(set(cuts) - {0, LENGTH}), LENGTH]):
        known = [(a - first, b - first) for a, b in words if b > first and a < last + duck.ahead]
        found.append(duck.gains(last - first, known))
    decibels: FloatSamples = 20 * np.log10(np.concatenate(found))
    return decibels


def test_down_when_the_words_begin_and_back_in_straight_lines() -> None:
    found = levels([(10_000, 11_000)], [])
    assert found[9_300] == 0
    assert found[9_700] == pytest.approx(DUCK_DB / 2, abs=0.1)
    assert found[9_999:10_999] == pytest.approx(DUCK_DB, abs=0.03)
    assert found[11_750] == pytest.approx(DUCK_DB / 2, abs=0.1)
    assert found[12_600] == 0


def test_it_stays_down_between_words_that_are_near() -> None:
    assert levels([(5_000, 5_400), (8_300, 9_000)], [])[5_000:9_000] == pytest.approx(DUCK_DB, abs=0.03)
    assert levels([(5_000, 5_400), (8_500, 9_000)], [])[7_500] == 0


def test_words_that_come_unannounced_bring_it_down_at_the_same_pace() -> None:
    duck = Duck(RATE)
    duck.gains(5_000, [])
    found = 20 * np.log10(duck.gains(1_000, [(0, 900)]))
    assert found[300] == pytest.approx(DUCK_DB / 2, abs=0.1)
    assert found[600:900] == pytest.approx(DUCK_DB, abs=0.03)


spoken = st.lists(st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 2_000)), max_size=12).map(
    lambda found: sorted((start, start + length) for start, length in found)
)


@pytest.mark.slow
@given(spoken, st.lists(st.integers(1, LENGTH - 1), max_size=30))
def test_where_a_piece_ends_makes_no_difference(words: Words, cuts: list[int]) -> None:
    assert levels(words, cuts) == pytest.approx(levels(words, []), abs=0.01)


@given(spoken, st.lists(st.integers(1, LENGTH - 1), max_size=30))
def test_it_is_down_under_every_word_and_never_jumps(words: Words, cuts: list[int]) -> None:
    found = levels(words, cuts)
    for start, end in words:
        assert found[start : min(end, LENGTH)] == pytest.approx(DUCK_DB, abs=0.03)
    steps = np.diff(found)
    assert steps.min(initial=0) >= DUCK_DB / (FALL_S * RATE) - 1e-4
    assert steps.max(initial=0) <= -DUCK_DB / (RISE_S * RATE) + 1e-4
    assert found.max() <= 0


@given(spoken)
def test_it_never_comes_back_for_less_than_a_stretch(words: Words) -> None:
    found = levels(words, [])
    ends = [end for _, end in words]
    for before, (start, _) in zip(np.maximum.accumulate(ends or [0]), words[1:], strict=False):
        if 0 < start - before < NEAR_S * RATE:
            assert found[before:start] == pytest.approx(DUCK_DB, abs=0.03)


def test_coming_and_going_is_soft_at_both_ends() -> None:
    gains = fade_gains(np.linspace(0, 1, 101, dtype=np.float32))
    assert gains[0] == 0
    assert gains[-1] == pytest.approx(1)
    assert (np.diff(gains) > 0).all()
    assert gains[1] < 0.001
