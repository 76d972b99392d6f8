"""The natural voice: hibari-tts, a small neural network for English that needs no network connection.

One voice is in the package; others the user can get. One model of a voice serves the process. It is loaded by the first
phrase that no cache has (about half a second), and runs in the thread of the caller; the wrapper around every backend gives
it a thread of its own and a time limit.

Facts of hibari 0.2.1 that this file relies on: with a seed, one thread and the same libraries the same text gives the
same samples; a text without a word gives no samples, or breath without a voice; a pace of 0.81 is 150 words a minute.

A number alone comes out long ("thirty-seven": 0.94 s) and, as a bare word, now and then as another word. A count has
to fit its second, so it is spoken as a sentence, in one word ("fifty-two"), no faster than it takes to stay within COUNT_S, and
with each t as a t: Americans say the one of "forty" as the tongue's flap of "fordy". Heard by a recogniser (whisper-base,
English), 59 of the counts one to sixty are understood that way; with flaps and faster than need be 58, 57 as bare words. As
exclamations “six” is heard as “sex”; without hyphens "fifty-two", "fifty-five" and "fifty-seven" are mostly lost.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from voicecoach.errors import BackendUnavailable, SynthesisFailed, VoiceNotFound
from voicecoach.near import did_you_mean
from voicecoach.speech.api import DEFAULT_SPEED, VoiceInfo
from voicecoach.speech.counts import english_count, fitted_count
from voicecoach.speech.engine_voice import EngineVoice
from voicecoach.speech.onnx_runtime import import_onnxruntime
from voicecoach.speech.package_versions import package_version
from voicecoach.speech.reading.english_sounds import ipa_of_misaki, knows_sounds, misaki_phrase
from voicecoach.speech.reading.speakable_text import speakable_text
from voicecoach.speech.result_checks import on_one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.downloads.installed_voices import InstalledVoice

NAME = "hibari"
RATE = 24000
"""Frames a second."""

REVISION = 3
"""Ours: goes up when the same package would give other samples because this code changed."""

DEFAULT_VOICE = "heart"

PACE_AT_DEFAULT_SPEED = 0.81
"""The model's pace at DEFAULT_SPEED words a minute, measured over the phrases of a routine; others in proportion."""

SLOWEST_PACE, FASTEST_PACE = 0.5, 2.0
"""The limits of the model: 93 and 370 words a minute. A slower or faster `--speed` stays there."""

DEFAULT_GAIN_DB = 4.1
"""What brings DEFAULT_VOICE at DEFAULT_SPEED to its level: `measured_gain_db`, known here so that the first phrase that
is heard need not wait for the passage. A test measures it again."""

_LEAD_LEVEL, _LEAD_GAIN = 0.25, 12.0
"""What weak first consonants are raised to: this voice's are noise, whose level is further below their peaks."""

_FLAP = "T"
"""In misaki's alphabet."""

_SEED = 0
_HEADROOM = 2.0
"""What brings the samples, whose peaks are at 0.2 to 0.4, near full scale before they are rounded to 16 bits."""


class HibariBackend:
    """The voices of hibari-tts that are on this machine."""

    @property
    def version(self) -> str:
        """Of everything that shapes the samples. Raises BackendUnavailable."""
        return f"{REVISION}-{_versions()}"

    def voices(self) -> Iterable[VoiceInfo]:
        """The voice in the package and those that the user has got. Raises BackendUnavailable."""
        from voicecoach.speech.downloads.installed_voices import installed_voices

        _versions()
        rows = [one.row for one in installed_voices(NAME).good]
        got = [VoiceInfo(NAME, row.id, row.language, row.name) for row in rows if row.id != DEFAULT_VOICE]
        return [VoiceInfo(NAME, DEFAULT_VOICE, "en-us", "Heart, American English"), *got]

    def open(self, voice: str | None, speed: int) -> HibariVoice:
        """The voice of that id at `speed` words a minute. Raises VoiceNotFound, BackendUnavailable."""
        _versions()
        wanted = (voice or DEFAULT_VOICE).lower()
        if wanted in (DEFAULT_VOICE, "en", "en-us"):
            return HibariVoice(DEFAULT_VOICE, speed)
        from voicecoach.speech.downloads.installed_voices import installed_voice

        found = installed_voice(f"{NAME}:{wanted}")
        if found is None:
            raise _not_here(voice or wanted)
        return HibariVoice(found.row.id, speed, found)


