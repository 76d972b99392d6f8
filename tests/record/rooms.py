"""Microphones that tests make: what is heard is written beforehand."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from voicecoach.audio.pcm import Clip, FloatSamples
from voicecoach.errors import MicrophoneError
from voicecoach.record.needed import NeededPhrase
from voicecoach.record.walk import Walk, WalkState
from voicecoach.speech.recording_file import RATE
from voicecoach.speech.recordings import Recordings

TICK = RATE // 33
"""Frames that are heard between two ticks."""


def said(length_s: float, pitch_hz: float = 300, level: float = 0.3) -> FloatSamples:
    """A word of that length."""
    at = np.arange(round(length_s * RATE)) / RATE
    dying = np.minimum(1, (length_s - at) / 0.03)
    return (level * dying * np.sin(2 * np.pi * pitch_hz * at)).astype(np.float32)


class FakeMicrophone:
    """Hears silence, and what it is told to hear."""

    backend = "fake"

    def __init__(self) -> None:
        self.coming: FloatSamples = np.zeros(0, np.float32)
        self.there = True
        self.closed = 0

    def hear(self, *sounds: FloatSamples) -> None:
        """From the next tick on."""
        self.coming = np.concatenate([self.coming, *sounds])

    def read(self) -> FloatSamples:
        now, self.coming = self.coming[:TICK], self.coming[TICK:]
        return np.pad(now, (0, TICK - len(now))) if self.there else np.zeros(0, np.float32)

    def alive(self) -> bool:
        return self.there

    def close(self) -> None:
        self.closed += 1


class Studio:
    """A walk with a microphone, and all that it plays."""

    def __init__(self, *phrases: NeededPhrase, name: str = "anna") -> None:
        self.microphones: list[FakeMicrophone] = []
        self.missing = False
        self.heard: list[Clip] = []
        self.recordings = Recordings(name)
        self.walk = Walk(
            phrases, recordings=self.recordings, open_microphone=self._open, listen=self.heard.append
        )

    @property
    def microphone(self) -> FakeMicrophone:
        return self.microphones[-1]

    def _open(self) -> FakeMicrophone:
        if self.missing:
            raise MicrophoneError("no microphone found")
        self.microphones.append(FakeMicrophone())
        return self.microphone

    def until(self, *states: WalkState, most: int = 3000) -> None:
        """Ticks until it is in one of these states."""
        for _ in range(most):
            if self.walk.view().state in states:
                return
            self.walk.tick()
        raise AssertionError(f"it stays {self.walk.view().state}")

    def record(self, *sounds: FloatSamples) -> None:
        """Begins, and says that after the count-down."""
        self.walk.press("a")
        self.until(WalkState.SPEAK)
        self.microphone.hear(np.zeros(RATE // 2, np.float32), *sounds)
        self.until(WalkState.READY, WalkState.KEPT)


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
