"""The rules about too much of one exercise at a time; docs/dose.md has each with its source.

The numbers are the most that any of these sources gives, and not a target: what is below them is left to the author.
"""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.routine.dose import Dose
from voicecoach.routine.kinds import Kind, Sides, Switch, Timing
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Exercise
from voicecoach.routine.steps import Do, Repeat, Rounds, SayText, Step, walk_all

LONGEST_HOLD_S = {Kind.STRETCH: 60.0, Kind.STRENGTHEN: 120.0}
"""Seconds: the longest that one hold of that kind lasts in any of our sources."""
_WHERE_FROM = {
    Kind.STRETCH: "guidelines give 10 to 30 s for a stretch, and up to 1 min for older people (ACSM 2011",
    Kind.STRENGTHEN: "the longest in a source of ours is 2 min, with 3 min of rest (isometric training for blood pressure",
}
HARD = 7
"""Of 10: an effort from which sets are hard."""
SHORTEST_REST_S = 30.0
"""Seconds: the shortest rest between hard sets in any of our sources."""
_PAGE = "docs/dose.md"


def long_hold(dose: Dose, kind: Kind, keys: tuple[str, ...] = ()) -> Iterator[Remark]:
    """A remark on a hold that is longer than those of all sources, below `keys`."""
    most = LONGEST_HOLD_S.get(kind)
    if most is not None and dose.hold is not None and dose.hold.high > most:
        message = f"hold: {dose.hold.high:g} s is long: {_WHERE_FROM[kind]}; {_PAGE}); hold it more often for a shorter time"
        yield Remark(message, (*keys, "hold"))


def hard_sets(dose: Dose, kind: Kind, keys: tuple[str, ...] = ()) -> Iterator[Remark]:
    """A remark on hard sets with hardly a rest between them, where one is written."""
    if (
        kind is Kind.STRENGTHEN
        and dose.most_sets > 1
        and dose.effort is not None
        and dose.effort.low >= HARD
        and dose.rest is not None
        and dose.rest.high < SHORTEST_REST_S
    ):
        message = (
            f"rest: {dose.rest.high:g} s is short between sets of effort {dose.effort.low:g} of 10: guidelines give 1 to 3 min, "
            f"and not less than 30 s even with light loads (ACSM 2009; {_PAGE})"
        )
        yield Remark(message, (*keys, "rest"))


def dose_remarks(exercise: Exercise) -> Iterator[Remark]:
    """Remarks on the doses of an exercise."""
    for key, dose in (("dose", exercise.dose), ("left", exercise.left), ("right", exercise.right)):
        if dose is not None:
            yield from long_hold(dose, exercise.kind, (key,))
            yield from hard_sets(dose, exercise.kind, (key,))


def step_dose_remarks(step: Do, exercise: Exercise, *, strict: bool) -> Iterator[Remark]:
    """Remarks on the doses of a step: only on its own numbers, as those of the exercise have been checked."""
    whole = step.dose.over(exercise.dose)
    if step.hold is not None:
        yield from long_hold(whole, exercise.kind)
    for key in ("left", "right"):
        if (side := getattr(step, key)) is not None:
            yield from long_hold(side, exercise.kind, (key,))
    other_side_works = exercise.sides is Sides.EACH and step.side is None and step.switch is Switch.EACH_SET
    if {"sets", "rest", "effort"} & step.given().keys() and not (strict or other_side_works):
        yield from hard_sets(whole, exercise.kind)


def sets_without_rest(loaded: LoadedRoutine) -> Iterator[Remark]:
    """Remarks on what strengthens and is repeated at once, as a group of steps may have it: the same as sets without a rest."""
    if loaded.routine.timing is Timing.STRICT:
        return
    for keys, step in walk_all(loaded.routine.steps):
        if (
            isinstance(step, Repeat | Rounds)
            and (alone := _alone(step, loaded.routine.exercises)) is not None
        ):
            times = step.repeat if isinstance(step, Repeat) else step.rounds
            key = "repeat" if isinstance(step, Repeat) else "rounds"
            message = (
                f"{key}: “{alone.do}” is done {times} times with no rest between; "
                f"write such as “{{do: {alone.do}, sets: {times}, rest: 1 min}}”, or a rest among the steps"
            )
            yield Remark(message, (*keys, key), at_key=True)


def _alone(group: Repeat | Rounds, exercises: dict[str, Exercise]) -> Do | None:
    """The exercise that a group does again and again without a rest, if it strengthens both sides at once."""
    times = group.repeat if isinstance(group, Repeat) else group.rounds
    rests = isinstance(group, Rounds) and group.rest is not None
    steps: list[Step] = [step for step in group.steps if not isinstance(step, SayText)]
    if times < 2 or rests or len(steps) != 1 or not isinstance(steps[0], Do):
        return None
    (step,) = steps
    assert isinstance(step, Do)
    exercise = exercises[step.do]
    tiring = exercise.kind is Kind.STRENGTHEN and exercise.sides is Sides.NONE
    return step if tiring and step.timing is not Timing.STRICT else None
