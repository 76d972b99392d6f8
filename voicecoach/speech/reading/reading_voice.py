"""A voice that is given what is written, and says what is meant: the one place where a phrase becomes words and sounds.

What is marked in the phrase comes first, then the user's own lexicon, then the one that is shipped; after them the rules for
numbers, units and short forms. The voice within, and the cache of its phrases, get the outcome alone: so a phrase is kept
under what is really said, and another lexicon makes it another phrase.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from voicecoach.errors import SpeechError, SynthesisFailed
from voicecoach.pronunciation import Reading, Readings, is_marked, marked, pieces
from voicecoach.speech.open_voice_mixin import OpenVoiceMixin
from voicecoach.speech.reading.speakable_text import speakable_text
from voicecoach.speech.wrapped_voice import WrappedVoice

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.api import Voice
    from voicecoach.units import Frames

_MOST_KEPT = 10_000
"""Phrases whose words are remembered, before all are forgotten."""


class ReadingVoice(WrappedVoice, OpenVoiceMixin):
    """Wraps a voice that takes words and sounds. As safe for several threads as the voice within."""

    def __init__(self, voice: Voice, lexicons: tuple[Readings, ...] = (), *, identity: str = "") -> None:
        """`lexicons` in the order in which they are asked; `identity` differs if any of them does."""
        super().__init__(voice)
        self._lexicons = tuple(one for one in lexicons if one)
        self._spoken: dict[str, str] = {}
        self._sayable: dict[str, bool] = {}
        within = getattr(voice, "identity", None)
        if within is not None:
            self.identity = f"{within} {identity}".rstrip()
            """Differs from that of every voice that may sound different or take another time."""

    @property
    def reads_marks(self) -> bool:
        """Yes."""
        return True

    def spoken(self, text: str) -> str:
        """What the voice within is given for a phrase: plain words, and marked ones if it can say their sounds."""
        known = self._spoken.get(text)
        if known is None:
            if len(self._spoken) >= _MOST_KEPT:
                self._spoken.clear()
            known = self._spoken[text] = self._read(text)
        return known

    def expect(self, texts: Iterable[str]) -> None:
        """These phrases are asked for soon, in that order: the voice within may make them meanwhile."""
        expect = getattr(self._voice, "expect", None)
        if expect is not None:
            expect(self.spoken(text) for text in texts)

    def length(self, text: str) -> Frames:
        """How long the phrase is heard. Raises SpeechError."""
        spoken = self.spoken(text)
        try:
            return self._voice.length(spoken)
        except SynthesisFailed as error:
            raise _named(error, spoken, text) from error

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SpeechError."""
        spoken = self.spoken(text)
        try:
            return self._voice.say(spoken)
        except SynthesisFailed as error:
            raise _named(error, spoken, text) from error

    def phonemes(self, text: str) -> str:
        """How the voice within reads the phrase; empty if it does not say. Raises SpeechError."""
        return super().phonemes(self.spoken(text))

    def _read(self, text: str) -> str:
        for lexicon in self._lexicons:
            text = lexicon.mark(text)
        if is_marked(text):
            text = "".join(
                piece.text if piece.reading is None else self._sayable_word(piece.text, piece.reading)
                for piece in pieces(text)
            )
        words = speakable_text(text, english=self.language.partition("-")[0] == "en")
        if not is_marked(words):
            return words
        return "".join(
            piece.reading.respelling
            if piece.reading and not piece.reading.ipa
            else marked(piece.text, piece.reading)
            if piece.reading
            else piece.text
            for piece in pieces(words)
        )

    def _sayable_word(self, word: str, reading: Reading) -> str:
        """The word with what the voice within can say of its reading, marked so that no rule changes it."""
        if reading.ipa and self._can_say(reading.ipa):
            return marked(word, Reading("", reading.ipa))
        return marked(word, Reading(reading.respelling, "")) if reading.respelling else word

    def _can_say(self, ipa: str) -> bool:
        known = self._sayable.get(ipa)
        if known is None:
            try:
                known = self.can_pronounce(ipa)
            except SpeechError:
                known = False
            self._sayable[ipa] = known
        return known


def _named(error: SynthesisFailed, spoken: str, text: str) -> SynthesisFailed:
    """The error, with the phrase as somebody wrote it."""
    from voicecoach.pronunciation import as_written

    if error.phrase != spoken:
        return error
    return SynthesisFailed(error.message, backend=error.backend, phrase=as_written(text))
