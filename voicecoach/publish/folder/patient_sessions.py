"""From the file of a patient to the sessions that it asks for, each with its days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from voicecoach.errors import RoutineError
from voicecoach.near import did_you_mean
from voicecoach.practice.plan.programme import USUAL_RHYTHM, times_a_day
from voicecoach.practice.plan.rhythm import Rhythm, Weeks, read_weeks, rhythm
from voicecoach.practice.plan.weeks import WEEK
from voicecoach.publish.folder.changed_routine import WrongChange
from voicecoach.publish.folder.patient_file import Entry, Stretch
from voicecoach.publish.folder.practice_file import PracticeFile
from voicecoach.publish.folder.shelf import RoutineShelf
from voicecoach.publish.folder.sources import PatientSource
from voicecoach.publish.practice import Patient, PatientSession
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.tree import Keys, combine_errors
from voicecoach.script.choices import Choices
from voicecoach.script.picking import is_a_session
from voicecoach.speaking_speed import DEFAULT_SPEED
from voicecoach.typography import kebab

USUAL_VOICE = "auto"
_DAY = datetime.timedelta(days=1)
_ALWAYS = Stretch()
_SHORTEST_PART = 3
"""Letters of a name that could be known again in the name of a file."""


class PlacedSession(NamedTuple):
    """A session, and the place in the file that asks for it."""

    session: PatientSession
    usual: LoadedRoutine
    """The same routine, without a dose of the patient."""
    entry: Keys
    weeks: Keys
    """The place of what is different in its weeks; that of the entry if nothing is."""


class SessionsReader:
    """Makes the patients of one practice."""

    def __init__(self, practice: PracticeFile, shelf: RoutineShelf, today: datetime.date) -> None:
        self._practice = practice
        self._shelf = shelf
        self._monday = today - today.weekday() * _DAY

    def sessions(self, source: PatientSource) -> tuple[PlacedSession, ...]:
        """A patient's sessions, by their first days. Raises RoutineError with every mistake that only the routines reveal."""
        file, mistakes = source.file, list[RoutineError]()
        if file.start and file.until and file.until < file.start:
            mistakes.append(
                source.tree.error(f"until: {file.until} is before the first day, {file.start}", ("until",))
            )
        sessions: list[PlacedSession] = []
        for index, entry in enumerate(file.routines if not mistakes else ()):
            try:
                sessions += _OfEntry(
                    source, index, entry, self._practice, self._shelf, self._monday
                ).sessions()
            except RoutineError as error:
                mistakes += [error, *error.others]
        if mistakes:
            raise combine_errors(mistakes)
        sessions.sort(key=lambda one: one.session.first_day)
        return tuple(_each_its_stem(source, sessions))

    def patient(self, source: PatientSource, sessions: tuple[PlacedSession, ...]) -> Patient:
        """The patient of a source, with those sessions."""
        return Patient(
            source.name,
            source.file.name or "",
            source.file.language or self._practice.language,
            tuple(one.session for one in sessions),
            source.file.not_on,
        )


