"""On which days something is planned, and what becomes of a missed day."""

from __future__ import annotations

import datetime
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.practice.plan.rhythm import Rhythm, rhythm
from voicecoach.practice.plan.weeks import days_to_come, planned_days, week_of

MONDAY = datetime.date(2026, 11, 23)
APART = Rhythm(3, 3, "week", apart=True)
rhythms = st.builds(
    lambda least, apart: Rhythm(min(least, 3) if apart else least, 7, "week", apart),
    st.integers(1, 7),
    st.booleans(),
)
dates = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


def never(_: datetime.date) -> bool:
    return False


def day(offset: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days=offset)


def offsets(days: list[datetime.date]) -> list[int]:
    return [(one - MONDAY).days for one in days]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily", Rhythm(1, 1, "day")),
        ("2 a day", Rhythm(2, 2, "day")),
        ("3 a week", Rhythm(3, 3, "week")),
        ("3 a week, never two days running", APART),
        ("2-3 times a week, not two days in a row", Rhythm(2, 3, "week", apart=True)),
        ("every other day", Rhythm(3, 4, "week", apart=True)),
        ("Twice a week", Rhythm(2, 2, "week")),
    ],
)
def test_rhythms_as_people_write_them(text: str, expected: Rhythm) -> None:
    assert rhythm(text) == expected
    assert rhythm(str(expected)) == expected, "it can be kept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("often", "“often” does not say how often"),
        ("daily, never two days running", "write 3 a week, or every other day"),
        ("4 a week, never two days running", "at most 3 a week can"),
        ("8 a week", "a week has seven days"),
        ("20 a day", "at most 10 times a day"),
    ],
)
def test_impossible_rhythms(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        rhythm(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 a week", [0]),
        ("2 a week", [0, 3]),
        ("3 a week", [0, 2, 4]),
        ("4 a week", [0, 1, 3, 5]),
        ("daily", [*range(7)]),
    ],
)
def test_days_are_spread_over_the_week(text: str, expected: list[int]) -> None:
    assert offsets(planned_days(rhythm(text), 1, MONDAY, never)) == expected


def test_days_off_move_what_is_planned() -> None:
    off = {day(0), day(2)}
    assert offsets(planned_days(APART, 1, MONDAY, off.__contains__)) == [1, 3, 5]
    assert offsets(
        planned_days(Rhythm(3, 3, "week"), 1, MONDAY, {day(one) for one in range(5)}.__contains__)
    ) == [5, 6]
    assert planned_days(APART, 1, MONDAY, lambda _: True) == []


@given(rhythms, st.frozensets(st.integers(0, 6)), st.integers(1, 60))
def test_no_week_plans_more_or_nearer_than_it_may(often: Rhythm, off: frozenset[int], week: int) -> None:
    def is_off(one: datetime.date) -> bool:
        return one.weekday() in off

    this = planned_days(often, week, MONDAY, is_off)
    following = planned_days(often, week + 1, MONDAY, is_off)
    assert len(this) <= often.least
    assert not any(map(is_off, this))
    if not often.apart:
        assert len(this) == min(often.least, 7 - len(off))
    else:
        both = [*this, *following]
        assert all((b - a).days > 1 for a, b in pairwise(both)), "over the end of the week too"


@given(
    often=rhythms,
    done=st.frozensets(st.integers(-1, 6)),
    today=st.integers(0, 6),
    off=st.frozensets(st.integers(0, 6), max_size=3),
)
def test_what_is_to_come_is_the_best_that_still_fits(
    often: Rhythm, done: frozenset[int], today: int, off: frozenset[int]
) -> None:
    """Against all the sets of days that there are."""
    done = frozenset(one for one in done if one <= today)
    planned = planned_days(often, 1, MONDAY, lambda one: one.weekday() in off)
    did = {day(one) for one in done}
    coming = days_to_come(often, planned, day(today), day(6), did, lambda one: one.weekday() in off)
    left = max(0, len(planned) - len([one for one in done if one >= 0]))

    def fits(days: tuple[int, ...]) -> bool:
        near = {*days, *(done if often.apart else ())}
        return not any(one in done or one in off for one in days) and not (
            often.apart and any(one + 1 in near or one - 1 in near for one in days)
        )

    possible = [
        days for count in range(left + 1) for days in combinations(range(today, 7), count) if fits(days)
    ]
    most = max(map(len, possible))
    of_planned = max(len({day(one) for one in days} & set(planned)) for days in possible if len(days) == most)
    assert tuple(offsets(coming)) in possible
    assert len(coming) == most
    assert len(set(coming) & set(planned)) == of_planned


def test_a_missed_day_moves_to_the_first_on_which_it_fits() -> None:
    planned = [day(0), day(2), day(4)]
    free = Rhythm(3, 3, "week")
    assert offsets(days_to_come(free, planned, day(1), day(6), (), never)) == [1, 2, 4], (
        "Monday moves to Tuesday"
    )
    assert offsets(days_to_come(APART, planned, day(1), day(6), (), never)) == [2, 4, 6], "here, to Sunday"
    assert offsets(days_to_come(APART, planned, day(1), day(6), {day(0)}, never)) == [2, 4], (
        "nothing was missed"
    )
    assert offsets(days_to_come(free, planned, day(6), day(6), (), never)) == [6], "no debts: one a day"
    assert offsets(days_to_come(APART, [day(7)], day(7), day(13), {day(6)}, never)) == [8], (
        "after a late Sunday"
    )


@given(dates, dates)
def test_weeks_are_counted_from_the_first_day(one: datetime.date, start: datetime.date) -> None:
    week = week_of(one, start)
    assert 0 <= (one - start).days - 7 * (week - 1) < 7
