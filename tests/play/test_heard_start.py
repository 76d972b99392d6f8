"""A session as it begins in the room: a chime, and then its first words in one stream, whichever of them was kept."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.needs import in_real_time
from tests.play.needs import need
from tests.play.programs import Home
from tests.play.sound_server import RATE, Recording, SoundServer
from voicecoach.audio.sounds import load_sound
from voicecoach.opening import MOST_KEPT
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

pytestmark = pytest.mark.slow

ROUTINE = """
title: A short beginning
exercises:
  reach: {name: Reach, kind: stretch, position: standing, go: Reach up., dose: {hold: 5 s}}
steps: [reach]
"""


def begin(home: Home, server: SoundServer, *options: str) -> Recording:
    """The recording of a session, which is ended after its second phrase."""
    with Recording(server) as recording:
        command = home.command("play", str(home.routine), "--plain", "--voice", "espeak:en-gb", *options)
        program = subprocess.Popen(command, env=home.environment, stdout=subprocess.PIPE, text=True)
        assert program.stdout is not None
        for _ in range(2):
            assert program.stdout.readline()
        folder = Path(home.environment["XDG_CACHE_HOME"]) / "voicecoach" / "timelines"
        end = time.monotonic() + 20
        while time.monotonic() < end and len(list(folder.glob("*.opening"))) < 2:
            time.sleep(0.1)
        time.sleep(5)
        program.send_signal(signal.SIGINT)
        program.wait(10)
        program.stdout.close()
    return recording


@in_real_time
def test_a_chime_then_the_words_and_the_next_time_in_one_piece_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("pulseaudio", "parec")
    home = Home(tmp_path)
    home.routine.write_text(ROUTINE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    with open_voice("espeak:en-gb") as voice:
        timeline = prepare(load_routine(home.routine), Choices(), voice).timeline
        said = [event for _, event in timeline.events() if event.kind == "say"][:2]
        clips = [
            voice.say(event.text).heard[: 3 * voice.rate // 2].astype(np.float32) / 32768 for event in said
        ]
    chime = load_sound("ready", voice.rate).heard.astype(np.float32) / 32768
    apart_s = (said[1].start - said[0].start) / voice.rate
    with SoundServer(tmp_path) as server:
        home.environment |= server.environment | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        for kept in (False, True):
            recording = begin(home, server)
            last = recording.length - len(clips[1]) * RATE // voice.rate - 1
            (first, alike), (second, also) = (recording.find(clip, voice.rate, 0, last) for clip in clips)
            at, chimes = recording.find(chime, voice.rate, 0, first)
            assert min(alike, also, chimes) > 0.9
            assert (second - first) / RATE == pytest.approx(apart_s, abs=0.005), "in one piece"
            after_s = (first - at) / RATE - len(chime) / voice.rate
            assert after_s >= -0.005, "the chime is over first"
            if kept:
                assert after_s < 0.1, "without a pause"
        silent = begin(home, server, "--no-chime")
        _, chimes = silent.find(chime, voice.rate, 0, silent.length - RATE)
        assert chimes < 0.7
        assert len(list((tmp_path / "cache" / "voicecoach" / "timelines").glob("*.opening"))) <= MOST_KEPT


def start(home: Home, *options: str, routine: str | None = None) -> subprocess.Popen[str]:
    command = home.command(
        "play", routine or str(home.routine), "--plain", "--voice", "espeak:en-gb", *options
    )
    return subprocess.Popen(
        command,
        env=home.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def takes_signals(process: int) -> bool:
    """Whether the program has begun: before, Python or the system answers a signal."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    need("pulseaudio", "parec")
    made = Home(tmp_path)
    made.routine.write_text(ROUTINE)
    return made


@in_real_time
def test_ctrl_c_ends_it_at_any_moment_of_the_start(home: Home, tmp_path: Path) -> None:
    with SoundServer(tmp_path) as server:
        home.environment |= server.environment
        for kept in (False, True):
            for after_s in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8):
                program = start(home)
                while not takes_signals(program.pid):
                    time.sleep(0.005)
                time.sleep(after_s)
                program.send_signal(signal.SIGINT)
                _, said = program.communicate(timeout=20)
                assert program.returncode == 130, (kept, after_s, said)
                assert said == "", (kept, after_s)
            begin(home, server)


@in_real_time
def test_q_ends_it_at_any_moment_of_the_start(home: Home, tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    with SoundServer(tmp_path) as server:
        home.environment |= server.environment
        begin(home, server)
        for after_s in (0.0, 0.3, 0.6, 1.0):
            words = home.command("play", str(home.routine), "--plain", "--voice", "espeak:en-gb")
            program = pexpect.spawn(words[0], words[1:], env=home.environment, timeout=20, encoding="utf-8")
            program.delaybeforesend = None
            time.sleep(after_s)
            program.send("q")
            program.expect(pexpect.EOF)
            program.close()
            assert program.exitstatus == 0, (after_s, program.before)
            assert "Traceback" not in program.before


def test_what_cannot_begin_says_so_in_one_line_after_the_chime(home: Home, tmp_path: Path) -> None:
    with SoundServer(tmp_path) as server:
        home.environment |= server.environment
        for options, routine, line in (
            (("--device", "Nowhere"), None, "no device “Nowhere”"),
            ((), "no-such-routine", "no-such-routine"),
            (("--include", "plank"), None, "has no optional exercise “plank”"),
            (("--voice", "espeak:klingonese"), None, "klingonese"),
        ):
            program = start(home, *options, routine=routine)
            _, said = program.communicate(timeout=30)
            assert program.returncode == 1, said
            assert line in said
            assert len(said.splitlines()) <= 2, said


@in_real_time
def test_a_routine_that_was_changed_begins_with_its_new_words(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    with SoundServer(tmp_path) as server:
        home.environment |= server.environment
        begin(home, server)
        folder = Path(home.environment["XDG_CACHE_HOME"]) / "voicecoach" / "timelines"
        assert len(list(folder.glob("*.opening"))) == 2
        home.routine.write_text(ROUTINE.replace("A short beginning", "Quite another thing"))
        program = start(home)
        assert program.stdout is not None
        assert program.stdout.readline() == "Welcome to Quite another thing.\n"
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=20)
        # A kept file that is damaged is left alone.
        home.routine.write_text(ROUTINE)
        for file in folder.glob("*.opening"):
            file.write_bytes(file.read_bytes()[:-2000])
        recording = begin(home, server)
    with open_voice("espeak:en-gb") as voice:
        words = voice.say("Welcome to A short beginning.").heard.astype(np.float32) / 32768
    _, alike = recording.find(words, voice.rate, 0, recording.length - 3 * RATE)
    assert alike > 0.9
