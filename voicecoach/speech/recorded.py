"""The voice of somebody who recorded the phrases of a routine; what is not recorded is said by another voice, the fallback.

A recording is what it is: a speed that is asked for holds for the fallback alone. Nothing recorded goes into the phrase
cache, which would keep somebody's voice after it was removed; the fallback's own phrases are kept as always.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from voicecoach.errors import SpeechError, VoiceNotFound
from voicecoach.near import did_you_mean
from voicecoach.pronunciation import as_written
from voicecoach.speech.api import OpenVoice, VoiceInfo
from voicecoach.speech.recording_file import RATE, plain_words
from voicecoach.speech.recordings import Recordings, checked_voice_name, recorded_names
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

NAME = "recorded"

REVISION = 1
"""Ours: goes up when the same recordings would give other samples because this code changed."""

_HOW = "voicecoach record ROUTINE --name NAME makes one"


def is_recorded(voice: str) -> bool:
    """Whether `--voice` with this names recordings."""
    return voice.strip().lower().partition(":")[0] == NAME


class RecordedBackend:
    """The voices that were recorded on this machine."""

    version = str(REVISION)
    cacheable = False

    def voices(self) -> Iterable[VoiceInfo]:
        """Each that has a phrase."""
        found = []
        for name in recorded_names():
            recordings = Recordings(name)
            if count := len(recordings.phrases()):
                about = recordings.about()
                phrases = f"{count} phrase{'' if count == 1 else 's'} recorded"
                if damaged := len(recordings.damaged()):
                    phrases += f", {damaged} damaged"
                found.append(
                    VoiceInfo(NAME, name, about.language, f"{phrases}; what is missing by {about.who_else}")
                )
        return found

    def open(self, voice: str | None, speed: int) -> RecordedVoice:
        """The voice of that name (None: the only one that there is). Raises VoiceNotFound."""
        names = recorded_names()
        if voice is None:
            if len(names) == 1:
                return RecordedVoice(Recordings(names[0]), speed)
            several = f"say which one: {', '.join(f'{NAME}:{name}' for name in names)}"
            raise VoiceNotFound(several if names else f"no voice is recorded yet; {_HOW}", backend=NAME)
        try:
            wanted = checked_voice_name(voice)
        except ValueError as error:
            raise VoiceNotFound(f"no voice “{voice}”: {error}", backend=NAME) from error
        if wanted not in names:
            there = did_you_mean(wanted, names) or (
                f"; there is {', '.join(names)}" if names else f"; {_HOW}"
            )
            raise VoiceNotFound(f"no voice “{voice}”{there}", backend=NAME)
        return RecordedVoice(Recordings(wanted), speed)


class RecordedVoice:
    """One recorded voice as it was when it was opened, and its fallback at one speed. May be used by several threads."""

    reads_marks = True
    """What is recorded is found as it is written; the fallback is told how words are said."""

    def __init__(self, recordings: Recordings, speed: int) -> None:
        self._recordings = recordings
        self._phrases = recordings.phrases()
        self._about = recordings.about()
        self._speed = speed
        self._opened: OpenVoice | None = None
        self._opening = threading.Lock()

    @property
    def id(self) -> str:
        """`recorded:NAME`."""
        return self._recordings.voice

    @property
    def rate(self) -> int:
        """Of recordings."""
        return RATE

    @cached_property
    def identity(self) -> str:
        """Differs if any phrase sounds different, recorded or not."""
        digest = blake2b(digest_size=16)
        for text, phrase in sorted(self._phrases.items()):
            digest.update(f"{len(text)}:{text}{phrase.digest}".encode("utf-8", "surrogatepass"))
        try:
            fallback = str(getattr(self._fallback, "identity", self._fallback.id))
        except SpeechError:
            fallback = "none"
        digest.update(fallback.encode("utf-8", "surrogatepass"))
        return f"{self.id} {REVISION} {digest.hexdigest()}"

    def length(self, text: str) -> Frames:
        """How long the phrase is heard. Raises SpeechError."""
        phrase = self._phrases.get(plain_words(as_written(text)))
        if phrase is not None:
            return phrase.length
        from voicecoach.audio.resample import resampled_length

        return resampled_length(self._fallback.length(text), self._fallback.rate, RATE)

    def say(self, text: str) -> Clip:
        """The phrase, recorded or by the fallback. Raises SpeechError."""
        phrase = self._phrases.get(plain_words(as_written(text)))
        return self._by_the_fallback(text) if phrase is None else self._recordings.clip(phrase)

    def close(self) -> None:
        """Closes the fallback."""
        if self._opened is not None:
            self._opened.close()

    @property
    def _fallback(self) -> OpenVoice:
        from voicecoach.speech.registry import open_voice

        with self._opening:
            if self._opened is None:
                spec = self._about.fallback
                if is_recorded(spec):
                    raise VoiceNotFound(
                        f"“{spec}” cannot say what is missing here; give it another", backend=self.id
                    )
                self._opened = open_voice(spec, speed=self._speed, language=self._about.language)
            return self._opened

    def _by_the_fallback(self, text: str) -> Clip:
        import numpy as np

        from voicecoach.audio.pcm import FULL_SCALE, Clip
        from voicecoach.audio.resample import resample

        said = self._fallback.say(text)
        sound = resample(said.heard * FULL_SCALE, said.rate, RATE)
        samples = np.rint(np.clip(sound * 32768, -32768, 32767)).astype(np.int16)
        samples.flags.writeable = False
        return Clip(samples, RATE, Frames(0))
