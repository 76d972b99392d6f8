"""A whole live session on a table: a voice whose words can be read off the samples, an output pulled by hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import ClassVar

import numpy as np

from voicecoach.audio.pcm import Clip
from voicecoach.errors import DeviceError, SynthesisFailed
from voicecoach.play.clock import FastClock
from voicecoach.play.coaching.memory import recall
from voicecoach.play.coaching.studio import Studio
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import key_map
from voicecoach.play.live import LiveSession
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.sinks.api import Pull
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.units import Frames, to_frames

RATE = 1000
"""A frame a millisecond."""

STEP_S = 0.04

ROUTINE = """
title: Two things
welcome: Hello.
close: Well done.
exercises:
  bridge:
    name: Bridge
    kind: strengthen
    position: on the back
    setup: [Lie down.]
    go: Lift.
    finish: Lower.
    caution: [Stop if it hurts.]
    dose: {sets: 2, reps: 2, hold: 5 s, rest: 15 s}
    easier: half-bridge
    harder: high-bridge
  half-bridge:
    name: Half bridge
    kind: strengthen
    position: on the back
    setup: [Lie down flat.]
    go: Lift a little.
    finish: Lower.
    caution: [Stop if it hurts.]
    dose: {sets: 1, reps: 2, hold: 3 s}
  high-bridge:
    name: High bridge
    kind: strengthen
    position: on the back
    setup: [Lie down tall.]
    go: Lift a lot.
    caution: [Stop if it hurts.]
    dose: {sets: 1, reps: 2, hold: 8 s}
  twist:
    name: Twist
    kind: stretch
    position: on the back
    sides: each
    setup: [Bend your knees.]
    go: Turn.
    dose: {hold: 20 s}
  march:
    name: March
    kind: warm up
    position: standing
    setup: [Stand up.]
    go: March.
    dose: {reps: 8}
steps:
  - bridge
  - wait: Roll over.
    time: 30 s
  - twist
  - march
"""


class ReadableVoice:
    """Says each phrase as a constant of its own, 40 ms a letter."""

    id = "readable:one"
    rate = RATE

    def __init__(self, words: int = 150) -> None:
        self.slowness = 150 / words
        self.texts: list[str] = []
        self.broken: set[str] = set()

    def say(self, text: str) -> Clip:
        if text in self.broken:
            raise SynthesisFailed("it hangs", backend="readable", phrase=text)
        if text not in self.texts:
            self.texts.append(text)
        samples = np.full(self.length(text), 100 + self.texts.index(text), np.int16)
        return Clip(samples, RATE, Frames(0))

    def length(self, text: str) -> Frames:
        if text in self.broken:
            raise SynthesisFailed("it hangs", backend="readable", phrase=text)
        return to_frames(min(0.8, 0.04 * len(text)) * self.slowness, RATE)

    def close(self) -> None:
        pass


class HandSink:
    """Pulled by the test."""

    backend = "a hand"
    gapless = True

    def __init__(self) -> None:
        self.pull: Pull | None = None
        self.living = True
        self.breaks: int | None = 0

    def start(self, pull: Pull) -> None:
        self.pull = pull

    def heard(self, pulled: int) -> int:
        return pulled

    def drop(self, epoch: int) -> bool:
        return False

    def alive(self) -> bool:
        return self.living

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Heard:
    """A phrase, as far as it was heard."""

    text: str
    start: float
    seconds: float


class Rig:
    """A session that a test drives."""

    made: ClassVar[list[Rig]] = []
    """All that were made in this test; their locks are let go of after it."""

    def __init__(
        self, folder: Path, settings: LiveSettings | None = None, *, text: str = ROUTINE, broken: str = ""
    ) -> None:
        path = folder / "two-things.yaml"
        path.write_text(text, encoding="utf-8")
        self.voices: dict[int, ReadableVoice] = {}
        self.broken = {broken} if broken else set()
        settings, choices = recall(
            settings or LiveSettings(keys=key_map("standard")), load_routine(path), Choices()
        )
        self.studio = Studio(
            load_routine(path), choices, self._voice, 150, lambda text: self.session.unspoken(text)
        )
        self.sinks: list[HandSink] = []
        self.device_there = True
        self.clock = FastClock()
        self.session = LiveSession(self.studio, self._open, self.clock, settings, threads=False)
        self.samples: list[np.ndarray] = []
        self.session.begin()
        Rig.made.append(self)

    def _voice(self, words: int) -> ReadableVoice:
        voice = self.voices[words] = ReadableVoice(words)
        voice.broken = self.broken
        if len(self.voices) > 1:
            voice.texts = self.voices[150].texts
        return voice

    def _open(self) -> HandSink:
        if not self.device_there:
            raise DeviceError("no device", output="hand")
        self.sinks.append(HandSink())
        return self.sinks[-1]

    def hear(self, seconds: float) -> list[Heard]:
        """Let so much time pass; what was heard meanwhile."""
        first = len(self.samples)
        for _ in range(round(seconds / STEP_S)):
            self.step()
        return self.words(first)

    def step(self) -> bool:
        going = self.session.tick()
        sink = self.sinks[-1]
        if sink.living:
            assert sink.pull is not None
            self.samples.append(sink.pull(round(STEP_S * RATE)).samples)
        self.clock.sleep(STEP_S)
        return going

    def until(self, text: str, longest: float = 600) -> list[Heard]:
        """Let time pass until that phrase has been heard for a moment; all that was heard meanwhile."""
        first = len(self.samples)
        value = self.value(text)
        for _ in range(round(longest / STEP_S)):
            self.step()
            last = self.samples[-1]
            if np.count_nonzero(np.rint(last * 32768) == value) >= 8:
                return self.words(first)
        raise AssertionError(f"“{text}” was not heard; heard was {self.words(first)}")

    def value(self, text: str) -> int:
        texts = self.voices[150].texts
        if text not in texts:
            texts.append(text)
        return 100 + texts.index(text)

    def words(self, first: int = 0) -> list[Heard]:
        """The phrases of all steps from `first` on."""
        samples = np.rint(np.concatenate(self.samples[first:] or [np.zeros(0)]) * 32768).astype(int)
        texts, found, at = self.voices[150].texts, [], 0
        for value, run in groupby(samples):
            length = len(list(run))
            if 100 <= value < 100 + len(texts) and length > 3:
                found.append(Heard(texts[value - 100], at / RATE, length / RATE))
            at += length
        return found

    def do(self, command: Command) -> None:
        self.session.ask(command)
        self.session.tick()

    def texts(self, seconds: float) -> list[str]:
        return [one.text for one in self.hear(seconds)]

    def finish(self) -> None:
        """To the end, as `LiveSession.run` does it."""
        while self.step():
            pass
        self.session.close()

    def crash(self) -> None:
        """As a flat battery does it: nothing is written, the lock is gone."""
        if self.session.log.keeper is not None:
            self.session.log.keeper.leave()

    @property
    def here(self) -> tuple[str | None, str, int | None, str | None]:
        """Exercise, kind, set and side of the part that is pulled."""
        spot = self.session.playback.player.spot
        assert spot is not None
        segment = spot.part.segment
        return segment.exercise, segment.kind.value, segment.set, segment.side.value if segment.side else None
