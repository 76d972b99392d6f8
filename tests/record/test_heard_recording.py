"""The whole way on a real sound server: somebody speaks into a microphone, `record` keeps it, and a render says it on time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.needs import in_real_time
from tests.play.needs import need
from tests.play.programs import Home
from tests.play.sound_server import Recording, SoundServer
from voicecoach.audio.pcm import FloatSamples
from voicecoach.speech.recording_file import read_head

pexpect = pytest.importorskip("pexpect")

pytestmark = [
    pytest.mark.slow,  # a sound server, and words at the time that they take
    pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX"),
]

ROUTINE = """
title: One
welcome: Hello.
safety: []
exercises:
  lift:
    name: Lift
    kind: strengthen
    position: standing
    go: Lift.
    dose: {reps: 1, hold: 5 s}
steps:
  - lift
"""

RATE = 48_000

SPOKEN = {"Hello.": (300, 0.7), "two": (500, 0.35), "three": (800, 0.4)}
"""The phrases that are said, each as a sweep that begins at so many Hz and lasts so many seconds."""

KEYS_READY = "Keys: space record"
KEYS_NEXT = "Keys: space next"


def sweep(text: str) -> FloatSamples:
    """A sound that is no other, as suddenly there as a plosive."""
    pitch, length_s = SPOKEN[text]
    at = np.arange(round(length_s * RATE)) / RATE
    sound = 0.3 * np.sin(2 * np.pi * (pitch * at + pitch * at**2))
    return sound.astype(np.float32)


class Room:
    """A sound server whose speaker the microphone hears, and somebody who speaks there."""

    def __init__(self, folder: Path, server: SoundServer, home: Home) -> None:
        self.folder = folder
        self.server = server
        self.home = home
        home.routine.write_text(ROUTINE)
        home.environment |= {name: value for name, value in server.environment.items() if name != "HOME"}

    def speak(self, text: str) -> None:
        """Say a phrase, and return when it is said."""
        file = self.folder / "said.wav"
        samples = np.concatenate([sweep(text), np.zeros(RATE // 5, np.float32)])
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes((samples * 32767).astype("<i2").tobytes())
        subprocess.run(["paplay", "-d", "cap", str(file)], env=self.home.environment, check=True, timeout=20)

    @property
    def folder_of_anna(self) -> Path:
        return self.folder / "data" / "voicecoach" / "recordings" / "anna"

    def kept(self) -> list[str]:
        """The words of what is recorded."""
        return [read_head(path).text for path in self.folder_of_anna.glob("*.wav")]

    def record(self, *arguments: str):  # type: ignore[no-untyped-def]
        """The program in a terminal; with the routine, unless phrases are named."""
        routine = [] if "--phrase" in arguments else [str(self.home.routine)]
        command, *rest = self.home.command(
            "record", *routine, "--name", "anna", "--plain", "--device", "monitor", *arguments
        )
        return pexpect.spawn(
            command, rest, env=self.home.environment, encoding="utf-8", timeout=30, dimensions=(40, 240)
        )


@pytest.fixture
def room(tmp_path: Path):  # type: ignore[no-untyped-def]
    need("pulseaudio", "paplay")
    (tmp_path / "pulse").mkdir()
    with SoundServer(tmp_path / "pulse") as server:
        yield Room(tmp_path, server, Home(tmp_path))


def walk(program, room: Room) -> list[str]:  # type: ignore[no-untyped-def]
    """Goes through all phrases that are asked for and says those that are known; what was asked for."""
    asked = []
    while True:
        found = program.expect([r"(\d+) of (\d+)(?:, a count[^:]*)?: ([^\r\n]*)\r\n", pexpect.EOF])
        if found == 1:
            return asked
        text = program.match[3]
        asked.append(text)
        program.expect_exact(KEYS_READY)
        if text not in SPOKEN:
            program.send("n")
            continue
        program.send(" ")
        program.expect_exact("Speak now.")
        room.speak(text)
        program.expect(r"recorded, ([0-9.]+) s")
        assert abs(float(program.match[1]) - SPOKEN[text][1]) < 0.02
        program.expect_exact(KEYS_NEXT)
        program.send(" ")


def wait_for(text: str, speaker: Recording) -> None:
    """Until the phrase is heard."""
    sound = sweep(text)[: RATE // 2]
    end = time.monotonic() + 20
    while speaker.find(sound, RATE, 0, speaker.length)[1] < 0.9:
        assert time.monotonic() < end, f"“{text}” is not heard"
        time.sleep(0.2)


def likeness(window: FloatSamples, sound: FloatSamples) -> tuple[int, float]:
    """Where the sound is in the window, and how like it is there, up to 1."""
    product = np.correlate(window, sound, "valid")
    power = np.sqrt(np.convolve(window**2, np.ones(len(sound)), "valid") * (sound @ sound)) + 1e-9
    at = int(np.argmax(product / power))
    return at, float((product / power)[at])


@in_real_time
def test_what_is_said_into_a_microphone_is_heard_in_a_render_on_its_frame(room: Room) -> None:
    program = room.record("--fallback", "silent")
    asked = walk(program, room)
    printed = program.before
    assert set(SPOKEN) < set(asked)
    assert len(asked) == len(set(asked))
    assert "3 of" in printed
    assert "the voice silent says the others" in printed

    # The place is kept: only what is missing comes again.
    again = room.record()
    again.expect(r"1 of (\d+)")
    assert int(again.match[1]) == len(asked) - len(SPOKEN)
    again.send("q")
    again.expect(pexpect.EOF)
    again.close()
    assert again.exitstatus == 0

    voice = ("--voice", "recorded:anna")
    shown = room.home.run("preview", str(room.home.routine), "--format", "json", *voice)
    assert shown.returncode == 0, shown.stderr
    out = room.folder / "one.wav"
    done = room.home.run("render", str(room.home.routine), "-o", str(out), *voice)
    assert done.returncode == 0, done.stderr
    with wave.open(str(out)) as file:
        assert file.getframerate() == RATE
        heard = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
    events = [one for one in json.loads(shown.stdout)["events"] if one.get("text") in SPOKEN]
    assert {one["text"] for one in events} == set(SPOKEN)
    around = RATE // 20
    padded = np.pad(heard, around)
    for event in events:
        sound, begin = sweep(event["text"]), round(event["start"] * RATE)
        at, like = likeness(padded[begin : begin + len(sound) + 2 * around], sound)
        assert like > 0.98, event
        assert abs(at - around) < 0.003 * RATE, event

    # And live: the note, and the first words through the speaker.
    with Recording(room.server) as speaker:
        command, *rest = room.home.command(
            "play", str(room.home.routine), "--plain", "--no-media-keys", *voice
        )
        program = pexpect.spawn(
            command, rest, env=room.home.environment, encoding="utf-8", timeout=30, dimensions=(40, 240)
        )
        program.expect(
            r"(\d+) of \d+ phrases are not recorded in recorded:anna, and said by the voice silent"
        )
        assert int(program.match[1]) == len(asked) - len(SPOKEN)
        wait_for("Hello.", speaker)
        program.sendintr()
        program.expect(pexpect.EOF)
        program.close()


@in_real_time
def test_a_microphone_that_goes_away_in_a_phrase_and_comes_back(room: Room) -> None:
    program = room.record("--phrase", "Hello.", "--phrase", "two")
    program.expect_exact(KEYS_READY)
    program.send(" ")
    program.expect_exact("Speak now.")
    room.server.stop()
    program.expect_exact(
        "the microphone went away, and nothing of this phrase was recorded; plug it in again"
    )
    program.send(" ")
    program.expect_exact("microphone: no microphone found")
    room.server.start()
    program.send(" ")
    program.expect_exact("Speak now.")
    room.speak("Hello.")
    program.expect(r"recorded, 0\.7")

    # It is listened to on the same server.
    with Recording(room.server) as heard:
        program.send("l")
        listened = sweep("Hello.")[: RATE // 2]
        end = time.monotonic() + 20
        while heard.find(listened, RATE, 0, heard.length)[1] < 0.9:
            assert time.monotonic() < end, (
                heard.find(listened, RATE, 0, heard.length),
                program.read_nonblocking(2000, 1),
            )
            time.sleep(0.2)

    # One that hangs when it is to be opened does not take the keys along for ever.
    program.send(" ")
    program.expect_exact("two")
    room.server.hang()
    program.expect_exact("the microphone went away")
    program.send(" ")
    program.expect_exact("the sound system does not answer", timeout=30)
    program.send("q")
    program.expect(pexpect.EOF)
    program.close()
    room.server.go_on()
    assert program.exitstatus == 0
    assert set(room.kept()) == {"Hello."}


@in_real_time
def test_ctrl_c_in_a_phrase_restores_the_terminal_and_keeps_what_is_recorded(room: Room) -> None:
    program = room.record("--phrase", "Hello.", "--phrase", "two")
    program.expect_exact(KEYS_READY)
    program.send(" ")
    program.expect_exact("Speak now.")
    room.speak("Hello.")
    program.expect_exact(KEYS_NEXT)
    program.send("  ")
    program.expect_exact("Speak now.")
    program.sendintr()
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 130
    assert set(room.kept()) == {"Hello."}
    assert sorted(path.suffix for path in room.folder_of_anna.iterdir()) == [".json", ".wav"]


def test_where_there_is_no_sound_system_one_line_says_what_to_do(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.environment |= {"PULSE_SERVER": "unix:/nonexistent", "ALSA_CONFIG_PATH": "/dev/null"}
    command, *rest = home.command("record", "--phrase", "two", "--name", "anna")
    program = pexpect.spawn(
        command, rest, env=home.environment, encoding="utf-8", timeout=30, dimensions=(40, 400)
    )
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 1
    (line,) = program.before.strip().splitlines()
    assert line.startswith("voicecoach: microphone: no microphone found. Plug one in, or")
    assert not (tmp_path / "data" / "voicecoach" / "recordings" / "anna").exists()
