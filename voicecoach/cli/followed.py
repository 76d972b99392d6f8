"""The programme that commands refer to, with its routines looked up, and what was done by the diary."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError

if TYPE_CHECKING:
    from voicecoach.play.upcoming import Upcoming
    from voicecoach.practice.plan.due import Schedule
    from voicecoach.practice.plan.programme import Programme, ProgrammeFile
    from voicecoach.routine.finding import Finding
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.speech.api import Voice

NONE_KEPT = (
    "No programme is followed yet. Write one (title, routines, how often each), and follow it by: "
    "voicecoach plan my-programme.yaml --keep"
)

A_MONDAY = datetime.date(2026, 1, 5)
"""The first day of a programme that is looked at and not followed, if it names none."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A programme, and the routines in it."""

    programme: Programme
    schedule: Schedule
    loaded: dict[str, LoadedRoutine]
    """By id."""
    names: dict[str, str]
    """What `voicecoach play` takes for each, by id: the id, or the path of its file."""

    def title(self, routine: str) -> str:
        """What the coach calls a routine."""
        return self.loaded[routine].routine.title


def followed(file: ProgrammeFile, beside: Path | None, today: datetime.date) -> Followed:
    """The programme with its routines; `beside` is the folder of its file, if that is not the kept one. `today` is its first
    day if it names none.

    Raises RoutineError, at the place in the file, if a routine is not found or has mistakes.
    """
    from voicecoach.practice.plan.due import Schedule, Scheduled
    from voicecoach.practice.plan.kept_programme import whole_name
    from voicecoach.practice.plan.programme import rhythm_of
    from voicecoach.routine.library import load_routine
    from voicecoach.routine.purpose import mostly_strengthens

    loaded: dict[str, LoadedRoutine] = {}
    names: dict[str, str] = {}
    scheduled = []
    for index, planned in enumerate(file.programme.routines):
        try:
            name = planned.do if beside is None else whole_name(planned, beside)
            one = load_routine(name)
            if names.setdefault(one.id, name) != name:
                raise ValueError(f"another routine of it is called “{one.id}” too; rename one of the files")
            rhythm = rhythm_of(planned, one.routine.frequency)
        except (RoutineError, ValueError) as error:
            if isinstance(error, RoutineError) and error.path is not None:
                raise  # it has a place of its own
            raise file.tree.error(str(error), ("routines", index, "do")) from error
        loaded[one.id] = one
        scheduled.append(Scheduled(planned, one.id, rhythm))
    strengthens = frozenset(name for name, one in loaded.items() if mostly_strengthens(one.routine))
    schedule = Schedule(file.programme, file.programme.start or today, tuple(scheduled), strengthens)
    return Followed(file.programme, schedule, loaded, names)


def programme_findings(file: ProgrammeFile, beside: Path) -> Iterator[Finding]:
    """Warnings about a programme. Raises RoutineError for mistakes."""
    from voicecoach.practice.dosage.week_rules import programme_week_remarks
    from voicecoach.routine.finding import Finding, Severity

    found = followed(file, beside, A_MONDAY)
    routines = {name: one.routine for name, one in found.loaded.items()}
    for remark in programme_week_remarks(found.schedule, routines):
        yield Finding.of(file.tree.error(remark.message, remark.keys), Severity.WARNING)
    for index, (planned, routine, _) in enumerate(found.schedule.routines):
        if planned.minutes is not None and (
            why := why_it_does_not_fit(found.loaded[routine], planned.minutes)
        ):
            keys = ("routines", index, "minutes")
            yield Finding.of(file.tree.error(f"minutes: {why}", keys), Severity.WARNING)


def why_it_does_not_fit(loaded: LoadedRoutine, minutes: float, voice: Voice | None = None) -> str:
    """Why a routine cannot be fitted to that length, measured with a voice (None: known lengths); empty if it can."""
    from voicecoach.errors import DoesNotFit
    from voicecoach.script.choices import Choices
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice

    try:
        prepare(loaded, Choices(minutes=minutes), voice or open_voice("silent"))
    except DoesNotFit as error:
        return str(error)
    return ""


def week_in_words(file: ProgrammeFile, beside: Path) -> str:
    """How much of each kind a programme has in its fullest week."""
    from voicecoach.practice.dosage.volume import in_words, volume_of
    from voicecoach.practice.dosage.week_rules import fullest_week, week_of_programme

    found = followed(file, beside, A_MONDAY)
    by_level = [
        {name: volume_of(one.routine, level) for name, one in found.loaded.items()}
        for level in ("gentle", "strong")
    ]
    week = fullest_week(found.schedule, by_level[-1])
    words = in_words(*(week_of_programme(found.schedule, volumes, week) for volumes in by_level))
    return f"week {week}: {words}"


def done_lately(schedule: Schedule, day: datetime.date) -> dict[str, Counter[datetime.date]]:
    """How often each routine was done on each day that decides what is due on `day`: the days of its week of the programme,
    and the one before. Counts the finished sessions of the diary.
    """
    from voicecoach.cli.diary import opened
    from voicecoach.practice.plan.weeks import days_of_week, week_of

    since = days_of_week(week_of(day, schedule.start), schedule.start)[0] - datetime.timedelta(days=1)
    done: dict[str, Counter[datetime.date]] = {}
    with opened() as diary:
        for one in diary.sessions(since=since):
            if one.finished:
                done.setdefault(one.routine, Counter())[one.day] += 1
    return done


def upcoming_after(routine: str, today: datetime.date | None = None) -> Upcoming | None:
    """What the programme has next, after a session of that routine now; None: no programme, or nothing more.

    `today` is the day; None: the current one.
    """
    from voicecoach.cli.days import this_day
    from voicecoach.play.upcoming import Upcoming
    from voicecoach.practice.plan.kept_programme import kept_programme

    file = kept_programme()
    if file is None:
        return None
    day = today or this_day()
    found = followed(file, None, day)
    done = done_lately(found.schedule, day)
    done.setdefault(routine, Counter())[day] += 1
    days = [
        (day if one.times else one.following, index, one.routine)
        for index, one in enumerate(found.schedule.due_on(day, done))
        if one.times or one.following
    ]
    if not days:
        return None
    following, _, name = min((when or day, index, name) for when, index, name in days)
    return Upcoming(found.title(name), (following - day).days, following.isoweekday())
