"""The rules about one exercise; each with its reason in `rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from voicecoach.routine.breathing import is_paced_by_breath
from voicecoach.routine.dose import Dose
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.lint.dose import dose_remarks
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.lint.repetitions import unsaid_in_repetitions
from voicecoach.routine.model import Exercise, Kind, Position, Sides, variants_of
from voicecoach.routine.tree import Keys
from voicecoach.routine.upper_bounds import effort_s

UNEVEN = 2.0
"""How many times as much one side may do as the other."""

TIRING = frozenset({Kind.STRENGTHEN, Kind.CARDIO})
CAUTION_POSITIONS = frozenset({Position.HANGING, Position.OVER_A_BENCH})

_LEFT_OR_RIGHT = re.compile(
    r"\b(left|right)\b(?= (side|arm|hand|leg|foot|knee|hip|elbow|shoulder|ankle|heel|thigh)\b)", re.I
)
"""Only beside a part of the body: “right in front” does not name a side."""

_FOR_BOTH_SIDES = (
    "setup", "go", "short", "phases", "finish", "inhale", "hold", "exhale", "empty", "leave", "remind", "caution",
)  # fmt: skip
_SIDE_WORDS = ("{side}", "{other}")


def exercise_remarks(exercise: Exercise, name: str) -> Iterator[Remark]:
    """Remarks on an exercise, wherever it is written, except on a missing dose."""
    yield from _about_sides(exercise)
    for key in ("setup", "leave", "remind", "caution"):
        yield from torn_sentences(getattr(exercise, key), key)
    yield from missing_rest(exercise.dose, exercise.kind, ("dose", "sets"))
    yield from dose_remarks(exercise)
    if has_amount(exercise.dose):
        yield from unsaid_words(exercise, exercise.dose)
    if not exercise.setup:
        yield Remark("there is no setup: say how to get into the start position")
    yield from _missing_caution(exercise)
    yield from _pointless_variants(exercise, name)


def unsaid_words(exercise: Exercise, dose: Dose, name: str = "") -> Iterator[Remark]:
    """Remarks on words that a dose has no place for; at the words, or at a step that does `name`."""
    yield from _unsaid_breath(exercise, dose, name)
    yield from unsaid_in_repetitions(exercise, dose, name)


def _unsaid_breath(exercise: Exercise, dose: Dose, name: str) -> Iterator[Remark]:
    """Remarks on words for the breath that a dose has no place for; at the words, or at a step that does `name`."""
    paced = is_paced_by_breath(exercise, dose)
    of = f"of “{name}” " if name else ""
    for key in ("inhale", "exhale"):
        if getattr(exercise, key) is not None and not paced:
            yield Remark(f"{key}: {of}it is not said {_why_unsaid(dose)}", () if name else (key,))
    phases = dose.breath or (dose.tempo if paced else None) or ()
    for key, least in (("hold", 3), ("empty", 4)):
        if getattr(exercise, key) is not None and len(phases) < least:
            pattern = "4-7-8" if key == "hold" else "4-4-4-4"
            message = f"{key}: {of}it is not said, as the breath is not held there; write such as “breath: {pattern}”"
            yield Remark(message, () if name else (key,))


def _why_unsaid(dose: Dose) -> str:
    if dose.hold is not None:
        return "while seconds are held; write “breaths” in place of “hold”, or say it in “remind”"
    return (
        "beside go, short or finish but in a dose of “breaths”, or with a pace; write such as “breath: 4-6”"
    )


def missing_dose(exercise: Exercise) -> Iterator[Remark]:
    """A remark on an exercise that is done once because nothing says how much."""
    sides = [dose for dose in (exercise.left, exercise.right) if dose is not None]
    if not any(map(has_amount, [exercise.dose, *sides])):
        message = "there is no dose: say how many (reps) or how long (hold, breaths, time)"
        yield Remark(message, ("dose",), at_key=True)


def has_amount(dose: Dose) -> bool:
    """Whether a dose says how many or how long."""
    return any(one is not None for one in (dose.reps, dose.hold, dose.breaths, dose.time))


def missing_rest(dose: Dose, kind: Kind, keys: Keys) -> Iterator[Remark]:
    """A remark on several sets of something tiring without a word about rest."""
    if kind in TIRING and dose.most_sets > 1 and dose.rest is None:
        message = "sets: there is no rest between them; say how long, such as “rest: 30 s”, or “rest: 0”"
        yield Remark(message, keys)


def uneven_sides(left: Dose | None, right: Dose | None, base: Dose) -> Iterator[Remark]:
    """A remark on two sides of which one does far more; `base` is what both start from."""
    if left is None and right is None:
        return
    doses = [base if own is None else own.over(base) for own in (left, right)]
    low, high = sorted(max(effort_s(dose), 1.0) for dose in doses)
    if high > UNEVEN * low:
        one, other = ("left", "right") if left is not None else ("right", "left")
        times = f"{high / low:.0f} times"
        message = f"the sides are not balanced: one does {times} as much as the other; look at {one}, or give {other} too"
        yield Remark(message, (one,), at_key=True)


def words_without_sides(model: FileModel, why: str) -> Iterator[Remark]:
    """Remarks on the words for sides in the texts of something that has none."""
    for name, keys, text in _texts(
        model, tuple(name for name in type(model).model_fields if name != "source")
    ):
        word = next((word for word in _SIDE_WORDS if word in text), None)
        if word is not None:
            yield Remark(f"{name}: there is no side to say for {word}: {why}", keys)


def torn_sentences(texts: tuple[str, ...], name: str) -> Iterator[Remark]:
    """Remarks on sentences that a comma has split into items."""
    for index, (before, text) in enumerate(pairwise(texts), 1):
        if text[0].islower() and before[-1] not in ".!?":
            message = f"{name}: this continues the item before; put a sentence with a comma in quotes"
            yield Remark(message, (name, index))


def _about_sides(exercise: Exercise) -> Iterator[Remark]:
    if exercise.sides is not Sides.NONE:
        yield from uneven_sides(exercise.left, exercise.right, exercise.dose)
        yield from _written_out_sides(exercise)
        return
    for key in ("left", "right"):
        if getattr(exercise, key) is not None:
            message = f"{key}: an exercise with “sides: none” has no {key} side"
            yield Remark(message, (key,), at_key=True)
    yield from words_without_sides(exercise, "“sides” is none here")


def _written_out_sides(exercise: Exercise) -> Iterator[Remark]:
    """Left and right as words, in texts that are said for both sides."""
    for name, keys, text in _texts(exercise, _FOR_BOTH_SIDES):
        if found := _LEFT_OR_RIGHT.search(text):
            message = f"{name}: “{found.group()}” is said for both sides; write {{side}} or {{other}}"
            yield Remark(message, keys)


def _texts(model: FileModel, names: tuple[str, ...]) -> Iterator[tuple[str, Keys, str]]:
    """The texts in those fields of a model, one by one, with the field and the keys of each."""
    for name in names:
        value = getattr(model, name)
        if isinstance(value, str):
            yield name, (name,), value
        elif isinstance(value, tuple):
            yield from ((name, (name, at), text) for at, text in enumerate(value) if isinstance(text, str))


def _missing_caution(exercise: Exercise) -> Iterator[Remark]:
    if exercise.caution:
        return
    if exercise.kind in TIRING:
        kind = {Kind.STRENGTHEN: "strengthening"}.get(exercise.kind, exercise.kind.value)
        yield Remark(f"there is no caution: a {kind} exercise says when to stop")
    elif exercise.position in CAUTION_POSITIONS:
        yield Remark(f"there is no caution: an exercise {exercise.position} says when to stop")


def _pointless_variants(exercise: Exercise, name: str) -> Iterator[Remark]:
    for key, other in variants_of(exercise):
        if other == name:
            yield Remark(f"{key}: an exercise is not a variant of itself", (key,))
    if exercise.easier is not None and exercise.easier == exercise.harder:
        yield Remark(f"harder: “{exercise.harder}” is already the easier variant", ("harder",))
