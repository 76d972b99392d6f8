"""The program as somebody in the room hears it: it plays to a real sound server, whose output is recorded."""

from __future__ import annotations

import contextlib
import importlib
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from tests.play.needs import need, need_simpleaudio
from tests.play.programs import Home
from tests.play.sound_server import RATE, Recording, SoundServer, resampled
from voicecoach.audio.pcm import FloatSamples
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.speech.api import Voice
from voicecoach.timeline.timeline import Event

if sys.platform == "win32":
    pytest.skip("terminals of POSIX", allow_module_level=True)
pexpect = importlib.import_module("pexpect")

ROUTINE = """
title: Short one
exercises:
  reach:
    name: Reach
    kind: stretch
    position: standing
    go: Reach up.
    finish: Lower.
    easier: small-reach
    dose: {reps: 3, hold: 8 s}
  small-reach:
    name: Small reach
    kind: stretch
    position: standing
    go: Reach a little.
    dose: {reps: 2, hold: 5 s}
  lean:
    name: Lean
    kind: stretch
    position: standing
    dose: {hold: 20 s}
steps:
  - reach
  - lean
"""

ALIKE = 0.72
"""From here on a stretch of a recording is the phrase that is looked for."""

Seen = TypeVar("Seen")


class Stage:
    """The program in a terminal of its own, and a recording of what it plays."""

    def __init__(
        self, home: Home, server: SoundServer, voice: Voice, recording: Recording, output: str
    ) -> None:
        home.routine.write_text(ROUTINE)
        home.environment |= server.environment
        self.server = server
        self.output = output
        self.voice = voice
        self.recording = recording
        self.at = 0
        """The frame of the recording from which on things are listened for: that of the last key."""
        command = home.command("play", str(home.routine), "--plain", "--output", output, "--voice", "espeak")
        self.program = pexpect.spawn(
            command[0], command[1:], env=home.environment, timeout=20, encoding="utf-8"
        )
        self.program.delaybeforesend = None
        self.timeline = prepare(load_routine(home.routine), Choices(), voice).timeline

    def press(self, key: str) -> int:
        """The frame of the recording at which the key was pressed."""
        self.at = self.recording.length
        self.program.send(key)
        return self.at

    def clip(self, text: str, voice: Voice | None = None) -> FloatSamples:
        """How the phrase sounds, at the rate of the voice."""
        return (voice or self.voice).say(text).heard.astype(np.float32) / 32768

    def hear(self, text: str, within: float = 15, voice: Voice | None = None) -> int:
        """Wait until that phrase is heard, from the last key on; the frame at which it begins."""
        clip, rate = self.clip(text, voice), self.voice.rate
        # Of a long phrase any third will do: a machine with much else to do may leave a gap in one of them.
        third = len(clip) // 3
        pieces = (
            [(0, clip)]
            if third < 0.3 * rate
            else [(at, clip[at : at + third]) for at in (0, third, 2 * third)]
        )
        end = time.monotonic() + within + len(clip) / rate
        first, best = self.at, 0.0
        while time.monotonic() < end:
            time.sleep(0.2)
            last = self.recording.length - int(len(clip) * RATE / rate) - 1
            if last <= first:
                continue
            for offset, piece in pieces:
                shift = int(offset * RATE / rate)
                at, alike = self.recording.find(piece, rate, first + shift, last + shift)
                best = max(best, alike)
                if alike > ALIKE:
                    return at - shift
            first = last
        seconds = (self.recording.length - self.at) / RATE
        raise AssertionError(
            f"“{text}” was not heard in {seconds:.1f} s ({self.output}): {best:.2f}\n{self.program.before}"
        )

    def begin_work(self) -> None:
        """Past the introduction and the lead-in, to the first word of the first set."""
        self.program.expect("Welcome")
        self.press("n")
        self.program.expect("First exercise: Reach")
        for _ in range(6):
            self.press("\r")
            if self.program.expect(["three\r\n", pexpect.TIMEOUT], timeout=0.4) == 0:
                self.program.expect("Reach up")
                self.at = self.recording.length
                return
        raise AssertionError("no set begins")

    def seconds(self, one: Event, two: Event) -> float:
        """From one event of the timeline to the other."""
        return (two.start - one.start) / self.voice.rate

    def first(self, text: str) -> Event:
        """The timeline's first event with these words."""
        return next(event for _, event in self.timeline.events() if event.text == text)

    def heard_at(self, events: list[Event], zero: Event, zero_at: int) -> list[float]:
        """When each event is heard in the recording, in seconds, looked for around where it should be: `zero` is heard
        at frame `zero_at`."""
        found = []
        for event in events:
            near, room = zero_at + int(self.seconds(zero, event) * RATE), int(0.12 * RATE)
            at, alike = self.recording.find(self.clip(event.text), self.voice.rate, near - room, near + room)
            assert alike > ALIKE, f"“{event.text}” is not where it should be ({self.output}): {alike:.2f}"
            found.append(at / RATE)
        return found

    def gain_of(self, text: str, at: int) -> float:
        """How loud the phrase that is heard at frame `at` is, as a factor on its clip."""
        clip = resampled(self.clip(text), self.voice.rate)
        heard = self.recording.samples(at, at + len(clip))
        return float(heard @ clip / (clip @ clip))


@contextlib.contextmanager
def stage_on(folder: Path, output: str, voice: Voice, cache: Path) -> Iterator[Stage]:
    """A stage with a sound server of its own; `folder` need not exist."""
    need("pulseaudio", "parec")
    if output == "simpleaudio":
        need_simpleaudio()
    (folder / "pulse").mkdir(parents=True)
    with SoundServer(folder / "pulse") as server, Recording(server) as recording:
        made = Stage(Home(folder, cache), server, voice, recording, output)
        try:
            yield made
        finally:
            made.program.close(force=True)


def at_once(scene: Callable[[Stage], Seen], stages: list[Stage]) -> list[Seen]:
    """The scene on every stage, at the same time, for it takes as long as it takes. Raises what one raised."""
    with ThreadPoolExecutor(len(stages)) as pool:
        return list(pool.map(scene, stages))
