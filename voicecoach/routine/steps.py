"""The steps of a routine: what is done, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, PrivateAttr, Tag, model_validator

from voicecoach.routine.cue_times import Cues
from voicecoach.routine.dose import Dose, Interval, PauseTime, RestTime, Time
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.kinds import OneSide, Switch, Timing
from voicecoach.routine.mistakes import contradiction
from voicecoach.routine.position import Position
from voicecoach.routine.safety import Pain
from voicecoach.routine.scalars import CountIn, Flag, Id, Note, Priority, SoundName, Spoken, Times
from voicecoach.routine.step_keys import BARE, NO_STEP, STEP_KEYS, step_keys
from voicecoach.routine.tree import Keys
from voicecoach.sound_beside import SoundBeside
from voicecoach.typography import plain_value
from voicecoach.units import parse_seconds

MOST_STEPS = 500
"""In one list of them."""


LEFT_OUT = "none"
"""In place of a side's dose: that side is not done."""


def _or_left_out(schema: dict[str, Any]) -> None:
    dose = {name: schema.pop(name) for name in list(schema) if name not in ("description", "default")}
    schema["anyOf"] = [{"const": LEFT_OUT}, dose]


SideDose = Annotated[Dose | None, Field(default=None, json_schema_extra=_or_left_out)]
"""A side's own dose in a step; `none` there is read as `side`: the other one."""


class DoKeys(Dose, init=False):
    """All that a step can say about an exercise that it does, except which one it is."""

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
    not_when_sore: Flag = False
    """Whether it is left out on a day when the person is sore."""
    priority: Priority | None = None
    """Of an optional exercise, 1 to 9: the smaller, the sooner it is done if there is time, and the later it is left out."""
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

    @model_validator(mode="after")
    def _priority_of_what_is_optional(self) -> Self:
        if self.priority is not None and not self.optional:
            raise contradiction(
                "only an optional exercise has a priority; add optional: true, or take it out"
            )
        return self

    @property
    def dose(self) -> Dose:
        """The step's own dose."""
        return Dose.model_construct(**self.given())


class Do(DoKeys, init=False):
    """A step that does an exercise, at its dose or at one of the step's own."""

    do: Id
    """The id of the exercise: the stem of its file, or its key under `exercises`."""


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
        """Sets the file; only for the code that has just read the routine."""
        self._beside = beside


def _no_length(text: str) -> str:
    """Raises ValueError for a time in the place of what is said."""
    try:
        parse_seconds(text)
    except ValueError:
        return text
    message = f"“{text}” would be said; write what to wait for, and “time: {text}” below it, or a step “pause: {text}”"
    raise ValueError(message)


class WaitFor(FileModel, init=False):
    """A step that waits until the person says so; in a file, for `time`."""

    wait: Annotated[Spoken, AfterValidator(_no_length)]
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


class Every(FileModel, init=False):
    """Steps done again and again, each time at the start of an interval; what is over of it is rest."""

    every: Interval
    """From one start to the next: 5 seconds to 1 hour."""
    times: Times
    """How many intervals, 1 to 1000."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    """What is done in each."""

    @model_validator(mode="after")
    def _goes_by_the_clock(self) -> Self:
        _check_clocked("every", self.steps)
        return self


class AsManyRounds(FileModel, init=False):
    """Steps done in as many rounds as a time has room for."""

    length: Time = Field(alias="for")
    """How long: 1 second to 24 hours."""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    """What is done in each round."""

    @model_validator(mode="after")
    def _goes_by_the_clock(self) -> Self:
        _check_clocked("for", self.steps)
        return self


Group: TypeAlias = Repeat | Rounds | Every | AsManyRounds
"""A step that has steps of its own."""

_MODELS = (Do, Rest, PauseFor, SayText, PlaySound, WaitFor, Repeat, Rounds, Every, AsManyRounds)

STEP_MODELS: dict[str, type[FileModel]] = dict(zip(STEP_KEYS, _MODELS, strict=True))
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
    | Annotated[Every, Tag("every")]
    | Annotated[AsManyRounds, Tag("for")]
    | Annotated[Do, BeforeValidator(lambda name: {"do": name}), Tag(BARE)],
    Discriminator(_step_tag, custom_error_type=NO_STEP, custom_error_message="this is not a step"),
]
"""The key that a step has says which model reads it, so that its mistakes are reported in that model's words."""


def walk_steps(steps: tuple[Step, ...]) -> Iterator[tuple[Keys, Step]]:
    """Each step that has no steps of its own, inside groups too, in order, with its keys."""
    for keys, step in walk_all(steps):
        if not isinstance(step, Group):
            yield keys, step


def walk_all(steps: tuple[Step, ...]) -> Iterator[tuple[Keys, Step]]:
    """Each step, a group before what is in it, in order, with its keys."""
    pending: list[tuple[Keys, Step]] = []
    pending += [(("steps", index), step) for index, step in enumerate(steps)][::-1]
    while pending:
        keys, step = pending.pop()
        yield keys, step
        if isinstance(step, Group):
            pending += [((*keys, "steps", index), below) for index, below in enumerate(step.steps)][::-1]


def _check_clocked(key: str, steps: tuple[Step, ...]) -> None:
    """Raises the error about steps whose end nobody can know."""
    inside = [step for _, step in walk_all(steps)]
    if any(isinstance(step, WaitFor) for step in inside):
        raise contradiction(
            f"{key}: nobody waits while a clock runs; write a rest in it, or the wait before it"
        )
    if any(isinstance(step, Rounds) for step in inside):
        raise contradiction(f"{key}: its own rounds are counted; write “repeat” instead of “rounds” in it")
    if any(isinstance(step, Every | AsManyRounds) for step in inside):
        raise contradiction(f"{key}: one clock runs at a time; write “every” and “for” one after the other")
    if not any(isinstance(step, Do) for step in inside):
        raise contradiction(f"{key}: no exercise is done in it; write one, or a rest of that length")