class HibariVoice(EngineVoice):
    """One voice at one speed. May be used by several threads at the same time."""

    concurrent = True
    """The network is shared, and runs without Python's lock; reading the words, a fiftieth of the work, takes turns."""

    def __init__(self, voice: str, speed: int, installed: InstalledVoice | None = None) -> None:
        """`installed` has the model of a voice that is not the package's own."""
        super().__init__(NAME, voice, RATE)
        self._installed = installed
        self._model = _model_of(installed) if installed else _MODEL
        self._speed = speed
        self._pace = min(max(speed / DEFAULT_SPEED * PACE_AT_DEFAULT_SPEED, SLOWEST_PACE), FASTEST_PACE)

    @property
    def gain_db(self) -> float | None:
        """What brings this voice to its level, in dB; None if it has to be found."""
        return DEFAULT_GAIN_DB if self._speed == DEFAULT_SPEED and self._installed is None else None

    @property
    def version(self) -> str | None:
        """Of the model that the user has got; None for the one in the package, which has the package's."""
        return self._installed.version if self._installed else None

    @property
    def language(self) -> str:
        """A tag."""
        return self._installed.row.language if self._installed else "en-us"

    def can_pronounce(self, ipa: str) -> bool:
        """Whether these sounds can be said: those of English."""
        return knows_sounds(ipa)

    def phonemes(self, text: str) -> str:
        """How the phrase is read, in IPA. Raises SynthesisFailed, BackendUnavailable, VoiceNotFound."""
        return ipa_of_misaki(" ".join(self._model.sentences(self._words(text))))

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SynthesisFailed if nothing is heard, BackendUnavailable, VoiceNotFound."""
        words = self._words(text)
        number = english_count(words)
        clip = self._count(number) if number else self._phrase(self._model.sentences(words), self._pace)
        if clip is None:
            raise SynthesisFailed("it returned no sound", backend=NAME, phrase=text)
        return clip

    def _words(self, text: str) -> str:
        return misaki_phrase(speakable_text(text, english=True), british=self.language == "en-gb")

    def _count(self, number: str) -> Clip | None:
        sentences = [one.replace(_FLAP, "t") for one in self._model.sentences(f"{number}.")]
        return fitted_count(lambda pace: self._phrase(sentences, pace), RATE, self._pace, FASTEST_PACE)

    def _phrase(self, sentences: list[str], pace: float) -> Clip | None:
        from voicecoach.audio.onset import trimmed_clip

        sound = self._model.say(sentences, pace)
        clip = trimmed_clip(_as_pcm(sound), RATE, lead_level=_LEAD_LEVEL, lead_gain=_LEAD_GAIN)
        return clip if clip.length else None


def _as_pcm(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    import numpy as np

    samples: NDArray[np.int16] = np.rint(np.clip(sound * _HEADROOM, -1, 1) * 32767).astype(np.int16)
    return samples


class _Model:
    """The network of a voice and its dictionaries, which are one for the process."""

    def __init__(self, installed: InstalledVoice | None = None) -> None:
        """Of the voice in the package, or of one that the user has got."""
        self._installed = installed
        self._lock = threading.Lock()
        self._loaded: Any = None

    def say(self, sentences: list[str], pace: float) -> NDArray[np.float32]:
        """What the model makes of sentences in misaki's alphabet; empty if there are none. Raises SpeechError."""
        import numpy as np

        words = " ".join(sentences)
        with self._lock:
            model = self._load()
        try:
            noise = np.random.default_rng(_SEED)
            pieces = [model.from_ids(model.ids(one), pace, noise) for one in sentences]
        except Exception as error:
            raise SynthesisFailed(f"the model failed: {error}", backend=NAME, phrase=words) from error
        sound = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
        if not np.isfinite(sound).all():
            raise SynthesisFailed("the model returned what is not sound", backend=NAME, phrase=words)
        return sound

    def sentences(self, words: str) -> list[str]:
        """How the dictionaries read each sentence that has a sound. Raises SpeechError."""
        with self._lock:
            model = self._load()
            try:
                return [one for one in model.phonemize(words) if any(sign.isalpha() for sign in one)]
            except Exception as error:
                raise SynthesisFailed(f"the model failed: {error}", backend=NAME, phrase=words) from error

    def _load(self) -> Any:
        if self._loaded is None:
            self._loaded = _loaded(self._installed)
        return self._loaded


