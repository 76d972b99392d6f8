"""The rules about the steps of a routine that is loaded; each with its reason in `rules`."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.breathing import is_paced_by_breath
from voicecoach.routine.finding import Severity
from voicecoach.routine.lint.dose import step_dose_remarks
from voicecoach.routine.lint.exercise import (
    has_amount,
    missing_rest,
    uneven_sides,
    unsaid_words,
    words_without_sides,
)
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import (
    Do,
    Exercise,
    Kind,
    PlaySound,
    Sides,
    Switch,
    Timing,
    WaitFor,
    variants_of,
    walk_steps,
)
from voicecoach.routine.tree import Keys

WARMING = frozenset({Kind.WARM_UP, Kind.MOBILISE, Kind.CARDIO})


def step_remarks(loaded: LoadedRoutine) -> Iterator[Remark]:
    """Remarks on each step by itself."""
    for keys, step in walk_steps(loaded.routine.steps):
        if isinstance(step, Do):
            exercise = loaded.routine.exercises[step.do]
            strict = Timing.STRICT in (loaded.routine.timing, step.timing)
            remarks = (
                *_about_do(step, exercise),
                *_rest_of_one_set(step, exercise, strict=strict),
                *step_dose_remarks(step, exercise, strict=strict),
            )
        elif not isinstance(step, PlaySound):
            remarks = tuple(words_without_sides(step, "a step has no sides"))
        else:
            continue
        yield from (remark.below(keys) for remark in remarks)


def waits_in_strict_time(loaded: LoadedRoutine) -> Iterator[Remark]:
    """Mistakes: a wait has no length, so it has no place among windows of exact length."""
    if loaded.routine.timing is Timing.STRICT:
        walked = list(walk_steps(loaded.routine.steps))
        done = [at for at, (_, step) in enumerate(walked) if isinstance(step, Do)]
        for keys, step in walked[done[0] : done[-1]] if done else ():
            if isinstance(step, WaitFor):
                message = (
                    "wait: nobody waits in strict time; write a rest, or put it before the first exercise"
                )
                yield Remark(message, (*keys, "wait"), severity=Severity.ERROR)


def missing_warm_up(loaded: LoadedRoutine) -> Iterator[Remark]:
    """A remark on the first exercise that strengthens, if nothing warms up before it."""
    for keys, step in walk_steps(loaded.routine.steps):
        if not isinstance(step, Do):
            continue
        kind = loaded.routine.exercises[step.do].kind
        if kind in WARMING and not step.optional:
            return
        if kind is Kind.STRENGTHEN:
            message = f"nothing warms up before “{step.do}”; begin with a warm-up or something that mobilises"
            yield Remark(message, keys)
            return


def nothing_on_a_sore_day(loaded: LoadedRoutine) -> Iterator[Remark]:
    """A remark on the last exercise that is not for a sore day, if nothing but a warm-up is left on such a day."""
    last: Keys | None = None
    for keys, step in walk_steps(loaded.routine.steps):
        if not isinstance(step, Do) or step.optional:
            continue
        exercise = loaded.routine.exercises[step.do]
        if step.not_when_sore or exercise.not_when_sore:
            last = keys
        elif exercise.kind is not Kind.WARM_UP:
            return
    if last is not None:
        yield Remark("nothing is left for a sore day, so that --day flare is refused", last)


def unreachable_exercises(loaded: LoadedRoutine) -> Iterator[Remark]:
    """Remarks on exercises that neither a step nor a variant names."""
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
            yield Remark(message, ("exercises", name), at_key=True)


def _rest_of_one_set(step: Do, exercise: Exercise, *, strict: bool) -> Iterator[Remark]:
    """A remark on a rest of the step's own that nothing comes after; in strict time, sides have it between them."""
    if step.rest is None or not step.rest.high or (strict and exercise.sides is not Sides.NONE):
        return
    whole = step.dose.over(exercise.dose)
    sides = [one for one in (step.left, step.right, exercise.left, exercise.right) if one is not None]
    if max(one.most_sets for one in (whole, *(side.over(whole) for side in sides))) <= 1:
        message = f"rest: “{step.do}” has one set here, and this is a rest between sets; write a step “rest” after it"
        yield Remark(message, ("rest",), at_key=True)


def _about_do(step: Do, exercise: Exercise) -> Iterator[Remark]:
    if exercise.sides is Sides.NONE:
        for side in ("side", "left", "right"):
            if getattr(step, side) is not None:
                message = (
                    f"{side}: “{step.do}” has no sides; take it out, or say “sides: each” in the exercise"
                )
                yield Remark(message, (side,), at_key=True)
    if step.switch is Switch.EACH_SET and (exercise.sides is not Sides.EACH or step.side is not None):
        yield Remark(f"switch: “{step.do}” does not do its dose on each side; take it out", ("switch",))
    if exercise.sides is not Sides.NONE and (step.left is not None or step.right is not None):
        yield from uneven_sides(step.left, step.right, step.dose.over(exercise.dose))
    if step.most_sets > 1:
        yield from missing_rest(step.dose.over(exercise.dose), exercise.kind, ("sets",))
    whole = step.dose.over(exercise.dose)
    marked = next((key for key in ("quiet", "cues") if getattr(step, key)), None)
    if marked and (is_paced_by_breath(exercise, whole) or (whole.time is None and whole.hold is None)):
        message = (
            f"{marked}: “{step.do}” has no timed set and no hold here, and is counted as usual; take it out"
        )
        yield Remark(message, (marked,))
    if step.dose.given() and has_amount(whole):
        known = {remark.message for remark in unsaid_words(exercise, exercise.dose, step.do)}
        own = (one for one in unsaid_words(exercise, whole, step.do) if one.message not in known)
        # Already said of the exercise, if it comes with a dose.
        yield from own if has_amount(exercise.dose) else unsaid_words(exercise, whole, step.do)
    sides = [one for one in (step.left, step.right, exercise.left, exercise.right) if one is not None]
    if not any(map(has_amount, [step, exercise.dose, *sides])):
        yield Remark(f"“{step.do}” has no dose: say how many (reps) or how long (hold, breaths, time)")
