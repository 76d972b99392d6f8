"""What a coach would say of a routine that can be read: warnings, and mistakes that only show when it is whole.

What plays all the same is a warning, so that check refuses nothing that a session accepts.

The rules, each with its reason:
- An exercise that strengthens, drives the pulse, hangs or bends over a bench says when to stop (`caution`).
- An exercise has a setup: with closed eyes nobody guesses the start position from its name.
- An exercise or each step that does it says how much; else it is done once.
- Between two sets of what tires there is a rest, or the author says that there is none.
- One side's work is at most twice the other's at the strong end, without rests; more is a slip more often than a prescription.
- Something that warms up (warm up, mobilise, cardio) comes before the first exercise that strengthens.
- What is written is used: an exercise of the routine's own is named by a step or a variant; a variant is another exercise.
- `{side}` and `left`/`right` stand where there are sides; elsewhere nobody can say them, and they are left out.
- In an exercise with sides, left and right are not written out: a listener would hear the wrong one half of the time.
- A sound is there to be played.
- An item of a list is a sentence: one that goes on in the next has a comma within brackets that no quotes hold together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from typing import TypeAlias

from voicecoach.errors import RoutineError
from voicecoach.near import did_you_mean
from voicecoach.routine.dose import Dose
from voicecoach.routine.file_model import FileModel
from voicecoach.routine.finding import Finding, Severity
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Do, Exercise, Kind, PlaySound, Position, Sides, variants_of, walk_steps
from voicecoach.routine.named_ids import sounds_named, variants_named
from voicecoach.routine.tree import MOST_MISTAKES, Keys, Tree
from voicecoach.routine.upper_bounds import effort_s

UNEVEN = 2.0
"""How many times as much one side may do as the other."""

TIRING = frozenset({Kind.STRENGTHEN, Kind.CARDIO})
CAUTION_POSITIONS = frozenset({Position.HANGING, Position.OVER_A_BENCH})
WARMING = frozenset({Kind.WARM_UP, Kind.MOBILISE, Kind.CARDIO})

_LEFT_OR_RIGHT = re.compile(
    r"\b(left|right)\b(?= (side|arm|hand|leg|foot|knee|hip|elbow|shoulder|ankle|heel|thigh)\b)", re.I
)
"""Only beside a part of the body: “right in front” names no side."""
_SAID_A_SIDE = ("setup", "go", "short", "finish", "leave", "remind", "caution")

_SIDE_WORDS = ("{side}", "{other}")


Fault: TypeAlias = Callable[[str], str | None]
"""Why a sound cannot be played; None where it can."""

_Note = tuple[Severity, str, Keys, bool]
"""Severity, message, keys, and whether the key itself is meant."""


def lint_exercise(
    exercise: Exercise, tree: Tree, *, name: str, known: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """What there is to say of one exercise file, in the order of its lines.

    `known` are the ids that its easier and harder variants may name; None leaves them unlooked at.
    """
    notes = [*_exercise(exercise, name), *_amount(exercise)]
    if known is not None:
        notes += _variants(tree, name, known)
    return _placed(notes, tree.error)


def lint_routine(
    loaded: LoadedRoutine, *, sounds: Collection[str] | None = None, fault: Fault | None = None
) -> tuple[Finding, ...]:
    """What there is to say of a routine and of all its exercises, wherever these stand.

    `sounds` are the names of the chimes that there are; None leaves them unlooked at. `fault` tells why one of them
    cannot be played.
    """
    notes: list[_Note] = []
    for name, exercise in loaded.routine.exercises.items():
        found = list(_exercise(exercise, name))
        if name in loaded.trees:
            found += _amount(exercise)
        notes += [
            (severity, message, ("exercises", name, *keys), key) for severity, message, keys, key in found
        ]
    notes += _texts(loaded.routine, "nothing here has sides")
    notes += _torn(loaded.routine.safety, "safety")
    notes += _steps(loaded)
    if sounds is not None:
        notes += _sounds(loaded.tree, sounds, fault)
    notes += _warm_up(loaded)
    notes += _unreachable(loaded)
    return _placed(notes, loaded.error)


def lint_variants(tree: Tree, *, name: str, known: Collection[str]) -> tuple[Finding, ...]:
    """The unknown variants of an exercise file, whatever else is wrong with it."""
    return _placed([*_variants(tree, name, known)], tree.error)


def lint_sounds(tree: Tree, sounds: Collection[str], fault: Fault | None = None) -> tuple[Finding, ...]:
    """The unknown and the broken sounds of a routine file, whatever else is wrong with it."""
    return _placed([*_sounds(tree, sounds, fault)], tree.error)


def _variants(tree: Tree, name: str, known: Collection[str]) -> Iterator[_Note]:
    for other, keys in variants_named(tree):
        if other != name and other not in known:
            message = f"{keys[-1]}: there is no exercise “{other}”{did_you_mean(other, known)}"
            yield Severity.ERROR, message, keys, False


def _sounds(tree: Tree, sounds: Collection[str], fault: Fault | None) -> Iterator[_Note]:
    wrong: dict[str, str | None] = {}
    guesses = 0
    for name, keys in sounds_named(tree):
        if name not in wrong and name in sounds:
            wrong[name] = fault(name) if fault else None
        elif name not in wrong:
            # To guess is slow, and nobody needs it a hundred times.
            hint = did_you_mean(name, sounds) if guesses < MOST_MISTAKES else ""
            guesses += 1
            wrong[name] = f"there is no sound “{name}”" + (
                hint or f"; there are {', '.join(sorted(sounds)) or 'none'}"
            )
        if (message := wrong[name]) is not None:
            yield Severity.ERROR, f"sound: {message}", keys, False


def _placed(notes: list[_Note], error: Callable[..., RoutineError]) -> tuple[Finding, ...]:
    found = {
        Finding.of(error(message, keys, key=key), severity): None for severity, message, keys, key in notes
    }
    return tuple(sorted(found, key=lambda one: (str(one.path), one.line or 0, one.column or 0)))


def _exercise(exercise: Exercise, name: str) -> Iterator[_Note]:
    if exercise.sides is Sides.NONE:
        for key in ("left", "right"):
            if getattr(exercise, key) is not None:
                yield (
                    Severity.WARNING,
                    f"{key}: an exercise with “sides: none” has no {key} side",
                    (key,),
                    True,
                )
        yield from _texts(exercise, "“sides” is none here")
    else:
        yield from _balance(exercise.left, exercise.right, exercise.dose)
        yield from _literal(exercise)
    for name_of_list in ("setup", "leave", "remind", "caution"):
        yield from _torn(getattr(exercise, name_of_list), name_of_list)
    yield from _restless(exercise.dose, exercise.kind, ("dose", "sets"))
    if not exercise.setup:
        yield Severity.WARNING, "there is no setup: say how to get into the start position", (), False
    if not exercise.caution and exercise.kind in TIRING:
        yield (
            Severity.WARNING,
            f"there is no caution: a {_word(exercise.kind)} exercise says when to stop",
            (),
            False,
        )
    elif not exercise.caution and exercise.position in CAUTION_POSITIONS:
        yield (
            Severity.WARNING,
            f"there is no caution: an exercise {exercise.position} says when to stop",
            (),
            False,
        )
    for key, other in variants_of(exercise):
        if other == name:
            yield Severity.WARNING, f"{key}: an exercise is no variant of itself", (key,), False
    if exercise.easier is not None and exercise.easier == exercise.harder:
        yield (
            Severity.WARNING,
            f"harder: “{exercise.harder}” is the easier variant already",
            ("harder",),
            False,
        )


def _literal(exercise: Exercise) -> Iterator[_Note]:
    """Left and right as words, in texts that are said for both sides."""
    for name in _SAID_A_SIDE:
        value = getattr(exercise, name)
        texts = value if isinstance(value, tuple) else (value,)
        for index, text in enumerate(texts):
            found = _LEFT_OR_RIGHT.search(text or "")
            if found:
                keys: Keys = (name, index) if isinstance(value, tuple) else (name,)
                message = f"{name}: “{found.group()}” is said for both sides; write {{side}} or {{other}}"
                yield Severity.WARNING, message, keys, False


def _word(kind: Kind) -> str:
    return {Kind.STRENGTHEN: "strengthening", Kind.CARDIO: "cardio"}.get(kind, kind.value)


def _amount(exercise: Exercise) -> Iterator[_Note]:
    sides = [dose for dose in (exercise.left, exercise.right) if dose is not None]
    if not any(map(_says_how_much, [exercise.dose, *sides])):
        yield (
            Severity.WARNING,
            "there is no dose: say how many (reps) or how long (hold, breaths, time)",
            ("dose",),
            True,
        )


def _restless(dose: Dose, kind: Kind, keys: Keys) -> Iterator[_Note]:
    if kind in TIRING and dose.sets is not None and dose.sets.high > 1 and dose.rest is None:
        message = "sets: there is no rest between them; say how long, such as “rest: 30 s”, or “rest: 0”"
        yield Severity.WARNING, message, keys, False


def _says_how_much(dose: Dose) -> bool:
    return any(one is not None for one in (dose.reps, dose.hold, dose.breaths, dose.time))


def _texts(model: FileModel, why: str) -> Iterator[_Note]:
    """The words for sides in the texts of something that has none."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        texts = value if isinstance(value, tuple) else (value,)
        for index, text in enumerate(texts):
            if isinstance(text, str) and name != "source":
                for word in _SIDE_WORDS:
                    if word in text:
                        keys: Keys = (name, index) if isinstance(value, tuple) else (name,)
                        yield (
                            Severity.WARNING,
                            f"{name}: there is no side to say for {word}: {why}",
                            keys,
                            False,
                        )
                        break


