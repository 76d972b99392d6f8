"""Sessions with known sound: each sample tells which frame of the session it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.play.engine.mix_ahead import MixAhead
from voicecoach.play.engine.player import Player
from voicecoach.script.cue import Role, Segment, SegmentKind, Side
from voicecoach.timeline.timeline import Event, EventKind, Part
from voicecoach.units import Frames, to_frames

RATE = 1000
"""A frame a millisecond: times in these tests can be read."""

SCALE = 1e-6
"""What a frame's number is multiplied by to be a sample."""


def say(start: float, end: float, text: str, role: Role = Role.SETUP, rep: int | None = None) -> Event:
    return Event(to_frames(start, RATE), to_frames(end, RATE), EventKind.SAY, role, text, rep)


def span(start: float, end: float, role: Role = Role.HOLD, rep: int | None = None) -> Event:
    return Event(to_frames(start, RATE), to_frames(end, RATE), EventKind.SPAN, role, rep=rep)


def wait(start: float, end: float, prompt: str = "Roll over.") -> Event:
    return Event(to_frames(start, RATE), to_frames(end, RATE), EventKind.WAIT, Role.MOVE, prompt)


def part(
    index: int,
    start: float,
    end: float,
    *events: Event,
    kind: SegmentKind = SegmentKind.WORK,
    visit: int = 0,
    exercise: str | None = None,
    set_: int | None = None,
    side: Side | None = None,
) -> Part:
    title = exercise.replace("-", " ").capitalize() if exercise else "Start"
    segment = Segment(
        kind, (), ("steps", visit), visit, title=title, exercise=exercise, set=set_, side=side, reps=1
    )
    return Part(index, segment, to_frames(start, RATE), to_frames(end, RATE), events)


def session() -> list[Part]:
    """Two exercises, 30 seconds: a hold of five seconds on each side, a rest, a wait."""
    tilt = {"visit": 1, "exercise": "pelvic-tilt"}
    bridge = {"visit": 2, "exercise": "bridge"}
    return [
        part(0, 0, 2, say(0, 1.5, "Welcome.", Role.WELCOME), kind=SegmentKind.WELCOME),
        part(1, 2, 5, say(2, 3, "Pelvic tilt.", Role.NAME), say(3.5, 4.5, "Lie on your back."),
             kind=SegmentKind.SETUP, **tilt),
        part(2, 5, 11, *hold(5), set_=1, side=Side.LEFT, **tilt),
        part(3, 11, 13, say(11, 12, "Switch sides.", Role.SIDE), kind=SegmentKind.SWITCH, **tilt),
        part(4, 13, 19, *hold(13), set_=1, side=Side.RIGHT, **tilt),
        part(5, 19, 23, say(19, 20, "Bridge.", Role.NAME), wait(20, 23), kind=SegmentKind.SETUP, **bridge),
        part(6, 23, 29, *hold(23), set_=1, **bridge),
        part(7, 29, 30, say(29, 29.8, "Well done.", Role.CLOSE), kind=SegmentKind.CLOSE),
    ]  # fmt: skip


def hold(start: float) -> list[Event]:
    """Hold, two, three, four, five, and relax: counted on the second."""
    words = ("Hold.", "Two.", "Three.", "Four.", "Five.")
    counts = [say(start + at, start + at + 0.4, word, Role.COUNT, 1) for at, word in enumerate(words)]
    return [
        span(start, start + 5, Role.HOLD, 1),
        *counts,
        say(start + 5, start + 5.6, "Relax.", Role.FINISH, 1),
    ]


def mix(made: Part, skip: int) -> Iterator[Block]:
    """Each sample is its frame's absolute number, plus one, times SCALE; in blocks of 0.7 s."""
    for first in range(made.start + skip, made.end, 700):
        numbers = np.arange(first, min(first + 700, made.end), dtype=np.float32)
        yield Block(((numbers + 1) * SCALE).astype(np.float32), RATE)


def player(parts: list[Part] | None = None) -> Player:
    made = Player(RATE, MixAhead(mix, 2 * RATE, alone=True))
    for one in session() if parts is None else parts:
        made.append(one)
    made.complete = True
    return made


def pull(made: Player, seconds: float, step: int = 15) -> FloatSamples:
    """What an output would hear in so many seconds."""
    left = to_frames(seconds, RATE)
    got = []
    while left:
        piece = made.pull(min(step, left)).samples
        assert len(piece), "the player has nothing ready"
        got.append(piece)
        left = Frames(left - len(piece))
    return np.concatenate(got) if got else np.zeros(0, np.float32)


def frames_of(samples: FloatSamples) -> list[int]:
    """The frame's number of each sample; -1 for silence."""
    return [round(float(sample) / SCALE) - 1 for sample in samples]
