"""What a session consists of: exercises at their turn, and what comes between them."""

from __future__ import annotations

from dataclasses import dataclass

from voicecoach.routine.count_in import USUAL_COUNT_IN
from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Exercise, PauseFor, PlaySound, Rest, SayText, Sides, WaitFor
from voicecoach.script.body import Side
from voicecoach.script.fit import Place as Place
from voicecoach.units import Range, Seconds

NEXT_FROM = 6.0
"""Seconds: the shortest rest that announces what comes next; after a shorter one, that is said at once anyway."""

MINUTE = 60.0
"""Seconds: an interval of this length is called a minute."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The beginning of steps that go by the clock."""

    seconds: Seconds
    """From one start to the next; or of all rounds together."""
    times: int | None
    """How many intervals; None: as many rounds as there is time for."""

    @property
    def minutes(self) -> bool:
        """Whether its rounds are minutes."""
        return self.times is not None and self.seconds == MINUTE


@dataclass(frozen=True, slots=True)
class ClockEnd:
    """The end of these steps."""


@dataclass(frozen=True, slots=True)
class Round:
    """One of several rounds of the same steps."""

    number: int
    """From 1."""
    of: int | None
    """None: as many as there is time for."""
    rest: Range | None = None
    """Between two of them."""
    clock: Clock | None = None
    """By which it begins or ends."""
    inner: bool = False
    """Whether it is one of the rounds within a round: the last of them is not the last of all."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One exercise, at its turn."""

    number: int
    """From 1, in the order of the session."""
    id: str
    exercise: Exercise
    doses: tuple[tuple[Side | None, Prescription], ...]
    """The dose of each side in the order they are done; one of side None if there are no sides."""
    place: Place
    again: bool = False
    """Whether the session had this exercise before: its set-up is known by now."""
    alike: bool = False
    """Whether it then had the same dose."""
    at_once: bool = False
    """Whether it was the exercise just before."""
    announced: bool = False
    """Whether the rest before it says what comes."""
    fetch: tuple[str, ...] = ()
    """Props that nobody was asked to fetch yet."""
    heard: frozenset[str] = frozenset()
    """Instructions of exercises before it, as their authors wrote them."""
    count_in: int = USUAL_COUNT_IN
    """The number from which its sets are counted in; the first word is on one. 0: no count."""
    pain: int | None = None
    """How much pain is all right, on a scale to 10; None: none is."""
    round: Round | None = None
    """The innermost round that it is in."""
    quiet: bool = False
    """Whether nothing is said in its timed sets and holds."""
    cues: str | tuple[str, ...] | None = None
    """When these are marked; None: as the coach has it."""
    not_when_sore: bool = False
    """Whether it is left out on a sore day."""
    strict: bool = False
    """Whether its own sets and rests last exactly what is written."""
    set_by_set: bool = False
    """Whether the sides change after each set, and not after all sets of one."""

    @property
    def alternates(self) -> bool:
        """Whether sides change every repetition: not where their times differ, for then they cannot."""
        same = len({dose.time_s for _, dose in self.doses}) == 1
        return self.exercise.sides is Sides.ALTERNATE and same and len(self.doses) == 2


@dataclass(frozen=True, slots=True)
class Interlude:
    """What comes between exercises."""

    step: Rest | PauseFor | SayText | PlaySound | WaitFor | Round | Clock | ClockEnd
    """A Round stands for its beginning."""
    place: Place

    @property
    def marks(self) -> bool:
        """Whether it stands for a place in the session, and for nothing that is done there."""
        return isinstance(self.step, Round | Clock | ClockEnd)
