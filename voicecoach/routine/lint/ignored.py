"""The rules about what is accepted and has no effect, or not the one that was meant; each with its reason in `rules`."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.cue_times import cue_times
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import (
    AsManyRounds,
    Do,
    Every,
    Exercise,
    Repeat,
    Rest,
    Rounds,
    Step,
    Switch,
    Timing,
    walk_all,
)
from voicecoach.units import Series

CIRCUIT = 2
"""At least this many exercises in a repeat, with a rest at its end, are a circuit."""


def ignored_keys(loaded: LoadedRoutine) -> Iterator[Remark]:
    """What is written in a step and never heard."""
    routine = loaded.routine
    for keys, step in walk_all(routine.steps):
        if isinstance(step, Do):
            remarks = (*_switch(step, routine.exercises[step.do]), *_lists(step, routine.exercises[step.do]))
        else:
            remarks = (*_rounds(step), *_strict_twice(step))
        yield from (remark.below(keys) for remark in (*remarks, *_marks(step, routine.exercises)))


def _rounds(step: Step) -> Iterator[Remark]:
    if isinstance(step, Rounds) and step.rounds == 1 and step.rest is not None and step.rest.high:
        message = "rest: there is one round, and this is the rest between two; write a step “rest” after it"
        yield Remark(message, ("rest",), at_key=True)
    if isinstance(step, Repeat) and step.repeat > 1 and _is_circuit(step.steps):
        message = (
            f"repeat: nobody hears which round it is, and there is a rest after the last; “rounds: {step.repeat}” says it, "
            f"with “rest” beside it for the rest between two"
        )
        yield Remark(message, ("repeat",), at_key=True)


def _is_circuit(steps: tuple[Step, ...]) -> bool:
    return isinstance(steps[-1], Rest) and sum(isinstance(one, Do) for one in steps) >= CIRCUIT


def _strict_twice(step: Step) -> Iterator[Remark]:
    if isinstance(step, Every | AsManyRounds):
        for index, one in enumerate(step.steps):
            if isinstance(one, Do) and one.timing is Timing.STRICT:
                message = "timing: what goes by the clock is strict in any case; take it out"
                yield Remark(message, ("steps", index, "timing"), at_key=True)


def _switch(step: Do, exercise: Exercise) -> Iterator[Remark]:
    """Only for what has sides: another rule covers the rest."""
    whole = step.dose.over(exercise.dose)
    doses = [
        one.over(whole) for one in (step.left, step.right, exercise.left, exercise.right) if one is not None
    ]
    sided = exercise.sides == "each" and step.side is None
    if step.switch is Switch.EACH_SET and sided and max(one.most_sets for one in (whole, *doses)) <= 1:
        message = f"switch: “{step.do}” has one set here, and the sides change after it anyway; take it out"
        yield Remark(message, ("switch",))


def _lists(step: Do, exercise: Exercise) -> Iterator[Remark]:
    """Lists of a step and of its exercise that do not go together: alone, each of them is right."""
    whole = step.dose.over(exercise.dose)
    lengths = {
        name: len(value.each)
        for name in ("reps", "hold")
        if isinstance(value := getattr(whole, name), Series)
    }
    if isinstance(whole.load, tuple):
        lengths["load"] = len(whole.load)
    sets = whole.most_sets
    for name, number in lengths.items():
        if number != sets and getattr(step, name) is not None:
            message = f"{name}: there are {number} values, and “{step.do}” has {sets:g} sets here; write one for each set"
            yield Remark(message, (name,))
            return
    if len(set(lengths.values())) > 1:
        shown = " and ".join(f"{name} has {number}" for name, number in lengths.items())
        yield Remark(f"{shown} values in “{step.do}”; write one for each set", (next(iter(lengths)),))


def _marks(step: Step, exercises: dict[str, Exercise]) -> Iterator[Remark]:
    """Marks that are beyond the end of their window, or in one that is to be quiet."""
    if not isinstance(step, Do | Rest) or step.cues is None or step.cues == "none":
        return
    if step.quiet:
        yield Remark(
            "cues: nothing is marked where “quiet: true” is written; take one of the two out", ("cues",)
        )
        return
    if isinstance(step, Rest):
        length, what = step.rest.high, "rest"
    else:
        whole = step.dose.over(exercises[step.do].dose)
        if (window := whole.time or whole.hold) is None:
            return
        length, what = window.high, "time" if whole.time is not None else "hold"
    if not cue_times(step.cues, length):
        yield Remark(
            f"cues: the {what} is over before the first of them; write a shorter one, or take it out",
            ("cues",),
        )
