"""Whole sessions at -16 LUFS and -1 dBTP as FFmpeg measures them: live, in WAV and in MP3, whatever voice and speed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.audio.tunes import file_of
from tests.export.test_loudness import metered, read
from tests.needs import in_ci, slow_but
from tests.script.helpers import loaded
from voicecoach.audio.music import Music
from voicecoach.audio.pcm import Clip
from voicecoach.errors import BackendUnavailable, VoiceNotFound
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.produce import publication_of, render_file
from voicecoach.export.quality import Quality
from voicecoach.script.choices import Choices, Counting, Talk
from voicecoach.session import Session, prepare
from voicecoach.speech.api import Voice
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.registry import open_voice
from voicecoach.timeline.mix import mix, mix_part
from voicecoach.units import Frames

ROUTINE = """
title: Two minutes
exercises:
  lift: {name: Bridge, kind: strengthen, position: on the back, go: Lift your hips., finish: Lower slowly.,
         setup: ["Lie on your back, with your knees bent.", Put your feet flat on the floor.],
         remind: [Breathe., Keep your back long.], caution: [Stop if your back hurts.], dose: {hold: 8 s, reps: 2}}
  reach: {name: Side stretch, kind: stretch, position: standing, sides: each, go: "Reach up and over.",
         setup: [Stand with your feet apart.], remind: [Breathe out., Let your neck be long.], dose: {hold: 15 s}}
steps: [lift, reach]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phrases")


@contextlib.contextmanager
def session(
    spec: str, speed: int, folder: Path, choices: Choices | None = None
) -> Iterator[tuple[Voice, Session]]:
    try:
        opened = open_voice(spec, speed=speed, cache=PhraseCache(folder))
    except (BackendUnavailable, VoiceNotFound) as error:
        if in_ci():
            raise
        pytest.skip(str(error))
    with contextlib.closing(opened) as voice:
        yield voice, prepare(loaded(ROUTINE), choices or Choices(), voice)


def rendered(
    voice: Voice,
    made: Session,
    path: Path,
    lufs: float | None = None,
    quality: Quality = Quality.GOOD,
    music: Music | None = None,
    stereo: bool = False,
) -> tuple[float, float]:
    order = RenderOrder(path, quality, stereo, lufs=lufs, cover=False, music=music)
    render_file(publication_of(made, path), voice.id, lambda timeline: mix(timeline.parts, voice), order)
    return read(path)


@pytest.mark.slow
@pytest.mark.parametrize("speed", slow_but([80, 150, 300], 150))
@pytest.mark.parametrize(
    "spec",
    slow_but(
        ["espeak:en-gb", "espeak:en-us", "espeak:de", "hibari", "piper", "pyttsx3"], "espeak:en-gb", "hibari"
    ),
)
def test_a_session_is_as_loud_as_every_other(spec: str, speed: int, folder: Path, tmp_path: Path) -> None:
    with session(spec, speed, folder) as (voice, made):
        timeline = made.timeline
        live = [block.samples for part in timeline.parts for block in mix_part(part, voice)]
        heard = {
            "live": metered(np.concatenate(live), timeline.rate, tmp_path / "live.wav"),
            "wav": rendered(voice, made, tmp_path / "a.wav"),
            "mp3": rendered(voice, made, tmp_path / "a.mp3"),
        }

    assert heard["live"] == heard["wav"]
    apart = 0.5 if speed <= 150 else 0.7  # the gain is found on a passage, and fast words differ more from it
    assert {how: got for how, got in heard.items() if abs(got[0] + 16) > apart or got[1] > -1} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spec", "speed"), [("espeak:en-gb", 300), ("espeak:en-us", 300), ("espeak:de", 80), ("hibari", 150)]
)
def test_no_codec_takes_loudness_away_or_lifts_a_peak(
    spec: str, speed: int, folder: Path, tmp_path: Path
) -> None:
    """Fast speech is the worst for peaks: an Opus of 16 kbit/s came out 5 dB above what went in."""
    with session(spec, speed, folder) as (voice, made):
        heard = {
            (suffix, quality): rendered(voice, made, tmp_path / f"{quality}.{suffix}", quality=quality)
            for suffix in ("mp3", "m4a", "opus")
            for quality in Quality
        }
    assert {how: got for how, got in heard.items() if abs(got[0] + 16) > 0.5 or got[1] > -1} == {}


