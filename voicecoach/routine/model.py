"""What an author writes: exercises, steps and routines.

These key names are the contract with every existing routine file. Scalars reach the models as the text that the author
wrote (see `voicecoach.routine.parse`), so every field that is not text parses its value from text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, PrivateAttr, Tag, model_validator

from voicecoach.routine.cue_times import Cues
from voicecoach.routine.dose import Dose, PauseTime, RestTime, Time
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.frequency import Frequency
from voicecoach.routine.kinds import Kind as Kind
from voicecoach.routine.kinds import OneSide as OneSide
from voicecoach.routine.kinds import Sides as Sides
from voicecoach.routine.kinds import Switch as Switch
from voicecoach.routine.kinds import Timing as Timing
from voicecoach.routine.mistakes import contradiction
from voicecoach.routine.position import Position as Position
from voicecoach.routine.readings import WordReadings
from voicecoach.routine.safety import PRESCRIBED, Pain, Safety
from voicecoach.routine.scalars import (
    CountIn,
    Flag,
    Id,
    Language,
    Name,
    Note,
    PaperLine,
    SoundName,
    Spoken,
    Times,
)
from voicecoach.routine.step_keys import BARE, NO_STEP, STEP_KEYS, step_keys
from voicecoach.routine.tree import Keys
from voicecoach.sound_beside import SoundBeside
from voicecoach.typography import plain_value

MOST_STEPS = 500
"""In one list of them."""


LEFT_OUT = "none"
"""In the place of a side's dose: that side is not done."""


def _or_left_out(schema: dict[str, Any]) -> None:
    dose = {name: schema.pop(name) for name in list(schema) if name not in ("description", "default")}
    schema["anyOf"] = [{"const": LEFT_OUT}, dose]


SideDose = Annotated[Dose | None, Field(default=None, json_schema_extra=_or_left_out)]
"""A side's own dose in a step; `none` there is read as `side`: the other one."""


class Exercise(FileModel, init=False):
    """One movement, as `scripts/exercises/*.yaml` holds it, or a routine's own `exercises` map."""

    name: Name
    """What the coach calls it."""
    kind: Kind
    position: Position
    """Where it starts; the coach gives time to get there."""
    sides: Sides = Sides.NONE
    props: tuple[Name, ...] = Field(default=(), max_length=10)
    """What must be within reach: a towel, a bench."""
    about: Spoken | None = None
    """Why it is done: one sentence, said before it."""
    setup: tuple[Spoken, ...] = Field(default=(), max_length=20)
    """How to get ready: one instruction a line."""
    go: Spoken | None = None
    """Starts the first repetition."""
    short: Spoken | None = None
    """Starts each later repetition; a word or two."""
    finish: Spoken | None = None
    """Ends a repetition: the way back."""
    leave: tuple[Spoken, ...] = Field(default=(), max_length=10)
    """How to get out of it, after the last repetition of a side: one instruction a line."""
    inhale: Spoken | None = None
    """Said for breathing in, if the breath moves the body: breathe in and arch."""
    exhale: Spoken | None = None
    """Said for breathing out: and out, round your back."""
    hold: Spoken | None = None
    """Said where the breath is held after breathing in, if the dose has such a phase."""
    empty: Spoken | None = None
    """Said where the breath is held after breathing out, if the dose has such a phase."""
    remind: tuple[Spoken, ...] = Field(default=(), max_length=20)
    """Said when there is time."""
    caution: tuple[Spoken, ...] = Field(default=(), max_length=10)
    """When to stop, and who should leave it; said before the first effort."""
    pain: Pain | None = None
    """How much pain is all right here, on a scale to 10; left out, none is."""
    dose: Dose = Field(default_factory=Dose)
    """How much, if a step does not say."""
    left: Dose | None = None
    """What the left side does differently."""
    right: Dose | None = None
    """What the right side does differently."""
    easier: Id | None = None
    """The exercise to do instead if this is too much."""
    harder: Id | None = None
    """The exercise to do instead if this is too little."""
    say_as: WordReadings = Field(default={})
    """How words are said in it: other letters, sounds in IPA between slashes, or both."""
    ease_in: Flag = False
    """Whether the gentle level begins with the easier exercise instead."""
    note: Note | None = None
    """For the person who keeps the file: it is never said, printed or written anywhere."""
    source: Note | None = None
    """Where the movement and its dose come from."""


