"""Voices that break the contract: each ends in one line that names it and the phrase, and nothing of it is kept."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from importlib.metadata import entry_points as really
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.run import environment
from tests.speech import bad_voices
from tests.speech.bad_voices import BAD_LISTS, BAD_VOICES, RATE, Backend, Bad, Voice, has, opens
from voicecoach.audio.pcm import Clip
from voicecoach.cli import main
from voicecoach.errors import SpeechError, SynthesisFailed
from voicecoach.speech import checked_voice, registry
from voicecoach.speech.api import VOICE_GROUP, VoiceInfo
from voicecoach.speech.checked_voice import Limits
from voicecoach.speech.phrase_cache import PhraseCache, Usage
from voicecoach.speech.registry import BackendStatus, open_voice, report_backend
from voicecoach.units import Frames

PHRASE = "Lift your hips."
ROUTINE = "title: Short\nsafety: [Stop if it hurts.]\nsteps:\n  - say: Lift your hips.\n"

Entered = Callable[[Callable[[], Any]], None]


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Entered]:
    """Makes a class the backend `bad`, with little patience for what hangs."""
    monkeypatch.setattr(checked_voice, "LIMITS", Limits(0.3, 0.3, 0.3, 0.3, 0, 0.1))
    bad_voices.RELEASED.clear()

    def enter(backend: Callable[[], Any]) -> None:
        monkeypatch.setattr(bad_voices, "ENTERED", backend, raising=False)
        entry = EntryPoint("bad", "tests.speech.bad_voices:ENTERED", VOICE_GROUP)

        def entry_points(**asked: Any) -> Any:
            return [entry] if asked.get("group") == VOICE_GROUP else really(**asked)

        monkeypatch.setattr("importlib.metadata.entry_points", entry_points)

    yield enter
    bad_voices.RELEASED.set()


@pytest.fixture
def patient(entered: Entered, monkeypatch: pytest.MonkeyPatch) -> Entered:
    """The same for what does not hang: however busy the machine is, it may take its time."""
    monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    return entered


def hangs(bad: Bad) -> bool:
    return "did not answer" in bad.told


@pytest.mark.parametrize("bad", BAD_VOICES, ids=lambda bad: bad.what)
def test_each_ends_in_an_error_that_names_it(
    entered: Entered, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bad: Bad
) -> None:
    if not hangs(bad):
        monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    entered(bad.backend)
    store = PhraseCache(tmp_path / "phrases")
    with pytest.raises(SpeechError, match=bad.told) as caught:
        open_voice("bad:hum", cache=store).say(PHRASE)

    message = str(caught.value)
    assert "voice bad" in message
    assert message.isprintable()
    assert len(message) < 500
    assert isinstance(caught.value, SynthesisFailed) == bad.phrase
    assert not bad.phrase or "“" in message
    assert store.usage() == Usage(0, 0)


@pytest.mark.parametrize("bad", BAD_VOICES, ids=lambda bad: bad.what)
def test_each_ends_a_command_in_a_line_or_two(
    entered: Entered,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    bad: Bad,
) -> None:
    if not hangs(bad):
        monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    entered(bad.backend)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "short.yaml").write_text(ROUTINE)
    with pytest.raises(SystemExit) as ended:
        main(["render", str(tmp_path / "short.yaml"), "--voice", "bad", "-o", str(tmp_path / "short.wav")])

    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert re.search(bad.told, told)
    assert told.replace("\n", "").isprintable()
    assert "bad" in told
    assert 1 <= len(told.splitlines()) <= 2
    assert not (tmp_path / "short.wav").exists()
    assert PhraseCache(tmp_path / "cache" / "voicecoach" / "phrases").usage() == Usage(0, 0)


def test_there_are_many() -> None:
    assert len(BAD_VOICES) > 70
    assert len({bad.what for bad in BAD_VOICES}) == len(BAD_VOICES)


def test_a_voice_that_keeps_the_contract_is_heard(patient: Entered, tmp_path: Path) -> None:
    patient(Backend)
    voice = open_voice("bad:hum", cache=PhraseCache(tmp_path))

    assert voice.id == "bad:hum"
    assert voice.rate == RATE
    assert voice.length(PHRASE) == voice.say(PHRASE).length == 1600 + 100 * len(PHRASE)


@pytest.mark.parametrize("rate", [8000, 192000])
def test_a_phrase_of_one_frame_is_a_phrase(patient: Entered, rate: int) -> None:
    one = np.full(1, 9000, np.int16)
    patient(opens(rate=rate, say=lambda *_: Clip(one, rate, Frames(0))))

    assert open_voice("bad", cache=None).say(PHRASE).length == 1


@pytest.mark.parametrize(
    ("lie", "told"),
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
def test_a_length_is_that_of_what_is_said(patient: Entered, lie: Callable[..., Any], told: str) -> None:
    patient(opens(length=lie))
    voice = open_voice("bad", cache=None)
    with pytest.raises(SynthesisFailed, match=f"{told}.*“{PHRASE}”"):
        (voice.length(PHRASE), voice.say(PHRASE))


def test_a_phrase_that_grows_is_refused(patient: Entered) -> None:
    grows = iter((1000, 1000, 1001))
    patient(opens(say=lambda *_: Clip(np.ones(next(grows), np.int16), RATE, Frames(0)), gain_db=0.0))
    voice = open_voice("bad", cache=None)
    assert voice.say(PHRASE).length == voice.say(PHRASE).length == voice.length(PHRASE) == 1000
    with pytest.raises(SynthesisFailed, match="1000 frames long by one account and 1001 by another"):
        voice.say(PHRASE)


@pytest.mark.parametrize("change", [lambda samples: samples, lambda samples: samples[:], lambda s: s[::-1]])
def test_nobody_changes_a_phrase_that_was_said(patient: Entered, change: Callable[[Any], Any]) -> None:
    own = np.full(1000, 500, np.int16)
    patient(opens(say=lambda *_: Clip(change(own), RATE, Frames(0)), gain_db=0.0))
    voice = registry.find_backend("bad").open(None, 150)
    said = voice.say(PHRASE)
    own[:] = 0

    assert (said.samples == 500).all()
    assert not said.samples.flags.writeable


def test_a_good_voice_is_asked_no_more_than_before(patient: Entered, tmp_path: Path) -> None:
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


def test_it_runs_on_one_thread_that_ends_with_it(patient: Entered) -> None:
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


def test_a_thread_ends_with_a_voice_that_nobody_closes(patient: Entered) -> None:
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
def test_a_voice_that_fails_to_close_spoils_nothing(
    entered: Entered, caplog: pytest.LogCaptureFixture, close: Callable[..., Any]
) -> None:
    entered(opens(close=close))
    open_voice("bad", cache=None).close()

    assert "voice bad:hum: closing it: it" in caplog.text


def test_after_one_that_hung_no_other_call_waits(entered: Entered) -> None:
    entered(opens(say=bad_voices.hang))
    voice = open_voice("bad", cache=None)
    with pytest.raises(SynthesisFailed, match="“one”"):
        voice.say("one")
    checked_voice.LIMITS = Limits()  # were it to wait, it would wait for 45 s
    for text in ("two", "three"):
        with pytest.raises(SynthesisFailed, match=f"did not answer within .*“{text}”"):
            voice.say(text)
    voice.close()


@pytest.mark.parametrize(("what", "method", "told"), BAD_LISTS, ids=[bad[0] for bad in BAD_LISTS])
def test_a_bad_list_is_reported(
    entered: Entered, monkeypatch: pytest.MonkeyPatch, what: str, method: Callable[..., Any], told: str
) -> None:
    if what != "hangs":
        monkeypatch.setattr(checked_voice, "LIMITS", Limits())
    entered(has(voices=method))
    found = report_backend("bad")

    assert found.state is BackendStatus.BROKEN
    assert re.search(told, found.reason)
    assert found.reason.isprintable()
    assert not found.voices


def test_one_bad_voice_hides_no_other(patient: Entered, capsys: pytest.CaptureFixture[str]) -> None:
    good = [VoiceInfo("bad", "a", "en-gb", "Anna"), VoiceInfo("bad", "z", "en-gb", "Zoe")]
    patient(has(voices=lambda _: [good[0], VoiceInfo("bad", "\x1b[2J", "en", "x"), good[0], good[1], None]))
    found = report_backend("bad")
    assert (found.state, found.voices) == (BackendStatus.AVAILABLE, tuple(good))
    assert found.reason.startswith(
        "3 of its voices cannot be listed; no. 2: its voice has control characters"
    )

    with pytest.raises(SystemExit) as ended:
        main(["voices", "--language", "en-gb"])
    shown = capsys.readouterr()
    assert ended.value.code == 0
    assert {line.split()[0] for line in shown.out.splitlines()} >= {"bad:a", "bad:z", "espeak:en-gb"}
    assert shown.err.splitlines()[-1].startswith("bad is available: 3 of its voices cannot be listed")


@pytest.mark.parametrize(
    "bad", [bad for bad in BAD_VOICES if bad.what.startswith("a backend")], ids=lambda bad: bad.what
)
def test_one_bad_backend_hides_no_other(
    entered: Entered, capsys: pytest.CaptureFixture[str], bad: Bad
) -> None:
    entered(bad.backend)
    checked_voice.LIMITS = Limits(make_s=1) if hangs(bad) else Limits()
    with pytest.raises(SystemExit) as ended:
        main(["voices"])

    shown = capsys.readouterr()
    assert ended.value.code == 0
    assert "espeak:en-gb" in shown.out
    assert shown.err.splitlines()[-1].startswith("bad is broken: it ")


def test_an_endless_voice_is_not_waited_for_on_ctrl_c(patient: Entered) -> None:
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
