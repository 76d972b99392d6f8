"""What an author writes: exercises, steps and routines.

These key names are the contract with every routine file there is. Scalars reach the models as the text that the author
wrote (see `voicecoach.routine.load`), so every field that is no text reads its value from text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, TypeAlias

from voicecoach.routine.base import Fault, FileModel, Keys, ModelOf, Reader, field
from voicecoach.routine.dose import REST, TIME, Dose
from voicecoach.routine.readers import Choice, Flag, Id, ListOf, MapOf, Text, Times
from voicecoach.units import Range

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


SPOKEN: Final = Text(LONGEST_TEXT, _spoken)
"""Words for the voice: 1 to 500 characters, may hold {side} and {other}."""

NOTE: Final = Text(2000)
"""Words for a reader, not for the voice."""

ID: Final = Id()
MOST_TIMES = 1000


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


class Language(StrEnum):
    """What the coach speaks."""

    ENGLISH = "en"


class Exercise(FileModel):
    """One movement, as `scripts/exercises/*.yaml` holds it, or a routine's own `exercises` map."""

    name: str = field(SPOKEN)
    """What the coach calls it."""
    kind: Kind = field(Choice(Kind))
    position: Position = field(Choice(Position))
    """Where it starts; the coach gives time to get there."""
    sides: Sides = field(Choice(Sides), default=Sides.NONE)
    props: tuple[str, ...] = field(ListOf(SPOKEN, 10), default=())
    """What must be within reach: a towel, a bench."""
    about: str | None = field(SPOKEN, default=None)
    """Why it is done: one sentence, said before it."""
    setup: tuple[str, ...] = field(ListOf(SPOKEN, 20), default=())
    """How to get ready: one instruction a line."""
    go: str | None = field(SPOKEN, default=None)
    """Starts the first repetition."""
    short: str | None = field(SPOKEN, default=None)
    """Starts each later repetition; a word or two."""
    finish: str | None = field(SPOKEN, default=None)
    """Ends a repetition: the way back."""
    inhale: str | None = field(SPOKEN, default=None)
    """Said for breathing in, where the breath moves the body: breathe in and arch."""
    exhale: str | None = field(SPOKEN, default=None)
    """Said for breathing out: and out, round your back."""
    remind: tuple[str, ...] = field(ListOf(SPOKEN, 20), default=())
    """Said where there is room."""
    caution: tuple[str, ...] = field(ListOf(SPOKEN, 10), default=())
    """When to stop, and who should leave it; said before the first effort."""
    dose: Dose = field(ModelOf(Dose), default=Dose.unchecked())
    left: Dose | None = field(ModelOf(Dose), default=None)
    """What the left side does differently."""
    right: Dose | None = field(ModelOf(Dose), default=None)
    """What the right side does differently."""
    easier: str | None = field(ID, default=None)
    """The exercise that takes its place where this is too much."""
    harder: str | None = field(ID, default=None)
    """The exercise that takes its place where this is too little."""
    source: str | None = field(NOTE, default=None)
    """Where the movement and its dose come from."""

    @classmethod
    def purpose(cls) -> str:
        return "; an exercise has a name, a kind and a position"


class Do(Dose):
    """A step that does an exercise; with a dose of its own where it says one."""

    do: str = field(ID)
    """The id of the exercise: the stem of its file, or its key under `exercises`."""
    left: Dose | None = field(ModelOf(Dose), default=None)
    """What the left side does differently."""
    right: Dose | None = field(ModelOf(Dose), default=None)
    """What the right side does differently."""
    optional: bool = field(Flag(), default=False)
    """Left out unless the person asks for it."""

    @property
    def dose(self) -> Dose:
        """The step's own dose."""
        return Dose.unchecked(**self.given())


class Rest(FileModel):
    """A step of rest."""

    rest: Range = field(REST)
    """How long: up to 10 minutes."""


class SayText(FileModel):
    """A step that says something."""

    say: str = field(SPOKEN)
    """The words."""


class PlaySound(FileModel):
    """A step that sounds a chime."""

    sound: str = field(ID)
    """The name of the chime, such as bell."""


class WaitFor(FileModel):
    """A step that waits until the person says so; in a file, for `time`."""

    wait: str = field(SPOKEN)
    """What is said: what to do, and when to go on."""
    time: Range | None = field(TIME, default=None)
    """How long a file waits; 10 seconds if left out."""


class StepReader(Reader):
    """A step: the key that it has says which model reads it, so that its mistakes are told in that one's words."""

    def read(self, value: Any, keys: Keys, faults: list[Fault]) -> Any:
        if isinstance(value, str):
            # A bare text is a `do`.
            name = ID.read(value, keys, faults)
            return Do.unchecked(do=name)
        found = step_keys(value)
        if len(found) != 1:
            from voicecoach.routine.mistakes import no_step

            faults.append(Fault(no_step(value, found, STEP_KEYS), keys))
            return None
        return ModelOf(STEP_KEYS[found[0]]).read(value, keys, faults)

    def schema(self) -> dict[str, Any]:
        return {"$ref": "#/$defs/Step"}


STEPS: Final = ListOf(StepReader(), 500, least=1)


class Repeat(FileModel):
    """Steps done several times over."""

    repeat: int = field(Times(MOST_TIMES))
    """How many times, 1 to 1000."""
    steps: tuple[Step, ...] = field(STEPS)
    """What is done each time."""


Step: TypeAlias = Do | Rest | SayText | PlaySound | WaitFor | Repeat

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
    if isinstance(value, dict):
        found = tuple(key for key in STEP_KEYS if key in value)
        return tuple(key for key in found if key != "rest") if "do" in found else found
    return tuple(key for key, model in STEP_KEYS.items() if type(value) is model)


class Routine(FileModel):
    """A routine file; when loaded whole, `exercises` holds every exercise that its steps and their variants name."""

    title: str = field(SPOKEN)
    """What the coach calls it."""
    about: str | None = field(NOTE, default=None)
    """One or two sentences on what it is for."""
    language: Language = field(Choice(Language), default=Language.ENGLISH)
    """What the coach speaks; English, so far."""
    source: str | None = field(NOTE, default=None)
    """Where the routine comes from."""
    safety: tuple[str, ...] = field(ListOf(SPOKEN, 20), default=())
    """Said at the start, after the coach's own notice."""
    welcome: str | None = field(SPOKEN, default=None)
    """Said first; the coach has words of its own."""
    close: str | None = field(SPOKEN, default=None)
    """Said last; the coach has words of its own."""
    exercises: dict[str, Exercise] = field(MapOf(ModelOf(Exercise), 500), default={})
    """Exercises of this routine alone, by id; they go before files of the same id."""
    steps: tuple[Step, ...] = field(STEPS)
    """What is done, in order."""

    @classmethod
    def purpose(cls) -> str:
        return "; a routine has a title and steps"

    def done(self) -> Iterator[Do]:
        """Every step that does an exercise, once each as written, inside repeats too."""
        pending = list(reversed(self.steps))
        while pending:
            step = pending.pop()
            if isinstance(step, Do):
                yield step
            elif isinstance(step, Repeat):
                pending.extend(reversed(step.steps))
