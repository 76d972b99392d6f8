"""Phrases that are made before they are asked for, by several threads."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from tests.speech.broken_backends import Enter, hang, opens, sound
from tests.speech.clips import clip
from voicecoach.audio.pcm import Clip
from voicecoach.errors import SynthesisFailed
from voicecoach.speech.cache.cached_voice import CachedVoice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.registry import open_voice
from voicecoach.units import Frames

PATIENCE_S = 10


class Gate:
    """A voice whose phrases begin when the test lets them."""

    id = "fake:gate"
    rate = 22050

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_once = 0
        self.most = 0
        self.changed = threading.Condition()
        self.let: set[str] = set()
        self.open = True
        self.fails: set[str] = set()

    def length(self, text: str) -> Frames:
        return self.say(text).length

    def say(self, text: str) -> Clip:
        with self.changed:
            self.begun.append(text)
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.open or text in self.let, PATIENCE_S)
            self.at_once -= 1
        if text in self.fails:
            raise SynthesisFailed("not this one", backend=self.id, phrase=text)
        return clip(seed=len(text))

    def close(self) -> None: ...

    def wait_for(self, true: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(true, PATIENCE_S)

    def release(self, *texts: str) -> None:
        """Lets these phrases end, or all if none is named."""
        with self.changed:
            self.let.update(texts)
            self.open = self.open or not texts
            self.changed.notify_all()


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    made.open = False
    yield made
    made.release()


def cached(voice: Gate, store: PhraseCache, threads: int = 2) -> CachedVoice:
    return CachedVoice(voice, store, version="1", speed=150, threads=threads)


def test_as_many_phrases_as_there_are_threads_are_made_at_the_same_time(
    gate: Gate, store: PhraseCache
) -> None:
    voice = cached(gate, store)
    voice.expect(["one", "two", "three", "four"])
    gate.wait_for(lambda: gate.at_once == 2)
    assert sorted(gate.begun) == ["one", "two"]
    gate.release("two")
    gate.wait_for(lambda: "three" in gate.begun)
    assert "four" not in gate.begun
    gate.release()
    assert [voice.length(text) for text in ("one", "two", "three", "four")] == [990] * 4

    assert sorted(gate.begun) == ["four", "one", "three", "two"]
    assert gate.most == 2


def test_phrases_that_are_expected_one_by_one_are_made_at_the_same_time(
    gate: Gate, store: PhraseCache
) -> None:
    voice = cached(gate, store)
    voice.expect(["one"])
    gate.wait_for(lambda: gate.at_once == 1)
    voice.expect(["two"])
    gate.wait_for(lambda: gate.at_once == 2)


def test_what_is_asked_for_before_its_turn_comes_is_made_at_once(gate: Gate, store: PhraseCache) -> None:
    voice = cached(gate, store)
    voice.expect([f"phrase {number}" for number in range(100)])
    gate.wait_for(lambda: gate.at_once == 2)
    gate.release("now")

    assert voice.say("now").length == 990
    gate.release("phrase 90")
    assert voice.say("phrase 90").length == 990
    assert gate.begun.count("phrase 90") == 1


def test_with_one_thread_nothing_is_made_before_it_is_asked_for(store: PhraseCache) -> None:
    gate = Gate()
    voice = cached(gate, store, threads=1)
    voice.expect(["one", "two"])
    assert gate.begun == []
    voice.length("two")
    assert gate.begun == ["two"]


def test_what_is_kept_is_not_made_again(store: PhraseCache) -> None:
    gate = Gate()
    before = cached(gate, store)
    before.say("one")
    before.close()
    voice = cached(gate, store)
    voice.expect(["one"])
    voice.close()

    assert gate.begun == ["one"]


def test_the_error_is_that_of_the_phrase_that_is_asked_for_first(gate: Gate, store: PhraseCache) -> None:
    gate.fails = {"second", "third"}
    voice = cached(gate, store)
    voice.expect(["first", "second", "third"])
    gate.wait_for(lambda: gate.at_once == 2)
    gate.release("second")
    gate.wait_for(lambda: "third" in gate.begun)  # so the second has failed
    gate.release()

    assert voice.length("first") == 990
    with pytest.raises(SynthesisFailed) as caught:
        voice.length("second")
    assert caught.value.phrase == "second"
    assert gate.begun.count("second") == 1
    gate.fails.clear()
    assert voice.length("second") == 990  # the error was that of one attempt


def test_closing_leaves_the_rest_unmade(gate: Gate, store: PhraseCache) -> None:
    voice = cached(gate, store)
    voice.expect([f"phrase {number}" for number in range(1000)])
    gate.wait_for(lambda: gate.at_once == 2)
    threading.Timer(0.05, gate.release).start()
    voice.close()

    assert len(gate.begun) == 2
    assert gate.at_once == 0


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm signal here")
def test_a_signal_ends_the_wait_for_a_phrase_at_once(gate: Gate, store: PhraseCache) -> None:
    class Rung(BaseException): ...

    def ring(*_: object) -> None:
        raise Rung

    voice = cached(gate, store)
    voice.expect(["one"])
    gate.wait_for(lambda: gate.at_once == 1)
    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(Rung):
            voice.length("one")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    gate.release()
    assert voice.length("one") == 990  # by the thread that went on


def meeting(parties: int) -> Callable[..., Any]:
    """A voice's `say` that comes back once so many threads are in it, or says that they were not."""
    barrier = threading.Barrier(parties)

    def say(_: object, text: str) -> Clip:
        barrier.wait(0.5 if parties > 1 else None)
        return Clip(sound(text), 16000, Frames(0))

    return say


