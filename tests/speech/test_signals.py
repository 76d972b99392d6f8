"""A signal in the middle of a phrase ends the program, and no phrase that it cut short is kept."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.needs import slow_but
from voicecoach.errors import SynthesisFailed
from voicecoach.speech import espeak
from voicecoach.speech.engine_thread import ForeignCode
from voicecoach.speech.espeak import EspeakBackend
from voicecoach.speech.espeak_callback import Heard
from voicecoach.time_limited import TookTooLong

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

SIGNALLED = Path(__file__).with_name("signalled.py")
ROUTINE = """
title: Short
safety: [Stop if it hurts, and rest.]
steps:
  - say: Lie on your back, with your knees bent, and put both hands behind your right thigh. Breathe evenly.
  - rest: 20 s
"""


def signalled(home: Path, sent: str, number: int, *command: str) -> int:
    """The exit code of the command, in a home of its own, hit at its n-th piece of sound."""
    folder = home / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    (home / "short.yaml").write_text(ROUTINE)
    done = subprocess.run(
        [sys.executable, str(SIGNALLED), sent, str(number), *command],
        cwd=home,
        env=environment(home, TMPDIR=str(folder)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b"" or number == 0
    assert list(folder.iterdir()) == []
    return done.returncode


def kept(home: Path) -> dict[str, bytes]:
    """Every whole file in the cache of phrases."""
    folder = home / "cache" / "voicecoach" / "phrases"
    return {path.name: path.read_bytes() for path in folder.glob("*.*") if path.suffix != ".part"}


PREVIEW = ("preview", "short.yaml", "--voice", "espeak")
RENDER = ("render", "short.yaml", "-o", "short.wav", "--voice", "espeak")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The cache of a run that nobody interrupts."""
    home = tmp_path_factory.mktemp("clean")
    assert signalled(home, "SIGINT", 0, *PREVIEW) == 0
    assert len(kept(home)) > 6
    return kept(home)


MOMENTS = [
    ("SIGINT", 1, PREVIEW),
    ("SIGTERM", 8, PREVIEW),
    ("SIGTERM", 4, RENDER),
    ("SIGHUP", 13, RENDER),
]


def check(home: Path, clean: dict[str, bytes], sent: str, number: int, command: tuple[str, ...]) -> None:
    assert signalled(home, sent, number, *command) == 128 + signal.Signals[sent]
    there = kept(home)
    assert {name: data == clean[name] for name, data in there.items()} == dict.fromkeys(there, True)


@pytest.mark.slow
@pytest.mark.parametrize(("sent", "number", "command"), slow_but(MOMENTS, *MOMENTS[1:3]))
def test_no_phrase_that_was_cut_short_is_kept(
    tmp_path: Path, clean: dict[str, bytes], sent: str, number: int, command: tuple[str, ...]
) -> None:
    check(tmp_path / "home", clean, sent, number, command)


@pytest.mark.slow
@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_no_phrase_that_was_cut_short_is_kept_whenever_it_comes(
    tmp_path: Path, clean: dict[str, bytes], sent: str
) -> None:
    for number in range(2, 18, 3):
        check(tmp_path / str(number), clean, sent, number, RENDER)


def test_the_end_of_the_program_waits_for_a_phrase_that_nobody_waits_for() -> None:
    """Its data would go away under it, and the library would complain about that on the terminal."""
    begun, release, order = threading.Event(), threading.Event(), list[str]()
    code = ForeignCode("slow")

    def speak() -> None:
        begun.set()
        release.wait(10)
        order.append("spoken")

    with pytest.raises(TookTooLong):
        code.call(speak, 0.01)
    begun.wait(10)
    threading.Timer(0.05, release.set).start()
    code.settle(10)
    assert order == ["spoken"]
    code.settle(0)


def test_what_is_raised_in_the_callback_is_raised_to_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = EspeakBackend().open(None, 150)
    whole = voice.say("Stop if it hurts, and rest.").samples.tobytes()

    def fail(*_: object) -> bytes:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("ctypes.string_at", fail)
        with pytest.raises(MemoryError):
            voice.say("Stop if it hurts, and rest.")
    assert voice.say("Stop if it hurts, and rest.").samples.tobytes() == whole


def test_a_phrase_without_its_end_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    take = Heard.take

    def stop(heard: Heard, wave: object, count: int, events: object) -> int:
        take(heard, wave, count, events)
        return 1  # the library then returns as if all were well

    espeak._ENGINE._code.call(espeak._ENGINE._unload, 5)
    with monkeypatch.context() as patched:
        patched.setattr(Heard, "take", stop)
        with pytest.raises(SynthesisFailed, match="stopped before the end, at the phrase “one two three"):
            EspeakBackend().open(None, 150).say("one two three four five")
    assert EspeakBackend().open(None, 150).say("one two three four five").length > 22050


def test_a_library_that_hangs_ends_the_phrase_and_not_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    hung = threading.Event()
    really = espeak._Engine._synthesise

    def hang(engine: espeak._Engine, text: str, sounds: bool) -> bytes:
        if text == "hang":
            hung.wait(60)
        return really(engine, text, sounds)

    monkeypatch.setattr(espeak._Engine, "_synthesise", hang)
    monkeypatch.setattr(espeak, "PHRASE_LIMIT_S", 0.05)
    voice = EspeakBackend().open(None, 150)
    for text in ("hang", "one"):  # the second one does not wait for the first
        with pytest.raises(SynthesisFailed, match="did not answer within"):
            voice.say(text)
    hung.set()
    monkeypatch.setattr(espeak, "PHRASE_LIMIT_S", 30.0)
    with espeak._ENGINE._code._running:  # until it has come back
        pass
    assert voice.say("one").length
