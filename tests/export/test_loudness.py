"""Loudness as FFmpeg measures it, and a limiter that does not depend on where blocks end."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export import samples
from tests.export.tools import program
from voicecoach.audio.limiter import amplified_blocks
from voicecoach.audio.loudness import integrated_loudness
from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.export.orders.batch import Renderer
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound import wav
from voicecoach.export.sound.leveling import Gain, gain_to
from voicecoach.script.choices import Choices, Talk


def speech(seconds: float, rate: int = 22050, level: float = 0.05, seed: int = 1) -> FloatSamples:
    """Something like speech: syllables of voiced sound and of hiss, of uneven loudness, with pauses and sharp peaks."""
    random = np.random.default_rng(seed)
    out = np.zeros(int(seconds * rate), np.float32)
    at = 0
    while at < len(out):
        size = int(random.uniform(0.08, 0.3) * rate)
        time = np.arange(size) / rate
        pitch = random.uniform(90, 130)
        voiced = sum(np.cos(2 * np.pi * pitch * n * time) / n for n in range(1, 25))
        sound = voiced if random.random() < 0.7 else random.normal(size=size)
        shaped = level * random.uniform(0.3, 1.5) * np.hanning(size) * sound
        end = min(at + size, len(out))
        out[at:end] = shaped[: end - at]
        at += size + (int(random.uniform(0.3, 2) * rate) if random.random() < 0.2 else 0)
    return out


def blocks(samples_: FloatSamples, rate: int = 22050, size: int = 16384) -> Iterator[Block]:
    for at in range(0, len(samples_), size):
        piece = samples_[at : at + size]
        yield Block(piece, rate, not piece.any())


def joined(pieces: Iterator[Block]) -> FloatSamples:
    return np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in pieces)])


def metered(samples_: FloatSamples, rate: int, path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak, by FFmpeg's ebur128."""
    timeline = samples.empty(len(samples_) / rate, rate)
    with path.open("wb") as out:
        wav.write_wav(Recording(Publication(timeline), [Block(samples_, rate)]), out)
    return read(path)


def read(path: Path) -> tuple[float, float]:
    """The same of a file, in one channel as it is played in two."""
    command = [program("ffmpeg"), "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true"]
    done = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True)
    summary = done.stderr.rsplit("Summary:", 1)[1]
    loudness, peak = re.search(r"I: +(\S+) LUFS", summary), re.search(r"Peak: +(\S+) dBFS", summary)
    assert loudness
    assert peak
    return float(loudness[1]), float(peak[1])


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
def test_the_measure_agrees_with_ffmpeg(rate: int, tmp_path: Path) -> None:
    sound = speech(20, rate)
    assert integrated_loudness(blocks(sound, rate)) == pytest.approx(
        metered(sound, rate, tmp_path / "a.wav")[0], abs=0.1
    )


def test_the_measure_does_not_depend_on_blocks_and_knows_silence() -> None:
    sound = np.concatenate([speech(3), np.zeros(50_000, np.float32), speech(2, seed=2)])
    whole = integrated_loudness([Block(sound, 22050)])
    for size in (100, 1111, 22050):
        assert integrated_loudness(blocks(sound, size=size)) == pytest.approx(whole, abs=1e-3)
    assert integrated_loudness(blocks(np.zeros(30000, np.float32))) is None
    assert integrated_loudness([]) is None
    assert integrated_loudness([Block(speech(0.2), 22050)]) is not None


@pytest.mark.parametrize(("level", "target"), [(0.02, -16.0), (0.2, -16.0), (0.05, -23.0), (0.1, -16.0)])
def test_any_speech_comes_out_at_its_loudness_with_no_peak_too_high(
    level: float, target: float, tmp_path: Path
) -> None:
    sound = speech(40, level=level)
    gain = gain_to(target, lambda: blocks(sound)).factor
    loud = joined(amplified_blocks(blocks(sound), gain))
    assert len(loud) == len(sound)
    loudness, peak = metered(loud, 22050, tmp_path / "a.wav")
    assert loudness == pytest.approx(target, abs=0.5)
    assert peak <= -1.0


def test_silence_stays_as_it_is() -> None:
    silence = np.zeros(22050, np.float32)
    assert gain_to(-16, lambda: blocks(silence)) == Gain()
    assert all(block.silent for block in amplified_blocks(blocks(silence), 10.0))


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=20), st.floats(0.1, 8))
def test_the_limiter_does_not_depend_on_where_blocks_end(sizes: list[int], gain: float) -> None:
    sound = speech(sum(sizes) / 22050 + 0.001)[: sum(sizes)]
    ends = np.cumsum(sizes)[:-1]
    cut = [Block(piece, 22050) for piece in np.split(sound, ends)]
    one = joined(amplified_blocks([Block(sound, 22050)], gain))
    assert np.allclose(joined(amplified_blocks(cut, gain)), one, atol=1e-5)
    assert len(one) == len(sound)


def test_what_needs_no_limit_is_only_multiplied() -> None:
    sound = speech(2, level=0.01)
    assert np.array_equal(joined(amplified_blocks(blocks(sound), 1.5)), sound * np.float32(1.5))


def test_a_peak_is_brought_down_smoothly_and_only_around_it() -> None:
    sound = np.full(22050, 0.1, np.float32)
    sound[11000] = 1.0
    out = joined(amplified_blocks([Block(sound, 22050)], 1.0, ceiling_db=-6.0))
    assert out.max() <= 10 ** (-6 / 20) + 1e-6
    assert np.array_equal(out[:10700], sound[:10700])
    assert np.array_equal(out[11300:], sound[11300:])
    assert np.abs(np.diff(np.delete(out, 11000))).max() < 0.002


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "m4a", "opus", "mka"])
def test_a_shipped_routine_is_as_loud_as_promised_in_every_format(suffix: str, tmp_path: Path) -> None:
    """Its shortest session, by the embedded voice: what FFmpeg's meter says of the file, codec and all."""
    path = tmp_path / f"a.{suffix}"
    choices = Choices(talk=Talk.SHORT)
    (made,) = Renderer(choices, "espeak", 150).render_routine(
        "stretches-for-relief", RenderOrder(path, cover=False)
    )
    assert made.length_s > 300
    loudness, peak = read(path)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1.0
