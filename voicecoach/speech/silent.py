"""A voice that says nothing and takes as long as espeak-ng would: for tests and quick estimates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from voicecoach.speech.api import FASTEST, SLOWEST, VoiceInfo
from voicecoach.speech.text import plain
from voicecoach.units import Frames, to_frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

NAME = "silent"
RATE = 22050


class SilentBackend:
    """Lengths without sound."""

    version = "1"
    cacheable = False
    """To compute is quicker than to read."""

    def voices(self) -> Iterable[VoiceInfo]:
        """The one voice."""
        return [VoiceInfo(NAME, NAME, "und", "Silence of the right length")]

    def open(self, voice: str | None, speed: int) -> SilentVoice:
        """The one voice, at a speed. Raises VoiceNotFound."""
        if voice not in (None, NAME):
            from voicecoach.errors import VoiceNotFound

            raise VoiceNotFound(f"no voice “{voice}”; there is one, {NAME}", backend=NAME)
        return SilentVoice(speed)


class SilentVoice:
    """Zero samples, onset 0. May be used by several threads."""

    def __init__(self, speed: int) -> None:
        self._speed = min(max(speed, SLOWEST), FASTEST)

    @property
    def id(self) -> str:
        """`silent`."""
        return NAME

    @property
    def rate(self) -> int:
        """22050, as espeak-ng's."""
        return RATE

    @property
    def identity(self) -> str:
        """What tells its lengths from those of another speed."""
        return f"{NAME} {SilentBackend.version} {self._speed}"

    def length(self, text: str) -> Frames:
        """The estimate; never 0."""
        return to_frames(estimate_s(text, self._speed), RATE)

    def say(self, text: str) -> Clip:
        """Zeroes of that length."""
        import numpy as np

        from voicecoach.audio.pcm import Clip

        samples = np.zeros(self.length(text), np.int16)
        samples.flags.writeable = False
        return Clip(samples, RATE, Frames(0))

    def close(self) -> None:
        """Nothing is held."""


def estimate_s(text: str, speed: int) -> float:
    """Seconds that espeak-ng takes to say `text` at `speed` words a minute, roughly."""
    spoken = plain(text)
    letters = len(re.sub(r"[\W_]", "", spoken))
    pauses = len(re.findall(r"[.,;:!?](?=\s)", spoken))
    return (0.15 + 0.06 * letters + 0.3 * pauses) * 150 / speed