def _torn(texts: tuple[str, ...], name: str) -> Iterator[_Note]:
    """Sentences that a comma has made items of."""
    for index, (before, text) in enumerate(pairwise(texts), 1):
        if text[0].islower() and before[-1] not in ".!?":
            message = f"{name}: this goes on from the item before; put a sentence with a comma in quotes"
            yield Severity.WARNING, message, (name, index), False


def _balance(left: Dose | None, right: Dose | None, base: Dose) -> Iterator[_Note]:
    if left is None and right is None:
        return
    doses = [base if own is None else own.over(base) for own in (left, right)]
    low, high = sorted(max(effort_s(dose), 1.0) for dose in doses)
    if high > UNEVEN * low:
        one, other = ("left", "right") if left is not None else ("right", "left")
        times = f"{high / low:.0f} times"
        message = f"the sides are not balanced: one does {times} as much as the other; look at {one}, or give {other} too"
        yield Severity.WARNING, message, (one,), True


def _steps(loaded: LoadedRoutine) -> Iterator[_Note]:
    for keys, step in walk_steps(loaded.routine.steps):
        if isinstance(step, Do):
            for severity, message, below, key in _do(step, loaded.routine.exercises[step.do]):
                yield severity, message, (*keys, *below), key
        elif not isinstance(step, PlaySound):
            for severity, message, below, key in _texts(step, "a step has no sides"):
                yield severity, message, (*keys, *below), key


