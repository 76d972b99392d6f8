"""How days and reasons of a programme are said on the terminal."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from voicecoach.practice.plan.due import Why
from voicecoach.practice.plan.rhythm import DAYS

if TYPE_CHECKING:
    from voicecoach.practice.plan.due import DueRoutine


def day_words(day: datetime.date, today: datetime.date) -> str:
    """A day as a person on `today` calls it: tomorrow, Friday, 24 December, 3 May 2027."""
    away = (day - today).days
    if away == 1:
        return "tomorrow"
    if away == -1:
        return "yesterday"
    if -7 < away < 7 and away:
        return DAYS[day.weekday()]
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def on_day(day: datetime.date, today: datetime.date) -> str:
    """As `day_words`, in a sentence: tomorrow, on Friday."""
    words = day_words(day, today)
    return words if words in ("tomorrow", "yesterday") else f"on {words}"


def reason(one: DueRoutine, today: datetime.date) -> str:
    """Why a routine is due on a day, or why not and when it is next."""
    said = _why(one, today)
    if one.times:
        return said
    if one.why is Why.OUTSIDE and one.following is None:
        return f"{said}; it is over"
    return (
        f"{said}; next {day_words(one.following, today)}"
        if one.following
        else f"{said}; that was the last time"
    )


def _why(one: DueRoutine, today: datetime.date) -> str:
    week = one.rhythm.unit == "week"
    of_week = f"{one.done_this_week} of {one.rhythm.least} done this week"
    match one.why:
        case Why.PLANNED if week:
            return f"its day; {of_week}"
        case Why.PLANNED:
            return f"{one.rhythm}" + (f"; {one.done} of {one.rhythm.least} done today" if one.done else "")
        case Why.MOVED:
            late = (
                f"in place of {day_words(one.missed, today)}" if one.missed else "it was not done on its day"
            )
            return f"{late}; {of_week}"
        case Why.DONE:
            return "done today" + (f"; {of_week}" if week else "")
        case Why.ENOUGH:
            return of_week
        case Why.RESTS:
            return f"never two days running, and it was done yesterday; {of_week}"
        case Why.DAY_OFF:
            return "a day off"
        case Why.OUTSIDE:
            return "not in this week of the programme"
        case Why.OTHER_DAY:
            return f"not today; {of_week}" if week else "not today"
