"""What a colleague would say of a patient's doses: the lint's remarks on a routine that a dose of the patient causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from voicecoach.practice.dosage.week_rules import routine_week_remarks
from voicecoach.practice.plan.rhythm import MOST_WEEKS
from voicecoach.publish.folder.patient_sessions import PlacedSession
from voicecoach.publish.folder.sources import PatientSource
from voicecoach.routine.finding import Finding, Severity
from voicecoach.routine.lint.ignored import ignored_keys
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.lint.steps import step_remarks
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Do, Group, Routine
from voicecoach.routine.tree import Keys

Rules: TypeAlias = Callable[[Routine], Iterable[Remark]]
"""Further remarks on a routine."""


class DoseLint:
    """Looks at the doses of one practice's patients. A routine that several of them have is looked at once."""

    def __init__(self, more: Rules) -> None:
        self._more = more
        self._said: dict[int, tuple[Remark, ...]] = {}

    def findings(self, source: PatientSource, sessions: tuple[PlacedSession, ...]) -> Iterator[Finding]:
        """Each at its place in what the patient was read from."""
        for placed in sessions:
            loaded = placed.session.loaded
            usual = placed.usual
            known = {(one.message, one.keys) for one in self._remarks(usual)} if loaded is not usual else ()
            for remark in self._remarks(loaded) if loaded is not usual else ():
                if (remark.message, remark.keys) not in known:
                    yield _finding(source, placed, remark)
            yield from _of_week(source, placed)
        yield from _gaps(source)

    def _remarks(self, loaded: LoadedRoutine) -> tuple[Remark, ...]:
        if id(loaded) not in self._said:
            self._said[id(loaded)] = (
                *step_remarks(loaded), *ignored_keys(loaded), *self._more(loaded.routine),
            )  # fmt: skip
        return self._said[id(loaded)]


def _finding(source: PatientSource, placed: PlacedSession, remark: Remark) -> Finding:
    name, below = _exercise_at(placed.session.loaded.routine, remark.keys)
    keys = next((keys for keys in _doses(placed, name) if source.tree.has(keys)), placed.weeks)
    shown = f"{source.name}: {name}: {remark.message}" if name else f"{source.name}: {remark.message}"
    error = source.tree.error(shown, (*keys, *below), key=remark.at_key and source.tree.has((*keys, *below)))
    return Finding.of(error, remark.severity)


def _doses(placed: PlacedSession, name: str) -> tuple[Keys, ...]:
    return ((*placed.weeks, "dose", name), (*placed.entry, "dose", name))


def _exercise_at(routine: Routine, keys: Keys) -> tuple[str, Keys]:
    """The exercise of the step at `keys`, and the keys below that step; empty if it is not about one."""
    steps = routine.steps
    rest = keys
    while len(rest) >= 2 and rest[0] == "steps" and isinstance(rest[1], int):
        step, rest = steps[rest[1]], rest[2:]
        if isinstance(step, Do):
            return step.do, rest
        if not isinstance(step, Group):
            break
        steps = step.steps
    return "", ()


def _of_week(source: PatientSource, placed: PlacedSession) -> Iterator[Finding]:
    """Remarks on how often it is done, if the patient's file says so."""
    keys = next(
        (keys for one in (placed.weeks, placed.entry) if source.tree.has(keys := (*one, "often"))), None
    )
    if keys is None or placed.session.often.apart:
        return
    for remark in routine_week_remarks(placed.session.loaded.routine):
        message = remark.message.replace("frequency:", "often:")
        yield Finding.of(source.tree.error(f"{source.name}: {message}", keys), remark.severity)


def _gaps(source: PatientSource) -> Iterator[Finding]:
    for index, entry in enumerate(source.file.routines):
        for one, following in pairwise(sorted(entry.weeks)):
            if (one.last or MOST_WEEKS) + 1 < following.first:
                message = (
                    f"{source.name}: {entry.do}: nothing is planned between the weeks {one} and {following}"
                )
                error = source.tree.error(message, ("routines", index, "weeks"))
                yield Finding.of(error, Severity.WARNING)
