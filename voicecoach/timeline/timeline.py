"""A session with every cue at its exact frame: what is played, written to files and shown as text.

All frames here are absolute: counted from the first frame of the session, at the timeline's rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voicecoach.script.cue import Role, Segment, Side
from voicecoach.sound_beside import SoundBeside
from voicecoach.units import Frames, Seconds, to_seconds


class EventKind(StrEnum):
    """What happens at an event: something is said or sounds, the coach waits, or a span runs."""

    SAY = "say"
    SOUND = "sound"
    WAIT = "wait"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Event:
    """A cue at its place."""

    start: Frames
    """When it is first heard (of a span, a wait: when it begins)."""
    end: Frames
    """The frame after its last."""
    kind: EventKind
    role: Role
    text: str = ""
    """The words (say), the sound's name (sound), the prompt (wait); empty of a span."""
    rep: int | None = None
    side: Side | None = None
    spoken: str = ""
    """Of words: the same with marks (`voicecoach.pronunciation`) on those that the author wants said in another way."""
    beside: SoundBeside | None = None
    """Of a sound: its file, if that travels with the routine's."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A phrase that was left out because its slot has no room for it."""

    text: str
    role: Role
    rep: int | None
    needed_s: Seconds
    """How long it is heard."""
    room_s: Seconds
    """How much time there was."""


@dataclass(frozen=True, slots=True)
class Part:
    """A Segment at its place. Its events start at or after `start` and end at or before `end`.

    Its segment has no cues: they are the events.
    """

    index: int
    """Its number in the timeline, from 0."""
    segment: Segment
    start: Frames
    end: Frames
    events: tuple[Event, ...]
    """In order of start; a span comes before what is heard at its first frame."""
    misfits: tuple[Misfit, ...] = ()

    def __repr__(self) -> str:
        own = self.segment
        named = [str(own.kind), own.exercise, f"set {own.set}" if own.set else "", own.side and str(own.side)]
        what = " ".join(name for name in named if name)
        return f"<Part {self.index}: {what}, frames {self.start} to {self.end}, {len(self.events)} events>"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One exercise of the session, or what comes before the first or after the last."""

    title: str
    start: Frames
    end: Frames


@dataclass(frozen=True, slots=True)
class Timeline:
    """The compiled session. Parts are contiguous: each starts at the end of the one before, the first at 0."""

    routine: str
    """The routine's id."""
    title: str
    voice: str
    """The id of the voice that it was measured with; another voice needs a timeline of its own."""
    rate: int
    """Frames a second."""
    parts: tuple[Part, ...]
    language: str = "en"
    """The tag of the language that it is in."""
    session: int = 1
    """Which session of the routine it is for the person, from 1."""
    adapted: tuple[str, ...] = ()
    """How it differs from the routine as it is written, in sentences for a reader."""

    def __repr__(self) -> str:
        return f"<Timeline {self.routine}: {self.duration:.1f} s, {len(self.parts)} parts, {self.voice}>"

    @property
    def end(self) -> Frames:
        """The frame after the last: the exact length."""
        return self.parts[-1].end if self.parts else Frames(0)

    @property
    def duration(self) -> Seconds:
        """The exact length in seconds."""
        return to_seconds(self.end, self.rate)

    def events(self) -> Iterator[tuple[Part, Event]]:
        """Every event with its part, in order."""
        for part in self.parts:
            for event in part.events:
                yield part, event

    def chapters(self) -> tuple[Chapter, ...]:
        """Contiguous chapters over the whole length, one a visit to an exercise."""
        chapters: list[Chapter] = []
        previous: tuple[int, str] | None = None
        for part in self.parts:
            key = (part.segment.visit, part.segment.title)
            if key == previous:
                chapters[-1] = Chapter(chapters[-1].title, chapters[-1].start, part.end)
            else:
                chapters.append(Chapter(part.segment.title, part.start, part.end))
            previous = key
        return tuple(chapters)
