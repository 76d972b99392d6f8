"""What the voices of engines share: a phrase has to be synthesised to know how long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip


class EngineVoice:
    """One voice of an engine."""

    def __init__(self, backend: str, voice: str, rate: int) -> None:
        self._backend = backend
        self._voice = voice
        self._rate = rate

    @property
    def id(self) -> str:
        """`backend:voice`, such as espeak:en-gb."""
        return f"{self._backend}:{self._voice}"

    @property
    def rate(self) -> int:
        """Frames a second."""
        return self._rate

    @property
    def language(self) -> str:
        """The tag of the language that it reads; empty if that is not known."""
        return ""

    def length(self, text: str) -> Frames:
        """How long the phrase is heard; it is synthesised to know. Raises SpeechError."""
        return self.say(text).length

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SpeechError."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing, if the engine is the process's own."""
