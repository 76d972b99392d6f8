"""Whether kept phrases are still what their voices say: a sample is made again and compared, byte for byte.

No checksum finds what was already wrong when it was written, and no wrapper finds a voice that says a phrase differently
each time. What differs is removed.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from voicecoach.errors import SpeechError
from voicecoach.speech.cache.phrase_cache import KeptPhrase, PhraseCache
from voicecoach.speech.levelled_voice import is_older_levelling as levelled_before
from voicecoach.speech.registry import BUILT_IN, uncached_voice

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.cache.phrase_entry import PhraseKey, PhraseRecipe


class Verdict(Enum):
    """What came of one phrase."""

    EQUAL = auto()
    DIFFERENT = auto()
    """It was removed."""
    UNKNOWN = auto()
    """It cannot be made again here, and stays."""


@dataclass(frozen=True, slots=True)
class Verification:
    """One phrase of the sample."""

    recipe: PhraseRecipe
    verdict: Verdict
    reason: str = ""
    """Why it cannot be made again, or what differs, in one line; empty if it is equal."""


def sample_phrases(store: PhraseCache, size: int, seed: int | None = None) -> list[KeptPhrase]:
    """At most `size` phrases of the store, each as likely as any other, those of one voice together."""
    kept = store.kept()
    chosen = random.Random(seed).sample(kept, min(size, len(kept)))
    return sorted(chosen, key=lambda one: one.recipe[:3])


class KeptPhrases(Protocol):
    """A cache, or a place that several machines share."""

    def load(self, key: PhraseKey) -> Clip | None: ...

    def remove(self, key: PhraseKey) -> bool: ...


def verify_phrases(store: KeptPhrases, phrases: Iterable[KeptPhrase]) -> Iterator[Verification]:
    """Makes each phrase again, in the order given, and removes from the store what differs."""
    voice, opened, why = None, None, ""
    with contextlib.ExitStack() as stack:
        for key, recipe in phrases:
            if (recipe.voice, recipe.speed) != opened:
                opened = recipe.voice, recipe.speed
                stack.close()
                try:
                    voice = stack.enter_context(
                        contextlib.closing(uncached_voice(recipe.voice, speed=recipe.speed))
                    )
                except SpeechError as error:
                    voice, why = None, str(error)
            kept = store.load(key)
            if kept is None:
                continue  # gone, or damaged and so never heard
            if voice is None:
                yield Verification(recipe, Verdict.UNKNOWN, why)
                continue
            try:
                again = voice.remake(recipe)
            except SpeechError as error:
                yield Verification(recipe, Verdict.UNKNOWN, str(error))
                continue
            if again is None:
                yield Verification(recipe, Verdict.UNKNOWN, f"{recipe.voice} is of another version here")
            elif difference := _difference(kept, again):
                store.remove(key)
                yield Verification(recipe, Verdict.DIFFERENT, difference)
            else:
                yield Verification(recipe, Verdict.EQUAL)


def is_outdated(recipe: PhraseRecipe) -> bool:
    """Whether none of our voices will read this phrase again, as it is of an older revision of our code."""
    if levelled_before(recipe.version):
        return True
    backend = recipe.voice.partition(":")[0]
    found = re.match(r"L\d+-(\d+)-", recipe.version)
    return backend in BUILT_IN and found is not None and int(found[1]) < _revision(backend)


def _revision(backend: str) -> int:
    from voicecoach.speech import espeak, hibari, piper, pyttsx3

    revisions = {
        "espeak": espeak.REVISION,
        "hibari": hibari.REVISION,
        "piper": piper.REVISION,
        "pyttsx3": pyttsx3.REVISION,
    }
    return revisions.get(backend, 0)


def _difference(kept: Clip, again: Clip) -> str:
    if kept.rate != again.rate:
        return f"{kept.rate} Hz, and now {again.rate} Hz"
    if (len(kept.samples), kept.onset) != (len(again.samples), again.onset):
        return f"{kept.length} frames, and now {again.length}"
    return "" if (kept.samples == again.samples).all() else "other samples"
