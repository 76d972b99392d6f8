"""A voice that is kept: each phrase is made once, however many ask for it, and memory is bounded."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from tests.speech.clips import clip
from voicecoach.audio.pcm import Clip
from voicecoach.speech.cache.cached_voice import CachedVoice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.cache.phrase_entry import phrase_key
from voicecoach.units import Frames


class Counting:
    """A voice that counts what it is asked."""

    id = "fake:voice"
    rate = 22050

    def __init__(self) -> None:
        self.said: list[str] = []
        self.closed = 0
        self.going = threading.Event()
        self.going.set()

    def length(self, text: str) -> Frames:
        return self.say(text).length

    def say(self, text: str) -> Clip:
        self.said.append(text)
        self.going.wait(10)
        return clip(seed=len(text))

    def close(self) -> None:
        self.closed += 1


def cached(voice: Counting, store: PhraseCache, memory: int = 2**20) -> CachedVoice:
    return CachedVoice(voice, store, version="1", speed=150, memory=memory)


def test_says_a_phrase_once(store: PhraseCache) -> None:
    voice = Counting()
    first = cached(voice, store)
    assert first.length("one") == first.say("one").length == 990
    assert cached(voice, store).length("one") == 990
    assert np.array_equal(cached(voice, store).say("one").samples, clip(seed=3).samples)

    assert voice.said == ["one"]


def test_another_version_or_speed_is_another_phrase(store: PhraseCache) -> None:
    voice = Counting()
    CachedVoice(voice, store, version="1", speed=150).say("one")
    CachedVoice(voice, store, version="2", speed=150).say("one")
    CachedVoice(voice, store, version="1", speed=160).say("one")

    assert len(voice.said) == 3


def test_a_kept_phrase_of_another_rate_is_a_miss(store: PhraseCache) -> None:
    voice = Counting()
    store.store(phrase_key(voice.id, "1", 150, "one"), Clip(clip().samples, 8000, Frames(0)))

    assert cached(voice, store).length("one") == 990
    assert cached(voice, store).say("one").rate == 22050
    assert voice.said == ["one"]


def test_memory_is_bounded(store: PhraseCache) -> None:
    remembering = cached(Counting(), store, memory=5000)  # two clips of 2,000 bytes
    first = remembering.say("1")
    remembering.say("22")
    assert remembering.say("1") is first
    remembering.say("333")

    assert remembering.say("1") is first  # used after “22”, which went
    assert remembering._held <= 5000


def test_what_is_in_memory_is_had_while_another_phrase_is_made(store: PhraseCache) -> None:
    voice = Counting()
    shared = cached(voice, store)
    shared.say("known")
    voice.going.clear()
    slow = threading.Thread(target=shared.say, args=("slow",))
    slow.start()
    got: list[Clip] = []
    quick = threading.Thread(target=lambda: got.append(shared.say("known")))
    quick.start()
    quick.join(5)
    assert len(got) == 1
    voice.going.set()
    slow.join(10)


def test_two_threads_make_a_phrase_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = PhraseCache(tmp_path / "file" / "phrases")  # keeps nothing, so that only memory can help
    voice = Counting()
    shared = cached(voice, store)
    voice.going.clear()
    threads = [threading.Thread(target=shared.say, args=("same",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    voice.going.set()
    for thread in threads:
        thread.join(10)

    assert voice.said == ["same"]


def test_closes_the_voice_within(store: PhraseCache) -> None:
    voice = Counting()
    cached(voice, store).close()
    assert voice.closed == 1
