"""Music as it is heard: the program plays to a real sound server, whose output is recorded and measured."""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.audio.tunes import file_of, tone
from tests.needs import in_real_time
from tests.play.needs import need
from tests.play.programs import Home
from tests.play.sound_server import RATE, Recording, SoundServer
from voicecoach.audio.ducking import DUCK_DB
from voicecoach.audio.pcm import FloatSamples

if sys.platform == "win32":
    pytest.skip("terminals of POSIX", allow_module_level=True)
pexpect = importlib.import_module("pexpect")

pytestmark = [in_real_time, pytest.mark.slow]  # each test in it listens to a session

HERTZ = 3000.0
"""A tone that no phrase of the voice has for long."""

ROUTINE = """
title: Quiet one
welcome: Hello.
safety: []
steps:
  - say: One.
  - rest: 30 s
"""

HOP = RATE // 100


def levels(sound: FloatSamples) -> FloatSamples:
    """How loud the tone is, in dB, for each hundredth of a second."""
    hops = sound[: len(sound) // HOP * HOP].reshape(-1, HOP)
    wave = np.exp(-2j * np.pi * HERTZ * np.arange(HOP) / RATE)
    found: FloatSamples = 20 * np.log10(np.abs(hops @ wave) / HOP * 2 + 1e-6)
    return found


def test_music_is_softer_under_words_and_silent_in_a_pause(tmp_path: Path) -> None:
    need("pulseaudio", "parec")
    home = Home(tmp_path)
    home.routine.write_text(ROUTINE)
    song = file_of(tmp_path / "song.flac", tone(3.0, 44100, HERTZ), 44100, "stereo")
    with SoundServer(tmp_path) as server, Recording(server) as recording:
        home.environment |= server.environment
        command = home.command(
            "play",
            str(home.routine),
            "--output",
            "auto",
            "--plain",
            "--music",
            str(song),
            "--voice",
            "espeak",
            "--session",
            "10",
        )
        program = pexpect.spawn(command[0], command[1:], env=home.environment, timeout=30, encoding="utf-8")
        program.expect("Rest")
        rest = recording.length
        time.sleep(7.0)
        paused = recording.length
        program.send(" ")
        time.sleep(0.9)
        resumed = recording.length
        program.send(" ")
        time.sleep(4.0)
        program.send("q")
        program.expect(pexpect.EOF)
        heard = levels(recording.samples())
    alone = np.median(heard[(paused - RATE) // HOP : paused // HOP])
    assert np.median(heard[rest // HOP : (rest + RATE // 2) // HOP]) == pytest.approx(alone + DUCK_DB, abs=2)
    silent = heard[paused // HOP + 15 : resumed // HOP]
    assert silent.max() < -90, "150 ms after the key"
    assert heard[(resumed + 2 * RATE) // HOP :].max() > alone + DUCK_DB - 2
