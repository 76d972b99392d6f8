"""What the wrapper around every voice does for a good one, and around calls that hang."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.speech import bad_voices
from tests.speech.broken_backends import RATE, Backend, Enter, Voice, has, opens
from voicecoach.audio.pcm import Clip
from voicecoach.errors import SynthesisFailed
from voicecoach.speech import checked_voice, registry
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.checked_voice import Limits
from voicecoach.speech.registry import open_voice
from voicecoach.units import Frames

PHRASE = "Lift your hips."
ROUTINE = "title: Short\nsafety: [Stop if it hurts.]\nsteps:\n  - say: Lift your hips.\n"


def test_a_voice_that_keeps_the_contract_is_heard(patient: Enter, tmp_path: Path) -> None:
    patient(Backend)
    voice = open_voice("bad:hum", cache=PhraseCache(tmp_path))

    assert voice.id == "bad:hum"
    assert voice.rate == RATE
    assert voice.length(PHRASE) == voice.say(PHRASE).length == 1600 + 100 * len(PHRASE)


@pytest.mark.parametrize("rate", [8000, 192000])
def test_a_phrase_of_one_frame_is_a_phrase(patient: Enter, rate: int) -> None:
    one = np.full(1, 9000, np.int16)
    patient(opens(rate=rate, say=lambda *_: Clip(one, rate, Frames(0))))

    assert open_voice("bad", cache=None).say(PHRASE).length == 1


@pytest.mark.parametrize(
    ("lie", "reported"),
    [
        (lambda *_: Frames(7), "is 7 frames long by one account and 3100 by another"),
        (lambda *_: 0, "its length is 0 frames"),
        (lambda *_: -5, "its length is -5"),
        (lambda *_: 1500 * RATE, "its length is 24000000 frames"),
        (lambda *_: 3100.0, "its length is of type float"),
        (lambda *_: None, "its length is None"),
        (bad_voices.fails(SystemExit), "SystemExit"),
    ],
)
def test_a_length_is_that_of_what_is_said(patient: Enter, lie: Callable[..., Any], reported: str) -> None:
    patient(opens(length=lie))
    voice = open_voice("bad", cache=None)
    with pytest.raises(SynthesisFailed, match=f"{reported}.*“{PHRASE}”"):
        (voice.length(PHRASE), voice.say(PHRASE))


def test_a_phrase_that_grows_is_refused(patient: Enter) -> None:
    grows = iter((1000, 1000, 1001))
    patient(opens(say=lambda *_: Clip(np.ones(next(grows), np.int16), RATE, Frames(0)), gain_db=0.0))
    voice = open_voice("bad", cache=None)
    assert voice.say(PHRASE).length == voice.say(PHRASE).length == voice.length(PHRASE) == 1000
    with pytest.raises(SynthesisFailed, match="1000 frames long by one account and 1001 by another"):
        voice.say(PHRASE)


@pytest.mark.parametrize("change", [lambda samples: samples, lambda samples: samples[:], lambda s: s[::-1]])
def test_nobody_changes_a_phrase_that_was_said(patient: Enter, change: Callable[[Any], Any]) -> None:
    own = np.full(1000, 500, np.int16)
    patient(opens(say=lambda *_: Clip(change(own), RATE, Frames(0)), gain_db=0.0))
    voice = registry.find_backend("bad").open(None, 150)
    said = voice.say(PHRASE)
    own[:] = 0

    assert (said.samples == 500).all()
    assert not said.samples.flags.writeable


def test_a_good_voice_is_asked_no_more_than_before(patient: Enter, tmp_path: Path) -> None:
    asked: list[str] = []

    class Counting(Voice):
        gain_db = 0.0

        def length(self, text: str) -> Frames:
            asked.append(f"length {text}")
            return super().say(text).length

        def say(self, text: str) -> Clip:
            asked.append(f"say {text}")
            return super().say(text)

    patient(has(open=lambda *_: Counting()))
    plain, kept = open_voice("bad", cache=None), open_voice("bad", cache=PhraseCache(tmp_path))
    for voice in (plain, kept):
        for text in ("one", "two"):
            assert voice.length(text) == voice.say(text).length == voice.length(text)

    assert asked == ["length one", "say one", "length two", "say two", "say one", "say two"]


def test_it_runs_on_one_thread_that_ends_with_it(patient: Enter) -> None:
    seen: set[threading.Thread] = set()

    class Seeing(Voice):
        def say(self, text: str) -> Clip:
            seen.add(threading.current_thread())
            return super().say(text)

        def close(self) -> None:
            seen.add(threading.current_thread())

    def opened(*_: object) -> Voice:
        seen.add(threading.current_thread())
        return Seeing()

    patient(has(open=opened))
    voice = open_voice("bad", cache=None)
    voice.say("one")
    voice.say("two")
    voice.close()
    (thread,) = seen
    assert thread is not threading.main_thread()
    thread.join(10)
    assert not thread.is_alive()


def test_a_thread_ends_with_a_voice_that_nobody_closes(patient: Enter) -> None:
    seen: list[threading.Thread] = []

    def opened(*_: object) -> Voice:
        seen.append(threading.current_thread())
        return Voice()

    patient(has(open=opened))
    open_voice("bad", cache=None).say("one")
    seen[0].join(10)
    assert not seen[0].is_alive()


@pytest.mark.parametrize(
    "close", [bad_voices.fails(SystemExit), bad_voices.fails(ValueError), bad_voices.hang]
)
def test_a_voice_that_fails_to_close_harms_nothing(
    entered: Enter, caplog: pytest.LogCaptureFixture, close: Callable[..., Any]
) -> None:
    entered(opens(close=close))
    open_voice("bad", cache=None).close()

    assert "voice bad:hum: closing it: it" in caplog.text


def test_after_one_that_hung_no_other_call_waits(entered: Enter) -> None:
    entered(opens(say=bad_voices.hang))
    voice = open_voice("bad", cache=None)
    with pytest.raises(SynthesisFailed, match="“one”"):
        voice.say("one")
    checked_voice.LIMITS = Limits()  # were it to wait, it would wait for 45 s
    for text in ("two", "three"):
        with pytest.raises(SynthesisFailed, match=f"did not answer within .*“{text}”"):
            voice.say(text)
    voice.close()


def test_an_endless_voice_is_not_waited_for_on_ctrl_c(patient: Enter) -> None:
    """The wait is Python's own, so that a signal ends it at once; what is abandoned is not waited for in closing."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("signals of POSIX")
    begun = threading.Event()

    def say(*_: object) -> Any:
        begun.set()
        os.kill(os.getpid(), signal.SIGINT)
        return bad_voices.hang()

    patient(opens(say=say))
    voice = open_voice("bad", cache=None)
    with pytest.raises(KeyboardInterrupt):
        voice.say("one")
    assert begun.is_set()
    voice.close()
