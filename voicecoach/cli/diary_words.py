"""What a person types of a session that they did without voicecoach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError

if TYPE_CHECKING:
    from voicecoach.interchange.known_exercises import KnownExercises
    from voicecoach.practice.entries import Details, SetEntry
    from voicecoach.units import Range

MOST_SETS = 100
"""Of one exercise."""


def named_routine(name: str) -> tuple[str, str]:
    """The id and the title of the routine that is meant; one that is not here keeps the person's name for it."""
    from voicecoach.routine.ids import id_of
    from voicecoach.routine.library import load_routine

    try:
        loaded = load_routine(name)
    except RoutineError:
        return id_of(name, "session"), " ".join(name.split())
    return loaded.id, loaded.routine.title


def details_from(did: tuple[str, ...], hurt: tuple[str, ...]) -> Details:
    """What was done, and what hurt. Raises ValueError with a sentence."""
    from voicecoach.practice.entries import NOTHING_DONE, Details, HurtEntry

    if not did and not hurt:
        return NOTHING_DONE
    from voicecoach.interchange.known_exercises import KnownExercises
    from voicecoach.routine.library import default_folders

    known = KnownExercises(default_folders())
    return Details(
        sets=tuple(one for text in did for one in _sets(text, known)),
        skipped=(),
        hurt=tuple(HurtEntry(_exercise(text, known)) for text in hurt),
        swapped=(),
    )


def _exercise(name: str, known: KnownExercises) -> str:
    from voicecoach.routine.ids import id_of

    match = known.meant_by(name)
    found = match.id if match else id_of(name, "")
    if not found:
        raise ValueError(f"“{name[:40]}” does not name an exercise")
    return found


def _sets(text: str, known: KnownExercises) -> list[SetEntry]:
    from voicecoach.interchange.quantities import CUT, read_amounts, side_in
    from voicecoach.practice.entries import SetEntry

    amounts, rest = read_amounts(text[:500])
    side, name = side_in(" ".join(rest.replace(CUT, " ").split()).strip(" ,:-"))
    exercise = _exercise(name, known)
    count = _high(amounts.sets) or 1
    if count > MOST_SETS:
        raise ValueError(f"“{text[:40]}” has more than {MOST_SETS} sets")
    hold = amounts.hold or amounts.time
    sides = [side.value] if side is not None else [None]
    if amounts.side is not None and side is None:
        sides = {"left": ["left"], "right": ["right"], "alternate": ["alternate"]}.get(
            amounts.side.value, ["left", "right"]
        )
    return [
        SetEntry(
            exercise,
            number,
            one,
            _high(amounts.reps),
            None if hold is None else float(hold.high),
            _high(amounts.breaths),
            amounts.load,
        )
        for one in sides
        for number in range(1, count + 1)
    ]


def _high(found: Range | None) -> int | None:
    return None if found is None else int(found.high)
