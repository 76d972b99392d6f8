"""One set and what is said in it: the words that start and end a repetition, its number, the reminders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from voicecoach.routine.cue_times import cue_times
from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Exercise, Kind
from voicecoach.script.cue import Pause, Role, Say, Side
from voicecoach.script.turn import Turn, turns_of
from voicecoach.script.visit import Visit
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

AFTER_SET = Pause(Seconds(2.0))
"""After the last release of a set, before anything is said."""


def end_of_time(exercise: Exercise) -> str:
    """The message that ends a timed set if the author has no words for it: nobody who lies still is told to stop."""
    return end_of_breaths(exercise) if exercise.kind in (Kind.STRETCH, Kind.BREATHE) else "stop"


def end_of_breaths(exercise: Exercise) -> str:
    """The message that ends a set of breaths if the author has no words for it: who only breathed has nothing to let go of."""
    return "release-breathing" if exercise.kind is Kind.BREATHE else "release-breath"


class Marks(TypedDict):
    """What is marked in a window."""

    cues: tuple[float, ...] | None
    quiet: bool


class SetWords:
    """One set on one side, or on both in turn."""

    def __init__(
        self,
        words: Wording,
        visit: Visit,
        dose: Prescription,
        side: Side | None,
        number: int,
        reminders: Iterator[str],
    ) -> None:
        self.words = words
        self.visit = visit
        self.exercise = visit.exercise
        self.dose = dose
        self.side = side
        self.number = number
        """Of the set, from 1."""
        self.reminders = reminders

    def turns(self) -> Iterator[Turn]:
        """Its repetitions, in order."""
        return turns_of(self.visit, self.side, self.dose, self.number)

    def marks(self, length: Seconds) -> Marks:
        """When the author wants a window of that length to be marked."""
        cues = self.visit.cues
        return Marks(cues=None if cues is None else cue_times(cues, length), quiet=self.visit.quiet)

    def after(self, turn: Turn) -> Turn | None:
        """The repetition that follows; None after the last."""
        turns = list(self.turns())
        following = turns[turns.index(turn) + 1 :]
        return following[0] if following else None

    def before(self, turn: Turn) -> Turn | None:
        """The repetition before it; None before the first."""
        turns = list(self.turns())
        at = turns.index(turn)
        return turns[at - 1] if at else None

    def reminder(self, turn: Turn) -> Say | None:
        """The next reminder, in some repetitions."""
        if not self.words.reminds(turn.rep) or (self.side is Side.ALTERNATE and not self.leads(turn)):
            return None
        text = next(self.reminders, None)
        return self.words.author(text, Role.REMIND, turn.side) if text else None

    def leads(self, turn: Turn) -> bool:
        """Whether the turn is of the side that begins."""
        return turn.side is self.visit.doses[0][0]

    def number_of(self, turn: Turn) -> Say:
        """What is said of which repetition it is."""
        words = self.words
        if turn.last:
            return self.last(turn.side)
        number = words.phrases.number(turn.rep)
        reps = words.phrases.number(turn.reps)
        if self.side is not Side.ALTERNATE:
            return words.say("rep-of", Role.PROGRESS, number=number, reps=reps)
        assert turn.side is not None
        side = words.side(turn.side)
        if self.leads(turn):
            return words.say("rep-of-side", Role.PROGRESS, side=side, number=number, reps=reps)
        return words.say("rep-side", Role.PROGRESS, side=side, number=number)

    def last(self, side: Side | None) -> Say:
        """Said once, before it: of the set, or of each side if they take turns."""
        if self.side is Side.ALTERNATE and side is not None:
            return self.words.say("rep-last-side", Role.PROGRESS, side=self.words.side(side))
        return self.words.say("rep-last", Role.PROGRESS)

    def go(self, rep: int, side: Side | None, *, named: bool = False) -> Say:
        """The words that start a repetition; where sides take turns with the side, unless that is `named` before."""
        exercise, words = self.exercise, self.words
        first = rep == 1 and words.full
        text = exercise.go_of(rep) or (exercise.first_go if first else exercise.short)
        text = text or exercise.first_go or exercise.short
        said = words.author(text, Role.GO, side) if text else words.say("begin", Role.GO)
        if self.side is Side.ALTERNATE and side is not None and not named and "{side}" not in (text or ""):
            return words.say("side-go", Role.GO, side=words.side(side), go=said.text)
        return said

    def phases(self, tempo: Sequence[Seconds], turn: Turn) -> tuple[Say | None, ...]:
        """What is said in each phase of a repetition; nothing, if the exercise has no words for so many, or only counts are said.

        A phase of no length has no word. The first has the words that start a repetition, in the first one or in each.
        """
        texts = self.exercise.phases
        if len(texts) != len(tempo) or self.words.bare:
            return ()
        first = self.exercise.go_of(turn.rep) or (self.exercise.first_go if turn.rep == 1 else None)
        said = [self.words.author(text, Role.GO, turn.side) for text in (first or texts[0], *texts[1:])]
        if self.side is Side.ALTERNATE and turn.side is not None and "{side}" not in (first or texts[0]):
            said[0] = self.words.say("side-go", Role.GO, side=self.words.side(turn.side), go=said[0].text)
        return tuple(cue if length else None for cue, length in zip(said, tempo, strict=True))

    def short_phase(self, side: Side | None) -> Say:
        """A shorter word for the first phase: where sides take turns, the side."""
        if self.side is Side.ALTERNATE and side is not None:
            return self.words.say(f"side-{side.value}", Role.GO)
        return self.words.author(self.exercise.phases[0], Role.GO, side)

    def finish(self, default: str, side: Side | None) -> Say:
        """The words that end a repetition: those of the author, else a message of the coach."""
        text = self.exercise.finish
        return self.words.author(text, Role.FINISH, side) if text else self.words.say(default, Role.FINISH)
