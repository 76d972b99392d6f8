"""Music in a live session: softer ahead of the words, silent in a pause, gone with the last of them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.audio.tunes import file_of, tone
from tests.play.fakes import part, player, pull, say, span
from tests.play.programs import Home
from tests.play.rig import STEP_S, Rig
from voicecoach.audio.ducking import DUCK_DB, FADE_IN_S, FADE_OUT_S
from voicecoach.audio.music import Bed, Music
from voicecoach.audio.pcm import FloatSamples
from voicecoach.errors import DeviceError
from voicecoach.play.clock import RealClock
from voicecoach.play.commands import Command
from voicecoach.play.engine.background_music import STOP_S, BackgroundMusic
from voicecoach.play.engine.look_ahead import LookAhead, look_ahead
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.notices import NoticeKind

RATE = 8000
SILENCE = np.zeros(RATE // 10, np.float32)


@pytest.fixture
def song(tmp_path: Path) -> Music:
    return Music(file_of(tmp_path / "song.wav", tone(2.0, RATE), RATE))


def backing(song: Music) -> BackgroundMusic:
    return BackgroundMusic(song, RATE, pytest.fail, threads=False)


def play(
    made: BackgroundMusic, seconds: float, *words: tuple[float, float], left: float | None = None
) -> FloatSamples:
    """So many seconds of it under silence that stands for words; times in seconds."""
    heard, at = [], 0
    for _ in range(round(seconds * 10)):
        spans = tuple((round(a * RATE) - at, round(b * RATE) - at) for a, b in words)
        to_end = None if left is None else round(left * RATE) - at
        heard.append(made.under(SILENCE, LookAhead(True, spans, to_end)))
        at += len(SILENCE)
    return np.concatenate(heard)


def level(sound: FloatSamples, start: float, end: float) -> float:
    piece = sound[round(start * RATE) : round(end * RATE)].astype(np.float64)
    return float(10 * np.log10((piece**2).mean() + 1e-20))


def test_it_comes_softly_and_goes_down_under_words(song: Music) -> None:
    heard = play(backing(song), 15, (9, 10))
    assert abs(heard[0]) < 1e-6
    alone = level(heard, FADE_IN_S + 1, 8)
    assert level(heard, 0, 0.2) < level(heard, 1, 1.2) < alone
    assert level(heard, 9, 10) == pytest.approx(alone + DUCK_DB, abs=0.2)
    assert level(heard, 12, 15) == pytest.approx(alone, abs=0.2)
    assert alone == pytest.approx(level(Bed(song, RATE).take(4 * RATE), 0, 4), abs=0.2)


def test_a_pause_silences_it_at_once_and_it_goes_on_where_it_was(song: Music) -> None:
    made = backing(song)
    play(made, 6)
    stopped = made.under(SILENCE, LookAhead(False, (), None))
    assert stopped[round(STOP_S * RATE) :].any() == np.False_
    assert np.abs(np.diff(stopped)).max() < 0.1  # no click
    assert made.under(SILENCE, LookAhead(False, (), None)) is SILENCE
    back = play(made, 4)
    assert level(back, 0, 0.2) < level(back, 3, 4)
    uninterrupted = play(backing(song), 6 + 0.1 + 4)
    assert back[-RATE:] == pytest.approx(uninterrupted[-RATE:], abs=1e-5)


def test_it_is_gone_with_the_end_of_the_session(song: Music) -> None:
    heard = play(backing(song), 20, left=20)
    alone = level(heard, 4, 20 - FADE_OUT_S)
    assert alone > level(heard, 16.5, 17) > level(heard, 18, 18.5) > level(heard, 19.5, 20)
    assert abs(heard[-1]) < 1e-4


def test_it_is_gone_with_the_last_word_of_a_quit(song: Music) -> None:
    made = backing(song)
    before = play(made, 10)
    heard = play(made, 2, left=2)
    assert np.abs(np.diff(np.concatenate([before[-2:], heard[:10]]))).max() < 0.1
    assert abs(heard[-1]) < 1e-4


def test_in_a_thread_it_is_the_same_music(song: Music) -> None:
    made, clock = BackgroundMusic(song, RATE, pytest.fail), RealClock()
    made.start()
    while made._ready.qsize() < 6:
        clock.sleep(0.01)
    try:
        assert play(made, 2.5) == pytest.approx(play(backing(song), 2.5), abs=1e-6)
    finally:
        made.close()


def test_music_that_turns_out_to_be_none_is_reported_and_nothing_else_happens(tmp_path: Path) -> None:
    told: list[str] = []
    made = BackgroundMusic(Music(file_of(tmp_path / "none.wav", np.zeros(RATE), RATE)), RATE, told.append)
    made.start()
    assert made._thread is not None
    made._thread.join(10)
    assert told == [
        f"{tmp_path / 'none.wav'}: there is nothing to hear in this music; the session goes on without music"
    ]
    assert made.under(SILENCE, LookAhead(True, (), None)) is SILENCE


# What the music knows of what comes.


def test_the_outlook_says_the_words_of_the_parts_that_are_laid_out() -> None:
    made = player(
        [
            part(0, 0, 4, span(0, 4), say(1, 1.5, "two")),
            part(1, 4, 8, say(4.5, 5, "Rest."), say(7, 8, "Next.")),
        ]
    )
    pull(made, 1.2)
    assert look_ahead(made, 4000) == LookAhead(True, ((-200, 300), (3300, 3800)), 6800)
    made.complete = False
    assert look_ahead(made, 100).left is None


def test_the_outlook_says_answers_before_the_timeline() -> None:
    made = player([part(0, 0, 4, say(2, 3, "Hold."))])
    made.complete = True
    pull(made, 1)
    made.interject([np.ones(500, np.float32), np.zeros(200, np.float32)])
    # Twelve frames of what was left fade away first; silence after the answer is no word.
    assert look_ahead(made, 3000).words == ((0, 12), (12, 512), (1712, 2712))


def test_the_outlook_of_a_pause_and_of_a_quit() -> None:
    made = player([part(0, 0, 4, say(2, 3, "Hold."))])
    pull(made, 1)
    made.pause()
    assert not look_ahead(made, 3000).playing
    made.end([np.ones(400, np.float32)])
    assert look_ahead(made, 9000).left == sum(len(sound) for sound in made.inserted)


# In a whole session.


def test_a_session_has_its_music_and_a_pause_has_none(tmp_path: Path) -> None:
    song = Music(file_of(tmp_path / "song.wav", tone(2.0, 1000, 100), 1000), -20.0)
    rig = Rig(tmp_path, LiveSettings(music=song))
    second = round(1 / STEP_S)
    rig.hear(8)
    assert np.abs(np.concatenate(rig.samples[-second:])).max() > 0.01
    rig.do(Command.PAUSE)
    rig.hear(0.1)
    rig.hear(0.8)
    assert not np.concatenate(rig.samples[-round(0.8 / STEP_S) :]).any()
    rig.do(Command.RESUME)
    rig.hear(5)
    assert np.abs(np.concatenate(rig.samples[-second:])).max() > 0.01
    rig.finish()
    assert rig.session.record.finished
    assert np.abs(rig.samples[-1]).max() < 0.001


def test_a_session_without_its_music_goes_on(tmp_path: Path) -> None:
    rig = Rig(tmp_path, LiveSettings(music=Music(tmp_path / "gone.mp3")))
    rig.until("Lie down.")
    told = [notice.text for notice in rig.session.notices if notice.kind is NoticeKind.PROBLEM]
    assert len(told) == 1
    assert told[0].endswith("the session goes on without music")


def test_an_output_that_breaks_its_stream_takes_no_music(
    tmp_path: Path, song: Music, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.play.rig.HandSink.gapless", False)
    with pytest.raises(DeviceError, match="without gaps"):
        Rig(tmp_path, LiveSettings(music=song)).step()


def test_bad_music_is_reported_before_the_first_word(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "words.mp3").write_text("no music\n" * 100)
    done = home.run("play", str(home.routine), "--output", "null", "--music", str(tmp_path / "words.mp3"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"voicecoach: {tmp_path / 'words.mp3'}: this is not music")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_resume_goes_on_with_the_music_or_without_it(tmp_path: Path, song: Music) -> None:
    home, clock = Home(tmp_path), RealClock()
    running = home.start("play", str(home.routine), "--output", "null", "--music", str(song.path))
    while not list(home.places.glob("*.json")):
        clock.sleep(0.05)
    close(running)
    kept = json.loads(next(home.places.glob("*.json")).read_text())["options"]
    assert (kept["music"], kept["music_level"]) == (str(song.path), -24.0)
    song.path.unlink()
    running = home.start("resume", "--output", "null", "--plain")
    try:
        assert running.stdout is not None
        assert "goes on without music" in running.stdout.readline()
        assert running.poll() is None
    finally:
        close(running)


def close(running: subprocess.Popen[str]) -> None:
    running.kill()
    running.communicate()


def test_what_an_output_gives_back_is_played_again_without_a_step(song: Music) -> None:
    straight = play(backing(song), 12, (5, 6))
    made, heard = backing(song), []
    for at in range(0, 120, 2):
        outlook = [
            LookAhead(True, ((5 * RATE - (at + n) * 800, 6 * RATE - (at + n) * 800),), None) for n in range(2)
        ]
        heard += [made.under(SILENCE, one) for one in outlook]
        made.under(SILENCE, outlook[1])
        made.under(SILENCE, outlook[1])
        made.rewind(2 * len(SILENCE) - 30)
        made.rewind(30)
    assert np.concatenate(heard) == pytest.approx(straight, abs=1e-6)