class Do(Dose, init=False):
    """A step that does an exercise, at its dose or at one of the step's own."""

    do: Id
    """The id of the exercise: the stem of its file, or its key under `exercises`."""
    side: OneSide | None = None
    """The side that is done alone, if not both are."""
    left: SideDose = None
    """What the left side does differently; none: it is left out."""
    right: SideDose = None
    """What the right side does differently; none: it is left out."""
    note: Note | None = None
    """For the person who keeps the file: it is never said, printed or written anywhere."""
    timing: Timing | None = None
    """Strict: each of its sets and rests lasts exactly what is written."""
    quiet: Flag = False
    """Whether nothing is said in a timed set, or in a hold, but its start and its end."""
    cues: Cues | None = None
    """When a timed set or a long hold is marked, in place of the coach's own choice."""
    switch: Switch = Switch.EACH_SIDE
    """When sides change: after all sets of one side, or after each set."""
    optional: Flag = False
    """Left out unless the person asks for it."""
    count_in: CountIn | None = None
    """The number from which each of its sets is counted in, 0 to 10; left out, that of the routine."""
    pain: Pain | None = None
    """How much pain is all right this time, in place of what the exercise says."""

    @model_validator(mode="before")
    @classmethod
    def _read_left_out(cls, values: Any) -> Any:
        """`left: none` is `side: right`."""
        if not isinstance(values, dict):
            return values
        out = [side for side in OneSide if _is_left_out(values.get(side.value))]
        if not out:
            return values
        kept = {name: value for name, value in values.items() if name not in out}
        (alone,) = {*OneSide} - {out[0]}
        if len(out) == 2 or kept.get("side", alone.value) != alone.value:
            raise contradiction("both sides are left out here; leave one of them, or take the step out")
        return {**kept, "side": alone.value}

    @model_validator(mode="after")
    def _no_dose_for_what_is_left_out(self) -> Self:
        other = {OneSide.LEFT: self.right, OneSide.RIGHT: self.left, None: None}[self.side]
        if other is not None:
            name = "right" if self.side is OneSide.LEFT else "left"
            raise contradiction(f"the side is {self.side}, so that {name} is not done; take {name} out")
        return self

    @property
    def dose(self) -> Dose:
        """The step's own dose."""
        return Dose.model_construct(**self.given())


def _is_left_out(value: Any) -> bool:
    return isinstance(value, str) and plain_value(value).lower() == LEFT_OUT


class Rest(FileModel, init=False):
    """A step of rest."""

    rest: RestTime
    """How long: up to 10 minutes."""
    quiet: Flag = False
    """Whether nothing is said in it but that it ends."""
    cues: Cues | None = None
    """When it is marked, in place of the coach's own choice."""


class PauseFor(FileModel, init=False):
    """A step of silence: nothing is said."""

    pause: PauseTime
    """How long: up to 24 hours."""


class SayText(FileModel, init=False):
    """A step that says something."""

    say: Spoken
    """The words."""
    position: Position | None = None
    """The position that the words lead to, if any; the coach gives time to get there, and does not say it again."""


class PlaySound(FileModel, init=False):
    """A step that sounds a chime."""

    sound: SoundName
    """The name of the chime, such as bell; or of a WAV file, such as Ding.wav."""
    _beside: SoundBeside | None = PrivateAttr(None)

    @property
    def beside(self) -> SoundBeside | None:
        """Its file, if that travels with the routine's; None for the user's own and the shipped ones."""
        return self._beside

    def found(self, beside: SoundBeside) -> None:
        """Take that file. For the one who has just read the routine."""
        self._beside = beside


class WaitFor(FileModel, init=False):
    """A step that waits until the person says so; in a file, for `time`."""

    wait: Spoken
    """What is said: what to do, and when to go on."""
    time: Time | None = None
    """How long a file waits; 10 seconds if left out."""
    position: Position | None = None
    """The position that the words lead to, if any; the coach does not say it again."""


