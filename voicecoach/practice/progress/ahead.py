"""What an exercise becomes next, by the rule of progression: the step, and what is missing for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.play.saved.progress import EFFORT_COUNTS, Course, Last, Session, courses_of
from voicecoach.practice.progress.next_step import Gain, NextStep, Why
from voicecoach.routine.kinds import Kind, Timing
from voicecoach.routine.progression import ProgressRule
from voicecoach.routine.steps import Do, walk_steps
from voicecoach.script.cue import Side
from voicecoach.script.outline import is_exact, written_doses

if TYPE_CHECKING:
    from voicecoach.practice.diary import Diary
    from voicecoach.practice.progress.overview import Day, ExerciseCourse, Overview
    from voicecoach.routine.dose import Dose, Prescription
    from voicecoach.routine.model import Routine


MOST_ASKED = 900
"""Exercises in one query: older versions of SQLite take no more values."""

Loader = Callable[[str], "Routine | None"]


def looking_ahead(overview: Overview, diary: Diary, routine_of: Loader, rule: ProgressRule) -> Overview:
    """The overview with what each exercise becomes next, where that can be known. Raises StateError."""
    steps = next_steps(diary, overview.until, overview.exercises, routine_of, rule)
    exercises = tuple(one._replace(next=steps.get(one.exercise)) for one in overview.exercises)
    return replace(overview, exercises=exercises)


def next_steps(
    diary: Diary, until: Day, exercises: Iterable[ExerciseCourse], routine_of: Loader, rule: ProgressRule
) -> dict[str, NextStep]:
    """The next steps, by the ids of exercises. An exercise whose routine no longer exists, or no longer does it, has none.

    `routine_of` loads a routine by its id; `rule` is the person's own; an author's may differ. Raises StateError.
    """
    by_routine: dict[str, list[str]] = {}
    for one in exercises:
        by_routine.setdefault(one.last_routine, []).append(one.exercise)
    known: list[tuple[Routine, dict[str, Kind]]] = []
    for name, ids in by_routine.items():
        if (routine := routine_of(name)) is not None:
            kinds = {one: routine.exercises[one].kind for one in ids if one in routine.exercises}
            known.append((routine, kinds))
    ids = [one for _, kinds in known for one in kinds][:MOST_ASKED]
    sessions = list(_sessions(diary, until, ids))
    found: dict[str, NextStep] = {}
    for routine, kinds in known:
        own_rule = routine.progression.over(rule) if routine.progression else rule
        levels = _last_levels(sessions, kinds)
        for exercise, course in courses_of(sessions, kinds, own_rule).items():
            step = _next(routine, exercise, kinds[exercise], course, levels[exercise], own_rule)
            if step is not None:
                found[exercise] = step
    return found


_SESSIONS = (
    "SELECT id, name, began, level, pain_before, pain_after, effort, sets_done < sets_planned FROM session "
    "WHERE source = 'record' AND level IS NOT NULL AND day <= ? ORDER BY began_s, id"
)
"""What was written by hand is left out: nobody knows at what level it was."""
_PLANNED = "SELECT DISTINCT session FROM exercise_set WHERE exercise = ?"
"""Answered by the index alone, which is most of the time that years of sessions take."""
_DONE_OF_BROKEN_OFF = (
    "SELECT DISTINCT session, exercise FROM session CROSS JOIN exercise_set ON exercise_set.session = session.id "
    "WHERE sets_done < sets_planned AND done AND exercise IN ({ids})"
)
"""The cross join has SQLite begin with the sessions."""
_HURT = "SELECT session, exercise FROM hurt"
_SKIPPED = "SELECT session, exercise FROM skipped"


def _sessions(diary: Diary, until: Day, ids: list[str]) -> Iterator[Session]:
    """Those in which one of these exercises was done, or something hurt."""
    if not ids:
        return
    planned = _by_session((session, one) for one in ids for (session,) in diary.rows(_PLANNED, one))
    broken_off = _by_session(diary.rows(_DONE_OF_BROKEN_OFF.format(ids=", ".join("?" * len(ids))), *ids))
    hurts, skips = _by_session(diary.rows(_HURT)), _by_session(diary.rows(_SKIPPED))
    for number, name, began, level, before, after, effort, broken in diary.rows(_SESSIONS, until.isoformat()):
        done = (broken_off if broken else planned).get(number, _NONE)
        hurt = hurts.get(number, _NONE)
        if done or hurt:
            skipped = skips.get(number, _NONE)
            yield Session(name, began, level, done | hurt, hurt, skipped, before, after, effort)


_NONE: frozenset[str] = frozenset()


def _by_session(rows: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for session, exercise in rows:
        if session in found:
            found[session].add(exercise)
        else:
            found[session] = {exercise}
    return found


def _last_levels(sessions: Iterable[Session], kinds: Mapping[str, Kind]) -> dict[str, float]:
    """The level of the last session in which each was done."""
    return {exercise: one.level for one in sessions for exercise in one.exercises if exercise in kinds}


def _next(
    routine: Routine, exercise: str, kind: Kind, course: Course, level: float, rule: ProgressRule
) -> NextStep | None:
    doses = list(_doses(routine, exercise))
    if not doses:
        return None
    if not rule.after:
        return NextStep(Why.OFF)
    if all(_amounts(dose.at(0.0)) == _amounts(dose.at(1.0)) for dose in doses):
        return NextStep(Why.NO_RANGE)
    now = min(1.0, max(0.0, level + course.offset))
    gains = next(filter(None, (_gains(dose, now, rule.step) for dose in doses)), ())
    if not gains:
        return NextStep(Why.TOP, harder=routine.exercises[exercise].harder)
    why = {
        Last.HURT: Why.HURT,
        Last.NOT_WELL: Why.NOT_WELL,
        Last.UNKNOWN: Why.NOT_ASKED,
    }.get(course.last or Last.UNKNOWN, Why.WELL)
    effort = rule.effort if kind in EFFORT_COUNTS else None
    return NextStep(why, max(1, rule.after - course.well), gains, effort)


def _doses(routine: Routine, exercise: str) -> Iterator[Dose]:
    """How the routine prescribes it, or the exercise that it replaces; the left side counts for both."""
    for keys, step in walk_steps(routine.steps):
        if not isinstance(step, Do):
            continue
        strict = step.timing is Timing.STRICT or is_exact(routine, keys)
        planned = routine.exercises[step.do]
        if exercise in (step.do, planned.easier, planned.harder) and not strict:
            for _, dose in written_doses(routine.exercises[exercise], step, Side.LEFT)[:1]:
                yield dose


def _gains(dose: Dose, now: float, step: float) -> tuple[Gain, ...]:
    """What becomes more after one step, or after as many steps as it takes."""
    before = _amounts(dose.at(now))
    level = now
    while level < 1.0:
        level = min(1.0, level + step)
        after = _amounts(dose.at(level))
        gains = tuple(Gain(what, after[what] - before[what]) for what in after if after[what] > before[what])
        if gains:
            return gains
    return ()


def _amounts(dose: Prescription) -> dict[str, float]:
    """What may become more, in whole repetitions and seconds."""
    values = {
        "sets": dose.sets,
        "reps": dose.reps,
        "hold": dose.hold_s,
        "breaths": dose.breaths,
        "time": dose.time_s,
    }
    return {what: round(value) for what, value in values.items() if value is not None}
