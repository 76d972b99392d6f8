"""One movement, as an author describes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from voicecoach.routine.dose import Dose
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.kinds import Kind, Sides
from voicecoach.routine.pictures.picture import PictureOrName
from voicecoach.routine.position import Position
from voicecoach.routine.readings import WordReadings
from voicecoach.routine.safety import Pain
from voicecoach.routine.scalars import Flag, Id, Name, Note, PaperLine, Spoken
from voicecoach.units import Range


def _each(value: Any) -> Any:
    """A single text counts as a list of one; nothing as an empty list."""
    if isinstance(value, list) and not value:
        raise ValueError("the list is empty; write at least one")
    return () if value is None else (value,) if isinstance(value, str) else value


def _one_or_each(schema: dict[str, Any]) -> None:
    listed = {name: schema.pop(name) for name in ("type", "items", "maxItems") if name in schema}
    schema.pop("default", None)
    schema["anyOf"] = [listed["items"], {**listed, "minItems": 1}]


GoWords = Annotated[
    tuple[Spoken, ...],
    BeforeValidator(_each),
    PlainSerializer(lambda texts: texts[0] if len(texts) == 1 else list(texts) or None),
    Field(max_length=50, json_schema_extra=_one_or_each),
]
"""One text, or one for each repetition."""


def _two_to_four(texts: tuple[str, ...]) -> tuple[str, ...]:
    if len(texts) not in (0, 2, 3, 4):
        raise ValueError("a tempo has two to four parts; write a word for each, as in [Lower, hold, lift]")
    return texts


PhaseWords = Annotated[
    tuple[Spoken, ...], AfterValidator(_two_to_four), Field(json_schema_extra={"minItems": 2, "maxItems": 4})
]
"""A text for each part of a tempo; or none."""


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
    body: tuple[PaperLine, ...] = Field(default=(), max_length=10)
    """The parts of the body that it is for: it is found by them, and they are not said."""
    picture: PictureOrName | None = None
    """What it looks like, on paper and pages: the name of an SVG, PNG or JPEG file in `pictures` beside this one."""
    about: Spoken | None = None
    """Why it is done: one sentence, said before it."""
    setup: tuple[Spoken, ...] = Field(default=(), max_length=20)
    """How to get ready: one instruction a line."""
    go: GoWords = ()
    """Starts the first repetition; a list has words for each: the first for the first, and after the last the first again."""
    short: Spoken | None = None
    """Starts each later repetition; a word or two."""
    phases: PhaseWords = ()
    """What is said in each phase of a tempo that has as many: Lower, hold, lift, rest."""
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
    not_when_sore: Flag = False
    """Whether it is left out on a day when the person is sore."""
    note: Note | None = None
    """For the person who keeps the file: it is never said, printed or written anywhere."""
    source: Note | None = None
    """Where the movement and its dose come from."""

    @property
    def first_go(self) -> str | None:
        """What starts the first repetition."""
        return self.go[0] if self.go else None

    def go_of(self, number: int) -> str | None:
        """What starts repetition `number`, from 1, if each has words of its own."""
        return self.go[(number - 1) % len(self.go)] if len(self.go) > 1 else None

    def counted(self, dose: Dose) -> Dose:
        """The dose with a repetition for each of several words of `go`, if it does not say how many there are."""
        if len(self.go) < 2 or dose.reps is not None or dose.time is not None:
            return dose
        return dose.model_copy(update={"reps": Range(len(self.go), len(self.go))})


def variants_of(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """The keys easier and harder with the ids that they name."""
    for key in ("easier", "harder"):
        if (name := getattr(exercise, key)) is not None:
            yield key, name
