"""Voices of Piper (the package piper-tts): small neural networks, one a voice, for some forty languages.

The models are files that the user got or put into a folder (`piper_models`). Loading one takes about a second, and speaking a
twentieth of the time that is heard. The same phrase gives the same samples: both kinds of noise are off, and one thread
computes.

A count is spoken as a sentence of its own, and faster if it would last too long. Of the counts one to sixty of joe a
recogniser (whisper-base, English) understood 55 to 56 so; 54 as bare words, 53 as exclamations, 50 before a comma, and 57
as questions, which is how they sounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from voicecoach.errors import BackendUnavailable, SpeechError, SynthesisFailed, VoiceNotFound
from voicecoach.near import did_you_mean
from voicecoach.pronunciation import is_marked
from voicecoach.speech.api import DEFAULT_SPEED, VoiceInfo
from voicecoach.speech.counts import count_in, fitted_count
from voicecoach.speech.engine_voice import EngineVoice
from voicecoach.speech.package_versions import package_version
from voicecoach.speech.piper_config import PiperConfig
from voicecoach.speech.piper_engine import ENGINE, Phrase, check_package
from voicecoach.speech.piper_models import NAME, PiperModel, find_models, own_folder
from voicecoach.speech.reading.english_sounds import bracketed_phrase, knows_sounds
from voicecoach.speech.reading.speakable_text import speakable_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voicecoach.audio.pcm import Clip

REVISION = 2
"""Ours: goes up when the same package and model would give other samples because this code changed."""

SCALE_AT_DEFAULT_SPEED = 1.3
"""The length scale at DEFAULT_SPEED words a minute, times what a voice's maker advises: with joe (en_US) the sentences
of a routine take as long as those of hibari at that speed, and 3 % less than those of espeak-ng."""

SLOWEST_SCALE, FASTEST_SCALE = 2.5, 0.4
"""The limits: beyond them the words run into one another, or are drawn out to a hum."""

LEAD_LEVEL, LEAD_GAIN = 0.25, 12.0
"""How weak first consonants are raised: those of these voices are noise, softer than espeak-ng's. The “fourteen” of joe is heard
13 ms late as it is raised for espeak-ng, and 8 ms with these."""

MOST_LISTED_SPEAKERS = 20
"""Of a model with more speakers only the default one is listed; each can be opened."""

_RANKS = ("medium", "high", "low", "x_low")
"""Qualities, the fittest first: high takes five times as long as medium for a small gain."""


class PiperBackend:
    """The models on this machine."""

    @property
    def version(self) -> str:
        """Of the packages that shape the samples; each voice adds that of its model. Raises BackendUnavailable."""
        check_package()
        found = []
        for module, file, distribution in _SHAPING:
            version = package_version(module, file, distribution=distribution)
            if version is None:
                raise BackendUnavailable(
                    f"{distribution} is not installed; pip install {distribution}", backend=NAME
                )
            found.append(f"{module}{version}")
        return f"{REVISION}-{'-'.join(found)}-1thread"

    def voices(self) -> Iterable[VoiceInfo | SpeechError]:
        """Every voice of every model; in place of one that cannot be used, the error. Raises BackendUnavailable."""
        check_package()
        models, bad = find_models()
        listed: list[VoiceInfo | SpeechError] = list(bad)
        for model in models:
            try:
                listed += _infos(model, model.config())
            except SpeechError as error:
                listed.append(error)
        return listed

    def open(self, voice: str | None, speed: int) -> PiperVoice:
        """The voice of that name, part of a name or language; without one, an English one if there is one.

        A speaker of a model with several stands behind a #: en_GB-vctk-medium#p225. Raises VoiceNotFound,
        BackendUnavailable.
        """
        check_package()
        wanted, _, speaker = (voice or "").partition("#")
        model = _find(wanted.casefold())
        config = model.config()
        return PiperVoice(model, config, speed, speaker=_speaker(model, config, speaker))


_SHAPING = (
    ("piper", "__init__.py", "piper-tts"),
    ("onnxruntime", "__init__.py", "onnxruntime"),
    ("numpy", "version.py", "numpy"),
)
"""The module, the file that names its version, and the package."""


class PiperVoice(EngineVoice):
    """One speaker of one model at one speed. May be used by several threads at the same time."""

    concurrent = True
    """The network is shared, and runs without Python's lock; finding the phonemes takes turns."""

    def __init__(self, model: PiperModel, config: PiperConfig, speed: int, *, speaker: int) -> None:
        super().__init__(NAME, _voice_id(model, config, speaker), config.rate)
        self._model = model
        self._config = config
        self._speaker = speaker
        scale = config.length_scale * SCALE_AT_DEFAULT_SPEED * DEFAULT_SPEED / speed
        self._scale = min(max(scale, FASTEST_SCALE), SLOWEST_SCALE)
        self._most_pace = self._scale / FASTEST_SCALE
        self._english = config.language.partition("-")[0] == "en"
        self.version = model.version()
        """Differs if the model or its .json does."""

    @property
    def language(self) -> str:
        """A BCP 47 tag in lower case; empty if it is not known."""
        return self._config.language

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SynthesisFailed if nothing is heard, BackendUnavailable, VoiceNotFound."""
        words = self._words(text)
        number = "" if words.sounds else count_in(words.words, self.language)
        if number:
            clip = fitted_count(
                lambda pace: self._phrase(Phrase(f"{number}."), pace), self._rate, 1.0, self._most_pace
            )
        else:
            clip = self._phrase(words, 1.0)
        if clip is None:
            raise SynthesisFailed("it returned no sound", backend=NAME, phrase=text)
        return clip

    def can_pronounce(self, ipa: str) -> bool:
        """Whether these sounds can be said: those of English, by a voice of English."""
        return self._english and knows_sounds(ipa)

    def phonemes(self, text: str) -> str:
        """How the phrase is read, in IPA. Raises SynthesisFailed, BackendUnavailable, VoiceNotFound."""
        return ENGINE.phonemes(self._model, self.version, self._words(text))

    def _words(self, text: str) -> Phrase:
        words = speakable_text(text, english=self._english)
        if not is_marked(words):
            return Phrase(words)
        return Phrase(bracketed_phrase(words, british=self.language != "en-us"), sounds=True)

    def _phrase(self, words: Phrase, pace: float) -> Clip | None:
        from voicecoach.audio.onset import trimmed_clip

        sound = ENGINE.say(self._model, self.version, self._speaker, words, self._scale / pace)
        clip = trimmed_clip(_as_pcm(sound), self._rate, lead_level=LEAD_LEVEL, lead_gain=LEAD_GAIN)
        return clip if clip.length else None


def _as_pcm(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    import numpy as np

    samples: NDArray[np.int16] = np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16)
    return samples


def _find(wanted: str) -> PiperModel:
    """The model of that name, part of a name or language, in lower case; of all of them if it is empty."""
    models, bad = find_models()
    if not models:
        raise bad[0] if bad else _no_voice(wanted)
    by_name = [model for model in models if model.name.casefold() == wanted]
    if by_name:
        return by_name[0]
    by_part = [model for model in models if wanted and wanted in model.name.casefold().split("-")]
    if by_part:
        return min(by_part, key=_rank)
    by_language = [model for model in models if _speaks(model, wanted or "en")]
    if by_language:
        return min(by_language, key=_rank)
    if not wanted:
        return min(models, key=_rank)
    if row := _obtainable(wanted):
        raise VoiceNotFound(f"no voice “{wanted}” here; to have one: {row}", backend=NAME)
    names = [model.name for model in models]
    raise VoiceNotFound(
        f"no voice “{wanted}”{did_you_mean(wanted, names) or f'; there is {names[0]}'}; see voicecoach voices --backend piper",
        backend=NAME,
    )


def _no_voice(wanted: str) -> VoiceNotFound:
    how = _obtainable(wanted) or "voicecoach voices --available shows what can be had"
    return VoiceNotFound(
        f"there is no voice of Piper here; {how}, or put NAME.onnx and NAME.onnx.json into {own_folder()}",
        backend=NAME,
    )


def _obtainable(wanted: str) -> str:
    """The command that gets a voice of that name, part of a name or language, in lower case; empty if there is none."""
    from voicecoach.speech.downloads.catalogue import catalogue

    tag = wanted.replace("_", "-")
    for row in catalogue():
        parts = (row.id.casefold(), *row.id.casefold().split("-"), row.language)
        if row.backend == NAME and wanted and (wanted in parts or row.language.startswith(f"{tag}-")):
            return f"voicecoach voices get {row.voice}"
    return ""


def _rank(model: PiperModel) -> tuple[int, str]:
    quality = model.name.rpartition("-")[2]
    return (_RANKS.index(quality) if quality in _RANKS else 0, model.name)


def _speaks(model: PiperModel, wanted: str) -> bool:
    try:
        language = model.config().language
    except VoiceNotFound:
        return False
    tag = wanted.replace("_", "-")
    return language == tag or language.startswith(f"{tag}-")


def _speaker(model: PiperModel, config: PiperConfig, wanted: str) -> int:
    """The number of a speaker. Raises VoiceNotFound."""
    if not wanted:
        return config.default_speaker
    names = {name.casefold(): number for name, number in config.speaker_names.items()}
    if wanted.casefold() in names:
        return names[wanted.casefold()]
    if wanted.isdecimal() and len(wanted) < 6 and int(wanted) < config.speakers:
        return int(wanted)
    hint = did_you_mean(wanted, config.speaker_names) or f"; there are 0 to {config.speakers - 1}"
    raise VoiceNotFound(f"no speaker “{wanted}” in {model.name}{hint}", backend=NAME)


def _voice_id(model: PiperModel, config: PiperConfig, speaker: int) -> str:
    return model.name if config.speakers == 1 else f"{model.name}#{_speaker_name(config, speaker)}"


def _speaker_name(config: PiperConfig, speaker: int) -> str:
    names = (name for name, number in config.speaker_names.items() if number == speaker and "#" not in name)
    return next(names, str(speaker))


def _infos(model: PiperModel, config: PiperConfig) -> Iterator[VoiceInfo]:
    few = config.speakers <= MOST_LISTED_SPEAKERS
    for speaker in range(config.speakers) if few else (config.default_speaker,):
        title = config.title or model.name
        if config.speakers > 1:
            title = f"{title}, {_speaker_name(config, speaker)}"
            title += "" if few else f", one of {config.speakers}"
        yield VoiceInfo(NAME, _voice_id(model, config, speaker), config.language or "und", title)
