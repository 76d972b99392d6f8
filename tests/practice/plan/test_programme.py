"""Programme files, what of them is due on a day, and their calendar."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from voicecoach.errors import RoutineError
from voicecoach.practice.plan.calendar import calendar_text, planned_times
from voicecoach.practice.plan.due import Schedule, Scheduled, Why
from voicecoach.practice.plan.kept_programme import keep_programme, kept_programme, leave_programme
from voicecoach.practice.plan.programme import (
    USUAL_RHYTHM,
    Programme,
    is_programme,
    parse_programme,
    rhythm_of,
)

MONDAY = datetime.date(2026, 11, 23)
BACK = """
title: Back
from: 2026-11-23
weeks: 4
not_on: [Sunday, 2026-11-26]
routines:
  - do: stretch
    often: 2 a day
    at: [7:30, 19:00]
  - do: strong
    often: 3 a week, never two days running
    at: "18:00"
    weeks: 2 on
  - walk
"""


def schedule(text: str = BACK, strengthens: frozenset[str] = frozenset()) -> Schedule:
    programme = parse_programme(text).programme
    routines = tuple(Scheduled(one, one.do, rhythm_of(one, None)) for one in programme.routines)
    return Schedule(programme, programme.start or MONDAY, routines, strengthens)


def day(offset: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days=offset)


def done(**offsets: list[int]) -> dict[str, Counter[datetime.date]]:
    return {routine: Counter(map(day, days)) for routine, days in offsets.items()}


def test_a_programme_is_read_as_it_is_written() -> None:
    programme = parse_programme(BACK).programme
    assert schedule().end == datetime.date(2026, 12, 20)
    assert [str(one.often) for one in programme.routines] == [
        "2 a day",
        "3 a week, never two days running",
        "None",
    ]
    assert rhythm_of(programme.routines[2], None) == USUAL_RHYTHM
    assert str(rhythm_of(programme.routines[2], "2 a week")) == "2 a week", "what the routine's own file says"
    assert Programme.model_validate(programme.model_dump(mode="json")) == programme


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("weeks: 0", "“0” is not a whole number of weeks from 1 to 520"),
        ("from: 2026-02-30", "there is no day 2026-02-30"),
        ("from: soon", "“soon” is not a date; write it as 2026-01-31"),
        ("not_on: [Someday]", "“Someday” is not a day; write Sunday, or a date"),
        ("not_on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun]", "all the days of the week"),
        ("time_zone: Europe/Atlantis", "is not a time zone; write it as Europe/Berlin"),
        ("remind: -5", "“-5” is not a whole number of minutes"),
        ("wekes: 3", "did you mean “weeks”"),
        ("time_zone: ../../etc/passwd", "is not a time zone"),
    ],
)
def test_impossible_programmes(line: str, message: str) -> None:
    with pytest.raises(RoutineError, match="(?s)" + message) as caught:
        parse_programme(f"title: T\n{line}\nroutines: [walk]\n", path="p.yaml")
    assert str(caught.value).startswith("p.yaml:2:")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{do: a, often: 4 a week never two days running}", "at most 3 a week can"),
        ("{do: a, at: [7:30, 25:00]}", "is not a time of day"),
        ("{do: a, often: 3 a week, at: [7:30, 9:00]}", "it is done once a day, but `at` has 2 times"),
        ("{do: a, weeks: 4-2}", "the first before the last"),
        ("{do: a}, a", "in it twice in the same weeks"),
    ],
)
def test_impossible_routines_of_a_programme(entry: str, message: str) -> None:
    with pytest.raises(RoutineError, match=message):
        parse_programme(f"title: T\nroutines: [{entry}]\n")


def test_one_routine_may_be_done_more_often_later() -> None:
    text = "title: T\nroutines: [{do: a, often: 2 a week, weeks: 1-2}, {do: a, often: 3 a week, weeks: 3 on}]"
    own = schedule(text)
    assert [len(own.planned(0, week)) for week in (1, 2, 3)] == [2, 2, 0]
    assert [len(own.planned(1, week)) for week in (1, 2, 3)] == [0, 0, 3]


def test_a_routine_and_a_programme_are_told_apart() -> None:
    assert is_programme(BACK)
    assert not is_programme("title: T\nsteps: [walk]\n")


def test_what_is_due_and_why() -> None:
    own = schedule()
    stretch, strong, walk = own.due_on(day(0), {})
    assert (stretch.why, stretch.times, stretch.following) == (Why.PLANNED, 2, day(1))
    assert (strong.why, strong.times, strong.following) == (Why.OUTSIDE, 0, day(7))
    assert (walk.why, walk.times) == (Why.PLANNED, 1)
    stretch, strong, walk = own.due_on(day(2), done(stretch=[2], walk=[2]))
    assert (stretch.times, stretch.done) == (1, 1)
    assert (walk.why, walk.following) == (Why.DONE, day(4)), "the day after is off"
    assert {one.why for one in own.due_on(day(3), {})} == {Why.DAY_OFF, Why.OUTSIDE}
    assert {one.why for one in own.due_on(day(28), {})} == {Why.OUTSIDE}
    assert all(one.following is None for one in own.due_on(day(28), {}))


def test_a_missed_day_moves_and_no_debt_remains() -> None:
    own = schedule()
    monday, tuesday, following = day(7), day(8), day(14)
    assert own.due(1, monday, {}).why is Why.PLANNED
    assert own.coming(1, tuesday, {}) == [day(8), day(10), day(12)], "all three, as Sunday is off"
    assert own.due(1, tuesday, {}).missed == monday
    assert own.due(1, tuesday, done(strong=[7])).why is Why.RESTS
    assert own.due(1, day(13), {}).times == 0, "a day off"
    assert own.due(1, day(12), {}).why is Why.MOVED, "Saturday takes what was missed"
    assert own.due(1, day(12), done(strong=[7, 9, 11])).why is Why.ENOUGH
    assert own.coming(1, following, {}) == own.planned(1, 3), "a new week begins as it was planned"


def test_strengthening_routines_keep_their_days_apart() -> None:
    text = "title: T\nroutines: [{do: a, often: 2 a week}, {do: b, often: 1 a week}]"
    assert schedule(text).planned(1, 1) == [day(0)]
    assert schedule(text, frozenset({"a", "b"})).planned(1, 1) == [day(5)], (
        "neither on nor beside the other's"
    )


def test_a_kept_programme_finds_its_routines_from_anywhere(tmp_path: Path) -> None:
    beside, kept = tmp_path / "mine", tmp_path / "kept" / "programme.yaml"
    beside.mkdir()
    (beside / "own.yaml").write_text("title: Own\nsteps: [walk]\n")
    (beside / "other.yaml").write_text("title: Other\nsteps: [walk]\n")
    programme = parse_programme("title: T\nroutines: [own, ./other.yaml, gentle-daily]\n").programme
    found = keep_programme(programme, beside, MONDAY, kept)
    whole = [str(beside / name) for name in ("own.yaml", "other.yaml")]
    assert [one.do for one in found.programme.routines] == [*whole, "gentle-daily"]
    assert found.programme.start == MONDAY, "it begins on the day on which it is kept"
    again = kept_programme(kept)
    assert again is not None
    assert again.programme == found.programme
    assert leave_programme(kept)
    assert not leave_programme(kept)
    assert kept_programme(kept) is None


NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)


def calendar(text: str = BACK) -> bytes:
    lengths = {"strong": datetime.timedelta(minutes=27)}
    return calendar_text(
        schedule(text), {"stretch": "Stretch, now", "strong": "Strong;", "walk": "W"}, lengths, NOW
    )


def test_two_readers_read_the_same_calendar() -> None:
    text = calendar()
    ours = icalendar.Calendar.from_ical(text)
    theirs = vobject.readOne(text.decode())
    events = list(ours.walk("VEVENT"))
    expected = list(planned_times(schedule(), NOW.date()))
    assert len(events) == len(theirs.vevent_list) == len(expected) > 50
    for event, other, planned in zip(events, theirs.vevent_list, expected, strict=True):
        begin = event.decoded("dtstart")
        assert begin == other.dtstart.value
        assert (begin.date() if planned.time else begin) == planned.day
        assert begin.tzinfo is None if planned.time else True, "half past seven wherever the person is"
        assert str(event["summary"]) == other.summary.value
        assert len(event.walk("VALARM")) == len(other.valarm_list) == 1
    strong = next(one for one in events if one["summary"] == "Strong;")
    assert strong.decoded("duration") == datetime.timedelta(minutes=27)
    assert len({str(one["uid"]) for one in events}) == len(events)
    assert calendar() == text, "imported again, it changes what is there"


@pytest.mark.parametrize(("begin", "before", "after"), [("2026-03-23", 1, 2), ("2026-10-19", 2, 1)])
def test_the_change_of_the_clocks_does_no_harm(begin: str, before: int, after: int) -> None:
    """Half past seven stays half past seven in that zone."""
    text = (
        f"title: T\nfrom: {begin}\nweeks: 2\ntime_zone: Europe/Berlin\nroutines: [{{do: walk, at: 7:30}}]\n"
    )
    now = datetime.datetime.combine(datetime.date.fromisoformat(begin), datetime.time(), datetime.UTC)
    made = calendar_text(schedule(text), {"walk": "Walk"}, {}, now)
    ours = [one.decoded("dtstart") for one in icalendar.Calendar.from_ical(made).walk("VEVENT")]
    theirs = [one.dtstart.value for one in vobject.readOne(made.decode()).vevent_list]
    berlin = ZoneInfo("Europe/Berlin")
    for read in (ours, theirs):
        local = [one.astimezone(berlin) for one in read]
        assert {f"{one:%H:%M}" for one in local} == {"07:30"}
        assert [one.utcoffset() // datetime.timedelta(hours=1) for one in local] == [before] * 6 + [after] * 8
        first = local[0].date()
        assert [one.date() for one in local] == [first + datetime.timedelta(days=day) for day in range(14)]