def _do(step: Do, exercise: Exercise) -> Iterator[_Note]:
    if exercise.sides is Sides.NONE:
        for side in ("left", "right"):
            if getattr(step, side) is not None:
                message = (
                    f"{side}: “{step.do}” has no sides; take it out, or say “sides: each” in the exercise"
                )
                yield Severity.WARNING, message, (side,), True
    elif step.left is not None or step.right is not None:
        yield from _balance(step.left, step.right, step.dose.over(exercise.dose))
    if step.sets is not None:
        yield from _restless(step.dose.over(exercise.dose), exercise.kind, ("sets",))
    sides = [one for one in (step.left, step.right, exercise.left, exercise.right) if one is not None]
    if not any(map(_says_how_much, [step, exercise.dose, *sides])):
        message = f"“{step.do}” has no dose: say how many (reps) or how long (hold, breaths, time)"
        yield Severity.WARNING, message, (), False


def _warm_up(loaded: LoadedRoutine) -> Iterator[_Note]:
    for keys, step in walk_steps(loaded.routine.steps):
        if not isinstance(step, Do):
            continue
        kind = loaded.routine.exercises[step.do].kind
        if kind in WARMING and not step.optional:
            return
        if kind is Kind.STRENGTHEN:
            message = f"nothing warms up before “{step.do}”; begin with a warm-up or something that mobilises"
            yield Severity.WARNING, message, keys, False
            return


def _unreachable(loaded: LoadedRoutine) -> Iterator[_Note]:
    exercises = loaded.routine.exercises
    reached: set[str] = set()
    pending = [step.do for _, step in walk_steps(loaded.routine.steps) if isinstance(step, Do)]
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending += [other for _, other in variants_of(exercises[name])]
    for name in exercises:
        if name not in reached:
            message = f"“{name}” is never done: no step and no variant names it"
            yield Severity.WARNING, message, ("exercises", name), True