def test_counts_alone_are_as_loud(folder: Path, tmp_path: Path) -> None:
    with session("espeak", 150, folder, Choices(talk=Talk.COUNTS)) as (voice, made):
        loudness, peak = rendered(voice, made, tmp_path / "a.wav")
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1


@pytest.mark.slow
def test_chimes_leave_the_words_as_loud_and_are_not_louder(folder: Path, tmp_path: Path) -> None:
    with session("espeak", 150, folder, Choices(count=Counting.CHIMES)) as (voice, made):
        silence = Clip(np.zeros(10, np.int16), voice.rate, Frames(0))  # for every chime
        parts, rate = made.timeline.parts, voice.rate
        said = np.concatenate([block.samples for block in mix(parts, voice, lambda _name, _rate: silence)])
        loudness, peak = rendered(voice, made, tmp_path / "a.wav")
        alone, _ = metered(said, rate, tmp_path / "said.wav")
    assert alone == pytest.approx(-16, abs=0.5)
    assert -17 <= loudness <= alone
    assert peak <= -1


@pytest.mark.parametrize("lufs", slow_but([-24.0, -20.0, -14.0], -20.0))
@pytest.mark.parametrize(
    ("spec", "speed"), slow_but([("espeak:en-gb", 150), ("espeak:de", 300)], ("espeak:en-gb", 150))
)
def test_another_loudness_is_met_too(
    spec: str, speed: int, lufs: float, folder: Path, tmp_path: Path
) -> None:
    with session(spec, speed, folder) as (voice, made):
        loudness, peak = rendered(voice, made, tmp_path / "a.wav", lufs)
    assert loudness == pytest.approx(lufs, abs=0.5)
    assert peak <= -1


@pytest.mark.slow
@pytest.mark.parametrize("suffix", slow_but(["wav", "flac", "mp3", "m4a", "opus", "mka"], "wav"))
def test_two_channels_are_no_louder_than_one(suffix: str, folder: Path, tmp_path: Path) -> None:
    """A meter adds the channels up: the same samples in both would be 3 LU louder."""
    with session("espeak", 150, folder) as (voice, made):
        loudness, peak = rendered(voice, made, tmp_path / f"a.{suffix}", stereo=True)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1


@pytest.mark.slow
@pytest.mark.parametrize("quality", list(Quality))
@pytest.mark.parametrize("suffix", ["mp3", "m4a", "opus"])
def test_music_and_louder_speech_lift_no_peak(
    suffix: str, quality: Quality, folder: Path, tmp_path: Path
) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 44100 * 5)
    music = Music(file_of(tmp_path / "noise.wav", noise, 44100), -16.0)
    with session("espeak:en-gb", 150, folder) as (voice, made):
        peaks = [
            rendered(voice, made, tmp_path / f"a.{suffix}", quality=quality, music=music)[1],
            rendered(voice, made, tmp_path / f"b.{suffix}", -14.0, quality)[1],
        ]
    assert max(peaks) <= -1


@pytest.mark.slow
def test_what_cannot_be_as_loud_as_asked_says_so(folder: Path, tmp_path: Path) -> None:
    with session("espeak:en-gb", 150, folder) as (voice, made):
        path = tmp_path / "a.opus"
        order = RenderOrder(path, lufs=-14.0, cover=False)
        notes = render_file(
            publication_of(made, path), voice.id, lambda timeline: mix(timeline.parts, voice), order
        ).notes
    (note,) = notes
    missing = float(note.removeprefix(f"{path}: left out: ").split()[0])
    assert "of the loudness" in note
    assert read(path)[0] == pytest.approx(-14 - missing, abs=0.5)


@pytest.mark.slow
def test_speech_too_fast_for_the_passage_is_measured(folder: Path, tmp_path: Path) -> None:
    """Under its own level alone this voice speaks these sessions at -15.1 LUFS."""
    routine = tmp_path / "r.yaml"
    routine.write_text(ROUTINE)
    order = RenderOrder(tmp_path / "a.wav", cover=False)
    Renderer(Choices(), "espeak:en-gb-scotland", 300).render_routine(str(routine), order)
    assert read(order.path)[0] == pytest.approx(-16, abs=0.2)
