"""espeak-ng inside this process, from the package espeakng-loader: no system package, about a millisecond a phrase.

The same phrase gives the same samples whatever was said before it. espeak-ng does not promise that, so:
- a variant without flutter and roughness removes what two of its counters do to every phrase (`espeak_data`);
- where a trill may occur, which one of these counters still shapes, the library is loaded again: 4 ms instead of 1.

Facts about espeak-ng 1.52 that this file relies on: mode SYNCHRONOUS calls back in the calling thread; without
DONT_EXIT a bad data path ends the process; without the SSML and PHONEMES flags neither markup nor [[...]] is
interpreted; the last call of the callback, with no sound, says that the phrase is complete.

The callback is Python called from C, and C drops what is raised there. So the library runs on a thread of its own, in
which no signal handler raises; the callback catches everything, stops the phrase, and it is raised afterwards.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from voicecoach.errors import BackendUnavailable, SynthesisFailed, VoiceNotFound
from voicecoach.near import did_you_mean
from voicecoach.speech.api import DEFAULT_SPEED, FASTEST, SLOWEST, VoiceInfo
from voicecoach.speech.cache import private_folders
from voicecoach.speech.engine_thread import ForeignCode
from voicecoach.speech.engine_voice import EngineVoice
from voicecoach.speech.espeak_callback import Heard, read_phonemes
from voicecoach.speech.espeak_data import (
    NAME,
    VARIANT,
    add_languages,
    installed_espeak,
    read_languages,
    steady_data,
)
from voicecoach.speech.reading.english_sounds import espeak_phrase, knows_sounds
from voicecoach.speech.reading.speakable_text import speakable_text
from voicecoach.time_limited import TookTooLong

if TYPE_CHECKING:
    from pathlib import Path

    from voicecoach.audio.pcm import Clip, Samples

Answer = TypeVar("Answer")

RATE = 22050
"""Frames a second of every espeak-ng voice that is not MBROLA."""

REVISION = 3
"""Ours: goes up when the same library would give other samples because this code changed."""

PHRASE_LIMIT_S = 30.0
"""How long a phrase may take, and a second more for every hundred letters; a thousand times what it usually takes."""

_SETTLE_S = 0.5
"""How long the end of the process waits for an abandoned phrase."""

DEFAULT_VOICE = "en-gb"

DEFAULT_GAIN_DB = 4.89
"""What brings DEFAULT_VOICE at DEFAULT_SPEED to its level: `measured_gain_db` of espeak-ng 1.52, known here so that the
first phrase that is heard need not wait for the passage. A test measures it again."""

_QUICK = {"en-gb": "gmw/en", "en-us": "gmw/en-US"}
"""Identifiers that are known without the files, as these voices are opened at every start."""

_NO_TRILL = frozenset(
    f"gmw/{name}"
    for name in ("en", "en-us", "en-us-nyc", "en-029", "en-gb-x-rp", "en-gb-x-gbclan", "en-gb-x-gbcwmd")
)

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_BUFFER_MS = 500
_CHARS_UTF8 = 1
_RATE_PARAMETER = 1
_OK = 0
_WITH_SOUNDS = 0x100
"""espeakPHONEMES: [[...]] holds names of sounds."""


class EspeakBackend:
    """The embedded espeak-ng."""

    @property
    def version(self) -> str:
        """Of the library's file and of this code. Raises BackendUnavailable."""
        return f"{REVISION}-{installed_espeak().version}"

    def voices(self) -> Iterable[VoiceInfo]:
        """Every language of the data. Raises BackendUnavailable."""
        return [
            VoiceInfo(NAME, one.voice, one.tags[0], one.name)
            for one in read_languages(installed_espeak().data)
        ]

    def open(self, voice: str | None, speed: int) -> EspeakVoice:
        """The voice of a language tag, en-gb where None. Raises VoiceNotFound, BackendUnavailable."""
        here = installed_espeak()
        wanted = (voice or DEFAULT_VOICE).lower().replace("_", "-")
        if wanted in _QUICK:
            return EspeakVoice(wanted, _QUICK[wanted], speed)
        known = read_languages(here.data)
        for one in known:
            if wanted in (one.voice, one.identifier.lower()):
                return EspeakVoice(one.voice, one.identifier, speed)
        claiming = [one for one in known if wanted in one.tags]
        if (
            claiming
        ):  # “en”, “fr”, “es-mx”: the file of that name, else the one with the tag nearest to the top
            best = min(claiming, key=lambda one: (one.file != wanted, one.tags.index(wanted), one.voice))
            return EspeakVoice(best.voice, best.identifier, speed)
        raise VoiceNotFound(
            f"no voice “{voice}”{did_you_mean(wanted, [one.voice for one in known])}; see voicecoach voices",
            backend=NAME,
        )


