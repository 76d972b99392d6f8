"""The walk through the phrases: keys, attempts, what is kept, and what happens to the microphone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.record.rooms import TICK, Studio, files_of, said
from voicecoach.errors import DeviceError, MicrophoneError, StateError
from voicecoach.record.needed import NeededPhrase
from voicecoach.record.walk import WalkState
from voicecoach.speech.recording_file import RATE

HELLO, REST, TWO = NeededPhrase("Hello."), NeededPhrase("Rest a little."), NeededPhrase("two", count=True)

READY, COUNT_DOWN, SPEAK, KEPT, DONE = WalkState


def test_a_phrase_is_recorded_heard_again_and_the_next_one_follows() -> None:
    studio = Studio(HELLO, TWO)
    view = studio.walk.view()
    assert (view.state, view.number, view.total, view.phrase, view.recorded) == (READY, 1, 2, HELLO, False)

    studio.record(said(0.6))
    view = studio.walk.view()
    assert (view.state, view.recorded, view.message, view.problem) == (KEPT, True, "recorded, 0.60 s", False)
    studio.walk.press("l")
    (heard,) = studio.heard
    assert abs(heard.length / RATE - 0.6) < 0.01
    assert studio.recordings.phrases()["Hello."].length == heard.length

    studio.walk.press("space")
    assert studio.walk.view().phrase == TWO
    studio.record(said(0.4))
    studio.walk.press("enter")
    assert studio.walk.done
    assert not studio.walk.quit
    assert studio.walk.kept == ["Hello.", "two"]


def test_the_count_down_counts_and_the_words_may_begin_a_little_early() -> None:
    studio = Studio(HELLO)
    studio.walk.press("space")
    studio.microphone.hear(np.zeros(round(1.35 * RATE), np.float32), said(0.6))
    steps = []
    while studio.walk.view().state is not KEPT:
        studio.walk.tick()
        view = studio.walk.view()
        if view.state is COUNT_DOWN and view.step not in steps:
            steps.append(view.step)
    assert steps == [3, 2, 1]
    assert abs(studio.recordings.phrases()["Hello."].length / RATE - 0.6) < 0.01


def test_one_who_speaks_in_the_count_down_is_not_waited_for() -> None:
    studio = Studio(HELLO)
    studio.walk.press("space")
    studio.microphone.hear(np.zeros(RATE, np.float32), said(1.2))
    studio.walk.tick()
    studio.until(KEPT, READY, most=round(3.4 * RATE / TICK))
    assert "not recorded: you began before the count-down was over" in studio.walk.view().message


def test_it_stops_a_second_after_the_words_or_at_a_key() -> None:
    studio = Studio(HELLO)
    studio.record(said(0.6))
    spoken = len(studio.microphone.coming)
    assert spoken == 0
    studio.walk.press("a")
    studio.until(SPEAK)
    studio.microphone.hear(np.zeros(TICK * 5, np.float32), said(0.5))
    for _ in range(23):
        studio.walk.tick()
    assert studio.walk.view().state is SPEAK
    studio.walk.press("space")
    assert studio.walk.view().state is KEPT


def test_a_pause_between_words_does_not_stop_it() -> None:
    studio = Studio(REST)
    studio.record(said(0.5), np.zeros(round(0.8 * RATE), np.float32), said(0.5))
    assert abs(studio.recordings.phrases()[REST.text].length / RATE - 1.8) < 0.02


def test_one_that_is_not_good_is_said_and_the_earlier_one_stays() -> None:
    studio = Studio(TWO)
    studio.record(said(0.4))
    before = studio.recordings.phrases()
    for sound, reason in (
        (said(1.4), "too long for a count"),
        (np.clip(said(0.4, level=3), -1, 1), "it is distorted"),
        (np.zeros(RATE, np.float32), "nothing was heard"),
    ):
        studio.record(sound)
        view = studio.walk.view()
        assert (view.state, view.problem, view.recorded) == (READY, True, True), reason
        assert f"not recorded: {reason}" in view.message or reason in view.message
        assert studio.recordings.phrases() == before


def test_a_long_count_is_kept_with_a_word_about_it() -> None:
    studio = Studio(TWO)
    studio.record(said(0.75))
    view = studio.walk.view()
    assert view.state is KEPT
    assert "0.76 s; a count is clearest within 0.6 s" in view.message


@pytest.mark.parametrize("key", ["escape", "q", "a"])
@pytest.mark.parametrize("state", [COUNT_DOWN, SPEAK])
def test_an_attempt_can_be_dropped(state: WalkState, key: str) -> None:
    studio = Studio(HELLO, TWO)
    studio.walk.press("space")
    studio.until(state)
    studio.microphone.hear(said(0.5))
    studio.walk.tick()
    studio.walk.press(key)
    view = studio.walk.view()
    assert (view.state, view.message, view.number) == (READY, "not recorded", 1)
    assert files_of(studio.recordings.folder) == []


def test_skip_and_back() -> None:
    studio = Studio(HELLO, REST, TWO)
    seen = []
    for key in ("n", "b", "b", "n", "right", "left", "n", "n"):
        studio.walk.press(key)
        seen.append(studio.walk.view().number)
    assert seen[:-1] == [2, 1, 1, 2, 3, 2, 3]
    assert studio.walk.done


def test_what_is_recorded_stays_when_it_is_quit() -> None:
    studio = Studio(HELLO, TWO)
    studio.record(said(0.6))
    studio.walk.press("q")
    assert studio.walk.done
    assert studio.walk.quit
    studio.walk.close()
    studio.walk.close()
    assert studio.microphone.closed == 1
    assert set(studio.recordings.phrases()) == {"Hello."}


def test_other_keys_do_nothing() -> None:
    studio = Studio(HELLO)
    before = studio.walk.view()
    for key in ("x", "ctrl-c", "up", "7", "escape"):
        studio.walk.press(key)
    assert studio.walk.view() == before
    studio.walk.press("l")
    assert studio.walk.view().message == "there is nothing to listen to yet"


def test_a_microphone_that_goes_away_in_a_phrase_takes_that_phrase_alone() -> None:
    studio = Studio(HELLO, TWO)
    studio.record(said(0.6))
    studio.walk.press("n")
    studio.walk.press("space")
    studio.until(SPEAK)
    studio.microphone.hear(said(0.4))
    studio.walk.tick()
    studio.microphone.there = False
    studio.walk.tick()
    view = studio.walk.view()
    assert (view.state, view.problem) == (READY, True)
    assert view.message.startswith(
        "the microphone went away, and nothing of this phrase was recorded; plug it in"
    )
    assert studio.microphone.closed == 1
    assert set(studio.recordings.phrases()) == {"Hello."}

    studio.missing = True
    studio.walk.press("space")
    assert studio.walk.view().message == "microphone: no microphone found"
    studio.missing = False
    studio.record(said(0.4))
    assert studio.walk.view().state is KEPT
    assert len(studio.microphones) == 2


def test_without_a_microphone_there_is_no_walk() -> None:
    class Deaf(Studio):
        def _open(self):  # type: ignore[no-untyped-def]
            raise MicrophoneError("no microphone found")

    with pytest.raises(MicrophoneError):
        Deaf(HELLO)


def test_a_phrase_that_cannot_be_kept_ends_the_walk_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(HELLO)
    studio.recordings.folder.parent.mkdir(parents=True)
    studio.recordings.folder.write_text("in the way")
    with pytest.raises(StateError, match="a part of that path is a file"):
        studio.record(said(0.6))


def test_what_cannot_be_played_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(clip: object) -> None:
        raise DeviceError("no sound system found.\nInstall one", output="miniaudio")

    studio = Studio(HELLO)
    studio.record(said(0.6))
    studio.walk._listen = deaf
    studio.walk.press("l")
    assert studio.walk.view().message == "it cannot be played: no sound system found."
    next(studio.recordings.folder.glob("*.wav")).write_bytes(b"")
    studio.walk.press("l")
    assert "its recording cannot be used" in studio.walk.view().message
    assert not studio.walk.view().recorded


def test_nobody_who_says_nothing_is_waited_for_without_end() -> None:
    studio = Studio(HELLO)
    studio.walk.press("space")
    studio.until(SPEAK)
    studio.until(READY, most=round(7 * RATE / TICK))
    assert "nothing was heard" in studio.walk.view().message


def test_noise_without_end_is_cut_off() -> None:
    studio = Studio(TWO)
    studio.record(said(30))
    view = studio.walk.view()
    assert (view.state, view.problem) == (READY, True)
    assert "too long for a count" in view.message
