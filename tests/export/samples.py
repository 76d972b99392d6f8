"""A small session with known sound, made by hand: what the export tests write and read back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voicecoach.audio.pcm import Block
from voicecoach.script.cue import Role, Segment, SegmentKind, Side
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline
from voicecoach.units import Frames, Seconds, to_frames

RATE = 22050


def say(start: float, end: float, text: str, role: Role = Role.SETUP, rep: int | None = None) -> Event:
    return Event(to_frames(start, RATE), to_frames(end, RATE), EventKind.SAY, role, text, rep)


def span(start: float, end: float, role: Role, rep: int | None = None) -> Event:
    return Event(to_frames(start, RATE), to_frames(end, RATE), EventKind.SPAN, role, rep=rep)


def part(index: int, start: float, end: float, kind: SegmentKind, *events: Event, **of: object) -> Part:
    segment = Segment(kind, (), **of)  # type: ignore[arg-type]
    return Part(index, segment, to_frames(start, RATE), to_frames(end, RATE), events)


def session(
    title: str = "Morning back", first: str = "Pelvic tilt", words: str = "Lie on your back."
) -> Timeline:
    """Twenty seconds: a welcome, a hold of five seconds, one set on each side, and a close."""
    tilt = {"visit": 1, "title": first, "exercise": "pelvic-tilt"}
    chest = {"visit": 2, "title": "Knee to chest", "exercise": "knee-to-chest", "set": 1, "reps": 1}
    parts = (
        part(
            0, 0, 2, SegmentKind.WELCOME, say(0.0, 1.5, f"Welcome to {title}.", Role.WELCOME), title="Welcome"
        ),
        part(1, 2, 4, SegmentKind.SETUP, say(2.0, 3.5, words), **tilt),
        part(
            2,
            4,
            10,
            SegmentKind.WORK,
            span(4, 9, Role.HOLD, 1),
            say(4.0, 4.5, "hold", Role.GO, 1),
            say(5.0, 5.4, "two", Role.COUNT, 1),
            say(6.0, 6.4, "three", Role.COUNT, 1),
            say(7.0, 7.4, "four", Role.COUNT, 1),
            say(8.0, 8.4, "five", Role.COUNT, 1),
            say(9.0, 9.6, "and relax", Role.FINISH, 1),
            **tilt,
            set=1,
            reps=1,
            hold=Seconds(5.0),
        ),
        part(
            3, 10, 13, SegmentKind.REST, span(10, 13, Role.REST), say(10.0, 11.0, "Rest.", Role.REST), **tilt
        ),
        part(4, 13, 15, SegmentKind.WORK, say(13.0, 14.0, "Left side.", Role.SIDE), **chest, side=Side.LEFT),
        part(
            5, 15, 18, SegmentKind.WORK, say(15.0, 16.0, "Right side.", Role.SIDE), **chest, side=Side.RIGHT
        ),
        part(6, 18, 20, SegmentKind.CLOSE, say(18.0, 19.0, "Well done.", Role.CLOSE), visit=3, title="Close"),
    )
    return Timeline("morning-back", title, "silent:plain", RATE, parts)


def empty(seconds: float, rate: int = RATE) -> Timeline:
    """One silent part."""
    end = to_frames(seconds, rate)
    only = Part(0, Segment(SegmentKind.REST, (), title="Rest"), Frames(0), end, ())
    return Timeline("empty", "Empty", "silent:plain", rate, (only,))


def sound(timeline: Timeline, block: int = 4000) -> Iterator[Block]:
    """A tone where something is said, known silence elsewhere, in blocks of uneven size."""
    position = 0
    pieces: list[tuple[int, int, bool]] = []
    for _, event in timeline.events():
        if event.kind is EventKind.SAY:
            pieces += [(position, event.start, True), (event.start, event.end, False)]
            position = event.end
    pieces.append((position, timeline.end, True))
    for start, end, silent in pieces:
        for at in range(start, end, block):
            here = np.arange(at, min(at + block, end))
            tone = 0.25 * np.sin(here * 2 * np.pi * 440 / timeline.rate)
            samples = np.zeros(len(here), np.float32) if silent else tone.astype(np.float32)
            yield Block(samples, timeline.rate, silent)