class _OfEntry:
    """One routine of a patient."""

    def __init__(
        self,
        source: PatientSource,
        index: int,
        entry: Entry,
        practice: PracticeFile,
        shelf: RoutineShelf,
        monday: datetime.date,
    ) -> None:
        self._source, self._file, self._entry = source, source.file, entry
        self._keys: Keys = ("routines", index)
        self._practice, self._shelf = practice, shelf
        self._first_day = source.file.start or monday
        try:
            self._loaded = shelf.take(entry.do)
        except RoutineError as error:
            raise self._error(f"do: {error.message}", ("do",)) from error

    def sessions(self) -> Iterator[PlacedSession]:
        """Those of all its weeks."""
        entry = self._entry
        if not entry.weeks:
            yield self._placed(None, _ALWAYS, ())
            return
        if self._file.start is None:
            raise self._error(
                "weeks: these are counted from the first day; write it, from: 2026-01-31", ("weeks",)
            )
        for weeks, stretch in sorted(entry.weeks.items()):
            yield self._placed(weeks, stretch, ("weeks", self._written(weeks)))

    def _placed(self, weeks: Weeks | None, stretch: Stretch, below: Keys) -> PlacedSession:
        session = self._session(weeks, stretch, below)
        return PlacedSession(session, self._loaded, self._keys, (*self._keys, *below))

    def _session(self, weeks: Weeks | None, stretch: Stretch, below: Keys) -> PatientSession:
        first, last = self._days(weeks, below)
        loaded = self._changed(stretch, below)
        at = self._said("at", stretch) or ()
        often = self._often(stretch, below, at)
        if self._said("often", stretch) is not None:
            loaded = self._shelf.as_often(loaded, often)
        return PatientSession(
            stem=loaded.id + ("" if weeks is None else _in_words(weeks)),
            loaded=loaded,
            choices=self._choices(loaded, stretch, below),
            voice=self._said("voice", stretch) or loaded.routine.voice or self._practice.voice or USUAL_VOICE,
            speed=self._said("speed", stretch)
            or loaded.routine.speed
            or self._practice.speed
            or DEFAULT_SPEED,
            first_day=first,
            last_day=last,
            often=often,
            at=at,
        )

    def _days(self, weeks: Weeks | None, below: Keys) -> tuple[datetime.date, datetime.date | None]:
        first, until = self._first_day, self._file.until
        if weeks is None:
            return first, until
        begin = first + (weeks.first - 1) * WEEK * _DAY
        end = None if weeks.last is None else first + weeks.last * WEEK * _DAY - _DAY
        if until is not None and begin > until:
            raise self._error(
                f"weeks: week {weeks.first} begins on {begin}, after the last day, {until}", below
            )
        return begin, min(filter(None, (end, until)), default=None)

    def _changed(self, stretch: Stretch, below: Keys) -> LoadedRoutine:
        """The routine with the doses of the entry, and of some weeks, over it."""
        loaded = self._loaded
        there = {step.do for step in loaded.routine.done()}
        mistakes = []
        for keys, dose in (((), self._entry.dose), (below, stretch.dose)):
            for name in dose.keys() - there:
                hint = did_you_mean(name, there) or f"; it has {', '.join(sorted(there)[:12])}"
                mistakes.append(
                    self._error(f"{loaded.id} does not have “{name}”{hint}", (*keys, "dose", name), key=True)
                )
        if mistakes:
            raise combine_errors(mistakes)
        for keys, dose in (((), self._entry.dose), (below, stretch.dose)):
            try:
                loaded = self._shelf.changed(loaded, dose)
            except WrongChange as error:
                raise self._error(
                    f"{error.exercise}: {error.message}", (*keys, "dose", error.exercise)
                ) from error
            except RoutineError as error:
                raise self._error(f"dose: {error.message}", (*keys, "dose")) from error
        return loaded

    def _choices(self, loaded: LoadedRoutine, stretch: Stretch, below: Keys) -> Choices:
        routine = loaded.routine
        done = frozenset(step.do for step in routine.done())
        named: dict[str, tuple[str, ...]] = {}
        for key, there, what in (
            ("leave_out", done, "exercise"),
            ("include", self._loaded.routine.optional(), "optional exercise"),
            ("easier", routine.eased(), "exercise with an easier one"),
        ):
            named[key] = self._said(key, stretch) or ()
            place = (*below, key) if getattr(stretch, key) is not None else (key,)
            for index, name in enumerate(named[key]):
                if name not in there:
                    has = f"; it has {', '.join(sorted(there)[:12])}" if there else "; it has none"
                    hint = did_you_mean(name, there) or has
                    raise self._error(f"{key}: {loaded.id} has no {what} “{name}”{hint}", (*place, index))
                if (
                    key == "leave_out"
                    and name in (stretch if stretch.leave_out is not None else self._entry).dose
                ):
                    raise self._error(
                        f"leave_out: “{name}” has a dose here too; take one of them out", (*place, index)
                    )
        if stretch.leave_out is None:
            # What has a dose in some weeks is done in them.
            named["leave_out"] = tuple(one for one in named["leave_out"] if one not in stretch.dose)
        choices = Choices(
            **{name: self._said(name, stretch) for name in ("level", "talk", "count", "pace")},
            skip=named["leave_out"],
            include=frozenset(named["include"]) & routine.optional(),
            easier=named["easier"],
        )
        if not is_a_session(routine, choices.settled(routine)):
            place = (*below, "leave_out") if stretch.leave_out is not None else ("leave_out",)
            raise self._error(f"leave_out: nothing of {loaded.id} is left but its warm-up", place)
        return choices

    def _often(self, stretch: Stretch, below: Keys, at: tuple[datetime.time, ...]) -> Rhythm:
        said = self._said("often", stretch)
        frequency = self._loaded.routine.frequency
        try:
            often: Rhythm = said or (USUAL_RHYTHM if frequency is None else rhythm(frequency))
        except ValueError as error:
            raise self._error(f"{self._loaded.id} says how often: {error}", ("do",)) from error
        if len(at) > 1 and len(at) != times_a_day(often):
            many = "once" if times_a_day(often) == 1 else f"{often.least} times"
            place = (*below, "at") if stretch.at is not None else ("at",)
            raise self._error(f"at: it is done {many} a day, but has {len(at)} times", place)
        return often

    def _said(self, name: str, stretch: Stretch) -> Any:
        """What these weeks say; or else the entry, or else the patient; None if none does."""
        for one in (stretch, self._entry, self._file):
            if (value := getattr(one, name, None)) is not None:
                return value
        return None

    def _written(self, weeks: Weeks) -> str:
        """The key that those weeks have in the file."""
        node = self._source.tree.root
        for part in (*self._keys, "weeks"):
            node = node.children[part]
        return next((str(key) for key in node.children if read_weeks(key) == weeks), "")

    def _error(self, message: str, keys: Keys, *, key: bool = False) -> RoutineError:
        return self._source.tree.error(message, (*self._keys, *keys), key=key)


def _in_words(weeks: Weeks) -> str:
    if weeks.first == weeks.last:
        return f"-week-{weeks.first}"
    return f"-weeks-{weeks.first}-{'on' if weeks.last is None else weeks.last}"


def _each_its_stem(source: PatientSource, sessions: list[PlacedSession]) -> Iterator[PlacedSession]:
    """The sessions, no two with one stem, and none with a part of the patient's name or code in it."""
    parts = kebab(f"{source.file.name or ''} {source.name}").split("-")
    personal = {part for part in parts if len(part) >= _SHORTEST_PART}
    ids = list(dict.fromkeys(one.session.loaded.id for one in sessions))
    taken: set[str] = set()
    for one in sessions:
        stem, routine = one.session.stem, one.session.loaded.id
        if personal & set(routine.split("-")) or kebab(source.name) == routine:
            stem = f"routine-{ids.index(routine) + 1}{stem.removeprefix(routine)}"
        while stem in taken:
            stem += "-2"
        taken.add(stem)
        yield one if stem == one.session.stem else one._replace(session=replace(one.session, stem=stem))
