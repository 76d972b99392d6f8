"""What is expected of the recording of one phrase: how long its words may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.audio.spoken_take import FinishedTake, finish_take
from voicecoach.record.needed import NeededPhrase
from voicecoach.speech.api import DEFAULT_SPEED
from voicecoach.speech.recording_file import LONGEST_S
from voicecoach.speech.silent import estimate_s

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples

_SLOWEST, _QUICKEST = 3.0, 0.4
"""How much longer and shorter than an estimate a person may speak."""
_PATIENCE_S = 4.0
_LEAST_EXPECTED_S = 1.0
"""Phrases that are expected to be shorter may be as short as they like, in seconds."""


def longest_take_s(phrase: NeededPhrase) -> float:
    """How long the words of a phrase may take, in seconds."""
    return min(_SLOWEST * estimate_s(phrase.text, DEFAULT_SPEED) + _PATIENCE_S, LONGEST_S - 10.0)


def finish_phrase(
    samples: FloatSamples, rate: int, phrase: NeededPhrase, noise: FloatSamples | None = None
) -> FinishedTake:
    """The phrase in a recording. Raises TakeRefused."""
    expected_s = estimate_s(phrase.text, DEFAULT_SPEED)
    return finish_take(
        samples,
        rate,
        noise=noise,
        count=phrase.count,
        longest_s=longest_take_s(phrase),
        least_s=_QUICKEST * expected_s if expected_s > _LEAST_EXPECTED_S else 0.0,
    )