_MODEL = _Model()

_KEPT_MODELS = 2
"""Those of the user that are held at once, 10 MB each beside their dictionaries."""

_INTERFACE = ["ids", "speed", "lh", "theta", "ln", "lr", "phi", "f0"]
"""What goes into a network and what comes out of it."""

_A_BRITISH_VOICE = "emma"
"""By the package's own list."""


@lru_cache(_KEPT_MODELS)
def _model_of(installed: InstalledVoice) -> _Model:
    return _Model(installed)


def _loaded(installed: InstalledVoice | None) -> Any:
    """The network of a voice (None: that of the package), ready to speak. Raises BackendUnavailable, VoiceNotFound."""
    network = installed.read() if installed else None
    british = installed is not None and installed.row.language == "en-gb"
    try:
        import_onnxruntime()
        from hibari import Hibari
    except Exception as error:
        raise BackendUnavailable(f"hibari-tts does not start: {error}", backend=NAME) from error
    try:
        # The name chooses the dictionaries; without a network of ours it would be downloaded.
        model = Hibari(_A_BRITISH_VOICE if british else DEFAULT_VOICE, model=network, threads=1)
        ends = [*model.sess.get_inputs(), *model.sess.get_outputs()]
        if [one.name for one in ends] != _INTERFACE:
            raise ValueError("it is not one of hibari-tts 0.2")
        model.phonemize("Ready.")  # reads the dictionaries
    except Exception as error:
        if installed is None:
            raise BackendUnavailable(f"hibari-tts does not start: {error}", backend=NAME) from error
        from voicecoach.speech.downloads.installed_voices import damaged

        raise damaged(installed.row.voice, f"its model cannot be used: {on_one_line(str(error))}") from error
    return model


def _not_here(voice: str) -> VoiceNotFound:
    """The error for a voice that can be got, or that nobody knows."""
    from voicecoach.speech.downloads.catalogue import catalogue

    rows = {row.id: row for row in catalogue() if row.backend == NAME}
    row = rows.get(voice.lower())
    if row:
        size = f"{row.bytes / 1e6:.1f} MB"
        message = (
            f"{row.voice} is not on this machine; voicecoach voices get {row.voice} downloads it ({size})"
        )
        return VoiceNotFound(message, backend=NAME)
    known = [DEFAULT_VOICE, *rows]
    return VoiceNotFound(
        f"no voice “{voice}”{did_you_mean(voice.lower(), known)}; there are {', '.join(known)}", backend=NAME
    )


@cache
def _versions() -> str:
    """What shapes the samples: the package, its runtime, and the arithmetic. Imports none of them.

    Raises BackendUnavailable.
    """
    found = []
    for name, file in (("hibari", "__init__.py"), ("onnxruntime", "__init__.py"), ("numpy", "version.py")):
        version = package_version(name, file, distribution=_PACKAGES.get(name, name))
        if version is None:
            raise BackendUnavailable(
                f"the package {_PACKAGES.get(name, name)} is not installed; pip install hibari-tts",
                backend=NAME,
            )
        found.append(f"{name}{version}")
    return "-".join((*found, "scipy" if package_version("scipy", "version.py") else "plain"))


_PACKAGES = {"hibari": "hibari-tts"}
