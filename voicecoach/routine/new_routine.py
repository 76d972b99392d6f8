"""The text of a new routine file, for an author to start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from voicecoach.routine.kinds import Kind
from voicecoach.routine.lint.steps import WARMING
from voicecoach.routine.tree import UNSEEN
from voicecoach.routine.written_dose import written_dose

if TYPE_CHECKING:
    from voicecoach.routine.exercise import Exercise

WARM_UP = "warm-up-walking"
"""The warm-up that is put first if something strengthens and nothing warms up before it."""

_HEAD = """\
# A step is an exercise by its id; its dose, noted behind it, is that of the exercise. Another one is written so:
#   - do: pelvic-tilt
#     reps: 5-8
# “rest: 20 s”, “say: ...”, “wait: ...”, “rounds: 3” are steps too: docs/writing-routines.md has a recipe for each case.
"""
_NOTE_COLUMN = 30


def with_warm_up(names: Sequence[str], known: Mapping[str, Exercise]) -> list[str]:
    """The exercises in order, with a warm-up before them if something strengthens before anything warms up."""
    for name in names:
        kind = known[name].kind
        if kind in WARMING:
            break
        if kind is Kind.STRENGTHEN:
            warms = WARM_UP in known and known[WARM_UP].kind in WARMING
            return [WARM_UP, *names] if warms else [*names]
    return [*names]


def new_routine_text(keys: Mapping[str, str], names: Sequence[str], known: Mapping[str, Exercise]) -> str:
    """A routine with these values of its `keys` and these exercises, each of which is `known`."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    head = [
        yaml.dump({key: value}, Dumper=dumper, allow_unicode=True, width=10_000)
        for key, value in keys.items()
        if value
    ]
    steps = [_step(name, known[name]) for name in names]
    return "".join((_HEAD, *head, "steps:\n", *steps))


def _step(name: str, exercise: Exercise) -> str:
    sides = {"each": "on each side", "alternate": "sides in turn"}.get(exercise.sides.value, "")
    facts = (exercise.position.value, written_dose(exercise.dose), sides)
    note = UNSEEN.sub(" ", "; ".join(filter(None, facts)))
    return f"  - {name:<{_NOTE_COLUMN}} # {note}\n"
