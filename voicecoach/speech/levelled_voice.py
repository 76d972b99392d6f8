"""A voice at the loudness that all voices have here: -16 LUFS, no true peak above -1 dBTP.

Every phrase is brought there when it is made, so that what is heard live, every file and the phrase cache hold the
same samples, and nobody needs to listen to a whole session to know how loud it is. One gain serves a voice at a speed:
measured over the five shipped routines at each talk level, sessions of one voice differ by 0.3 LU at most.

The gain is found on a short passage, spoken by that voice. The first phrase that has to be made waits for it (30 ms with
espeak-ng, 0.4 s with pyttsx3), unless the voice says itself what it is (`gain_db`) or it was kept.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from voicecoach.speech.api import Voice
from voicecoach.speech.open_voice_mixin import OpenVoiceMixin
from voicecoach.speech.wrapped_voice import WrappedVoice
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.cache.phrase_cache import PhraseCache
    from voicecoach.speech.cache.phrase_entry import PhraseKey, PhraseRecipe

REVISION = 2
"""Goes up when the same phrase of the same voice would sound different because this code, the limiter, the measure
or the passage changed; a part of every cache key."""

PASSAGE = (
    "Stop if it hurts.",
    "Lie on your back, with your knees bent.",
    "Put both hands behind your right thigh.",
    "Hold for ten seconds.",
    "Breathe evenly all the time.",
    "Switch sides.",
    "And relax.",
    "Lift your hips.",
    "Breathe in.",
    "hold",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
)
"""Sentences and counts of a coach, mixed about as in a session; in English, as the coach's own words are.

Chosen among eight such lists: under its gain sessions of espeak-ng in en-gb, en-us, de and fr-fr at 80, 150, 300 and 450
words a minute measured -15.7 to -16.3 LUFS. Sentences alone are off by 2 LU at 300: short words lose most to a limiter.
"""

_KEPT_AS = " gain"
"""How the version of a kept gain ends; no phrase has one that ends so."""
_STEPS = 100
"""A gain is kept in hundredths of a dB, exactly as it was found."""


def levelled_version(version: str) -> str:
    """The version of the levelled phrases of a backend's version; for cache keys."""
    return f"L{REVISION}-{version}"


class LevelledVoice(WrappedVoice, OpenVoiceMixin):
    """Wraps a backend's voice. As safe for several threads as the voice within; to be louder takes no longer."""

    def __init__(
        self, voice: Voice, cache: PhraseCache | None = None, *, version: str = "", speed: int = 0
    ) -> None:
        """The gain is kept in `cache`, under the backend's `version` and the `speed`; None: it is found each time."""
        super().__init__(voice)
        self._cache = cache
        self._version = levelled_version(version)
        self._speed = speed
        self._gain: float | None = None
        self._finding = threading.Lock()

    def say(self, text: str) -> Clip:
        """The phrase at its level, its onset where it was. Raises SpeechError."""
        from voicecoach.audio.limiter import amplified_clip
        from voicecoach.audio.pcm import Clip

        clip = self._voice.say(text)  # first, so that an engine that fails names this phrase
        factor = 10 ** (self.gain_db() / 20)
        return Clip(amplified_clip(clip.samples, clip.rate, factor), clip.rate, clip.onset)

    def gain_db(self) -> float:
        """What every phrase is raised by, in dB, before the limiter. Raises SpeechError."""
        if self._gain is None:
            with self._finding:
                if self._gain is None:
                    self._gain = self._find()
        return self._gain

    def remake(self, recipe: PhraseRecipe) -> Clip | None:
        """What is kept of this voice, a phrase or its gain, as it is made now; None if it is not of this voice as it
        is. Raises SpeechError."""
        if recipe == (self.id, self._version, self._speed, recipe.text):
            return self.say(recipe.text)
        if recipe == self._gain_recipe():
            return _as_clip(self._gain if self._gain is not None else measured_gain_db(self._voice))
        return None

    def _find(self) -> float:
        known: float | None = getattr(self._voice, "gain_db", None)
        if known is not None:
            return known
        kept = self._recall()
        if kept is not None:
            return kept
        found = measured_gain_db(self._voice)
        self._keep(found)
        return found

    def _recall(self) -> float | None:
        """The kept gain; None if there is none, or none that is plausible."""
        clip = self._cache.load(self._key()) if self._cache else None
        if clip is None or clip.rate != _STEPS or len(clip.samples) != 1:
            return None
        from voicecoach.audio.loudness import MOST_GAIN_DB

        gain_db = int(clip.samples[0]) / _STEPS
        return gain_db if abs(gain_db) <= MOST_GAIN_DB else None

    def _keep(self, gain_db: float) -> None:
        """As a clip of one sample: what holds for a phrase in the cache, written whole and checked, holds for it."""
        if self._cache is not None:
            self._cache.store(self._key(), _as_clip(gain_db))

    def _key(self) -> PhraseKey:
        from voicecoach.speech.cache.phrase_entry import phrase_key

        return phrase_key(*self._gain_recipe())

    def _gain_recipe(self) -> PhraseRecipe:
        from voicecoach.speech.cache.phrase_entry import PhraseRecipe

        return PhraseRecipe(self._voice.id, f"{self._version}{_KEPT_AS}", self._speed, "\n".join(PASSAGE))


def is_older_levelling(version: str) -> bool:
    """Whether a kept phrase of this version was levelled by an older revision of this code."""
    found = re.match(r"L(\d+)-", version)
    return found is not None and int(found[1]) < REVISION


def _as_clip(gain_db: float) -> Clip:
    import numpy as np

    from voicecoach.audio.pcm import Clip

    return Clip(np.array([round(gain_db * _STEPS)], np.int16), _STEPS, Frames(0))


def measured_gain_db(voice: Voice) -> float:
    """The gain of a voice that is not levelled, found by speaking the passage. Raises SpeechError."""
    from voicecoach.audio.loudness import speech_gain_db

    return speech_gain_db([voice.say(text) for text in PASSAGE])
