"""espeak-ng inside this process, from the package espeakng-loader: no system package, about a millisecond a phrase.

The same phrase gives the same samples whatever was said before it. espeak-ng itself does not promise that; see
`espeak_data.VARIANT_TEXT` for how its memory is taken out. What is left is the first utterance of a process, so the
library says one word for nobody when it is loaded.

Facts of espeak-ng 1.52 that this file rests on: mode SYNCHRONOUS calls back in the calling thread; without
DONT_EXIT a bad data path ends the process; without the SSML and PHONEMES flags neither markup nor [[...]] is
interpreted.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from voicecoach.errors import BackendUnavailable, SynthesisFailed, VoiceNotFound
from voicecoach.speech.api import FASTEST, SLOWEST, VoiceInfo
from voicecoach.speech.espeak_data import NAME, VARIANT, installed, languages, steady_data
from voicecoach.speech.near import did_you_mean
from voicecoach.speech.text import plain
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

RATE = 22050
"""Frames a second of every espeak-ng voice that is not MBROLA."""

REVISION = 1
"""Ours: goes up when the same library would give other samples because this code changed."""

DEFAULT_VOICE = "en-gb"

_QUICK = {"en-gb": "gmw/en", "en-us": "gmw/en-US"}
"""The identifiers that need no look at the files, because the voices are opened at every start."""

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_BUFFER_MS = 500
_CHARS_UTF8 = 1
_RATE_PARAMETER = 1
_OK = 0


class EspeakBackend:
    """The embedded espeak-ng."""

    @property
    def version(self) -> str:
        """Of the library's file and of this code. Raises BackendUnavailable."""
        return f"{REVISION}-{installed().version}"

    def voices(self) -> Iterable[VoiceInfo]:
        """Every language of the data. Raises BackendUnavailable."""
        return [VoiceInfo(NAME, one.voice, one.tags[0], one.name) for one in languages(installed().data)]

    def open(self, voice: str | None, speed: int) -> EspeakVoice:
        """The voice of a language tag, en-gb where None. Raises VoiceNotFound, BackendUnavailable."""
        here = installed()
        wanted = (voice or DEFAULT_VOICE).lower().replace("_", "-")
        if wanted in _QUICK:
            return EspeakVoice(wanted, _QUICK[wanted], speed)
        known = languages(here.data)
        for one in known:
            if wanted in (one.voice, one.identifier.lower()):
                return EspeakVoice(one.voice, one.identifier, speed)
        claiming = [one for one in known if wanted in one.tags]
        if claiming:  # “en”, “es-mx”: whoever has it highest among its tags
            best = min(
                claiming, key=lambda one: (one.tags.index(wanted), one.voice != DEFAULT_VOICE, one.voice)
            )
            return EspeakVoice(best.voice, best.identifier, speed)
        raise VoiceNotFound(
            f"no voice “{voice}”{did_you_mean(wanted, [one.voice for one in known])}; see voicecoach voices",
            backend=NAME,
        )


class EspeakVoice:
    """One language at one speed. May be used by several threads; they take turns."""

    def __init__(self, voice: str, identifier: str, speed: int) -> None:
        self._voice = voice
        self._identifier = identifier
        self._speed = min(max(speed, SLOWEST), FASTEST)

    @property
    def id(self) -> str:
        """`espeak:en-gb`."""
        return f"{NAME}:{self._voice}"

    @property
    def rate(self) -> int:
        """22050."""
        return RATE

    def length(self, text: str) -> Frames:
        """How long the phrase is heard; it is synthesised to know. Raises SpeechError."""
        return self.say(text).length

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SynthesisFailed where nothing is heard, BackendUnavailable."""
        import numpy as np

        from voicecoach.audio.level import trimmed

        data = _ENGINE.say(self._identifier, self._speed, plain(text))
        clip = trimmed(np.frombuffer(data, "<i2").astype(np.int16, copy=False), RATE)
        if not clip.length:
            raise SynthesisFailed("it returned no sound", backend=NAME, phrase=text)
        return clip

    def close(self) -> None:
        """Nothing is held: the library is the process's own."""


class _Engine:
    """The library, which is one for the process: whoever speaks holds the lock and sets voice and speed first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._library: Any = None
        self._callback: Any = None
        self._pieces: list[bytes] = []
        self._set: tuple[str, int] | None = None

    def say(self, identifier: str, speed: int, text: str) -> bytes:
        """Signed 16-bit samples, little-endian on every machine that the loader has a library for."""
        with self._lock:
            if self._library is None:
                self._load()
            if self._set != (identifier, speed):
                self._choose(identifier, speed)
            return self._synthesise(text)

    def _load(self) -> None:
        import ctypes

        here = installed()
        try:
            library = ctypes.CDLL(str(here.library))
            folder = steady_data(here.data)
        except OSError as error:
            raise BackendUnavailable(f"the library does not load: {error}", backend=NAME) from error
        rate = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, str(folder).encode(), _DONT_EXIT)
        if rate != RATE:
            raise BackendUnavailable(f"the library does not start with the data in {here.data}", backend=NAME)

        def heard(wave: Any, count: int, _events: Any) -> int:
            if count > 0:
                self._pieces.append(ctypes.string_at(wave, count * 2))
            return 0

        prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._callback = prototype(heard)  # kept: ctypes frees a callback that nobody holds
        library.espeak_SetSynthCallback(self._callback)
        self._library = library
        self._choose(_QUICK[DEFAULT_VOICE], SLOWEST)
        self._synthesise("one")

    def _choose(self, identifier: str, speed: int) -> None:
        if self._library.espeak_SetVoiceByName(f"{identifier}+{VARIANT}".encode()) != _OK:
            self._set = None
            raise VoiceNotFound(f"the library does not take its voice {identifier}", backend=NAME)
        self._library.espeak_SetParameter(_RATE_PARAMETER, speed, 0)
        self._set = (identifier, speed)

    def _synthesise(self, text: str) -> bytes:
        self._pieces.clear()
        data = text.encode("utf-8", "replace")
        status = self._library.espeak_Synth(data, len(data) + 1, 0, 0, 0, _CHARS_UTF8, None, None)
        sound = b"".join(self._pieces)
        self._pieces.clear()
        if status != _OK:
            raise SynthesisFailed(f"the library answered {status}", backend=NAME, phrase=text)
        return sound


_ENGINE = _Engine()
