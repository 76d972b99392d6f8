"""What each exercise becomes next, and what is missing for it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.practice.rig import Home, session_record
from voicecoach.cli.progress_words import next_words
from voicecoach.play.saved.record import CompletedSet, append_record
from voicecoach.practice.progress.ahead import looking_ahead
from voicecoach.practice.progress.next_step import Gain, NextStep, Why
from voicecoach.practice.progress.overview import overview
from voicecoach.routine.library import default_folders, load_text
from voicecoach.routine.model import Routine
from voicecoach.routine.progression import ProgressRule

ROUTINE = """title: T
{keys}
exercises:
  it: {{name: It, kind: {kind}, position: standing, setup: [Stand.], dose: {dose}, harder: squat}}
steps: [{{do: it{step}}}]
"""
WELL = {"pain_before": 3, "pain_after": 3, "effort": 5}
RULE = ProgressRule(after=3, effort=6, step=0.2)
LAST = datetime.date(2026, 1, 20)


def step_after(
    tmp_path: Path,
    *sessions: Mapping[str, Any],
    dose: str = "{reps: 5-10}",
    kind: str = "strengthen",
    keys: str = "about: It.",
    step: str = "",
    rule: ProgressRule = RULE,
    level: float = 0.0,
) -> NextStep | None:
    """What `it` becomes next after so many sessions, one a day."""
    home = Home(tmp_path)
    for day, felt in enumerate(sessions, 1):
        own = session_record(f"s{day}", f"2026-01-{day:02}T12:00:00+00:00", **felt)
        own.level = level
        own.done[:] = [CompletedSet("it", number, None, 5, None, None) for number in (1, 2)]
        append_record(own, home.record)
    text = ROUTINE.format(keys=keys, kind=kind, dose=dose, step=step)
    routine = load_text(text, tmp_path / "gentle-daily.yaml", folders=default_folders()).routine

    def routine_of(name: str) -> Routine | None:
        return routine if name == "gentle-daily" else None

    with home.diary() as diary:
        (one,) = looking_ahead(overview(diary, LAST, 4), diary, routine_of, rule).exercises
    return one.next


def test_the_sessions_that_are_missing_are_counted(tmp_path: Path) -> None:
    found = [step_after(tmp_path / str(number), *[WELL] * number) for number in (1, 2, 3)]
    one_more = (Gain("reps", 1),)
    assert found == [NextStep(Why.WELL, missing, one_more, 6) for missing in (2, 1, 3)]
    assert found[1] is not None
    assert next_words(found[1]) == "1 more session that goes well, then 1 more repetition"


@pytest.mark.parametrize(
    ("felt", "why", "words"),
    [
        (
            {"hurt": ["it"]},
            Why.HURT,
            "it hurt last time; 3 more sessions that go well, then 1 more repetition",
        ),
        (
            WELL | {"effort": 9},
            Why.NOT_WELL,
            "too hard last time, or worse after it; 3 more sessions that go well, then 1 more repetition",
        ),
        (
            {},
            Why.NOT_ASKED,
            "2 more sessions that go well, then 1 more repetition; nobody answered last time (play --ask)",
        ),
    ],
)
def test_what_holds_it_back_is_said(tmp_path: Path, felt: dict[str, Any], why: Why, words: str) -> None:
    step = step_after(tmp_path, WELL, felt)
    assert step is not None
    assert (step.why, next_words(step)) == (why, words)


def test_what_was_left_undone_does_not_count(tmp_path: Path) -> None:
    left = WELL | {"undone": [CompletedSet("it", 1, None, 5, None, None)]}
    home = Home(tmp_path)
    for day, (felt, done) in enumerate(((WELL, "it"), (left, "plank"), (left, "it")), 1):
        own = session_record(f"s{day}", f"2026-01-{day:02}T12:00:00+00:00", **felt)
        own.done[:] = [CompletedSet(done, 2, None, 5, None, None)]
        append_record(own, home.record)
    text = ROUTINE.format(keys="about: It.", kind="strengthen", dose="{reps: 5-10}", step="")
    routine = load_text(text, tmp_path / "gentle-daily.yaml", folders=default_folders()).routine
    with home.diary() as diary:
        found = looking_ahead(overview(diary, LAST, 4), diary, lambda _: routine, RULE).exercises
    (one,) = (one for one in found if one.exercise == "it")
    assert one.next is not None
    assert one.next.sessions == RULE.after - 2


def test_it_is_the_step_that_comes(tmp_path: Path) -> None:
    """The gain is by what the sets become, and not by the level alone."""
    assert step_after(tmp_path / "1", *[WELL] * 3, dose="{hold: 10-30 s, sets: 1-2, rest: 9 s}") == NextStep(
        Why.WELL, 3, (Gain("hold", 4),), 6
    )
    several = step_after(tmp_path / "2", *[WELL] * 3, dose="{hold: 10-30 s, sets: 1-3, rest: 9 s}")
    assert several is not None
    assert next_words(several) == "3 more sessions that go well, then 1 more set and holds 4 s longer"
    coarse = step_after(tmp_path / "3", WELL, dose="{sets: 1-2, reps: 5, rest: 1 min}")
    assert coarse == NextStep(Why.WELL, 2, (Gain("sets", 1),), 6), "after as many steps as it takes"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"level": 1.0}, NextStep(Why.TOP, harder="squat")),
        ({"dose": "{reps: 5}"}, NextStep(Why.NO_RANGE)),
        ({"rule": RULE._replace(after=0)}, NextStep(Why.OFF)),
        ({"keys": "progression: {after: 2}"}, NextStep(Why.WELL, 1, (Gain("reps", 1),), 6)),
        ({"kind": "stretch"}, NextStep(Why.WELL, 2, (Gain("reps", 1),), None)),
        ({"keys": "timing: strict", "dose": "{time: 10-20 s}"}, None),
        ({"step": ", timing: strict, time: 10-20 s"}, None),
    ],
)
def test_the_end_of_a_range_and_other_rules(
    tmp_path: Path, more: dict[str, Any], expected: NextStep | None
) -> None:
    assert step_after(tmp_path, WELL, **more) == expected
