"""What an author writes: exercises, steps and routines.

These key names are the contract with every routine file there is. Scalars reach the models as the text that the author
wrote (see `voicecoach.routine.load`), so every field that is no text reads its value from text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from voicecoach.routine.base import FileModel
from voicecoach.routine.dose import Dose, Flag, RestTime, Time

LONGEST_TEXT = 500
"""Characters in one spoken text: about half a minute aloud."""

_SLOTS = ("{side}", "{other}")


def _spoken(text: str) -> str:
    """Only what a voice can say: no control characters, no markup, something to pronounce."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") and character not in "\n\t":
            raise ValueError(f"a control character (U+{ord(character):04X}) cannot be spoken; take it out")
    if "<" in text or ">" in text:
        raise ValueError("markup is not spoken; write plain words without < and >")
    plain = text
    for slot in _SLOTS:
        plain = plain.replace(slot, "")
    if "{" in plain or "}" in plain:
        raise ValueError("the only words in braces are {side} and {other}")
    text = " ".join(text.split())
    if not any(character.isalnum() for character in text):
        raise ValueError("there is nothing to say in this text; write words, or leave it out")
    return text


Spoken = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_spoken)]
"""Words for the voice: 1 to 500 characters, may hold {side} and {other}."""

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 80

Id = Annotated[str, StringConstraints(pattern=_ID, max_length=LONGEST_ID)]
"""An exercise's or a sound's id: kebab case, never a path."""


def is_id(text: str) -> bool:
    """Whether `text` can be an id."""
    return len(text) <= LONGEST_ID and re.fullmatch(_ID[1:-1], text) is not None


Note = Annotated[str, StringConstraints(max_length=2000)]
"""Words for a reader, not for the voice."""

MOST_TIMES = 1000


def _times(value: Any) -> Any:
    if isinstance(value, str) and not (
        value.strip().isascii() and value.strip().isdigit() and len(value) < 20
    ):
        raise ValueError(f"“{value[:40]}” is no whole number; write how many times, such as 3")
    if isinstance(value, int | str) and not isinstance(value, bool) and not 1 <= int(value) <= MOST_TIMES:
        raise ValueError(f"steps are repeated 1 to {MOST_TIMES} times, not {int(value)}")
    return value


Times = Annotated[int, BeforeValidator(_times)]


class Kind(StrEnum):
    """What an exercise is for."""

    WARM_UP = "warm up"
    MOBILISE = "mobilise"
    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    CARDIO = "cardio"
    BREATHE = "breathe"


class Position(StrEnum):
    """Where an exercise starts."""

    STANDING = "standing"
    SITTING = "sitting"
    KNEELING = "kneeling"
    HALF_KNEELING = "half kneeling"
    HANDS_AND_KNEES = "hands and knees"
    ON_THE_BACK = "on the back"
    ON_THE_SIDE = "on the side"
    FACE_DOWN = "face down"
    OVER_A_BENCH = "over a bench"
    HANGING = "hanging"


class Sides(StrEnum):
    """How the two sides of the body share a dose."""

    NONE = "none"
    EACH = "each"
    """The full dose on one side, then on the other."""
    ALTERNATE = "alternate"
    """Sides change every repetition; repetitions count a side."""


class Exercise(FileModel):
    """One movement, as `scripts/exercises/*.yaml` holds it, or a routine's own `exercises` map."""

    name: Spoken
    """What the coach calls it."""
    kind: Kind
    position: Position
    """Where it starts; the coach gives time to get there."""
    sides: Sides = Sides.NONE
    props: tuple[Spoken, ...] = Field(default=(), max_length=10)
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
    inhale: Spoken | None = None
    """Said for breathing in, where the breath moves the body: breathe in and arch."""
    exhale: Spoken | None = None
    """Said for breathing out: and out, round your back."""
    remind: tuple[Spoken, ...] = Field(default=(), max_length=20)
    """Said where there is room."""
    caution: tuple[Spoken, ...] = Field(default=(), max_length=10)
    """When to stop, and who should leave it; said before the first effort."""
    dose: Dose = Dose()
    left: Dose | None = None
    """What the left side does differently."""
    right: Dose | None = None
    """What the right side does differently."""
    easier: Id | None = None
    """The exercise that takes its place where this is too much."""
    harder: Id | None = None
    """The exercise that takes its place where this is too little."""
    source: Note | None = None
    """Where the movement and its dose come from."""