class Repeat(FileModel, init=False):
    """Steps done several times over."""

    repeat: Times
    """How many times, 1 to 1000."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    """What is done each time."""


class Rounds(FileModel, init=False):
    """Steps done in rounds, which the coach announces."""

    rounds: Times
    """How many rounds, 1 to 1000."""
    rest: RestTime | None = None
    """Between two rounds; there is none after the last."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    """What is done in each round."""


STEP_MODELS: dict[str, type[FileModel]] = dict(
    zip(STEP_KEYS, (Do, Rest, PauseFor, SayText, PlaySound, WaitFor, Repeat, Rounds), strict=True)
)
"""The model of each kind of step. A bare text is a `do`."""


def _step_tag(value: Any) -> str | None:
    if isinstance(value, str):
        return BARE
    found = step_keys(value) or tuple(key for key, model in STEP_MODELS.items() if type(value) is model)
    return found[0] if len(found) == 1 else None


Step: TypeAlias = Annotated[
    Annotated[Do, Tag("do")]
    | Annotated[Rest, Tag("rest")]
    | Annotated[PauseFor, Tag("pause")]
    | Annotated[SayText, Tag("say")]
    | Annotated[PlaySound, Tag("sound")]
    | Annotated[WaitFor, Tag("wait")]
    | Annotated[Repeat, Tag("repeat")]
    | Annotated[Rounds, Tag("rounds")]
    | Annotated[Do, BeforeValidator(lambda name: {"do": name}), Tag(BARE)],
    Discriminator(_step_tag, custom_error_type=NO_STEP, custom_error_message="this is not a step"),
]
"""The key that a step has says which model reads it, so that its mistakes are reported in that model's words."""


class Routine(FileModel, init=False):
    """A routine file; when loaded whole, `exercises` holds every exercise that its steps and their variants name."""

    title: Name
    """What the coach calls it."""
    about: Note | None = None
    """One or two sentences on what it is for, for the one who does it: they are printed."""
    note: Note | None = None
    """For the person who keeps the file: it is never said, printed or written anywhere."""
    frequency: Frequency | None = None
    """How often it is to be done: 2 a day, 3 a week; said at the close, and printed."""
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
    welcome: Spoken | None = None
    """Said first; the coach has words of its own."""
    close: Spoken | None = None
    """Said last; the coach has words of its own."""
    count_in: CountIn | None = None
    """The number from which each set is counted in, 0 to 10: the first word of the set is on one; left out, 3."""
    say_as: WordReadings = Field(default={})
    """How words are said in this routine: other letters, sounds in IPA between slashes, or both."""
    timing: Timing | None = None
    """Strict: from the first work to the last, each work and each rest lasts exactly what is written."""
    exercises: dict[Id, Exercise] = Field(default={}, max_length=500)
    """Exercises of this routine alone, by id; they go before files of the same id."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    """What is done, in order."""

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
        """Every step that does an exercise, once each as written, inside repeats and rounds too."""
        return (step for _, step in walk_steps(self.steps) if isinstance(step, Do))

    def optional(self) -> frozenset[str]:
        """The ids of the exercises that can be asked for."""
        return frozenset(step.do for step in self.done() if step.optional)

    def eased(self) -> frozenset[str]:
        """The ids of the exercises that have an easier variant."""
        known = self.exercises
        return frozenset(step.do for step in self.done() if step.do in known and known[step.do].easier)


def walk_steps(steps: tuple[Step, ...]) -> Iterator[tuple[Keys, Step]]:
    """Each step that has no steps of its own, inside repeats and rounds too, in order, with its keys."""
    pending: list[tuple[Keys, Step]] = []
    pending += [(("steps", index), step) for index, step in enumerate(steps)][::-1]
    while pending:
        keys, step = pending.pop()
        if isinstance(step, Repeat | Rounds):
            pending += [((*keys, "steps", index), below) for index, below in enumerate(step.steps)][::-1]
        else:
            yield keys, step


def variants_of(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """The keys easier and harder with the ids that they name."""
    for key in ("easier", "harder"):
        if (name := getattr(exercise, key)) is not None:
            yield key, name
