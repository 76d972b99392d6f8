"""Other programs are lowered while the coach speaks, by a real sound server that was told to do so."""

from __future__ import annotations

import os
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.needs import in_real_time
from tests.play.needs import need
from tests.play.sound_server import RATE, Recording, SoundServer
from voicecoach.play.clock import RealClock
from voicecoach.play.sinks.announcement import REST_S, ROLE
from voicecoach.play.sinks.api import Piece
from voicecoach.play.sinks.registry import find_output

pytestmark = [in_real_time, pytest.mark.slow]

HERTZ = 3000
"""Of the other program's music; the words are lower."""
WORDS_S = 2.0


def loudness(sound: np.ndarray) -> float:
    """Of the music, in decibels."""
    wave_of_it = np.exp(-2j * np.pi * HERTZ * np.arange(len(sound)) / RATE)
    return float(20 * np.log10(abs(sound @ wave_of_it) / len(sound) * 2 + 1e-6))


def test_music_of_another_program_is_lower_under_the_words_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("pulseaudio", "parec", "pactl", "paplay")
    clock, at = RealClock(), 0

    def pull(frames: int) -> Piece:
        nonlocal at
        numbers = np.arange(at, at + frames)
        at += frames
        words = 0.2 * np.sin(numbers * 0.1) * (numbers < WORDS_S * 22050)
        return Piece(words.astype(np.float32))

    song = tmp_path / "song.wav"
    with wave.open(str(song), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        music = 6000 * np.sin(2 * np.pi * HERTZ * np.arange(12 * RATE) / RATE)
        file.writeframes(music.astype(np.int16).tobytes())
    with SoundServer(tmp_path) as server, Recording(server) as recording:
        for key, value in server.environment.items():
            monkeypatch.setenv(key, value)
        module = ["module-role-ducking", f"trigger_roles={ROLE}", "ducking_roles=music", "volume=-20dB"]
        subprocess.run(["pactl", "load-module", *module], check=True, stdout=subprocess.DEVNULL)
        command = ["paplay", "--property=media.role=music", "--latency-msec=50", str(song)]
        with subprocess.Popen(command, env=dict(os.environ)) as other:
            clock.sleep(1.0)
            before = loudness(recording.samples(recording.length - RATE // 2))
            sink = find_output("pulse").open(22050, None, clock)
            sink.start(pull)
            clock.sleep(WORDS_S - 0.3)
            under = loudness(recording.samples(recording.length - RATE // 2))
            clock.sleep(0.3 + REST_S + 1.5)
            after = loudness(recording.samples(recording.length - RATE // 2))
            sink.close()
            other.kill()
    assert under == pytest.approx(before - 20, abs=3)
    assert after == pytest.approx(before, abs=1)
