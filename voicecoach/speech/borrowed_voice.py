"""A voice that somebody else owns: used here, and closed by its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.api import Voice


class BorrowedVoice:
    """Wraps any voice, and does not close it."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    @property
    def id(self) -> str:
        """Of the voice within."""
        return self._voice.id

    @property
    def rate(self) -> int:
        """Of the voice within."""
        return self._voice.rate

    def length(self, text: str) -> Frames:
        """Of the voice within. Raises SpeechError."""
        return self._voice.length(text)

    def say(self, text: str) -> Clip:
        """By the voice within. Raises SpeechError."""
        return self._voice.say(text)

    def close(self) -> None:
        """Nothing: the voice goes on to be its owner's."""
