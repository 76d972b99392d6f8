"""Voices that are hard on a coach: of odd lengths and other rates, whose every frame can be found again in a mix."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np

from voicecoach.audio.pcm import Clip
from voicecoach.units import Frames

LOUD = 1000
"""Every sample of a spoken clip: a sum of two shows, and a missing one too."""


class MeanVoice:
    """Says every phrase in as many frames as `frames` decides."""

    def __init__(self, name: str, rate: int, frames: Callable[[str, int], int]) -> None:
        self.id = f"mean:{name}"
        self.rate = rate
        self._frames = frames

    def length(self, text: str) -> Frames:
        assert text.strip(), "a voice is never given nothing to say"
        return Frames(self._frames(text, self.rate))

    def say(self, text: str) -> Clip:
        samples = np.full(self.length(text), LOUD, np.int16)
        samples.flags.writeable = False
        return Clip(samples, self.rate, Frames(0))

    def close(self) -> None:
        """Nothing is held."""


def slow(text: str, rate: int) -> int:
    """Three times as long as anybody speaks."""
    return 1 + rate * len(text) // 5


def one_frame(text: str, rate: int) -> int:
    """The shortest clip that there is."""
    return 1


def odd(text: str, rate: int) -> int:
    """Anything from a frame to seven seconds, and no relation to the words."""
    return 1 + zlib.crc32(text.encode()) % (7 * rate)


def usual(text: str, rate: int) -> int:
    """As long as people speak, with a different odd part for each phrase."""
    return 1 + rate * len(text) // 16 + zlib.crc32(text.encode()) % 997


MEAN = [
    MeanVoice("slow", 16000, slow),
    MeanVoice("one-frame", 48000, one_frame),
    MeanVoice("odd", 44100, odd),
    MeanVoice("usual", 16000, usual),
    MeanVoice("usual", 44100, usual),
    MeanVoice("usual", 8000, usual),
]


def chimes(name: str, rate: int) -> Clip:
    """A chime of 200 ms, without reading a file."""
    samples = np.full(rate // 5, LOUD, np.int16)
    samples.flags.writeable = False
    return Clip(samples, rate, Frames(0))
