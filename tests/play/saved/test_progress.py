"""How far along its range an exercise is: it rises after sessions that went well, and falls after pain."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from tests.play.rig import Rig
from voicecoach.play.live_settings import LiveSettings
from voicecoach.play.saved.corrections import Corrections, corrections_file, read_corrections
from voicecoach.play.saved.pain import When, remembered_pain
from voicecoach.play.saved.progress import Course, Last, courses
from voicecoach.play.saved.record import CompletedSet, Record, append_record
from voicecoach.practice.diary_file import open_diary
from voicecoach.routine.kinds import Kind
from voicecoach.routine.model import Routine
from voicecoach.routine.progression import Progression, ProgressRule
from voicecoach.script.choices import Choices

KINDS = {"bridge": Kind.STRENGTHEN, "twist": Kind.STRETCH}
RULE = ProgressRule(after=2, effort=6, step=0.4)
WELL = {"pain_before": 3, "pain_after": 3, "effort": 5}


def session(day: int, level: float = 0.0, **more: Any) -> Record:
    began = f"2026-01-{day:02}T07:00:00+00:00"
    own = Record(f"s{day}", "r", "R", level, began, began, 60.0, finished=True, **more)
    own.done += [CompletedSet(one, 1, None, 2, 5.0, None) for one in KINDS]
    return own


def course(*records: Record, of: str = "bridge", rule: ProgressRule = RULE) -> Course:
    return courses(records, KINDS, rule).get(of, Course())


def test_it_rises_by_a_step_after_so_many_sessions_that_felt_well() -> None:
    sessions = [session(day, **WELL) for day in range(1, 7)]
    offsets = [course(*sessions[:number]).offset for number in range(1, 7)]
    assert offsets == [0, 0.4, 0.4, 0.8, 0.8, 1.0]
    last = course(*sessions).changes[-1]
    assert (last.session, last.by, last.sessions) == ("s6", 0.2, 2)


def test_it_never_leaves_the_range() -> None:
    assert course(*(session(day, level=0.7, **WELL) for day in range(1, 20))).offset == 0.3
    assert (
        course(session(1, level=0.5, hurt=["bridge"]), session(2, level=0.5, hurt=["bridge"])).offset == -0.5
    )
    assert course(session(1, hurt=["bridge"])) == Course(last=Last.HURT)


@pytest.mark.parametrize(
    ("felt", "bridge", "twist"),
    [
        (WELL, 0.4, 0.4),
        (WELL | {"effort": 7}, 0.0, 0.4),  # too hard for more strength; a stretch has no effort
        (WELL | {"pain_after": 4}, 0.4, 0.4),  # a point is no pain of the exercise
        (WELL | {"pain_after": 5}, 0.0, 0.0),
        ({}, 0.0, 0.0),  # nobody knows
        ({"effort": 5}, 0.4, 0.0),
        ({"pain_after": 3}, 0.0, 0.0),
        ({"pain_before": 3, "pain_after": 0}, 0.0, 0.4),
        (WELL | {"skipped": ["bridge"]}, 0.0, 0.4),
        (WELL | {"hurt": ["bridge"]}, 0.0, 0.4),
    ],
)
def test_what_counts_as_well(felt: dict[str, Any], bridge: float, twist: float) -> None:
    sessions = [session(1, **WELL), session(2, **felt)]
    assert (course(*sessions).offset, course(*sessions, of="twist").offset) == (bridge, twist)


def test_after_pain_it_falls_and_is_counted_anew() -> None:
    risen = [session(day, level=0.5, **WELL) for day in (1, 2)]
    fallen = course(*risen, session(3, level=0.5, hurt=["bridge"], **WELL))
    assert (fallen.offset, fallen.well, fallen.changes[-1].by) == (0.0, 0, -0.4)


def test_a_rule_may_say_never() -> None:
    sessions = [session(day, **WELL) for day in range(1, 9)]
    assert course(*sessions, rule=RULE._replace(after=0)).offset == 0
    assert Progression(after=0, step="0.5").over(RULE) == ProgressRule(0, 6, 0.5)


def test_clocks_that_jump_do_not_change_the_order_of_time() -> None:
    sessions = [session(3, hurt=["bridge"]), session(1, level=0.5, **WELL), session(2, level=0.5, **WELL)]
    assert course(*sessions).offset == 0.0


# In a session.


def play(folder: Path, **more: Any) -> Rig:
    return Rig(folder, LiveSettings(record=folder / "sessions.jsonl", rule=RULE), **more)


TEXT = """
title: Two things
PROGRESSION
safety: [prescribed]
exercises:
  bridge: {name: Bridge, kind: strengthen, position: on the back, dose: {reps: 2-7}}
