"""Fractions, times, how often, ranges and sets, before units and signs are looked at."""

from __future__ import annotations

import re

from voicecoach.speech.reading.spoken_rule import Rule, rule
from voicecoach.speech.reading.spoken_units import ANY_UNIT, DASH, NUMBER

_FRACTIONS = {
    "½": "a half",
    "¼": "a quarter",
    "¾": "three quarters",
    "⅓": "a third",
    "⅔": "two thirds",
}
_WRITTEN_FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}

_PARTS = {3: "third", 4: "quarter", 6: "sixth", 8: "eighth", 12: "twelfth", 16: "sixteenth"}

_EACH = {"d": "day", "day": "day", "wk": "week", "week": "week", "w": "week", "mo": "month", "month": "month"}
_TIMES = {"1": "once", "2": "twice"}


def _mixed(found: re.Match[str]) -> str:
    return f"{found[1]} {_WRITTEN_FRACTIONS[found[2]]}"


def _eighths(found: re.Match[str]) -> str:
    """A fraction of a whole: three eighths of an inch, and never a date."""
    above, below = int(found[1]), int(found[2])
    if above >= below:
        return found[0]
    inch = " of an inch" if found[3] else ""
    return f"{above} {_PARTS[below]}{'' if above == 1 else 's'}{inch}"


def _minutes_or_feet(found: re.Match[str]) -> str:
    """2'30" is a time, 5'10" a height: a foot has twelve inches."""
    return _minutes(found) if int(found[2]) > 11 else f"{found[1]} feet {int(found[2])} inches"


def _day_hours(found: re.Match[str]) -> str:
    first = f"{found[1]} {found[2]}" if found[2] else found[1]
    return f"{first} to {found[3]} {found[4]}"


def _half(found: re.Match[str]) -> str:
    whole, sign = found[1], _FRACTIONS[found[2]]
    return f"{whole} and {sign}" if whole else {"a half": "half"}.get(sign, sign)


def _sets(found: re.Match[str]) -> str:
    first, second, unit = found[1], found[2], found[3] or ""
    if unit:
        return f"{first} times {second}{unit}"
    return f"{first} {'set' if first == '1' else 'sets'} of {second}"


def _a_day(found: re.Match[str]) -> str:
    times = found[1]
    return f"{_TIMES.get(times, f'{times} times')} a {_EACH[found[2].lower()]}"


def _hours(found: re.Match[str]) -> str:
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3])
    amounts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    return " ".join(f"{amount} {name}{'' if amount == 1 else 's'}" for amount, name in amounts if amount)


def _minutes(found: re.Match[str]) -> str:
    minutes, seconds = int(found[1] or 0), int(found[2])
    if not minutes:
        return f"{seconds} {'second' if seconds == 1 else 'seconds'}"
    said = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"{said} {seconds} {'second' if seconds == 1 else 'seconds'}" if seconds else said


