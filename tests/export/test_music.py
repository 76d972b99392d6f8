"""Music under the words: looped without a gap, down before the words, back after them, and every bad file told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.export import samples
from voicecoach.audio.loudness import measure
from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.errors import ExportError
from voicecoach.export import music
from voicecoach.export.music import DUCK_DB, Music, curve, under
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import Timeline

RATE = samples.RATE


def file_of(path: Path, sound: Any, rate: int, layout: str = "mono") -> Path:
    with av.open(str(path), "w") as container:
        codec = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame", ".opus": "libopus"}[path.suffix]
        stream = container.add_stream(codec, rate=rate)
        stream.layout = layout
        flat = np.repeat(sound, 2) if layout == "stereo" else sound
        frame = av.AudioFrame.from_ndarray(flat[None, :].astype(np.float32), "flt", layout)
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def tone(seconds: float, rate: int, hertz: float = 500.0) -> FloatSamples:
    at = np.arange(int(seconds * rate))
    return (0.2 * np.sin(2 * np.pi * hertz * at / rate)).astype(np.float32)


def silence(timeline: Timeline, size: int = 5000) -> list[Block]:
    return [
        Block(np.zeros(min(size, timeline.end - at), np.float32), timeline.rate, True)
        for at in range(0, timeline.end, size)
    ]


def heard(timeline: Timeline, what: Music) -> FloatSamples:
    return np.concatenate([block.samples for block in under(silence(timeline), timeline, what)])


def level(sound: FloatSamples, start: float, end: float) -> float:
    piece = sound[int(start * RATE) : int(end * RATE)].astype(np.float64)
    return float(10 * np.log10((piece**2).mean() + 1e-20))


@pytest.mark.parametrize(("suffix", "rate", "layout"), [
    (".wav", 22050, "mono"), (".wav", 44100, "stereo"), (".flac", 8000, "mono"), (".mp3", 44100, "stereo"),
    (".opus", 48000, "stereo"),
])  # fmt: skip
def test_any_format_at_its_level_without_a_gap(tmp_path: Path, suffix: str, rate: int, layout: str) -> None:
    """Two seconds of a tone of whole periods: looped, it goes on as if it were one."""
    path = file_of(tmp_path / f"m{suffix}", tone(2.0, rate), rate, layout)
    timeline = samples.empty(30)
    sound = heard(timeline, Music(path, -24.0))
    assert len(sound) == timeline.end
    middle = sound[5 * RATE : 20 * RATE]
    assert measure([Block(middle, RATE)]) == pytest.approx(-24, abs=0.7)
    hops = middle[: len(middle) // 220 * 220].reshape(-1, 220)
    levels = np.sqrt((hops**2).mean(axis=1))
    # A gap would be a hole; a codec may soften a hundredth of a second at the seam.
    assert levels.min() > 0.5 * np.median(levels)


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
    both = np.concatenate([block.samples for block in under(samples.sound(timeline), timeline, Music(path))])
    assert np.allclose(both - before, heard(timeline, Music(path)), atol=1e-5)


def test_the_curve_never_jumps() -> None:
    timeline = samples.session()
    places, levels = curve(timeline)
    assert (np.diff(places) >= 0).all()
    grid = np.interp(np.arange(0, timeline.end, RATE / 100), places, levels)
    assert np.abs(np.diff(grid)).max() <= abs(DUCK_DB) / 60 + 1e-9


def test_long_music_is_not_kept_and_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(music, "_KEPT_S", 0.5)
    path = file_of(tmp_path / "m.wav", tone(2.0, RATE), RATE)
    sound = heard(samples.empty(12), Music(path))
    assert level(sound, 3, 5.5) == pytest.approx(level(sound, 4, 5), abs=0.2)


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("these are words\n" * 50)


def _no_samples(path: Path) -> None:
    file_of(path, np.zeros(1), RATE)


def _all_zero(path: Path) -> None:
    file_of(path, np.zeros(RATE), RATE)


def _picture(path: Path) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    path.write_bytes(out.getvalue())


def _a_blink(path: Path) -> None:
    file_of(path, tone(0.45, RATE), RATE)


@pytest.mark.parametrize("make", [_nothing, _text, _no_samples, _all_zero, _picture, _a_blink])
def test_what_is_no_music_is_told_in_one_line(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "m.wav"
    make(path)
    with pytest.raises(ExportError) as caught:
        heard(samples.empty(5), Music(path))
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mp3", tmp_path):
        with pytest.raises(ExportError):
            Music(path).digest()
        with pytest.raises(ExportError):
            heard(samples.empty(5), Music(path))


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".opus"])
def test_a_file_that_ends_broken_is_played_as_far_as_it_goes(tmp_path: Path, suffix: str) -> None:
    path = file_of(tmp_path / f"m{suffix}", tone(8.0, 48000), 48000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3] + b"\x00broken" * 10)
    assert level(heard(samples.empty(30), Music(path)), 5, 20) > -50


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
