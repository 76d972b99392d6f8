"""A routine with a patient's own doses over its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from voicecoach.errors import RoutineError
from voicecoach.publish.folder.patient_file import Change
from voicecoach.routine.dose import Dose
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Do, Group, OneSide, Step
from voicecoach.routine.upper_bounds import refuse_endless
from voicecoach.routine.validation_messages import error_in_python

_OTHER = {OneSide.LEFT: "right", OneSide.RIGHT: "left"}


class WrongChange(RoutineError):
    """A change that no step of its exercise can have."""

    def __init__(self, exercise: str, message: str) -> None:
        super().__init__(message)
        self.exercise = exercise


def changed_routine(loaded: LoadedRoutine, changes: Mapping[str, Change]) -> LoadedRoutine:
    """The routine with `changes`, by the ids of exercises, over every step of those exercises.

    An optional step that is changed is done. Raises WrongChange for what contradicts its step; RoutineError if the session
    would become endless.
    """
    if not changes:
        return loaded
    steps = _changed_steps(loaded.routine.steps, changes)
    # Combine only what has been checked.
    changed = replace(loaded, routine=loaded.routine.model_copy(update={"steps": steps}))
    try:
        refuse_endless(changed)
    except RoutineError as error:
        raise RoutineError(error.message) from error
    return changed


def _changed_steps(steps: tuple[Step, ...], changes: Mapping[str, Change]) -> tuple[Step, ...]:
    found: list[Step] = []
    for step in steps:
        if isinstance(step, Group):
            below = _changed_steps(step.steps, changes)
            found.append(step if below == step.steps else step.model_copy(update={"steps": below}))
        elif isinstance(step, Do) and step.do in changes:
            found.append(changed_step(step, changes[step.do]))
        else:
            found.append(step)
    return tuple(found)


def changed_step(step: Do, change: Change) -> Do:
    """The step with what `change` says over it. Raises WrongChange."""
    ours, theirs = _beside_dose(change), _beside_dose(step)
    for side in OneSide:
        if isinstance(own := theirs.get(side), Dose):
            # What holds for both sides holds for one that had a dose of its own as well.
            theirs[side] = kept = _without(own, change.dose)
            if isinstance(more := ours.get(side), Dose):
                ours[side] = more.over(kept)
    if (alone := ours.get("side")) in _OTHER:
        theirs.pop(_OTHER[alone], None)
    if "optional" not in ours:
        theirs.pop("optional", None)
    if not ours.get("optional", theirs.get("optional", False)) and "priority" not in ours:
        theirs.pop("priority", None)
    values = {**change.dose.over(step.dose).given(), **theirs, **ours, "do": step.do}
    try:
        return Do.read(values)
    except ValidationError as error:
        raise WrongChange(step.do, error_in_python(error, Do).message) from error


def _beside_dose(step: Do | Change) -> dict[str, Any]:
    """The keys written in the step that are not about a dose for both sides."""
    written = step.model_fields_set - Dose.model_fields.keys() - {"do"}
    return {name: value for name in written if (value := getattr(step, name)) is not None}


def _without(own: Dose, change: Dose) -> Dose:
    """What is left of a side's own dose once `change` holds for both sides."""
    merged = change.over(own).given()
    return Dose.model_construct(
        **{name: value for name, value in merged.items() if name not in change.given()}
    )
