"""Voices around another voice: what they do not change is that of the voice within."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.speech.api import Voice
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip


class WrappedVoice:
    """A voice that does what the voice within does."""

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

    @property
    def language(self) -> str:
        """Of the voice within; empty if it is not known."""
        return getattr(self._voice, "language", "")

    @property
    def reads_marks(self) -> bool:
        """Whether the voice within may be given marked words."""
        return getattr(self._voice, "reads_marks", False) is True

    def can_pronounce(self, ipa: str) -> bool:
        """Whether the voice within can say these sounds."""
        ask = getattr(self._voice, "can_pronounce", None)
        return ask is not None and ask(ipa)

    def phonemes(self, text: str) -> str:
        """How the voice within reads the phrase; empty if it does not say. Raises SpeechError."""
        ask = getattr(self._voice, "phonemes", None)
        return "" if ask is None else ask(text)

    def length(self, text: str) -> Frames:
        """Of the voice within. Raises SpeechError."""
        return self._voice.length(text)

    def say(self, text: str) -> Clip:
        """By the voice within. Raises SpeechError."""
        return self._voice.say(text)

    def close(self) -> None:
        """Closes the voice within."""
        self._voice.close()


class BorrowedVoice(WrappedVoice):
    """A voice that somebody else owns, and closes."""

    def close(self) -> None:
        """Nothing: that is for its owner."""
