"""What a coach would say about a routine that can be read: warnings, and mistakes that only show once it is whole.

Anything that still plays is a warning, so that check refuses nothing that a session accepts.

The rules, each with its reason:
- An exercise that strengthens, drives the pulse, hangs or bends over a bench says when to stop (`caution`).
- An exercise has a setup: with closed eyes nobody guesses the start position from its name.
- An exercise or each step that does it says how much; otherwise it is done once.
- Between two sets of something tiring there is a rest, or the author says that there is none.
- The rest of a step is between sets: with one set it is never taken, and meant to come after the exercise.
- One side's work is at most twice the other's at the strong end, without rests; more is usually a slip, rarely prescribed.
- Something that warms up (warm up, mobilise, cardio) comes before the first exercise that strengthens.
- What is written is used: an exercise of the routine's own is named by a step or a variant; a variant is another exercise.
- `{side}` and `left`/`right` are only in something that has sides; elsewhere nobody can say them, and they are left out.
- In an exercise with sides, left and right are not written out: a listener would hear the wrong one half of the time.
- What is written is said: words for the breath have a dose that is paced by it, with the phases that they belong to.
- A key has the effect that it is written for: marks come before the end of their window, lists have a value for each set, sides
  can change between sets, a rest between rounds has two of them; a circuit is told by its rounds, not repeated.
- Nothing is more at a time than any source gives: a hold, or hard sets with hardly a rest (`dose`).
- A sound exists and can be played.
- An item of a list is a sentence: one that continues in the next has a comma within brackets, and no quotes around it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from voicecoach.near import did_you_mean
from voicecoach.routine.finding import Finding, Severity
from voicecoach.routine.lint.dose import sets_without_rest
from voicecoach.routine.lint.exercise import (
    exercise_remarks,
    missing_dose,
    torn_sentences,
    words_without_sides,
)
from voicecoach.routine.lint.ignored import ignored_keys
from voicecoach.routine.lint.remark import Remark, findings_at
from voicecoach.routine.lint.steps import (
    missing_warm_up,
    nothing_on_a_sore_day,
    step_remarks,
    unreachable_exercises,
    waits_in_strict_time,
)
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Exercise
from voicecoach.routine.named_ids import sounds_named, variants_named
from voicecoach.routine.tree import MOST_MISTAKES, Tree

SoundCheck: TypeAlias = Callable[[str], str | None]
"""Says why the sound of that name cannot be played; None if it can."""

MOST_LISTED = 30
"""How many names of sounds are in one message: a folder of recordings may have hundreds."""


def lint_exercise(
    exercise: Exercise, tree: Tree, *, name: str, known: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """The remarks on one exercise file, in the order of its lines.

    `known` are the ids that its easier and harder variants may name; None leaves them unchecked.
    """
    remarks = [*exercise_remarks(exercise, name), *missing_dose(exercise)]
    if known is not None:
        remarks += _unknown_variants(tree, name, known)
    return findings_at(remarks, tree.error)


def lint_routine(
    loaded: LoadedRoutine,
    *,
    sounds: Collection[str] | None = None,
    why_unplayable: SoundCheck | None = None,
) -> tuple[Finding, ...]:
    """The remarks on a routine and all its exercises, wherever they are written.

    `sounds` are the names of the chimes that exist; None leaves sounds unchecked.
    """
    remarks: list[Remark] = []
    for name, exercise in loaded.routine.exercises.items():
        found = [*exercise_remarks(exercise, name), *(missing_dose(exercise) if name in loaded.trees else ())]
        remarks += [remark.below(("exercises", name)) for remark in found]
    remarks += words_without_sides(loaded.routine, "nothing here has sides")
    remarks += torn_sentences(loaded.routine.safety, "safety")
    remarks += step_remarks(loaded)
    remarks += ignored_keys(loaded)
    if sounds is not None:
        remarks += _wrong_sounds(loaded.tree, sounds, why_unplayable)
    remarks += waits_in_strict_time(loaded)
    remarks += missing_warm_up(loaded)
    remarks += nothing_on_a_sore_day(loaded)
    remarks += sets_without_rest(loaded)
    remarks += unreachable_exercises(loaded)
    trees = (loaded.tree, *loaded.trees.values())
    cut_off = [Finding.of(one, Severity.WARNING) for tree in trees for one in tree.cut_off]
    return (*cut_off, *findings_at(remarks, loaded.error))


def lint_variants(tree: Tree, *, name: str, known: Collection[str]) -> tuple[Finding, ...]:
    """The unknown variants of an exercise file, whatever else is wrong with it."""
    return findings_at([*_unknown_variants(tree, name, known)], tree.error)


def lint_sounds(
    tree: Tree, sounds: Collection[str], why_unplayable: SoundCheck | None = None
) -> tuple[Finding, ...]:
    """The unknown and the broken sounds of a routine file, whatever else is wrong with it."""
    return findings_at([*_wrong_sounds(tree, sounds, why_unplayable)], tree.error)


def _unknown_variants(tree: Tree, name: str, known: Collection[str]) -> Iterator[Remark]:
    for other, keys in variants_named(tree):
        if other != name and other not in known:
            message = f"{keys[-1]}: there is no exercise “{other}”{did_you_mean(other, known)}"
            yield Remark(message, keys, severity=Severity.ERROR)


def _listed(sounds: Collection[str]) -> str:
    more = ", and more" if len(sounds) > MOST_LISTED else ""
    return f"; there are {', '.join(sorted(sounds)[:MOST_LISTED]) or 'none'}{more}"


def _wrong_sounds(tree: Tree, sounds: Collection[str], why_unplayable: SoundCheck | None) -> Iterator[Remark]:
    wrong: dict[str, str | None] = {}
    guesses = 0
    for name, keys in sounds_named(tree):
        if name not in wrong and name in sounds:
            wrong[name] = why_unplayable(name) if why_unplayable else None
        elif name not in wrong:
            # A guess takes time, and nobody needs a hundred of them.
            hint = did_you_mean(name, sounds) if guesses < MOST_MISTAKES else ""
            guesses += 1
            wrong[name] = f"there is no sound “{name}”{hint or _listed(sounds)}"
        if (message := wrong[name]) is not None:
            yield Remark(f"sound: {message}", keys, severity=Severity.ERROR)