def test_a_voice_says_whether_several_threads_may_use_it(patient: Enter, store: PhraseCache) -> None:
    patient(opens(concurrent=True, gain_db=0.0, say=meeting(2)))
    voice = open_voice("bad", cache=store, threads=2)
    voice.expect(["One.", "Two."])

    assert voice.length("One.") == voice.length("Two.") == 1600 + 400


@pytest.mark.parametrize("claim", [{}, {"concurrent": False}, {"concurrent": 2}, {"concurrent": "yes"}])
def test_any_other_is_used_by_one_thread_at_a_time(
    patient: Enter, store: PhraseCache, claim: dict[str, object]
) -> None:
    patient(opens(gain_db=0.0, say=meeting(2), **claim))
    voice = open_voice("bad", cache=store, threads=2)
    voice.expect(["One.", "Two."])
    with pytest.raises(SynthesisFailed, match="BrokenBarrierError"):
        voice.length("One.")


def test_a_phrase_that_hangs_takes_one_thread_and_not_the_others(entered: Enter, store: PhraseCache) -> None:
    def say(_: object, text: str) -> Clip:
        if text == "Hang.":
            hang()
        return Clip(sound(text), 16000, Frames(0))

    entered(opens(concurrent=True, gain_db=0.0, say=say))
    voice = open_voice("bad", cache=store, threads=2)
    voice.expect(["Hang.", "Two.", "Three."])
    assert voice.length("Three.") == 1600 + 600
    with pytest.raises(SynthesisFailed, match="did not answer"):
        voice.length("Hang.")
    assert voice.length("Four.") == 1600 + 500
    voice.close()


@pytest.mark.parametrize("threads", [0, -1, True, 1.5, "2"])
def test_the_number_of_threads_is_a_whole_number_from_one(threads: Any) -> None:
    with pytest.raises(ValueError, match="threads are a whole number from 1, not"):
        open_voice("silent", threads=threads)


@pytest.mark.slow
def test_the_natural_voice_gives_the_same_samples_with_any_number_of_threads(store: PhraseCache) -> None:
    texts = ["one", "five", "And relax.", "Lift your hips.", "Breathe in. And out.", "Stop if it hurts."] * 2
    texts = [text if index < 6 else f"Now {text}" for index, text in enumerate(texts)]
    alone = open_voice("hibari", cache=None, threads=1)
    expected = [alone.say(text).samples for text in texts]
    with open_voice("hibari", cache=store, threads=4) as voice:
        voice.expect(texts)
        found = [voice.say(text).samples for text in texts]

    assert all(np.array_equal(one, other) for one, other in zip(expected, found, strict=True))
