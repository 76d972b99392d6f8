"""A session makes ready what it and the next one begin with, sample for sample as they are then played."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.play.rig import RATE, ROUTINE, ReadableVoice
from voicecoach.errors import SpeechError
from voicecoach.opening import kept_opening, opening_key, opening_of
from voicecoach.play.clock import FastClock, RealClock
from voicecoach.play.coaching.early_voice import EarlyVoice
from voicecoach.play.coaching.opening_keeper import OpeningKeeper
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.familiarity import Familiarity, Practised
from voicecoach.session import StreamedSession
from voicecoach.timeline.mix import mix_part
from voicecoach.units import Frames


class Voice(ReadableVoice):
    identity = "readable:one 1 150"
    language = "en"


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedRoutine:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "two-things.yaml"
    file.write_text(ROUTINE.replace("welcome: Hello.\n", ""))
    return load_routine(file)


def begun(loaded: LoadedRoutine, choices: Choices, voice: Voice) -> bytes:
    """The samples with which such a session begins."""
    part = next(iter(StreamedSession(loaded, choices, voice).parts()))
    sound = np.concatenate([block.samples for block in mix_part(part, voice)])
    return np.rint(sound * 32768).astype(np.int16).tobytes()


def keeper(loaded: LoadedRoutine, choices: Choices, voice: Voice, **more: Any) -> OpeningKeeper:
    return OpeningKeeper(
        "digest", loaded, choices, voice, lambda: True, FastClock(), **{"counted": True} | more
    )


@pytest.mark.parametrize("session", range(1, 8))
def test_the_next_session_begins_with_what_was_kept_for_it(session: int, loaded: LoadedRoutine) -> None:
    voice = Voice()
    history = Familiarity(session, (Practised("bridge", session, 1),) if session > 1 else ())
    keeper(loaded, Choices(familiarity=history), voice).keep()
    for number in (session, session + 1):
        kept = kept_opening(opening_key("digest", voice.identity, number))
        assert kept is not None
        assert kept.rate == RATE
        # By then more is known of the exercises, and other days have passed.
        later = Familiarity(number, (Practised("bridge", number, 3), Practised("twist", 1, 40)), number == 2)
        assert kept.samples == begun(loaded, Choices(familiarity=later), voice)


def test_a_number_that_somebody_chose_is_that_of_the_next_session_too(loaded: LoadedRoutine) -> None:
    keeper(loaded, Choices(session=4), Voice(), counted=False).keep()
    kept = [kept_opening(opening_key("digest", Voice.identity, number)) is not None for number in (4, 5)]
    assert kept == [True, False]


def test_a_voice_that_fails_keeps_nothing_and_stops_nothing(loaded: LoadedRoutine) -> None:
    voice = Voice()
    voice.broken = {"Welcome to Two things."}
    with keeper(loaded, Choices(), voice) as running:
        running._thread.join(10)
    assert kept_opening(opening_key("digest", Voice.identity, 1)) is None


def test_nothing_that_a_person_recorded_is_kept(loaded: LoadedRoutine) -> None:
    class Recorded(Voice):
        id = "recorded:anna"

    keeper(loaded, Choices(), Recorded()).keep()
    assert kept_opening(opening_key("digest", Voice.identity, 1)) is None


def test_it_waits_until_the_session_is_laid_out_and_ends_with_it(loaded: LoadedRoutine) -> None:
    asked = threading.Event()

    def is_laid_out() -> bool:
        asked.set()
        return False

    waiting = OpeningKeeper("digest", loaded, Choices(), Voice(), is_laid_out, RealClock(), counted=True)
    with waiting:
        assert asked.wait(10)
    waiting._thread.join(10)
    assert not waiting._thread.is_alive()
    assert kept_opening(opening_key("digest", Voice.identity, 1)) is None


def test_what_is_kept_is_not_made_again(loaded: LoadedRoutine) -> None:
    keeper(loaded, Choices(), Voice()).keep()
    voice = Voice()
    keeper(loaded, Choices(), voice).keep()
    assert voice.texts == []


def test_words_change_with_the_routine(loaded: LoadedRoutine) -> None:
    voice = Voice()
    other = replace(loaded, routine=loaded.routine.model_copy(update={"title": "Something else"}))
    assert opening_of(loaded, Choices(), voice) != opening_of(other, Choices(), voice)


def test_a_voice_is_opened_once_and_by_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    closed: list[int] = []

    class Closing(Voice):
        def close(self) -> None:
            closed.append(1)

    def open_voice(speed: int, language: str) -> Any:
        opened.append(speed)
        return Closing()

    early = EarlyVoice(open_voice, 150)
    assert early.identity(10) == Voice.identity
    voice = early.open(150, "en")
    early.close()
    assert (opened, closed) == ([150], [])
    early.open(170, "en-GB")
    early.open(150, "en")
    assert opened == [150, 170, 150]
    fourth = EarlyVoice(open_voice, 150)
    fourth.open(150, "de").close()
    fourth.close()
    assert opened[3:] == [150, 150], "another language may have another voice"
    named = EarlyVoice(open_voice, 150, any_language=True)
    named.open(150, "de").close()
    assert opened[5:] == [150]
    closed.clear()
    voice.close()
    unused = EarlyVoice(open_voice, 150)
    unused._thread.join(10)
    unused.close()
    assert closed == [1, 1]


def test_a_voice_that_does_not_open_says_so_once_it_is_wanted() -> None:
    def open_voice(speed: int, language: str) -> Any:
        raise SpeechError("no such voice", backend="fake")

    early = EarlyVoice(open_voice, 150)
    assert early.identity(10) == ""
    with pytest.raises(SpeechError, match="no such voice"):
        early.open(150, "en")


def test_a_voice_is_there_before_it_is_warm() -> None:
    over, asked = threading.Event(), threading.Event()

    class Cold(Voice):
        def length(self, text: str) -> Frames:
            asked.set()
            over.wait(30)
            raise SpeechError("it does not start", backend="fake")

    early = EarlyVoice(lambda speed, language: Cold(), 150)  # type: ignore[arg-type, return-value]
    assert asked.wait(10), "its engine starts before anything is to be said"
    assert early.identity(10) == Voice.identity
    early.open(150, "en")
    over.set()
    early._thread.join(10)
    asked.clear()
    EarlyVoice(lambda speed, language: Cold(), 150, warms=False)._thread.join(10)  # type: ignore[arg-type, return-value]
    assert not asked.is_set()


def test_a_slow_voice_is_not_waited_for_by_who_only_asks() -> None:
    over = threading.Event()

    def open_voice(speed: int, language: str) -> Any:
        over.wait(30)
        return Voice()

    early = EarlyVoice(open_voice, 150)
    assert early.identity(0.01) == ""
    early.close()
    over.set()
    early._thread.join(10)
