"""A year of a person who misses days, gets stronger and has two flares: plan, record, diary and progression together."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from itertools import pairwise

import pytest

from tests.practice.rig import Home
from voicecoach.play.saved.progress import courses
from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.practice.plan.due import Schedule, Scheduled
from voicecoach.practice.plan.programme import parse_programme, rhythm_of
from voicecoach.practice.progress.overview import overview
from voicecoach.routine.kinds import Kind
from voicecoach.routine.library import load_routine
from voicecoach.routine.progression import ProgressRule

pytestmark = pytest.mark.slow  # a year takes some seconds

FIRST = datetime.date(2026, 1, 5)
DAYS = 364
FLARES = (range(100, 112), range(230, 245))
RULE = ProgressRule(after=3, effort=6, step=0.2)
PROGRAMME = """
title: A year
from: 2026-01-05
weeks: 52
routines: [{do: core-and-back, often: "3 a week, never two days running"}, stretches-for-relief]
"""


class Person:
    """Does four of five sessions that are due; hurts in flares, at the bridge."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.chance = random.Random(7)
        self.loaded = {name: load_routine(name) for name in ("core-and-back", "stretches-for-relief")}
        self.records: list[Record] = []
        self.done: dict[str, Counter[datetime.date]] = {name: Counter() for name in self.loaded}
        self.path: list[float] = []
        """How far along its range the bridge is, by the sessions of it."""

    def day(self, number: int, schedule: Schedule) -> None:
        day = FIRST + datetime.timedelta(days=number)
        flare = any(number in one for one in FLARES)
        for due in schedule.due_on(day, self.done):
            if due.times and self.chance.random() < 0.8:
                self.session(due.routine, day, flare=flare)
                self.done[due.routine][day] += 1

    def session(self, routine: str, day: datetime.date, *, flare: bool) -> None:
        exercises = self.loaded[routine].routine.exercises
        kinds = {one: exercise.kind for one, exercise in exercises.items()}
        offset = {one: course.offset for one, course in courses(self.records, kinds, RULE).items()}
        began = datetime.datetime.combine(day, datetime.time(7), datetime.UTC).isoformat()
        own = Record(f"{routine}-{day}", routine, routine, 0.0, began, began, 900.0, finished=True)
        strengthening = [one for one, kind in kinds.items() if kind is Kind.STRENGTHEN]
        level = max((offset.get(one, 0.0) for one in strengthening), default=0.0)
        own.pain_before = 7 if flare else 3
        own.pain_after = 8 if flare and strengthening else own.pain_before - 1
        own.effort = min(10, 3 + round(3 * level) + self.chance.randint(0, 1))
        own.done += [
            CompletedSet(one, 1, None, 5 + round(5 * offset.get(one, 0)), 5.0, None) for one in exercises
        ]
        if "bridge" in kinds:
            if flare:
                own.hurt.append("bridge")
            self.path.append(offset.get("bridge", 0.0))
        self.records.append(own)
        append_record(own, self.home.record)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Person, Schedule]:
    person = Person(Home(tmp_path_factory.mktemp("year")))
    programme = parse_programme(PROGRAMME).programme
    routines = tuple(Scheduled(one, one.do, rhythm_of(one, None)) for one in programme.routines)
    schedule = Schedule(programme, FIRST, routines, frozenset({"core-and-back"}))
    for number in range(DAYS):
        person.day(number, schedule)
    return person, schedule


def test_the_level_rises_slowly_and_falls_with_each_flare(year: tuple[Person, Schedule]) -> None:
    path = year[0].path
    assert path[0] == 0
    assert all(0 <= one <= 1 and abs(one - before) < 0.21 for before, one in pairwise(path))
    falls = [number for number in range(1, len(path)) if path[number] < path[number - 1]]
    assert len(falls) >= 4, "by a step for every session of a flare in which it hurt"
    assert max(path[: falls[0]]) == 1, "it was strong before the first"
    assert path[-1] > min(path[falls[-1] :]), "and rises again after the last"


def test_no_two_days_running_are_strengthened(year: tuple[Person, Schedule]) -> None:
    days = sorted(year[0].done["core-and-back"])
    assert all((after - before).days > 1 for before, after in pairwise(days))


def test_missed_days_are_made_up_for_within_their_week_and_no_further(year: tuple[Person, Schedule]) -> None:
    person, _ = year
    weeks = Counter((day - FIRST).days // 7 for day in person.done["core-and-back"])
    assert max(weeks.values()) == 3
    assert sum(weeks.values()) > 52 * 3 * 0.8, "more than the four in five that were done on their day"


def test_the_diary_has_every_session_once_and_the_overview_counts_them(year: tuple[Person, Schedule]) -> None:
    person, schedule = year
    last = FIRST + datetime.timedelta(days=DAYS - 1)
    for _ in range(2):  # taken in once
        with person.home.diary() as diary:
            found = overview(diary, last, 52, schedule)
    assert found.sessions == len(person.records)
    assert found.planned is not None
    assert 0.78 < found.kept / found.planned < 0.9
    flare = [week for week in found.weeks if week.pain_before and week.pain_before > 5]
    assert 3 <= len(flare) <= 6
    bridge = next(one for one in found.exercises if one.exercise == "bridge")
    assert bridge.hurt == sum("bridge" in one.hurt for one in person.records) > 4