steps: [bridge]
"""


def days_ago(days: int, **more: Any) -> Record:
    began = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)).isoformat(
        timespec="seconds"
    )
    own = Record(f"d{days}", "two-things", "Two things", 0.0, began, began, 60.0, finished=True, **more)
    own.done.append(CompletedSet("bridge", 1, None, 2, None, None))
    return own


def test_more_is_done_and_said_in_a_sentence(tmp_path: Path) -> None:
    for days in (14, 7):
        append_record(days_ago(days, **WELL), tmp_path / "sessions.jsonl")
    rig = play(tmp_path, text=TEXT.replace("PROGRESSION", ""))
    rig.finish()
    assert rig.session.record.done[0].reps == 4
    assert "That is two more than last week." in rig.voices[150].texts


@pytest.mark.parametrize(
    ("then", "said"),
    [((1, 2), "That is a little more than last week."), ((3, 9), "That is a little less than last week.")],
)
def test_a_change_of_several_things_is_said_too(tmp_path: Path, then: tuple[int, int], said: str) -> None:
    for days in (14, 7):
        own = days_ago(days, **WELL)
        own.done = [
            CompletedSet("bridge", number + 1, None, then[1], None, None) for number in range(then[0])
        ]
        append_record(own, tmp_path / "sessions.jsonl")
    rig = play(
        tmp_path, text=TEXT.replace("PROGRESSION", "").replace("{reps: 2-7}", "{sets: 1-3, reps: 2-7}")
    )
    rig.finish()
    assert said in rig.voices[150].texts


def test_the_routine_says_when(tmp_path: Path) -> None:
    for days in (14, 7):
        append_record(days_ago(days, **WELL), tmp_path / "sessions.jsonl")
    rig = play(tmp_path, text=TEXT.replace("PROGRESSION", "progression: {after: 1, step: 0.5}"))
    rig.finish()
    assert rig.session.record.done[0].reps == 7


def test_what_was_corrected_in_the_diary_counts(tmp_path: Path) -> None:
    record = tmp_path / "sessions.jsonl"
    for days in (14, 7):
        append_record(days_ago(days, **WELL), record)
    with open_diary(tmp_path / "diary.sqlite", record) as diary:
        diary.edit(1, {"effort": 9})
    rig = play(tmp_path, text=TEXT.replace("PROGRESSION", ""))
    rig.finish()
    assert rig.session.record.done[0].reps == 2
    with open_diary(tmp_path / "diary.sqlite", record) as diary:
        diary.edit(1, {"effort": 4})
        diary.delete([2])
    assert read_corrections(corrections_file(record)) == Corrections(
        frozenset({"d7"}), {"d14": {"effort": 4}}
    )


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"format": 2}', '{"format": 1, "deleted": 3, "felt": {}}',
                                    '{"format": 1, "deleted": [], "felt": {"a": {"effort": 99}}}', "[" * 100_000])  # fmt: skip
def test_broken_corrections_are_as_good_as_none(tmp_path: Path, broken: str) -> None:
    (tmp_path / "corrections.json").write_text(broken)
    assert read_corrections(tmp_path / "corrections.json") == Corrections()
    (tmp_path / "corrections.json").write_text(json.dumps({"format": 1, "deleted": ["a"], "felt": {}}))
    assert read_corrections(tmp_path / "corrections.json").deleted == {"a"}


def test_a_sore_or_a_strong_day_and_what_is_strict_are_as_they_say() -> None:
    text = TEXT.replace("PROGRESSION", "")
    routine = Routine.model_validate({
        "title": "R", "exercises": {"bridge": {"name": "Bridge", "kind": "strengthen", "position": "on the back",
                                               "dose": {"reps": "2-7"}}},
        "steps": ["bridge"]})  # fmt: skip
    assert text
    from voicecoach.script.outline import Visit, outline

    def reps(**chosen: Any) -> int | None:
        (visit,) = (
            one
            for one in outline(routine, Choices(progress={"bridge": 0.4}, **chosen))
            if isinstance(one, Visit)
        )
        return visit.doses[0][1].reps

    assert (reps(), reps(level=0.8), reps(day="flare"), reps(day="strong")) == (4, 7, 2, 7)
    with pytest.raises(ValueError, match="from -1 to 1"):
        Choices(progress={"bridge": 2})


# Twice in a row.


def hurting(day: int, *hurt: str, done: tuple[str, ...] = ()) -> Record:
    began = f"2026-01-{day:02}T07:00:00+00:00"
    own = Record(f"s{day}", "r", "R", 0.0, began, began, 60.0, hurt=list(hurt))
    own.done += [CompletedSet(one, 1, None, 2, None, None) for one in done]
    return own


NOW = datetime.datetime(2026, 1, 20, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([hurting(1, "bridge")], {"bridge": When.BEFORE}),
        ([hurting(1, "bridge"), hurting(2, "bridge")], {"bridge": When.TWICE}),
        ([hurting(1, "bridge"), hurting(2, done=("half",)), hurting(3, "bridge")], {"bridge": When.TWICE}),
        ([hurting(1, "bridge"), hurting(2, "bridge"), hurting(3, done=("half",))], {"bridge": When.TWICE}),
        ([hurting(1, "bridge"), hurting(2, done=("bridge",)), hurting(3, "bridge")], {"bridge": When.BEFORE}),
        ([hurting(1, "bridge"), hurting(2, "bridge"), hurting(3, done=("bridge",))], {}),
        ([hurting(1, "bridge"), hurting(20, "bridge")], {"bridge": When.TODAY}),
        ([hurting(1, "bridge", "bridge")], {"bridge": When.BEFORE}),  # twice in one session is once
    ],
)  # fmt: skip
def test_what_hurt_twice_in_a_row_is_left_until_it_is_done_without_pain(
    records: list[Record], found: dict[str, When]
) -> None:
    class Known:
        easier: str | None = None

    class Bridge(Known):
        easier = "half"

    assert remembered_pain(records, {"bridge": Bridge(), "half": Known()}, NOW) == found  # type: ignore[dict-item]


def test_it_is_offered_easier_and_left_out_by_silence(tmp_path: Path) -> None:
    for days in (6, 3):
        began = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)).isoformat(
            timespec="seconds"
        )
        append_record(
            Record(f"d{days}", "two-things", "T", 0.0, began, hurt=["bridge"]), tmp_path / "sessions.jsonl"
        )
    rig = play(tmp_path)
    rig.until(
        "Bridge hurt the last two times. We leave it out. Press E if you want the easier one: Half bridge."
        " Otherwise I go on in ten seconds."
    )
    rig.finish()
    assert {one.exercise for one in rig.session.record.done} == {"twist", "march"}


def test_a_year_with_two_flares_rises_falls_and_rises_again() -> None:
    """Three a week; missed weeks change nothing; the level never leaves the range, and ends at its top."""
    path, records = [], []
    for number in range(156):
        sore = 40 <= number < 46 or 90 <= number < 94
        began = (
            datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(days=number * 7 / 3)
        ).isoformat()
        own = Record(
            f"s{number}",
            "r",
            "R",
            0.0,
            began,
            finished=True,
            pain_before=3,
            pain_after=5 if sore else 3,
            effort=5,
        )
        own.done.append(CompletedSet("bridge", 1, None, 2, 5.0, None))
        if sore and number % 2 == 0:
            own.hurt.append("bridge")
        records.append(own)
        path.append(course(*records, rule=ProgressRule()).offset)
    assert all(0 <= offset <= 1 for offset in path)
    assert (path[20], path[45], path[60], path[93], path[-1]) == (1.0, 0.4, 1.0, 0.6, 1.0)
