"""What a coach says and when, in order and in relative time: cues, and the segments that hold them.

A Script knows no voice. How long words take is found when it meets a voice, in `voicecoach.timeline`; what must fall on
an exact second is in a `Slot`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from voicecoach.script.body import START, Body
from voicecoach.script.body import Side as Side
from voicecoach.sound_beside import SoundBeside
from voicecoach.units import Seconds


class SegmentKind(StrEnum):
    """What a segment is for."""

    WELCOME = "welcome"
    SAFETY = "safety"
    SETUP = "setup"
    WORK = "work"
    REST = "rest"
    SWITCH = "switch"
    MOVE = "move"
    CLOSE = "close"


class Role(StrEnum):
    """Why something is said, or what a span is a window of."""

    WELCOME = "welcome"
    SAFETY = "safety"
    NAME = "name"
    SETUP = "setup"
    GO = "go"
    COUNT = "count"
    BREATH = "breath"
    REMIND = "remind"
    SIDE = "side"
    FINISH = "finish"
    REST = "rest"
    MOVE = "move"
    PROGRESS = "progress"
    CLOSE = "close"
    # Only of spans:
    HOLD = "hold"
    REP = "rep"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Say:
    """A phrase, spoken whole."""

    text: str
    """Plain words, at least one of them speakable; never empty, no markup but `[pause 3 s]` for silence between them."""
    role: Role
    rep: int | None = None
    """The repetition that it belongs to, from 1."""
    side: Side | None = None
    spoken: str = ""
    """The same with marked words (`voicecoach.pronunciation`), if the author says how some are said."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of an exact length."""

    seconds: Seconds


@dataclass(frozen=True, slots=True)
class Sound:
    """A chime by name."""

    name: str
    role: Role
    beside: SoundBeside | None = None
    """Its file, if that travels with the routine's."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Hold on until the user says so; if nobody can answer (a file), for `fallback` seconds."""

    prompt: str
    """What the user waits for, as a screen shows it; said aloud by a Say before it."""
    fallback: Seconds


@dataclass(frozen=True, slots=True)
class Anchored:
    """Something that starts inside a slot."""

    at: Seconds
    """When it is first heard, from the slot's start; the earliest such moment where `by` is given."""
    cue: Say | Sound
    priority: int
    """What fits is decided from the highest priority down; equals in order of `at`."""
    by: Seconds | None = None
    """The latest moment to start, from the slot's start; None: it starts at `at` exactly or not at all."""
    instead: Say | None = None
    """Fewer words for the same, tried where `cue` does not fit."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A window of exact length, in which words and sounds start at given offsets."""

    role: Role
    seconds: Seconds
    anchored: tuple[Anchored, ...] = ()
    rep: int | None = None
    side: Side | None = None
    stretch: bool = False
    """Whether the window may grow so that its exact words fit: if no dose says how long it is, and if they must
    be heard."""


Cue: TypeAlias = Say | Pause | Sound | Wait | Slot


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit that a person can skip, repeat or swap: a set-up, one set on one side, a rest."""

    kind: SegmentKind
    cues: tuple[Cue, ...]
    place: tuple[str | int, ...] = ()
    """Where in the routine it was asked for, as keys and indexes: ("steps", 3)."""
    visit: int = 0
    """Which exercise of the session this is, from 1 in the order of the session; 0 before the first. Segments of one
    visit make one chapter."""
    title: str = ""
    """What a chapter or a screen calls it: the exercise's name."""
    exercise: str | None = None
    """The exercise's id."""
    set: int | None = None
    """Which set, from 1."""
    side: Side | None = None
    reps: int | None = None
    """Repetitions in this set; where the side is `alternate`, a side."""
    hold: Seconds | None = None
    breaths: int | None = None
    """Breaths a repetition."""
    load: str | None = None
    """With what the set is done, in the author's words."""
    effort: int | None = None
    """How hard it should be, from 1 to 10."""
    pain: int | None = None
    """How much pain is all right, from 1 to 10; None: none is."""
    round: int | None = None
    """Which round of the steps that it is in, from 1; None outside rounds."""
    rounds: int | None = None
    """How many rounds there are; None: none, or as many as there is time for."""
    exact: bool = False
    """Whether its windows last what is written at any pace: in strict time, and by the clock. Of a script alone."""
    led: bool = False
    """Whether it begins without a word, as what leads into it is in the rest before it."""
    endless: bool = False
    """Whether it begins again at its end until the person answers: only a command leads on from it. Of a live session
    alone; a script has none."""
    before: Body = START
    """Where the body is as it begins."""
    after: Body = START
    """Where the body is as it ends."""


@dataclass(frozen=True, slots=True)
class Script:
    """All that will be said in one session, in order."""

    routine: str
    """The routine's id."""
    title: str
    segments: tuple[Segment, ...]
    language: str = "en"
    """The tag of the language that it is in."""
    session: int = 1
    """Which session of the routine it is for the person, from 1."""

    def __repr__(self) -> str:
        return f"<Script {self.routine}: {len(self.segments)} segments>"
