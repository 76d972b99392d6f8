"""The chime is the same sound as everywhere, made without numpy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.audio.test_sounds import wav
from voicecoach.audio.quick_sound import LONGEST_S, louder, quick_sound
from voicecoach.audio.sounds import load_sound
from voicecoach.errors import AudioError


def samples(pcm: bytes) -> np.ndarray:
    return np.frombuffer(pcm, np.int16).astype(float)


@pytest.mark.parametrize("rate", [22050, 24000, 48000])
@pytest.mark.parametrize("name", ["ready", "tick", "start", "chime"])
def test_it_sounds_like_the_sound_of_that_name(name: str, rate: int) -> None:
    quick, slow = samples(quick_sound(name, rate)), load_sound(name, rate).samples.astype(float)
    assert abs(len(quick) - min(len(slow), LONGEST_S * rate)) <= 1
    both = min(len(quick), len(slow), round((LONGEST_S - 0.05) * rate))
    quick, slow = quick[:both], slow[:both]
    assert np.corrcoef(quick, slow)[0, 1] > 0.999
    assert abs(20 * np.log10(np.sqrt((quick**2).mean() / (slow**2).mean()))) < 1


def test_it_is_over_before_a_word_would_be_late() -> None:
    assert len(quick_sound("ready", 24000)) / 2 / 24000 <= 0.1


def test_the_volume_of_the_session_is_its_own_too() -> None:
    usual = samples(quick_sound("ready", 24000))
    for pcm in (quick_sound("ready", 24000, -6), louder(quick_sound("ready", 24000), -6)):
        assert samples(pcm) == pytest.approx(usual * 10**-0.3, abs=1)
    loudest = samples(quick_sound("ready", 24000, 9))
    assert np.abs(loudest).max() == 32767, "clipped, and not wrapped around"


def tone(bits: int, channels: int) -> bytes:
    """A tenth of a second of 700 Hz."""
    wave = np.sin(2 * np.pi * 700 * np.arange(4410) / 44100) * 0.3
    whole = np.repeat(np.rint(wave * 2 ** (bits - 1)).astype(np.int64) + (128 if bits == 8 else 0), channels)
    return b"".join(int(one).to_bytes(bits // 8, "little", signed=bits > 8) for one in whole)


@pytest.mark.parametrize(("bits", "channels"), [(16, 2), (8, 1), (24, 1), (24, 2)])
def test_a_sound_of_the_users_own_takes_its_place(
    bits: int, channels: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicecoach.audio.sounds._folders", lambda: (tmp_path, tmp_path))
    (tmp_path / "ready.wav").write_bytes(wav(tone(bits, channels), channels=channels, bits=bits))
    load_sound.cache_clear()
    quick, slow = samples(quick_sound("ready", 22050)), load_sound("ready", 22050).samples.astype(float)
    load_sound.cache_clear()
    assert np.corrcoef(quick[: len(slow)], slow[: len(quick)])[0, 1] > 0.99


def test_a_damaged_one_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.audio.sounds._folders", lambda: (tmp_path, tmp_path))
    (tmp_path / "ready.wav").write_bytes(b"RIFF")
    with pytest.raises(AudioError, match=r"ready\.wav"):
        quick_sound("ready", 22050)


def test_no_numpy_is_loaded() -> None:
    code = (
        "import sys; from voicecoach.audio.quick_sound import quick_sound; quick_sound('ready', 24000)\n"
        "print([one for one in ('numpy', 'pydantic', 'yaml') if one in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
