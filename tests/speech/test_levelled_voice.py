"""Every voice at its level: one gain, found once, kept exactly, and a limiter that leaves the onset alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.faults import signals_at_each_line
from tests.speech.test_espeak import counts, heard_late
from voicecoach.audio import loudness
from voicecoach.audio.limiter import CEILING_DB
from voicecoach.audio.loudness import MOST_GAIN_DB, TARGET_LUFS, integrated_loudness
from voicecoach.audio.pcm import Block, Clip
from voicecoach.errors import SynthesisFailed
from voicecoach.speech import levelled_voice as levelled_module
from voicecoach.speech.api import Voice
from voicecoach.speech.cache import phrase_cache as cache_module
from voicecoach.speech.cache.phrase_cache import PhraseCache
from voicecoach.speech.espeak import DEFAULT_GAIN_DB, EspeakBackend
from voicecoach.speech.levelled_voice import PASSAGE, LevelledVoice, levelled_version, measured_gain_db
from voicecoach.speech.registry import open_voice
from voicecoach.units import Frames

RATE = 16000


class Hum:
    """A voice that hums every phrase, as long as its text and as loud as it is reported, and counts what it says."""

    id = "fake:hum"
    rate = RATE

    def __init__(self, peak: float = 0.05, broken: str = "") -> None:
        self.said: list[str] = []
        self._peak = peak
        self._broken = broken

    def length(self, text: str) -> Frames:
        return Frames(1600 * len(text))

    def say(self, text: str) -> Clip:
        self.said.append(text)
        if self._broken in (text, "everything"):
            raise SynthesisFailed("it returned no sound", backend="fake", phrase=text)
        time = np.arange(100 + self.length(text)) / RATE
        samples = np.rint(self._peak * 32767 * np.sin(2 * np.pi * 150 * time)).astype(np.int16)
        return Clip(samples, RATE, Frames(100))

    def close(self) -> None:
        self.said.append("(closed)")


def test_each_phrase_comes_at_the_level_with_its_onset_and_length() -> None:
    for peak in (0.9, 0.05, 0.01):
        clip = LevelledVoice(Hum(peak)).say("Lift your hips.")

        assert integrated_loudness([Block.of_pcm(clip.heard, RATE)]) == pytest.approx(TARGET_LUFS, abs=1.0)
        assert (clip.onset, clip.length, clip.rate) == (100, Hum().length("Lift your hips."), RATE)
        assert not clip.samples.flags.writeable


def test_hardly_a_whisper_is_raised_no_further_than_is_sensible() -> None:
    assert measured_gain_db(Hum(20 / 32767)) == MOST_GAIN_DB
    assert measured_gain_db(Hum(0)) == 0.0


def test_the_passage_is_spoken_once_and_only_when_a_phrase_is_made() -> None:
    hum = Hum()
    voice = LevelledVoice(hum)
    assert voice.length("one") == hum.length("one")
    assert hum.said == []
    voice.say("one")
    voice.say("two")
    assert hum.said == ["one", *PASSAGE, "two"]


def test_an_engine_that_fails_names_the_phrase_that_was_asked_for() -> None:
    with pytest.raises(SynthesisFailed) as caught:
        LevelledVoice(Hum(broken="everything")).say("Breathe.")
    assert caught.value.phrase == "Breathe."


def test_a_passage_that_fails_is_tried_again() -> None:
    hum = Hum(broken=PASSAGE[3])
    voice = LevelledVoice(hum)
    with pytest.raises(SynthesisFailed):
        voice.say("one")
    hum._broken = ""
    assert voice.say("one").length == hum.length("one")


def levelled(hum: Hum, folder: Path, version: str = "1", speed: int = 150) -> LevelledVoice:
    return LevelledVoice(hum, PhraseCache(folder), version=version, speed=speed)


def test_a_kept_gain_gives_the_same_bytes_without_the_passage(tmp_path: Path) -> None:
    first = levelled(Hum(), tmp_path).say("one")
    hum = Hum()
    again = levelled(hum, tmp_path).say("one")
    alone = LevelledVoice(Hum()).say("one")

    assert hum.said == ["one"]
    assert first.samples.tobytes() == again.samples.tobytes() == alone.samples.tobytes()


@pytest.mark.parametrize(("version", "speed"), [("2", 150), ("1", 160)])
def test_another_version_or_speed_has_a_gain_of_its_own(tmp_path: Path, version: str, speed: int) -> None:
    levelled(Hum(), tmp_path).say("one")
    hum = Hum()
    levelled(hum, tmp_path, version, speed).say("one")
    assert len(hum.said) == 1 + len(PASSAGE)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "folder"])
def test_a_damaged_gain_is_found_again(tmp_path: Path, damage: str) -> None:
    good = levelled(Hum(), tmp_path).say("one")
    (entry,) = tmp_path.glob("*.phrase")
    data = entry.read_bytes()
    entry.unlink()
    match damage:
        case "cut":
            entry.write_bytes(data[:-1])
        case "flipped":
            entry.write_bytes(data[:52] + bytes([data[52] ^ 1]) + data[53:])
        case "empty":
            entry.touch()
        case "folder":
            entry.mkdir()
    hum = Hum()

    assert levelled(hum, tmp_path).say("one").samples.tobytes() == good.samples.tobytes()
    assert len(hum.said) == 1 + len(PASSAGE)


@pytest.mark.parametrize(
    "kept",
    [
        Clip(np.array([32000], np.int16), 100, Frames(0)),
        Clip(np.array([300, 300], np.int16), 100, Frames(0)),
        Clip(np.array([300], np.int16), 22050, Frames(0)),
        Clip(np.zeros(0, np.int16), 100, Frames(0)),
    ],
)
def test_a_gain_that_cannot_be_is_found_again(tmp_path: Path, kept: Clip) -> None:
    good = levelled(Hum(), tmp_path).say("one")
    voice = levelled(Hum(), tmp_path)
    PhraseCache(tmp_path).store(voice._key(), kept)

    assert voice.say("one").samples.tobytes() == good.samples.tobytes()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_at_any_line_of_measuring_keeps_no_wrong_gain(tmp_path: Path) -> None:
    right = LevelledVoice(Hum()).gain_db()
    tried = 0
    for fault in signals_at_each_line(
        lambda: levelled(Hum(), tmp_path / "phrases").say("one"),
        *(module.__file__ for module in (levelled_module, loudness, cache_module)),
        prepare=lambda: PhraseCache(tmp_path / "phrases").clear(),
        every=29,
    ):
        tried += 1
        assert isinstance(fault.error, KeyboardInterrupt), fault
        hum = Hum()
        assert levelled(hum, tmp_path / "phrases").gain_db() == right, fault
    assert tried > 9


def test_a_folder_that_cannot_be_written_costs_the_passage_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert levelled(Hum(), tmp_path / "file" / "below").say("one").length


def test_the_default_voice_knows_its_gain_and_knows_it_right() -> None:
    voice = EspeakBackend().open(None, 150)

    assert voice.gain_db == DEFAULT_GAIN_DB == pytest.approx(measured_gain_db(voice), abs=0.1)
    assert EspeakBackend().open(None, 151).gain_db is None
    assert EspeakBackend().open("en-us", 150).gain_db is None


def test_a_session_hears_levelled_phrases_kept_or_not(tmp_path: Path) -> None:
    bare = EspeakBackend().open("en-us", 150).say("And relax.")
    plain, kept = (
        open_voice("espeak:en-us", cache=None),
        open_voice("espeak:en-us", cache=PhraseCache(tmp_path)),
    )

    assert plain.say("And relax.").samples.tobytes() == kept.say("And relax.").samples.tobytes()
    assert plain.say("And relax.").onset == bare.onset
    assert rms(plain.say("And relax.")) > 1.4 * rms(bare)
    assert levelled_version(EspeakBackend().version) in getattr(kept, "identity", "")


def rms(clip: Clip) -> float:
    return float(np.sqrt(np.mean(clip.heard.astype(float) ** 2)))


def test_a_voice_that_says_nothing_is_left_alone() -> None:
    assert not open_voice("silent").say("one").samples.any()


@pytest.mark.parametrize(("language", "speed"), [("en-gb", 150), ("en-us", 150)])
def test_every_count_is_heard_when_it_is_due_at_its_level_too(language: str, speed: int) -> None:
    voice: Voice = open_voice(f"espeak:{language}", speed=speed, cache=None)
    late = {text: heard_late(voice.say(text)) for text in counts()}

    assert {text: ms for text, ms in late.items() if ms > 10} == {}


def test_no_phrase_has_a_peak_above_the_ceiling() -> None:
    voice = open_voice("espeak", speed=300, cache=None)
    for text in (*PASSAGE, "Stretch both legs, six times.", "[hiss] Shh, ssss, tch."):
        samples = voice.say(text).samples / 32768
        size = 2 * len(samples)
        between = np.fft.irfft(np.fft.rfft(samples, size), 8 * size) * 8
        assert 20 * np.log10(np.abs(between).max()) <= CEILING_DB + 0.15, text
