"""A voice that says nothing and takes as long as espeak-ng would: for tests and quick estimates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from voicecoach.pronunciation import as_written
from voicecoach.speech.api import DEFAULT_SPEED, FASTEST, SLOWEST, VoiceInfo
from voicecoach.speech.reading.speakable_text import speakable_text
from voicecoach.units import Frames, to_frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

NAME = "silent"
RATE = 22050


class SilentBackend:
    """Lengths without sound."""

    version = "1"
    cacheable = False
    """Computing is quicker than reading."""

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

    reads_marks = True

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
        """Differs between two speeds, as the lengths do."""
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
    """About how many seconds espeak-ng's en-gb takes to say `text` at `speed` words a minute; more than 0.

    Fitted by least squares to 58 counts, cues and sentences: at 150 words a minute a phrase takes 0.152 s, 0.0588 s a
    letter, 0.0225 s a group of vowels, 0.64 s a sentence's end and 0.50 s a comma inside it; a digit counts as five
    letters. Other speeds follow in proportion, slow ones a little less than that. The sum over those phrases is within
    3 % of espeak-ng's at 80 to 450 words a minute; a single phrase is within 0.12 s (root mean square, at 150).
    """
    spoken = speakable_text(as_written(text), english=True).lower()
    letters = sum(5 if character.isdigit() else 1 for character in spoken if character.isalnum())
    vowels = len(re.findall(r"[aeiouy]+", spoken))
    ends = len(re.findall(r"[.!?](?=\s)", spoken))
    commas = len(re.findall(r"[,;:](?=\s)", spoken))
    slower = DEFAULT_SPEED / speed
    if slower > 1:
        slower **= 0.92
    return (0.152 + 0.0588 * letters + 0.0225 * vowels + 0.64 * ends + 0.50 * commas) * slower
