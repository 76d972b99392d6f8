"""`render` from Python does what the command does, with the same choices."""

from __future__ import annotations

import logging
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.script.helpers import FOLDERS
from voicecoach import open_voice, render
from voicecoach.audio.music import LOUDEST_LUFS as LOUDEST_MUSIC
from voicecoach.audio.music import SOFTEST_LUFS as SOFTEST_MUSIC
from voicecoach.audio.pcm import Clip
from voicecoach.audio.wav_reader import parse_wav
from voicecoach.cli.render import render as command
from voicecoach.errors import AudioError, ExportError
from voicecoach.export.orders import session_files
from voicecoach.export.quality import LOUDEST_LUFS, SOFTEST_LUFS
from voicecoach.routine.model import Routine
from voicecoach.script.choices import Choices
from voicecoach.session import Session, prepare
from voicecoach.speech.silent import SilentVoice
from voicecoach.units import Frames

EXERCISE = {"name": "Lift", "kind": "strengthen", "position": "standing", "dose": {"reps": 2}}


class Tone(SilentVoice):
    """As long as the silent voice, and to be heard."""

    def say(self, text: str) -> Clip:
        time = np.arange(self.length(text)) / self.rate
        samples = (8000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)
        samples.flags.writeable = False
        return Clip(samples, self.rate, Frames(0))


@pytest.fixture(scope="module")
def voice() -> Tone:
    return Tone(150)


@pytest.fixture(scope="module")
def session(voice: Tone) -> Session:
    routine = Routine(title="Two", exercises={"lift": EXERCISE}, steps=["lift", {"rest": 2}])
    return prepare(routine, Choices(), voice, folders=FOLDERS)


def test_one_file_with_words(session: Session, voice: Tone, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    made = render(session, voice, path, words=["txt", "json", "txt"], date="2026-11-21", quality="best")
    assert made == (path, tmp_path / "a.txt", tmp_path / "a.json")
    assert b"2026-11-21" in path.read_bytes()
    assert render(session, voice, path, words="lrc") == (path, tmp_path / "a.lrc")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.flac", "a.json", "a.lrc", "a.txt"]


def test_stereo_has_two_channels(session: Session, voice: Tone, tmp_path: Path) -> None:
    (path,) = render(session, voice, tmp_path / "a.wav", stereo=True)
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 2


def test_loudness_and_music_are_heard(session: Session, voice: Tone, tmp_path: Path) -> None:
    (plain,) = render(session, voice, tmp_path / "plain.wav")
    (soft,) = render(session, voice, tmp_path / "soft.wav", lufs=-30)
    hum = tmp_path / "hum.wav"
    with wave.open(str(hum), "wb") as file:
        file.setparams((1, 2, voice.rate, 0, "NONE", ""))
        file.writeframes(voice.say("a long and even tone").samples.tobytes())
    (under,) = render(session, voice, tmp_path / "under.wav", music=hum, music_lufs=-30)
    before, softer, with_music = (
        parse_wav(path.read_bytes(), path.name, longest_s=600).mono() for path in (plain, soft, under)
    )
    assert np.abs(softer).max() < np.abs(before).max() / 2
    quiet = before == 0
    assert quiet.any()
    assert np.abs(with_music[quiet]).max() > 0


@pytest.mark.slow
def test_small_is_smaller_and_a_cover_is_not_for_all(
    session: Session, voice: Tone, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sizes = [
        render(session, voice, tmp_path / f"{quality}.mp3", quality=quality, cover=False)[0].stat().st_size
        for quality in ("small", "good", "best")
    ]
    assert sizes == sorted(set(sizes))
    (covered,) = render(session, voice, tmp_path / "good.mp3")
    assert covered.stat().st_size > sizes[1] + 1000
    with caplog.at_level(logging.WARNING, "voicecoach"):
        render(session, voice, tmp_path / "a.wav", cover=True)
    assert "WAV holds no picture" in caplog.text


def test_split_makes_a_folder_of_pieces(session: Session, voice: Tone, tmp_path: Path) -> None:
    made = render(session, voice, tmp_path / "monday.wav", split=True, words=("txt", "cue"))
    folder = tmp_path / "monday"
    assert sorted(made) == sorted(folder.iterdir())
    assert made[0] == folder / "01 Two.wav"
    assert {path.name for path in made[-2:]} == {"monday.m3u8", "monday.cue"}
    assert (folder / "02 Lift.txt") in made
    bare = render(session.timeline, voice, tmp_path / "tuesday.wav", split=True)
    assert [path.suffix for path in bare] == [".wav"] * (len(bare) - 1) + [".m3u8"]


def test_a_folder_goes_away_if_nothing_comes_into_it(session: Session, voice: Tone, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path / "monday.braille", tmp_path / "file" / "a.wav", tmp_path / "none" / "a" / "b.wav"):
        for split in (False, True):
            with pytest.raises(ExportError):
                render(session, voice, path, split=split)
    with pytest.raises(AudioError, match="no such file"):
        render(session, voice, tmp_path / "monday.wav", split=True, music=tmp_path / "none.mp3")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"quality": "huge"}, "quality is small or good or best, not 'huge'"),
        ({"quality": None}, "quality is small or good or best, not None"),
        ({"lufs": -41}, "lufs is -40 to -14, not -41"),
        ({"lufs": float("nan")}, "lufs is -40 to -14, not nan"),
        ({"lufs": "-16"}, "lufs is -40 to -14, not '-16'"),
        ({"music_lufs": 0}, "music_lufs is -60 to -16, not 0"),
        ({"words": "braille"}, "“braille” is not a form of words; there are txt, md,"),
    ],
)
def test_an_argument_out_of_range_is_a_value_error(
    session: Session, voice: Tone, tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are looked at
        render(session, voice, tmp_path / "a.wav", **wrong)
    assert str(caught.value).startswith(told)
    assert not list(tmp_path.iterdir())


def test_a_fast_voice_is_brought_to_its_loudness_as_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speeds: list[int] = []
    write = session_files.write_session

    def noted(publication: Any, voice: Any, speed: int, *rest: Any, **how: Any) -> Any:
        speeds.append(speed)
        return write(publication, voice, speed, *rest, **how)

    monkeypatch.setattr(session_files, "write_session", noted)
    routine = Routine(title="Two", exercises={"lift": EXERCISE}, steps=["lift"])
    with open_voice("silent", speed=300) as fast:
        render(prepare(routine, Choices(), fast, folders=FOLDERS), fast, tmp_path / "a.wav", lufs=-20)
    assert speeds == [300]


def test_the_limits_are_those_of_the_command() -> None:
    types: dict[str | None, Any] = {one.name: one.type for one in command.params}
    assert (types["lufs"].min, types["lufs"].max) == (SOFTEST_LUFS, LOUDEST_LUFS)
    assert (types["music_level"].min, types["music_level"].max) == (SOFTEST_MUSIC, LOUDEST_MUSIC)
