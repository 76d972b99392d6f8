"""Chimes by name, and the files that they are read from."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from voicecoach.audio import sounds
from voicecoach.audio.loudness import momentary_loudness
from voicecoach.audio.resample import resample, resampled_length
from voicecoach.audio.sounds import HIGHEST_PEAK_DB, LEVEL_LUFS, known_sounds, load_sound, sound_length
from voicecoach.audio.wav_reader import parse_wav
from voicecoach.errors import AudioError, SoundNotFound
from voicecoach.shipped import shipped_sounds_dir

SHIPPED = ("bell", "chime", "end", "gong", "halfway", "ready", "start", "tick")
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(sounds, "user_sounds_dir", lambda: folder)
    load_sound.cache_clear()
    return folder


def wav(
    data: bytes, code: int = 1, channels: int = 1, rate: int = 44100, bits: int = 16, align: int | None = None
) -> bytes:
    align = channels * bits // 8 if align is None else align
    form = struct.pack("<HHIIHH", code, channels, rate, rate * align % 2**32, align, bits)
    chunks = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


LOUD = struct.pack("<h", 16000) * 4410


def test_the_tool_makes_the_shipped_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "make_sounds.py", tmp_path], check=True)

    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.wav")}
    assert made == {path.name: path.read_bytes() for path in shipped_sounds_dir().glob("*.wav")}
    assert set(made) == {f"{name}.wav" for name in SHIPPED}


@pytest.mark.parametrize("rate", [22050, 44100, 48000])
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_sounds_begin_at_once_at_their_level(name: str, rate: int) -> None:
    clip = load_sound(name, rate)
    loud = np.abs(clip.heard.astype(int))

    assert clip.rate == rate
    assert clip.length == sound_length(name, rate)
    level = momentary_loudness(clip.heard / np.float32(32768), rate)
    peak_db = 20 * np.log10(loud.max() / 32768)
    if name in ("tick", "ready"):  # over too soon to be as loud as that; as high as any sound may be
        assert peak_db == pytest.approx(HIGHEST_PEAK_DB, abs=0.05)
        assert (-26 if name == "tick" else -21) < level < (-24 if name == "tick" else -19)
    else:
        assert peak_db < -6
        assert level == pytest.approx(LEVEL_LUFS, abs=0.1)
    assert int(np.argmax(loud > 0.1 * loud.max())) < 0.005 * rate
    assert loud[-10:].max() < 40
    assert not clip.samples.flags.writeable


def test_known_sounds_are_the_shipped_and_the_users(own: Path) -> None:
    for name in ("my-bell.wav", "Loud Bell.wav", "notes.txt", ".hidden.wav"):
        (own / name).write_bytes(wav(LOUD))

    assert known_sounds() == tuple(sorted((*SHIPPED, "loud-bell", "my-bell")))
    assert load_sound("loud-bell", 44100).length == 4410


def test_the_users_own_goes_first(own: Path) -> None:
    shipped = load_sound("bell", 44100).length
    (own / "bell.wav").write_bytes(wav(LOUD))
    load_sound.cache_clear()

    assert load_sound("bell", 44100).length == 4410 != shipped


def tone(peak: float, seconds: float = 1.0) -> bytes:
    """1 kHz, in 16 bits."""
    time = np.arange(round(seconds * 44100)) / 44100
    return wav(np.rint(peak * 32767 * np.sin(2 * np.pi * 1000 * time)).astype("<i2").tobytes())


@pytest.mark.parametrize("peak", [1.0, 0.3, 0.05])
def test_the_users_own_come_to_the_same_level(own: Path, peak: float) -> None:
    (own / "mine.wav").write_bytes(tone(peak))

    clip = load_sound("mine", 22050)

    assert momentary_loudness(clip.heard / np.float32(32768), 22050) == pytest.approx(LEVEL_LUFS, abs=0.1)
    assert clip.length == sound_length("mine", 22050)


def test_a_sound_is_never_made_louder_than_its_peak_allows(own: Path) -> None:
    spiky = np.zeros(44100, "<i2")
    spiky[[0, 20000]] = 3000, -20000
    (own / "spiky.wav").write_bytes(wav(spiky.tobytes()))

    loud = np.abs(load_sound("spiky", 44100).samples.astype(int))

    assert loud.max() / 32767 == pytest.approx(10 ** (HIGHEST_PEAK_DB / 20), rel=1e-3)
    assert loud[0] / loud.max() == pytest.approx(0.15, rel=0.01)


def test_hiss_stays_soft(own: Path) -> None:
    (own / "hiss.wav").write_bytes(tone(0.011))

    assert np.abs(load_sound("hiss", 44100).samples.astype(int)).max() / 32767 == pytest.approx(
        0.11, rel=0.02
    )


def test_an_unknown_sound_offers_near_names() -> None:
    with pytest.raises(SoundNotFound, match="did you mean “bell”") as caught:
        load_sound("bel", 22050)
    assert caught.value.name == "bel"
    with pytest.raises(SoundNotFound, match="there are bell, chime"):
        load_sound("xylophone", 22050)


@pytest.mark.parametrize(
    "name",
    ["../bell", "/etc/passwd", "..", "", "a/b", "bell.wav", "Bell", "bell\n", "bell\0", "c:bell", "b" * 300],
)
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(SoundNotFound):
        load_sound(name, 22050)


def test_a_link_out_of_the_folder_is_refused(own: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.wav").write_bytes(wav(LOUD))
    try:
        (own / "mine.wav").symlink_to(tmp_path / "secret.wav")
    except OSError:
        pytest.skip("this system makes no links")
    (own / "inside.wav").write_bytes(wav(LOUD))
    (own / "alias.wav").symlink_to(own / "inside.wav")

    with pytest.raises(AudioError, match="leads out of its folder"):
        load_sound("mine", 22050)
    assert load_sound("alias", 22050).length == 2205


HOSTILE = {
    "empty": b"",
    "no WAV": b"ID3\x03" + bytes(100),
    "RIFX": b"RIFX" + wav(LOUD)[4:],
    "no chunks": b"RIFF\4\0\0\0WAVE",
    "no format": b"RIFF\x10\0\0\0WAVEdata\4\0\0\0\0\0\0\0",
    "short format": b"RIFF\x10\0\0\0WAVEfmt \2\0\0\0\1\0data\4\0\0\0\0\0\0\0",
    "no data": wav(b""),
    "no channels": wav(LOUD, channels=0),
    "many channels": wav(LOUD, channels=60000, align=2),
    "no rate": wav(LOUD, rate=0),
    "absurd rate": wav(LOUD, rate=2**31),
    "packed": wav(LOUD, code=0x11),
    "twelve bits": wav(LOUD, bits=12),
    "sixty-four bits": wav(LOUD, bits=64),
    "a wrong frame": wav(LOUD, align=7),
    "silent": wav(bytes(20000)),
    "too long": wav(struct.pack("<h", 16000) * 4000 * 31, rate=4000),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_reported_by_its_path(own: Path, data: bytes) -> None:
    (own / "mine.wav").write_bytes(data)

    for read in (load_sound, sound_length):
        with pytest.raises(AudioError, match=r"mine\.wav") as caught:
            read("mine", 22050)
        assert "\n" not in str(caught.value)


def test_a_huge_file_is_not_read(own: Path) -> None:
    with (own / "mine.wav").open("wb") as file:
        file.write(wav(LOUD))
        file.truncate(sounds.LARGEST + 10)

    with pytest.raises(AudioError, match="larger than 16 MB"):
        load_sound("mine", 22050)


def test_a_file_that_cannot_be_read(own: Path) -> None:
    (own / "mine.wav").mkdir()
    with pytest.raises(SoundNotFound):
        load_sound("mine", 22050)


def test_any_bytes_give_a_wave_or_an_error() -> None:
    good = wav(LOUD[:64])
    noise = np.random.default_rng(5)
    for _ in range(2000):
        data = bytearray(good)
        for place in noise.integers(0, len(good), 3):
            data[place] = noise.integers(256)
        try:
            parse_wav(bytes(data), "it").mono()
        except AudioError:
            continue


@pytest.mark.parametrize(
    "data",
    [
        wav(struct.pack("<4h", 0, 16384, -32768, 0)),
        wav(bytes([128, 192, 0, 128]), bits=8),
        wav(b"\0\0\0\0\0\x40\0\0\x80\0\0\0", bits=24),
        wav(struct.pack("<4i", 0, 2**30, -(2**31), 0), bits=32),
        wav(struct.pack("<4f", 0, 0.5, -1, 0), code=3, bits=32),
        wav(struct.pack("<8h", 0, 0, 32767, 1, -32768, -32768, 100, -100), channels=2),
    ],
    ids=["16", "8", "24", "32", "float", "stereo"],
)
def test_formats(data: bytes) -> None:
    wave = parse_wav(data, "it")

    assert wave.mono().tolist() == pytest.approx([0, 0.5, -1, 0], abs=1e-4)
    assert wave.onset(0.3) == 1


def test_what_is_not_a_number_is_silent() -> None:
    wave = parse_wav(wav(struct.pack("<4f", float("nan"), float("inf"), -9.0, 0.5), code=3, bits=32), "it")

    assert wave.mono().tolist() == [0, 1, -1, 0.5]
    assert wave.onset(0.4) == 2


def test_a_length_needs_no_numpy() -> None:
    code = "import sys; from voicecoach.audio.sounds import sound_length as s; s('bell', 22050); print('numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={**os.environ}
    )

    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("source", "target"), [(44100, 22050), (22050, 48000), (48000, 22050), (44100, 16000), (8000, 22050)]
)
def test_a_tone_keeps_its_pitch_time_and_level(source: int, target: int) -> None:
    sound = np.sin(2 * np.pi * 1000 * np.arange(source // 4) / source).astype(np.float32)
    out = resample(sound, source, target)
    wanted = np.sin(2 * np.pi * 1000 * np.arange(len(out)) / target)

    assert len(out) == resampled_length(len(sound), source, target)
    middle = slice(len(out) // 4, -len(out) // 4)
    assert np.abs(out - wanted)[middle].max() < 1e-4


def test_what_the_lower_rate_cannot_hold_is_taken_out() -> None:
    high = np.sin(2 * np.pi * 15000 * np.arange(11025) / 44100).astype(np.float32)

    assert np.abs(resample(high, 44100, 22050))[200:-200].max() < 1e-4


@pytest.mark.parametrize("frames", [0, 1, 2, 7])
def test_very_short_sounds(frames: int) -> None:
    assert len(resample(np.ones(frames, np.float32), 44100, 48000)) == resampled_length(frames, 44100, 48000)
