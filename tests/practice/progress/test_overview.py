"""How it went over some weeks, as the diary has it."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest

from tests.practice.rig import Home
from voicecoach.phrases import phrases_of
from voicecoach.practice.diary import Diary
from voicecoach.practice.entries import Details, HurtEntry, NewEntry, SetEntry
from voicecoach.practice.plan.due import Schedule, Scheduled
from voicecoach.practice.plan.programme import parse_programme, rhythm_of
from voicecoach.practice.progress.overview import overview
from voicecoach.practice.progress.page import report_page
from voicecoach.practice.progress.picture import write_picture, write_sheet

THURSDAY = datetime.date(2026, 11, 26)


def put(diary: Diary, days_before: int, reps: int = 5, routine: str = "r", **more: object) -> None:
    began = datetime.datetime.combine(THURSDAY, datetime.time(12), datetime.UTC)
    sets = tuple(SetEntry("bridge", number, None, reps) for number in (1, 2))
    hurt = (HurtEntry("bridge"),) if more.pop("hurts", False) else ()
    values: dict[str, object] = {
        "routine": routine,
        "title": "R",
        "began": began - datetime.timedelta(days=days_before),
        "seconds": 600.0,
        "finished": True,
        "details": Details(sets=sets, skipped=(), hurt=hurt, swapped=()),
    }
    diary.add(NewEntry(**(values | more)))  # type: ignore[arg-type]


def test_weeks_are_summed_and_counted(tmp_path: Path) -> None:
    with Home(tmp_path).diary() as diary:
        put(diary, 15, reps=5, pain_before=6, pain_after=5, effort=4, hurts=True)
        put(diary, 3, reps=8, pain_before=3)
        put(diary, 2, reps=9, pain_before=2, pain_after=1)
        put(diary, 1, reps=10)
        put(diary, -1, reps=99)  # a clock was wrong
        found = overview(diary, THURSDAY, 3)
    assert [(week.sessions, week.minutes) for week in found.weeks] == [(1, 10), (0, 0), (3, 30)]
    assert [week.pain_before for week in found.weeks] == [6, None, 2.5]
    assert [week.pain_after for week in found.weeks] == [5, None, 1]
    assert [week.effort for week in found.weeks] == [4, None, None]
    assert (found.days_running, found.weeks_running, found.planned) == (3, 1, None)
    (bridge,) = found.exercises
    assert (bridge.sessions, bridge.hurt, str(bridge.last_day)) == (4, 1, "2026-11-25")
    assert [one.reps for one in (*bridge.first, *bridge.last)] == [5, 5, 10, 10]


@pytest.mark.parametrize(("days", "running"), [((0, 1, 2), 3), ((1, 2), 2), ((2, 3), 0), ((0,), 1), ((), 0)])
def test_today_may_still_come(days: tuple[int, ...], running: int, tmp_path: Path) -> None:
    with Home(tmp_path).diary() as diary:
        for day in days:
            put(diary, day)
        assert overview(diary, THURSDAY, 1).days_running == running


def schedule(text: str) -> Schedule:
    programme = parse_programme(text).programme
    routines = tuple(Scheduled(one, one.do, rhythm_of(one, None)) for one in programme.routines)
    assert programme.start
    return Schedule(programme, programme.start, routines)


def test_what_was_planned_is_held_against_what_was_done(tmp_path: Path) -> None:
    own = schedule("title: T\nfrom: 2026-11-16\nroutines: [{do: r, often: 3 a week}, {do: s, often: daily}]")
    with Home(tmp_path).diary() as diary:
        put(diary, 20)  # before the programme
        put(diary, 9)  # Tuesday in place of Monday
        put(diary, 8)
        put(diary, 7, finished=False)
        for day in (0, 1, 2, 3):
            put(diary, day, routine="s")
        found = overview(diary, THURSDAY, 3, own)
    assert [(week.kept, week.planned) for week in found.weeks] == [(0, None), (2, 3 + 7), (4, 2 + 4)]
    assert (found.kept, found.planned) == (6, 16)


def test_today_is_not_missed_yet(tmp_path: Path) -> None:
    own = schedule("title: T\nfrom: 2026-11-23\nroutines: [{do: s, often: 2 a day}]")
    with Home(tmp_path).diary() as diary:
        assert overview(diary, THURSDAY, 1, own).weeks[0].planned == 3 * 2
        put(diary, 0, routine="s")
        assert overview(diary, THURSDAY, 1, own).weeks[0][-2:] == (6, 1)


def test_picture_sheet_and_page_are_written_and_the_same_again(tmp_path: Path) -> None:
    phrases = phrases_of("en")
    with Home(tmp_path).diary() as diary:
        put(diary, 1, pain_before=5, pain_after=3, effort=6, hurts=True)
        found = overview(diary, THURSDAY, 4)
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}
    for kind, begin in begins.items():
        twice = [io.BytesIO(), io.BytesIO()]
        for out in twice:
            write_picture(found, phrases, out, kind)
        assert twice[0].getvalue().startswith(begin)
        assert twice[0].getvalue() == twice[1].getvalue()
    sheet = io.BytesIO()
    write_sheet(found, phrases, {"bridge": "$Bridge_1$ & more"}, sheet)
    assert sheet.getvalue().startswith(b"%PDF")
    page = report_page(found, phrases, {"bridge": "<b>Bridge</b>"})
    assert "&lt;b&gt;Bridge" in page
    assert "<script" not in page
    assert "1 session, 10 minutes in all." in page
    assert "<td>2 x 5</td>" in page


def test_weeks_in_which_nothing_was_done_are_drawn_too(tmp_path: Path) -> None:
    with Home(tmp_path).diary() as diary:
        found = overview(diary, THURSDAY, 2)
    sheet = io.BytesIO()
    write_sheet(found, phrases_of("en"), {}, sheet)
    assert "Nothing was done" in report_page(found, phrases_of("en"), {})
