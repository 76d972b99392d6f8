"""Makes the chimes in sounds/: python tools/make_sounds.py [FOLDER]

They are sums of fading sine waves, so that nobody's recording is in them. The same bytes come out every time; a test
compares them with the files.
"""

from __future__ import annotations

import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 44100
PEAK = 0.4
"""Of full scale, -8 dB. How loud a sound is played is the business of voicecoach/audio/sounds.py, no matter who made it."""

ATTACK_S = 0.004
"""Soft enough not to click, short enough that the ear has no doubt when it began."""

RELEASE_S = 0.03


@dataclass(frozen=True)
class Tone:
    """A struck note: partials that ring out, the high ones sooner."""

    at_s: float
    hertz: float
    fade_s: float
    """How long the lowest partial takes to fall to a third."""
    partials: tuple[tuple[float, float], ...] = ((1.0, 1.0), (2.0, 0.3), (3.0, 0.1))
    """Multiple of `hertz`, and strength."""


BELL = ((1.0, 1.0), (2.0, 0.5), (2.76, 0.35), (5.4, 0.15))
GONG = ((1.0, 1.0), (1.47, 0.7), (2.09, 0.6), (2.56, 0.4), (3.39, 0.3), (4.16, 0.2))
WOOD = ((1.0, 1.0), (2.57, 0.4))

SOUNDS: dict[str, tuple[float, tuple[Tone, ...]]] = {
    "bell": (1.8, (Tone(0, 1046.5, 0.45, BELL),)),
    "chime": (1.2, (Tone(0, 880.0, 0.3), Tone(0, 1318.5, 0.25))),
    "end": (1.4, (Tone(0, 784.0, 0.25), Tone(0.22, 523.25, 0.4))),
    "gong": (3.0, (Tone(0, 146.8, 0.9, GONG),)),
    "halfway": (0.9, (Tone(0, 880.0, 0.12), Tone(0.2, 880.0, 0.2))),
    "ready": (0.1, (Tone(0, 784.0, 0.025), Tone(0.035, 1046.5, 0.035))),
    "start": (1.2, (Tone(0, 523.25, 0.2), Tone(0.18, 784.0, 0.35))),
    "tick": (0.08, (Tone(0, 1250.0, 0.012, WOOD),)),
}
"""By name: length in seconds, and the notes."""


def make(length_s: float, tones: tuple[Tone, ...]) -> NDArray[np.int16]:
    """The samples of one sound."""
    time = np.arange(round(length_s * RATE)) / RATE
    sound = np.zeros(len(time))
    for tone in tones:
        since = np.maximum(time - tone.at_s, 0)
        attack = 0.5 - 0.5 * np.cos(np.pi * np.minimum(since / ATTACK_S, 1))
        for multiple, strength in tone.partials:
            fading = np.exp(-since * multiple**0.7 / tone.fade_s)
            sound += strength * attack * fading * np.sin(2 * np.pi * tone.hertz * multiple * since)
    sound *= np.minimum((time[-1] - time) / RELEASE_S, 1)
    return np.rint(sound / np.abs(sound).max() * PEAK * 32767).astype("<i2")


def write(folder: Path) -> None:
    """Writes every sound as mono, 16 bits."""
    for name, (length_s, tones) in SOUNDS.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(make(length_s, tones).tobytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "sounds")
