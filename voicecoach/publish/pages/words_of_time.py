"""Days, weeks and how often, in the words of a patient's language."""

from __future__ import annotations

import datetime
from functools import reduce

from voicecoach.phrases import Phrases
from voicecoach.publish.pages.weeks import Shown, Weeks, week_numbers
from voicecoach.units import Seconds


def day_words(phrases: Phrases, day: datetime.date) -> str:
    """As 2 November 2026."""
    return phrases.say("site-day-year", day=_day_of_year(phrases, day), year=str(day.year))


def _day_of_year(phrases: Phrases, day: datetime.date) -> str:
    month = phrases.phrase("site-month", month=day.month)
    return phrases.say("site-day", day=day.day, month=month)


def weeks_words(phrases: Phrases, weeks: Weeks, start: datetime.date) -> str:
    """As: week 1; weeks 2 to 4; from week 5 on. `start` is the first day of week 1."""
    first, last = week_numbers(weeks, start)
    if last is None:
        return phrases.say("site-weeks-on", first=first)
    return (
        phrases.say("paper-week", number=first)
        if last == first
        else phrases.say("site-weeks", first=first, last=last)
    )


def dates_words(phrases: Phrases, weeks: Weeks) -> str:
    """From which day to which."""
    if weeks.last is None:
        return phrases.say("site-dates-on", first=day_words(phrases, weeks.first))
    same_year = weeks.first.year == weeks.last.year
    first = _day_of_year(phrases, weeks.first) if same_year else day_words(phrases, weeks.first)
    return phrases.say("site-dates", first=first, last=day_words(phrases, weeks.last))


def session_facts(phrases: Phrases, shown: Shown) -> list[str]:
    """The length of a session, how often it is done, and when."""
    planned = shown.planned
    often = planned.often
    key = "often-range" if often.least != often.most else "often"
    unit = phrases.phrase("often-day" if often.unit == "day" else "often-week")
    facts = [
        phrases.say("paper-about-length", length=phrases.total(Seconds(shown.published.session.length_s))),
        phrases.say(key, number=often.least, most=phrases.number(often.most), unit=unit),
    ]
    if often.apart:
        facts.append(phrases.say("site-apart"))
    if planned.at:
        times = reduce(
            lambda before, other: phrases.say("list-more", one=before, other=other),
            (phrases.say("site-clock", hour=str(at.hour), minute=f"{at:%M}") for at in planned.at),
        )
        facts.append(phrases.say("site-at", times=times))
    return [fact[:1].upper() + fact[1:] for fact in facts]