class EspeakVoice(EngineVoice):
    """One language at one speed. May be used by several threads; they take turns."""

    def __init__(self, voice: str, identifier: str, speed: int) -> None:
        super().__init__(NAME, voice, RATE)
        self._identifier = identifier
        self._speed = min(max(speed, SLOWEST), FASTEST)

    @property
    def gain_db(self) -> float | None:
        """What brings this voice to its level, in dB; None if it has to be measured."""
        return DEFAULT_GAIN_DB if (self._voice, self._speed) == (DEFAULT_VOICE, DEFAULT_SPEED) else None

    @property
    def language(self) -> str:
        """A tag."""
        return self._voice

    @property
    def _english(self) -> bool:
        return self._voice.partition("-")[0] == "en"

    def can_pronounce(self, ipa: str) -> bool:
        """Whether these sounds can be said: those of English, by a voice of English."""
        return self._english and knows_sounds(ipa)

    def phonemes(self, text: str) -> str:
        """How the phrase is read, in IPA. Raises SynthesisFailed, BackendUnavailable."""
        words, sounds = espeak_phrase(speakable_text(text, english=self._english))
        return _ENGINE.phonemes(self._identifier, self._speed, words, sounds=sounds)

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SynthesisFailed if nothing is heard, BackendUnavailable."""
        from voicecoach.audio.onset import trimmed_clip

        words, sounds = espeak_phrase(speakable_text(text, english=self._english))
        clip = trimmed_clip(_ENGINE.say(self._identifier, self._speed, words, sounds=sounds), RATE)
        if not clip.length:
            raise SynthesisFailed("it returned no sound", backend=NAME, phrase=text)
        return clip


def has_no_trill(identifier: str, text: str) -> bool:
    """Whether the phrase has no trill: Latin letters in a voice of English other than the Scots one.

    Of the 141 languages of espeak-ng 1.52 trills were found in 95; letters of other alphabets are read by the voice of
    another language.
    """
    return identifier.lower() in _NO_TRILL and (
        text.isascii() or all(character < "\u0250" for character in text)
    )


class _Engine:
    """The library, of which a process has one: each phrase has its thread in turn, and sets voice and speed first."""

    def __init__(self) -> None:
        self._code = ForeignCode("espeak-ng")
        self._library: Any = None
        self._callback: Any = None
        self._folder: Path | None = None
        self._heard = Heard()
        self._set: tuple[str, int] | None = None
        self._fresh = False
        self._used = False

    def say(self, identifier: str, speed: int, text: str, *, sounds: bool = False) -> Samples:
        """What the library makes of the text, silences and all; `sounds` are in brackets. Raises SpeechError."""
        import numpy as np

        sound = self._call(lambda: self._say(identifier, speed, text, sounds), text)
        return np.frombuffer(sound, "<i2").astype(np.int16, copy=False)

    def phonemes(self, identifier: str, speed: int, text: str, *, sounds: bool) -> str:
        """How the library reads the text, in IPA. Raises SpeechError."""

        def read() -> str:
            self._say(identifier, speed, text, sounds)  # what brackets mean is known after that
            return read_phonemes(self._library, text)

        return self._call(read, text)

    def _call(self, function: Callable[[], Answer], text: str) -> Answer:
        if not self._used:
            self._used = True
            private_folders.remove_at_exit()
            # Before that: after an interrupt it may still speak, and complains on the terminal when its data go away.
            atexit.register(self._code.settle, _SETTLE_S)
        limit_s = PHRASE_LIMIT_S + len(text) / 100
        try:
            return self._code.call(function, limit_s)
        except TookTooLong as error:
            from voicecoach.logs import logger_for  # 4 ms of a warm start

            logger_for(__name__).warning("%s", error)
            raise SynthesisFailed(
                f"the library did not answer within {limit_s:.0f} s", backend=NAME, phrase=text
            ) from error

    def _say(self, identifier: str, speed: int, text: str, sounds: bool) -> bytes:
        english = has_no_trill(identifier, text)
        if self._library is None or not (self._fresh or english):
            self._load(english)
        try:
            if self._set != (identifier, speed):
                self._choose(identifier, speed)
            self._fresh = False
            return self._synthesise(text, sounds)
        except BaseException:
            self._unload()  # who knows what it was in the middle of
            raise

    def _load(self, english: bool) -> None:
        import ctypes

        self._unload()
        here = installed_espeak()
        try:
            if self._folder is None:
                self._folder = steady_data(here.data)
            if not english:
                add_languages(self._folder, here.data)
            library = ctypes.CDLL(str(here.library))
        except OSError as error:
            raise BackendUnavailable(f"the library does not load: {error}", backend=NAME) from error
        rate = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, os.fsencode(self._folder), _DONT_EXIT)
        if rate != RATE:
            raise BackendUnavailable(f"the library does not start with the data in {here.data}", backend=NAME)
        prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._callback = prototype(self._heard.take)  # kept: ctypes frees a callback that nobody holds
        library.espeak_SetSynthCallback(self._callback)
        self._library = library
        # Some languages read their numbers by the phonemes of the voice before them, and crash if there is none.
        self._choose(_QUICK[DEFAULT_VOICE], DEFAULT_SPEED)
        self._fresh = not english

    def _unload(self) -> None:
        if self._library is None:
            return
        import _ctypes  # ctypes itself never unloads a library

        library, self._library, self._set = self._library, None, None
        library.espeak_Terminate()
        close = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary")  # noqa: B009
        close(library._handle)

    def _choose(self, identifier: str, speed: int) -> None:
        if self._library.espeak_SetVoiceByName(f"{identifier}+{VARIANT}".encode()) != _OK:
            self._set = None
            raise VoiceNotFound(f"the library does not take its voice {identifier}", backend=NAME)
        self._library.espeak_SetParameter(_RATE_PARAMETER, speed, 0)
        self._set = (identifier, speed)

    def _synthesise(self, text: str, sounds: bool) -> bytes:
        self._heard.clear()
        data = text.encode("utf-8", "replace")
        flags = _CHARS_UTF8 | (_WITH_SOUNDS if sounds else 0)
        status = self._library.espeak_Synth(data, len(data) + 1, 0, 0, 0, flags, None, None)
        try:
            return self._heard.whole(status, text)
        finally:
            self._heard.clear()


_ENGINE = _Engine()
