"""Less of a dose, for anyone to whom it is too much and who has no easier exercise."""

from __future__ import annotations

import math
from dataclasses import replace

from voicecoach.routine.dose import Prescription
from voicecoach.units import Seconds

LESS = 2 / 3
"""What is left of a dose that was too much; custom, not a measurement."""


def less(dose: Prescription) -> Prescription:
    """Fewer repetitions and breaths, a shorter hold or time; never less than one, nor more than before."""

    def fewer(number: int | None) -> int | None:
        return None if number is None else max(1, math.floor(number * LESS))

    def shorter(seconds: Seconds | None) -> Seconds | None:
        return None if seconds is None else Seconds(min(seconds, max(1.0, math.floor(seconds * LESS))))

    return replace(
        dose,
        reps=fewer(dose.reps),
        breaths=fewer(dose.breaths),
        hold_s=shorter(dose.hold_s),
        time_s=shorter(dose.time_s),
        reps_by_set=tuple(max(1, math.floor(number * LESS)) for number in dose.reps_by_set),
        hold_by_set=tuple(shorter(seconds) or seconds for seconds in dose.hold_by_set),
    )
