"""A voice that goes on when a phrase cannot be spoken: a chime takes its place, and the failure is reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.errors import SpeechError
from voicecoach.logs import logger_for
from voicecoach.speech.wrapped_voice import WrappedVoice
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.api import Voice

logger = logger_for(__name__)

CHIME = "chime"
"""The sound that replaces a phrase."""


class FallbackVoice(WrappedVoice):
    """Wraps the voice of a session that runs.

    Its first phrase must succeed: a voice that never spoke is an error to report.
    """

    def __init__(self, voice: Voice, on_failure: Callable[[str], None]) -> None:
        """`on_failure` gets each phrase that could not be spoken, once."""
        super().__init__(voice)
        self._on_failure = on_failure
        self._spoke = False
        self._failed: dict[str, Clip] = {}

    @property
    def within(self) -> Voice:
        """The voice that it wraps."""
        return self._voice

    def length(self, text: str) -> Frames:
        if text not in self._failed:
            try:
                length = self._voice.length(text)
            except SpeechError as exc:
                return self._instead(text, exc).length
            self._spoke = True
            return length
        return self._failed[text].length

    def say(self, text: str) -> Clip:
        if text not in self._failed:
            try:
                clip = self._voice.say(text)
            except SpeechError as exc:
                return self._instead(text, exc)
            self._spoke = True
            return clip
        return self._failed[text]

    def _instead(self, text: str, exc: SpeechError) -> Clip:
        """The chime, from now on whenever this phrase is asked for: its length is on the timeline."""
        if not self._spoke:
            raise
        logger.warning("a chime takes the place of a phrase: %s", exc)
        from voicecoach.audio.sounds import load_sound

        self._failed[text] = load_sound(CHIME, self.rate)
        self._on_failure(text)
        return self._failed[text]