class Do(Dose):
    """A step that does an exercise; with a dose of its own where it says one."""

    do: Id
    left: Dose | None = None
    """What the left side does differently."""
    right: Dose | None = None
    """What the right side does differently."""
    optional: Flag = False
    """Left out unless the person asks for it."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"do": value} if isinstance(value, str) else value

    @property
    def dose(self) -> Dose:
        """The step's own dose."""
        return Dose.model_construct(**self.given())


class Rest(FileModel):
    """A step of rest."""

    rest: RestTime


class SayText(FileModel):
    """A step that says something."""

    say: Spoken


class PlaySound(FileModel):
    """A step that sounds a chime."""

    sound: Id


class WaitFor(FileModel):
    """A step that waits until the person says so; in a file, for `time`."""

    wait: Spoken
    time: Time | None = None
    """How long a file waits; 10 seconds if left out."""


class Repeat(FileModel):
    """Steps done several times over."""

    repeat: Times
    """How many times, 1 to 1000."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=500)]


Step: TypeAlias = Annotated[
    Annotated[Do, Tag("do")]
    | Annotated[Rest, Tag("rest")]
    | Annotated[SayText, Tag("say")]
    | Annotated[PlaySound, Tag("sound")]
    | Annotated[WaitFor, Tag("wait")]
    | Annotated[Repeat, Tag("repeat")],
    Discriminator(
        lambda value: step_key(value),
        custom_error_type="step",
        custom_error_message="a step has one of the keys do, rest, say, sound, wait, repeat",
    ),
]
"""The key that a step has says which model reads it, so that its mistakes are told in the words of that one model."""

STEP_KEYS: dict[str, type[FileModel]] = {
    "do": Do,
    "rest": Rest,
    "say": SayText,
    "sound": PlaySound,
    "wait": WaitFor,
    "repeat": Repeat,
}
"""Which model a step is, by the one key of these that it has. A bare text is a `do`."""


def step_keys(value: Any) -> tuple[str, ...]:
    """Those of STEP_KEYS that a step has; the rest between the sets of a `do` is none."""
    if isinstance(value, str):
        return ("do",)
    if isinstance(value, dict):
        found = tuple(key for key in STEP_KEYS if key in value)
        return tuple(key for key in found if key != "rest") if "do" in found else found
    return tuple(key for key, model in STEP_KEYS.items() if type(value) is model)


def step_key(value: Any) -> str | None:
    """The one key that says what a step is; None where there is none, or more than one."""
    found = step_keys(value)
    return found[0] if len(found) == 1 else None


class Routine(FileModel):
    """A routine file; when loaded whole, `exercises` holds every exercise that its steps and their variants name."""

    title: Spoken
    about: Note | None = None
    """One or two sentences on what it is for."""
    language: Literal["en"] = "en"
    source: Note | None = None
    """Where the routine comes from."""
    safety: tuple[Spoken, ...] = Field(default=(), max_length=20)
    """Said at the start, after the coach's own notice."""
    welcome: Spoken | None = None
    """Said first; the coach has words of its own."""
    close: Spoken | None = None
    """Said last; the coach has words of its own."""
    exercises: dict[Id, Exercise] = Field(default={}, max_length=500)
    """Exercises of this routine alone, by id; they go before files of the same id."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=500)]

    def done(self) -> Iterator[Do]:
        """Every step that does an exercise, once each as written, inside repeats too."""
        pending = list(reversed(self.steps))
        while pending:
            step = pending.pop()
            if isinstance(step, Do):
                yield step
            elif isinstance(step, Repeat):
                pending.extend(reversed(step.steps))


Repeat.model_rebuild()
Routine.model_rebuild()
