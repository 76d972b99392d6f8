"""A year of a person who misses days, gets stronger and has two flares, through the commands themselves.

`plan` keeps a programme, `today` says each day what is due, the record has what was done, and `progress` says at the end how
it went.
"""

from __future__ import annotations

import datetime
import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.practice.rig import Home
from voicecoach.cli import voicecoach
from voicecoach.play.saved.progress import courses
from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.routine.kinds import Kind
from voicecoach.routine.library import load_routine
from voicecoach.routine.progression import ProgressRule
from voicecoach.script.choices import Choices
from voicecoach.script.outline import Visit, outline

pytestmark = pytest.mark.slow  # a year of commands

FIRST = datetime.date(2026, 1, 5)
DAYS = 364
LAST = FIRST + datetime.timedelta(days=DAYS - 1)
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

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.home.folder = folder / "data" / "voicecoach"
        self.home.record = self.home.folder / "sessions.jsonl"
        self.chance = random.Random(7)
        self.loaded = {name: load_routine(name) for name in ("core-and-back", "stretches-for-relief")}
        self.records: list[Record] = []
        self.done: dict[str, Counter[datetime.date]] = {name: Counter() for name in self.loaded}
        self.path: list[tuple[datetime.date, float]] = []
        """How far along its range the bridge is, by the sessions of it."""

    def command(self, *words: str) -> str:
        """What a command prints."""
        done = CliRunner().invoke(voicecoach, list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    def day(self, number: int) -> None:
        day = FIRST + datetime.timedelta(days=number)
        due = json.loads(self.command("today", "--on", str(day), "--json"))["routines"]
        for one in due:
            if one["due"] and self.chance.random() < 0.8:
                self.session(one["id"], day, flare=any(number in flare for flare in FLARES))
                self.done[one["id"]][day] += 1

    def session(self, routine: str, day: datetime.date, *, flare: bool) -> None:
        """As `play` has it: each exercise at its own place on its ranges."""
        model = self.loaded[routine].routine
        kinds = {one: exercise.kind for one, exercise in model.exercises.items()}
        known = courses(self.records, kinds, RULE)
        offset = {one: course.offset for one, course in known.items() if course.offset}
        began = datetime.datetime.combine(day, datetime.time(7), datetime.UTC).isoformat()
        own = Record(f"{routine}-{day}", routine, model.title, 0.0, began, began, 900.0, finished=True)
        visits = [one for one in outline(model, Choices(progress=offset)) if isinstance(one, Visit)]
        for visit in visits:
            own.done += [
                CompletedSet(visit.id, number, side, dose.reps, dose.hold_s, dose.breaths)
                for side, dose in visit.doses
                for number in range(1, dose.sets + 1)
            ]
        strengthening = [one.id for one in visits if one.exercise.kind is Kind.STRENGTHEN]
        level = max((offset.get(one, 0.0) for one in strengthening), default=0.0)
        own.pain_before = 7 if flare else 3
        own.pain_after = 8 if flare else 2
        own.effort = min(10, 3 + round(3 * level) + self.chance.randint(0, 1))
        if "bridge" in strengthening:
            if flare:
                own.hurt.append("bridge")
            self.path.append((day, offset.get("bridge", 0.0)))
        self.records.append(own)
        append_record(own, self.home.record)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    folder = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
        patch.setenv("HOME", str(folder))
        person = Person(folder)
        file = folder / "year.yaml"
        file.write_text(PROGRAMME)
        person.command("plan", str(file), "--keep")
        for number in range(DAYS):
            person.day(number)
        yield person


@pytest.fixture(scope="module")
def progress(year: Person) -> Any:
    return json.loads(year.command("progress", "--until", str(LAST), "--weeks", "52", "--json"))


def test_the_level_rises_slowly_and_falls_with_each_flare(year: Person) -> None:
    path = [offset for _, offset in year.path]
    assert path[0] == 0
    assert all(0 <= one <= 1 and abs(one - before) < 0.21 for before, one in pairwise(path))
    falls = [number for number in range(1, len(path)) if path[number] < path[number - 1]]
    assert len(falls) >= 4, "by a step for every session of a flare in which it hurt"
    assert max(path[: falls[0]]) == 1, "it was strong before the first"
    assert path[-1] > min(path[falls[-1] :]), "and rises again after the last"


def test_no_two_days_running_are_strengthened(year: Person) -> None:
    days = sorted(year.done["core-and-back"])
    assert all((after - before).days > 1 for before, after in pairwise(days))


def test_missed_days_are_made_up_for_within_their_week_and_no_further(year: Person) -> None:
    weeks = Counter((day - FIRST).days // 7 for day in year.done["core-and-back"])
    assert max(weeks.values()) == 3
    assert sum(weeks.values()) > 52 * 3 * 0.8, "more than the four in five that were done on their day"


def test_progress_counts_every_session_once(year: Person, progress: Any) -> None:
    assert sum(week["sessions"] for week in progress["weeks"]) == len(year.records)
    assert 0.78 < progress["kept"] / progress["planned"] < 0.9
    flare = [week for week in progress["weeks"] if week["pain_before"] and week["pain_before"] > 5]
    assert 3 <= len(flare) <= 6
    bridge = next(one for one in progress["exercises"] if one["id"] == "bridge")
    assert bridge["hurt"] == sum("bridge" in one.hurt for one in year.records) > 4
    assert (bridge["first"], bridge["last"]) == ("1 x 3, 3 breaths", "1 x 8, 3 breaths")


def test_the_end_of_the_ranges_is_said_at_the_end_of_the_year(progress: Any) -> None:
    words = {one["id"]: one["next"]["words"] for one in progress["exercises"] if one["next"]}
    assert words["bridge"] == "at the top of its range"
    assert words["plank-on-the-knees"] == "at the top of its range; what is harder: plank"


def test_the_year_is_drawn_and_exported(year: Person, tmp_path: Path) -> None:
    year.command("progress", "--until", str(LAST), "--weeks", "52", "--plot", str(tmp_path / "year.png"))
    assert (tmp_path / "year.png").read_bytes()[:4] == b"\x89PNG"
    year.command("diary", "export", "-o", str(tmp_path / "year.jsonl"))
    assert len((tmp_path / "year.jsonl").read_text().splitlines()) == len(year.records)
