"""What is written and not meant to be read sign by sign: addresses, telephone numbers, dates, pictures and list marks."""

from __future__ import annotations

import re
import unicodedata

from voicecoach.speech.reading.spoken_rule import Rule, rule

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
_DAY = r"(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)"


def without_pictures(text: str) -> str:
    """The text without emoji, trade marks, ticks and stars; degrees are no picture."""
    if text.isascii():
        return text
    kept = "".join(
        " "
        if unicodedata.category(sign) in ("So", "Sk") and sign not in "°^`"
        else ""
        if sign in _INVISIBLE
        else sign
        for sign in text
    )
    return re.sub(r" +(?=[.,;:!?])", "", kept) if kept != text else text


_INVISIBLE = "\ufe0e\ufe0f\u200d\u20e3"


def _host(found: re.Match[str]) -> str:
    return _dots(found[1])


def _dots(name: str) -> str:
    return name.removeprefix("www.").replace(".", " dot ")


def _mail(found: re.Match[str]) -> str:
    return f"{found[1].replace('.', ' dot ')} at {_dots(found[2])}"


def _digits(text: str) -> str:
    """A telephone number: every digit alone, the groups apart."""
    groups = [" ".join(group) for group in re.findall(r"\d+", text)]
    return ("plus " if text.lstrip().startswith("+") else "") + ", ".join(groups)


def _phone(found: re.Match[str]) -> str:
    text = found[0]
    return _digits(text) if 7 <= sum(sign.isdigit() for sign in text) <= 15 else text


def _iso_date(found: re.Match[str]) -> str:
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 and 1 <= day <= 31 else found[0]


def _date(found: re.Match[str]) -> str:
    """Day and month in the order that can be meant; as they are written if both can."""
    first, second, year = int(found[1]), int(found[3]), found[4]
    if found[2] == "." and 1 <= second <= 12:
        return f"{first} {MONTHS[second - 1]} {year}"
    if first > 12 >= second:
        return f"{first} {MONTHS[second - 1]} {year}"
    if second > 12 >= first:
        return f"{MONTHS[first - 1]} {second}, {year}"
    return f"{first}, {second}, {year}"


def _days(found: re.Match[str]) -> str:
    def name(day: re.Match[str]) -> str:
        return _DAYS[day[0][:3]]

    return re.sub(r"\s*/\s*", ", ", re.sub(r"\s*[-\u2010-\u2015]\s*", " to ", re.sub(_DAY, name, found[0])))


CONTACTS: tuple[Rule, ...] = (
    rule(r"\b(?:https?|ftp)://([\w.-]+\w)(?:[/?#:]\S*?)?(?=[.,;:!?)]*(?:\s|$))", _host),
    rule(r"\b(www\.[\w.-]+\w)(?:[/?#:]\S*?)?(?=[.,;:!?)]*(?:\s|$))", _host),
    rule(r"\b((?:[\w-]+\.)+(?:com|org|net|info|edu|gov|io|uk|be))\b(?:/\S*?)?(?=[.,;:!?)]*(?:\s|$))", _host),
    rule(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)", _mail),
    rule(r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso_date),
    rule(r"(?<![\d/.])([0-3]?\d)([/.])([0-3]?\d)\2((?:19|20)\d\d)\b", _date),
    # A number to call: said so, with a country's code, with a 0 before it, or in three groups of a telephone number.
    rule(
        r"(?:(?<=\bcall )|(?<=\bdial )|(?<=\bring )|(?<=\bphone )|(?<=\btel )|(?<=\btel\. )|(?<=\btel: ))\+?\d{2}[\d -]*\d",
        lambda found: _digits(found[0]),
    ),
    rule(r"(?<![\w.])\+\d{1,3}(?:[ -]?\(?\d{2,5}\)?){2,5}(?!\w)", _phone),
    rule(r"(?<![\w.,:-])1-\d{3}-\d{3}-\d{4}\b", _phone),
    rule(r"\(0\d{2,4}\)(?:[ -]\d{3,5}){1,3}\b", _phone),
    rule(r"(?<![\w.,:-])0\d{2,4}(?:[ -]\d{3,5}){1,3}\b(?!\s*[-:]\s*\d)", _phone),
    rule(r"(?<![\w.,:-])(?:\d{3}[ -]\d{3}[ -]\d{4}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-0\d{3})(?![\w-])", _phone),
    rule(rf"\b{_DAY}(?:\s*[-\u2010-\u2015/]\s*{_DAY})+\b", _days, 0),
    # Marks of a list or a heading.
    rule(r"^\s*(?:#{1,6}|[-\u2010-\u2015*])\s+(?=[^\W\d])", ""),
)
"""The rules that go before all others."""