NUMBER_RULES: tuple[Rule, ...] = (
    # How far, and which: set 2/3, phase 1/2. Then fractions.
    rule(r"\b(set|round|day|week|rep|part|lap) (\d+)/(\d+)(?!\d)", r"\1 \2 of \3"),
    rule(r"\b(phase|stage|level|grade) (\d+)/(\d+)(?!\d)", r"\1 \2 or \3"),
    rule(r"(?<![\d/])(\d+)[- ](1/2|1/4|3/4)(?![\d/])(?=\s?[\"″a-z])", _mixed),
    rule(r"(?<![\w/])(1/2|1/4|3/4|1/3|2/3)(?![\d/])", lambda found: _WRITTEN_FRACTIONS[found[1]]),
    rule(r"(?:(\d+)\s?)?([½¼¾⅓⅔])", _half),
    rule(r"(?<![\w/])([1-9])/([3468])(?![\w/])(\s?(?:[\"″]|in\b\.?))?", _eighths),
    rule(r"(?<![\w/])([1-9]|1[0-5])/(16)(\s?(?:[\"″]|in\b\.?))", _eighths),
    # Times of day are read well as they are; a time with a unit is a duration, and so is one that is held or rested.
    rule(r"(?<![\d:])(\d{1,3}):([0-5]\d)\s*(?:mins?|minutes?)\b", _minutes),
    rule(r"(?<![\d:])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:])", _hours),
    rule(r"(?<![\d:])(0?0?):([0-5]\d)(?![\d:]|\s*[ap]\.?m)", _minutes),
    rule(r"(?<![\d:])(\d{1,2}:[0-5]\d)\s?h(?:rs?)?\b", r"\1"),
    rule(r"\b(\d+)\s*mins?\s?(\d{1,2})\s*(?:s|secs?)?\b(?!\s*(?:x|×|reps?|sets?))", _minutes),
    rule(r"(?<=\bhold |\brest |.\bfor |\bstay )(\d{1,3}):([0-5]\d)(?!\s*[ap]\.?m|:)", _minutes),
    rule(r"\b(\d+)\s?h\s?([0-5]\d)(?:\s?m(?:in)?)?(?!\w)", r"\1 h \2 min", 0),
    rule(r"\b(\d+)\s?m\s?([0-5]?\d)\s?s\b", _minutes, 0),
    rule(r"\b(\d+)\s?['′]\s?([0-5]\d)(?:\s?(?:[\"″]|'')|(?=\s|$))", _minutes_or_feet),
    # Marks of minutes and seconds, where nothing has that many feet or inches.
    rule(r"(?<=\d)\s?['′](?=\s(?:walk|run|rest|hold|warm|jog|break))", " min"),
    rule(r"([x×]\s?\d+|\b(?:hold|rest|for|stay)\s\d+)\s?(?:[\"″]|'')", r"\1 s"),
    rule(r"(\d)\s?(?:[\"″]|'')(?=\s(?:hold|rest|pause|on|off|work|stretch)\b)", r"\1 s"),
    rule(r"(?<![\w.'])(1[5-9]|[2-9]\d)\s?['′](?=[\s.,;:)]|$)", r"\1 min"),
    # A tempo, and a ratio.
    rule(r"(?<![\d:.])\d(?::\d){2,3}(?![\d:])", lambda found: found[0].replace(":", ", ")),
    rule(r"(?<![\d:.])(\d{1,2}):(\d)(?![\d:])", r"\1 to \2"),
    # How often: 3x/week, 2/day.
    rule(r"\b([12])\s?[x×]\s(?=daily|weekly|monthly|nightly)", lambda found: f"{_TIMES[found[1]]} "),
    rule(r"(?<!\w)[x×]\s?(\d+)\s*(?:/|\ba\b|\bper\b)\s*(d|day|wk|week|w|mo|month)\b", _a_day),
    rule(r"\b(\d+)\s*[x×]?\s*(?:/|\ba\b|\bper\b)\s*(d|day|wk|week|w|mo|month)\b", _a_day),
    # Feet with inches, before feet and inches alone.
    rule(r"\b(\d+)\s*['′]\s*(\d+)\s*(?:[\"″]|'')", r"\1 feet \2 inches"),
    # A tempo: three or more numbers.
    rule(
        rf"(?<![\d/.:])(?!\d{{4}}-\d\d-\d\d)\d+(?:\.\d+)?(?:{DASH}(?:\d+(?:\.\d+)?|X\b)){{2,}}(?![\d/:])",
        lambda found: re.sub(DASH, ", ", found[0]),
    ),
    rule(
        rf"\b(\d{{1,2}}(?::\d\d)?)\s?([ap]\.?m\.?)?{DASH}(\d{{1,2}}(?::\d\d)?)\s?([ap]\.?m\b\.?)", _day_hours
    ),
    rule(rf"(?<![\d:])(\d{{1,2}}:[0-5]\d){DASH}(\d{{1,2}}:[0-5]\d)(?![\d:])", r"\1 to \2"),
    rule(rf"\b(\d+(?:st|nd|rd|th)){DASH}(\d+(?:st|nd|rd|th))\b", r"\1 to \2"),
    # Ranges, also with the unit on both ends.
    rule(rf"{NUMBER}\s*({ANY_UNIT}){DASH}{NUMBER}\s*(\2)(?![A-Za-z])", r"\1 to \3 \4"),
    rule(
        rf"(?<![\w/.:-])(?!\d{{4}}-\d\d-\d\d){NUMBER}{DASH}{NUMBER}(?!\d|:\d|/(?!(?:5|10|100)\b)|-\d\d\b)",
        r"\1 to \2",
    ),
    # Sizes; then sets: 3x10, 3 x 30 s, 3 sets x 10 reps, and “x3” or “10x” alone.
    rule(r"\b(\d+)\s?[x×]\s?(\d+)\s?[x×]\s?(\d+)\b", r"\1 by \2 by \3"),
    rule(r"\b(\d+)\s*sets?\s*[x×]\s*(\d+(?: to \d+)?)()(?![\d.])", _sets),
    rule(
        rf"\b(\d+(?: to \d+)?)\s*[x×]\s*(\d+(?:\.\d+)?(?: to \d+)?)(\s*(?:{ANY_UNIT}|seconds?|minutes?)(?![A-Za-z]))?",
        _sets,
    ),
    rule(rf"(?<=\bsets of )(\d+){DASH}(\d+)\b", r"\1 to \2"),
    rule(r"\s*(?<!\w)[x×]\s?(\d+)\s*(sets|rounds)\b", r", \1 \2"),
    rule(r"(?<!\w)[x×]\s?(\d+)\b", r"\1 times"),
    rule(r"\b(\d+)\s?[x×](?!\w)", r"\1 times"),
)
