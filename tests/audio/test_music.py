"""Music from a file: any format, looped without a gap, at its level; and every bad file reported."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.audio.tunes import file_of, tone
from voicecoach.audio import music
from voicecoach.audio.loudness import integrated_loudness
from voicecoach.audio.music import Bed, Music
from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.errors import AudioError

RATE = 22050


def heard(what: Music, seconds: float = 20, rate: int = RATE) -> FloatSamples:
    """Taken in pieces of uneven sizes, as an output does."""
    bed, sizes, left = Bed(what, rate), np.random.default_rng(0), int(seconds * rate)
    pieces = []
    while left:
        size = min(left, int(sizes.integers(1, 9000)))
        pieces.append(bed.take(size))
        assert len(pieces[-1]) == size
        left -= size
    return np.concatenate(pieces)


@pytest.mark.parametrize(("suffix", "rate", "layout"), [
    (".wav", 22050, "mono"), (".wav", 44100, "stereo"), (".flac", 8000, "mono"), (".mp3", 44100, "stereo"),
    (".opus", 48000, "stereo"),
])  # fmt: skip
def test_any_format_at_its_level_without_a_gap(tmp_path: Path, suffix: str, rate: int, layout: str) -> None:
    """Two seconds of a tone of whole periods: looped, it goes on as if it were one."""
    path = file_of(tmp_path / f"m{suffix}", tone(2.0, rate), rate, layout)
    sound = heard(Music(path, -24.0))
    assert integrated_loudness([Block(sound, RATE)]) == pytest.approx(-24, abs=0.7)
    hops = sound[: len(sound) // 220 * 220].reshape(-1, 220)
    levels = np.sqrt((hops**2).mean(axis=1))
    # A gap would be a hole; a codec may soften a hundredth of a second at the seam.
    assert levels[2:].min() > 0.5 * np.median(levels)


def test_its_level_can_be_chosen(tmp_path: Path) -> None:
    path = file_of(tmp_path / "m.wav", tone(1.0, RATE), RATE)
    assert integrated_loudness([Block(heard(Music(path, -33.0)), RATE)]) == pytest.approx(-33, abs=0.2)


def test_long_music_is_not_kept_and_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(music, "_KEPT_S", 0.5)
    path = file_of(tmp_path / "m.wav", tone(2.0, RATE), RATE)
    sound = heard(Music(path), 12)
    levels = np.sqrt((sound[: 120 * 2205].reshape(120, -1) ** 2).mean(axis=1))
    assert np.ptp(20 * np.log10(levels[1:])) < 0.2


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


def _unknown_codec(path: Path) -> None:
    file_of(path, tone(2, RATE), RATE)
    data = bytearray(path.read_bytes())
    at = data.index(b"fmt ") + 8
    data[at : at + 2] = b"\xff\xff"
    path.write_bytes(data)


@pytest.mark.parametrize(
    "make", [_nothing, _text, _no_samples, _all_zero, _picture, _a_blink, _unknown_codec]
)
def test_what_is_not_music_is_reported_in_one_line(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "m.wav"
    make(path)
    with pytest.raises(AudioError) as caught:
        heard(Music(path))
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("make", [_nothing, _text, _picture])
def test_no_sound_at_all_is_seen_at_a_first_look(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "m.wav"
    make(path)
    with pytest.raises(AudioError):
        Music(path).check()


@pytest.mark.skipif(sys.platform == "win32", reason="no colons in names")
def test_a_name_is_never_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path / "m.wav", tone(1.0, RATE), RATE).rename(tmp_path / "concat:m.wav")
    Music(Path("concat:m.wav")).check()
    file_of(tmp_path / "m.wav", tone(1.0, RATE), RATE)
    with pytest.raises(AudioError):
        Music(Path("concat:m.wav|m.wav")).check()


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mp3", tmp_path):
        with pytest.raises(AudioError):
            Music(path).digest()
        with pytest.raises(AudioError):
            Music(path).check()
        with pytest.raises(AudioError):
            heard(Music(path))


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders, no devices")
def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    for path in (tmp_path / "pipe.wav", Path("/dev/zero")):
        with pytest.raises(AudioError, match="must be a file"):
            Music(path).digest()
        with pytest.raises(AudioError, match="must be a file"):
            Music(path).check()


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".opus"])
def test_a_file_that_ends_broken_is_played_as_far_as_it_goes(tmp_path: Path, suffix: str) -> None:
    path = file_of(tmp_path / f"m{suffix}", tone(8.0, 48000), 48000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3] + b"\x00broken" * 10)
    sound = heard(Music(path))
    assert np.sqrt((sound[5 * RATE :] ** 2).mean()) > 0.003
