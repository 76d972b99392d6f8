"""How long exact windows last, from the dose alone: what a set takes where nothing but what is written takes time."""

from __future__ import annotations

from voicecoach.routine.breathing import breath_of, usual_breath
from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Exercise, Kind
from voicecoach.script.body import Body, Side
from voicecoach.script.breaths import breathes_alone
from voicecoach.script.choices import Choices
from voicecoach.script.move_table import seconds_to_move
from voicecoach.script.turn import turns_of
from voicecoach.script.visit import Visit
from voicecoach.script.wording import PACES
from voicecoach.units import Seconds

OWN_TEMPO: dict[Kind, tuple[Seconds, ...]] = {
    Kind.STRETCH: (Seconds(3.0), Seconds(2.0), Seconds(3.0)),
    Kind.MOBILISE: (Seconds(3.0), Seconds(1.0), Seconds(3.0)),
    Kind.CARDIO: (Seconds(1.0), Seconds(1.0)),
}
"""Seconds out, held, back, if no dose names a tempo: slow, as the source articles ask."""
OTHER_TEMPO = (Seconds(2.0), Seconds(1.0), Seconds(2.0))
"""The same for all other kinds: the usual controlled pace of resistance work."""
TO_CHANGE = Seconds(5.0)
"""From one exercise to another in the same position, if neither rest nor set-up is between them."""


def tempo_of(exercise: Exercise, dose: Prescription) -> tuple[Seconds, ...]:
    """Seconds out, held, back of a repetition that is neither held nor breathed."""
    return dose.tempo_s or OWN_TEMPO.get(exercise.kind, OTHER_TEMPO)


def visit_seconds(visit: Visit) -> float:
    """Seconds from the first work of an exercise to the end of its last, with the rests between, all of them exact."""
    sides = [(Side.ALTERNATE, visit.doses[0][1])] if visit.alternates else list(visit.doses)
    total, rest = 0.0, 0.0
    for side, dose in sides:
        sets = max(one.sets for _, one in visit.doses) if visit.alternates else dose.sets
        for number in range(1, sets + 1):
            total += rest + _set_seconds(visit, side, dose.of_set(number), number)
            rest = dose.rest_s
    return total


def change_seconds(before: Visit, after: Visit, choices: Choices) -> float:
    """Seconds to change from one exercise to the next, where nobody has written a rest; none to the same again."""
    if before.id == after.id:
        return 0.0
    here, there = before.exercise.position, after.exercise.position
    seconds = TO_CHANGE if here is there else seconds_to_move(Body(here), Body(there))
    return round(seconds * PACES[choices.pace], 1)


def _set_seconds(visit: Visit, side: Side | None, dose: Prescription, number: int) -> float:
    exercise = visit.exercise
    breathes = breathes_alone(exercise, dose)
    if not breathes and dose.time_s is not None and dose.breath_s is None:
        return dose.time_s
    turns = [(turn.side, turn.dose) for turn in turns_of(visit, side, dose, number)]
    total = 0.0
    for at, (one, own) in enumerate(turns):
        alone = breathes and visit.alternates and one is not turns[0][0]
        if at and not alone:
            total += (own if breathes else turns[at - 1][1]).between_s or 0.0
        total += _repetition_seconds(exercise, own)
    return total


def _repetition_seconds(exercise: Exercise, dose: Prescription) -> float:
    if dose.hold_s is not None:
        return dose.hold_s
    if dose.breaths is not None or breathes_alone(exercise, dose):
        pace = usual_breath(exercise) if dose.breath_s is None else breath_of(dose.breath_s)
        return pace.length * (dose.breaths or 1)
    return sum(tempo_of(exercise, dose))
