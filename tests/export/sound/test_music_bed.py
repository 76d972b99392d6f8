"""Music under the words of a file: down before them, back after them, faded at both ends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.audio.tunes import file_of, tone
from tests.export import samples
from voicecoach.audio.ducking import DUCK_DB
from voicecoach.audio.music import Music
from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.export.sound.music_bed import mix_music_under
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline

RATE = samples.RATE


def silence(timeline: Timeline, size: int = 5000) -> list[Block]:
    return [
        Block(np.zeros(min(size, timeline.end - at), np.float32), timeline.rate, True)
        for at in range(0, timeline.end, size)
    ]


def heard(timeline: Timeline, what: Music) -> FloatSamples:
    return np.concatenate([block.samples for block in mix_music_under(silence(timeline), timeline, what)])


def level(sound: FloatSamples, start: float, end: float) -> float:
    piece = sound[int(start * RATE) : int(end * RATE)].astype(np.float64)
    return float(10 * np.log10((piece**2).mean() + 1e-20))


def test_it_goes_down_before_the_words_and_comes_back_after_them(tmp_path: Path) -> None:
    path = file_of(tmp_path / "m.wav", tone(1.0, RATE), RATE)
    said = samples.part(
        0, 0, 40, SegmentKind.WORK, samples.say(15.0, 16.0, "one"), samples.say(17.0, 17.4, "two")
    )
    sound = heard(Timeline("r", "R", "v", RATE, (said,)), Music(path))
    alone, during = level(sound, 10, 14.2), level(sound, 15.0, 17.4)
    assert during - alone == pytest.approx(DUCK_DB, abs=0.3)
    assert level(sound, 16.1, 16.9) == pytest.approx(during, abs=0.3)  # between two counts nothing pumps
    assert level(sound, 19.2, 25) == pytest.approx(alone, abs=0.3)
    assert alone > level(sound, 14.6, 14.8) > during
    assert alone > level(sound, 18.0, 18.2) > during


def test_it_fades_in_and_out(tmp_path: Path) -> None:
    path = file_of(tmp_path / "m.wav", tone(1.0, RATE), RATE)
    sound = heard(samples.empty(20), Music(path))
    assert level(sound, 0, 0.1) < level(sound, 1, 1.2) < level(sound, 4, 10)
    assert level(sound, 19.9, 20) < level(sound, 17, 17.2) < level(sound, 4, 10)
    assert abs(sound[0]) < 1e-4
    assert abs(sound[-1]) < 1e-4


def test_the_words_are_as_they_were(tmp_path: Path) -> None:
    path = file_of(tmp_path / "m.wav", tone(1.0, RATE), RATE)
    timeline = samples.session()
    before = np.concatenate([block.samples for block in samples.sound(timeline)])
    both = np.concatenate(
        [block.samples for block in mix_music_under(samples.sound(timeline), timeline, Music(path))]
    )
    assert np.allclose(both - before, heard(timeline, Music(path)), atol=1e-5)


def test_the_command_mixes_it_in_and_knows_it_by_its_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.export.test_render import ROUTINE, rendered

    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.yaml").write_text(ROUTINE)
    file_of(tmp_path / "m.wav", tone(3.0, 44100), 44100)
    command = ("short.yaml", "-o", "a.flac", "--music", "m.wav")
    assert "up to date" not in rendered(*command).stdout
    assert "up to date" in rendered(*command).stdout
    file_of(tmp_path / "m.wav", tone(3.0, 44100, 700), 44100)
    assert "up to date" not in rendered(*command).stdout
    assert "up to date" not in rendered(*command, "--music-level", "-30").stdout
