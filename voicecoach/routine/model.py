"""A routine: its title, its steps, and all else that an author writes at the top of a file.

These key names are the contract with every existing routine file. Scalars reach the models as the text that the author
wrote (see `voicecoach.routine.parse`), so every field that is not text parses its value from text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from voicecoach.routine.exercise import Exercise as Exercise
from voicecoach.routine.exercise import variants_of as variants_of
from voicecoach.routine.frequency import Frequency
from voicecoach.routine.kinds import Kind as Kind
from voicecoach.routine.kinds import OneSide as OneSide
from voicecoach.routine.kinds import Order as Order
from voicecoach.routine.kinds import Sides as Sides
from voicecoach.routine.kinds import Switch as Switch
from voicecoach.routine.kinds import Timing as Timing
from voicecoach.routine.mistakes import contradiction
from voicecoach.routine.position import Position as Position
from voicecoach.routine.progression import Progression
from voicecoach.routine.readings import WordReadings
from voicecoach.routine.safety import PRESCRIBED, Safety
from voicecoach.routine.scalars import Id, Language, Name, Note, OwnWords, PaperLine
from voicecoach.routine.session_keys import SessionKeys
from voicecoach.routine.steps import MOST_STEPS as MOST_STEPS
from voicecoach.routine.steps import STEP_MODELS as STEP_MODELS
from voicecoach.routine.steps import AsManyRounds as AsManyRounds
from voicecoach.routine.steps import Do as Do
from voicecoach.routine.steps import Every as Every
from voicecoach.routine.steps import Group as Group
from voicecoach.routine.steps import PauseFor as PauseFor
from voicecoach.routine.steps import PlaySound as PlaySound
from voicecoach.routine.steps import Repeat as Repeat
from voicecoach.routine.steps import Rest as Rest
from voicecoach.routine.steps import Rounds as Rounds
from voicecoach.routine.steps import SayText as SayText
from voicecoach.routine.steps import Step as Step
from voicecoach.routine.steps import WaitFor as WaitFor
from voicecoach.routine.steps import walk_all as walk_all
from voicecoach.routine.steps import walk_steps as walk_steps


class Routine(SessionKeys, init=False):
    """A routine file; when loaded whole, `exercises` holds every exercise that its steps and their variants name."""

    title: Name
    """What the coach calls it."""
    about: Note | None = None
    """One or two sentences on what it is for, for the person who does it: they are printed."""
    note: Note | None = None
    """For the person who keeps the file: it is never said, printed or written anywhere."""
    frequency: Frequency | None = None
    """How often it is to be done: 2 a day, 3 a week; said at the close, and printed."""
    progression: Progression | None = None
    """When its exercises become more, if that differs from the person's own rule."""
    for_whom: PaperLine | None = Field(default=None, alias="for")
    """Who it is for; printed."""
    from_whom: PaperLine | None = Field(default=None, alias="from")
    """Who wrote it; printed."""
    date: PaperLine | None = None
    """When; printed as it is written."""
    language: Language = "en"
    """The tag of the language that the coach speaks."""
    source: Note | None = None
    """Where the routine comes from."""
    safety: Safety = ()
    """Said at the start, after the coach's own notice, which `prescribed`, alone or among them, makes a short one."""
    welcome: OwnWords | None = None
    """Said first, instead of the coach's own words."""
    close: OwnWords | None = None
    """Said last, instead of the coach's own words."""
    say_as: WordReadings = Field(default={})
    """How words are said in this routine: other letters, sounds in IPA between slashes, or both."""
    timing: Timing | None = None
    """Strict: from the first work to the last, each work and each rest lasts exactly what is written."""
    order: Order = Order.AS_WRITTEN
    """Free: exercises next to one another are done so that somebody gets up and down least."""
    exercises: dict[Id, Exercise] = Field(default={}, max_length=500)
    """Exercises of this routine alone, by id; they go before files of the same id."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    """What is done, in order."""

    @model_validator(mode="after")
    def _strict_as_written(self) -> Self:
        if self.order is Order.FREE and self.timing is Timing.STRICT:
            raise contradiction(
                "what is strict is done as it is written; take order: free out, or the timing"
            )
        return self

    def __repr__(self) -> str:
        return f"<Routine “{self.title}”: {len(self.steps)} steps, {len(self.exercises)} exercises>"

    __str__ = __repr__

    def spelled_out(self) -> str:
        """Everything in it, as one text that changes with any of it."""
        return super().__repr__()

    @property
    def prescribed(self) -> bool:
        """Whether the listener's own therapist wrote it."""
        return PRESCRIBED in self.safety

    @property
    def notices(self) -> tuple[str, ...]:
        """The author's own lines of `safety`."""
        return tuple(line for line in self.safety if line != PRESCRIBED)

    def allows_pain(self) -> bool:
        """Whether some exercise says how much pain is all right."""
        return any(step.pain or self.exercises[step.do].pain for step in self.done())

    def missing(self) -> frozenset[str]:
        """The ids of exercises that it names but does not hold; none once it is loaded."""
        named = {step.do for step in self.done()}
        named.update(name for exercise in self.exercises.values() for _, name in variants_of(exercise))
        return frozenset(named - self.exercises.keys())

    def done(self) -> Iterator[Do]:
        """Every step that does an exercise, once each as written, inside groups too."""
        return (step for _, step in walk_steps(self.steps) if isinstance(step, Do))

    def optional(self) -> frozenset[str]:
        """The ids of the exercises that can be asked for."""
        return frozenset(step.do for step in self.done() if step.optional)

    def eased(self) -> frozenset[str]:
        """The ids of the exercises that have an easier variant."""
        known = self.exercises
        return frozenset(step.do for step in self.done() if step.do in known and known[step.do].easier)
