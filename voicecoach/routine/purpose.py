"""What a routine is for, by the exercises in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from voicecoach.routine.kinds import INTERVALS, Kind, Timing
from voicecoach.routine.model import Routine
from voicecoach.routine.steps import AsManyRounds, Do, Every, walk_all


def kinds_of(routine: Routine) -> Iterator[str]:
    """What a routine is for: intervals if it has any, then the kinds of its exercises, the most frequent first, each once.

    A warm-up counts only if there is nothing else, and optional exercises only if all are optional.
    """
    if _has_intervals(routine):
        yield INTERVALS
    steps = list(routine.done())
    wanted = [step for step in steps if not step.optional] or steps
    kinds = [routine.exercises[step.do].kind for step in wanted]
    effort = [kind for kind in kinds if kind is not Kind.WARM_UP] or kinds
    for kind, _ in Counter(effort).most_common():
        yield kind.value


def mostly_strengthens(routine: Routine) -> bool:
    """Whether more of its exercises strengthen than do anything else."""
    kinds = [kind for kind in kinds_of(routine) if kind != INTERVALS]
    return kinds[:1] == [Kind.STRENGTHEN.value]


def _has_intervals(routine: Routine) -> bool:
    clocked = (
        isinstance(step, Every | AsManyRounds) or (isinstance(step, Do) and step.timing is Timing.STRICT)
        for _, step in walk_all(routine.steps)
    )
    return routine.timing is Timing.STRICT or any(clocked)
