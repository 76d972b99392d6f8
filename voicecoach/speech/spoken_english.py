"""Written English as it is read aloud: units, ranges, sets and abbreviations of the trade, before any voice sees them.

Engines read “30 s” as “thirty ess”, “2-3 cm” as “two minus three see em” and “3x10” as three times something. What a
therapist writes is made into plain words here, once for every voice; the text that is shown stays as it was written.
Numbers stay in digits, which each engine reads well. The rules go from the most particular to the most general.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from voicecoach.speech.spoken_abbreviations import ABBREVIATIONS, SHORT_FORMS
from voicecoach.speech.spoken_contacts import CONTACTS, without_pictures
from voicecoach.speech.spoken_rule import Rule
from voicecoach.speech.spoken_rule import rule as _rule

_N = (
    r"(\d+(?:[.,]\d+)?(?: and (?:a half|a quarter|three quarters|a third|two thirds))?"
    r"|half|(?:a |one )quarter|a third|three quarters|two thirds)"
)
"""A number as it is after the rules for fractions."""

_UNITS = {
    "s|secs?": ("second", "seconds"),
    "mins?": ("minute", "minutes"),
    "h|hrs?": ("hour", "hours"),
    "wks?": ("week", "weeks"),
    "mm": ("millimetre", "millimetres"),
    "cms?": ("centimetre", "centimetres"),
    "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"),
    "kgs?": ("kilogram", "kilograms"),
    "g": ("gram", "grams"),
    "lbs?": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "ft": ("foot", "feet"),
    "yds?": ("yard", "yards"),
    "mmHg": ("millimetre of mercury", "millimetres of mercury"),
    "km/h|kph": ("kilometre an hour", "kilometres an hour"),
    "m/s": ("metre a second", "metres a second"),
    "cm²|cm2": ("square centimetre", "square centimetres"),
    "m²|m2": ("square metre", "square metres"),
    "mph": ("mile an hour", "miles an hour"),
    "bpm": ("beat a minute", "beats a minute"),
    "rpm": ("turn a minute", "turns a minute"),
    "kcal": ("kilocalorie", "kilocalories"),
    "ml": ("millilitre", "millilitres"),
    "l": ("litre", "litres"),
    "°C|degC": ("degree Celsius", "degrees Celsius"),
    "°F|degF": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°|º|deg": ("degree", "degrees"),
    "reps?": ("repetition", "repetitions"),
    "%": ("percent", "percent"),
    "″|\"|''": ("inch", "inches"),
    "′|'": ("foot", "feet"),
    "in(?=[.,;)]|$)": ("inch", "inches"),
}
_SHORT = {"s", "m", "h", "g", "l"}
"""Letters that are units in lower case alone: “5 S” and “2 G” are something else."""

_FRACTIONS = {
    "½": "a half",
    "¼": "a quarter",
    "¾": "three quarters",
    "⅓": "a third",
    "⅔": "two thirds",
}
_WRITTEN_FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}

_PARTS = {3: "third", 4: "quarter", 6: "sixth", 8: "eighth", 12: "twelfth", 16: "sixteenth"}
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}

_EACH = {"d": "day", "day": "day", "wk": "week", "week": "week", "w": "week", "mo": "month", "month": "month"}
_TIMES = {"1": "once", "2": "twice"}


def _unit(names: tuple[str, str]) -> Callable[[re.Match[str]], str]:
    one, many = names

    def spoken(found: re.Match[str]) -> str:
        number = found[1]
        return f"{number} {one if number in ('1', 'half', 'a quarter', 'one quarter') else many}"

    return spoken


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


def _half_unit(found: re.Match[str]) -> str:
    """“half minute”: half a minute, half an hour."""
    return f"half {'an' if found[1][0] in 'aeiou' or found[1].startswith('hour') else 'a'} {found[1]}"


def _sets(found: re.Match[str]) -> str:
    first, second, unit = found[1], found[2], found[3] or ""
    if unit:
        return f"{first} times {second}{unit}"
    return f"{first} {'set' if first == '1' else 'sets'} of {second}"


def _a_day(found: re.Match[str]) -> str:
    times = found[1]
    return f"{_TIMES.get(times, f'{times} times')} a {_EACH[found[2].lower()]}"


def _minutes(found: re.Match[str]) -> str:
    minutes, seconds = int(found[1]), int(found[2])
    said = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"{said} {seconds} {'second' if seconds == 1 else 'seconds'}" if seconds else said


_DASH = r"\s*[-\u2010-\u2015\u2212]\s*"
_DOT = r"(?:\.(?=\s+[a-z]))?"
"""The full stop of an abbreviation, if the sentence goes on."""
_ANY_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))

_RULES: tuple[Rule, ...] = (
    *CONTACTS,
    # What is not there to be read: markup, and the marks of Markdown.
    _rule(r"</?[a-z][^<>]*>", " "),
    _rule(r"\*+|`+|(?<!\w)_+|_+(?!\w)", ""),
    _rule(r"^\s*[•·‣▪]\s*", ""),
    _rule(r"\s*[•‣▪]\s*", ", "),
    _rule("[\u00a0\u2007\u2009\u202f]", " "),
    _rule("[\u2018\u2019]", "'"),
    _rule("[\u201c\u201d](?=\\s|$|[.,;:!?)])|(?<!\\d)[\u201c\u201d]", ""),
    _rule(r"(?<![\w.])\.(?=\d)", "0."),
    _rule("[₀-₉]", lambda found: str(ord(found[0]) - 0x2080)),
    # Fractions.
    _rule(r"(?<![\d/])(\d+)[- ](1/2|1/4|3/4)(?![\d/])(?=\s?[\"″a-z])", _mixed),
    _rule(r"(?<![\w/])(1/2|1/4|3/4|1/3|2/3)(?![\d/])", lambda found: _WRITTEN_FRACTIONS[found[1]]),
    _rule(r"(\d+)?\s?([½¼¾⅓⅔])", _half),
    _rule(r"(?<![\w/])([1-9]|1[0-5])/([3468]|1[26])(?![\w/])(\s?(?:[\"″]|in\b\.?))?", _eighths),
    # Times of day are read well as they are; a time with a unit is a duration, and so is one that is held or rested.
    _rule(r"(?<![\d:])(\d{1,3}):([0-5]\d)\s*(?:mins?|minutes?)\b", _minutes),
    _rule(r"\b(\d+)\s*mins?\s?(\d{1,2})\s*(?:s|secs?)?\b(?!\s*(?:x|×|reps?|sets?))", _minutes),
    _rule(r"(?<=\bhold |\brest |.\bfor |\bstay )(\d{1,3}):([0-5]\d)(?!\s*[ap]\.?m|:)", _minutes),
    _rule(r"\b(\d+)\s?h\s?([0-5]\d)(?:\s?m(?:in)?)?(?!\w)", r"\1 h \2 min", 0),
    _rule(r"\b(\d+)\s?m\s?([0-5]?\d)\s?s\b", _minutes, 0),
    _rule(r"\b(\d+)\s?['′]\s?([0-5]\d)(?:\s?(?:[\"″]|'')|(?=\s|$))", _minutes_or_feet),
    # Marks of minutes and seconds, where nothing has that many feet or inches.
    _rule(r"(?<=\d)\s?['′](?=\s(?:walk|run|rest|hold|warm|jog|break))", " min"),
    _rule(r"([x×]\s?\d+|\b(?:hold|rest|for|stay)\s\d+)\s?(?:[\"″]|'')", r"\1 s"),
    _rule(r"(\d)\s?(?:[\"″]|'')(?=\s(?:hold|rest|pause|on|off|work|stretch)\b)", r"\1 s"),
    # A ratio.
    _rule(r"(?<![\d:.])(\d{1,2}):(\d)(?![\d:])", r"\1 to \2"),
    # How often: 3x/week, 2/day.
    _rule(r"\b([12])\s?[x×]\s(?=daily|weekly|monthly|nightly)", lambda found: f"{_TIMES[found[1]]} "),
    _rule(r"\b(\d+)\s*[x×]?\s*(?:/|\ba\b|\bper\b)\s*(d|day|wk|week|w|mo|month)\b", _a_day),
    # Feet with inches, before feet and inches alone.
    _rule(r"\b(\d+)\s*['′]\s*(\d+)\s*(?:[\"″]|'')", r"\1 feet \2 inches"),
    # A tempo: three or more numbers.
    _rule(
        rf"(?<![\d/.:])(?!\d{{4}}-\d\d-\d\d)\d+(?:\.\d+)?(?:{_DASH}(?:\d+(?:\.\d+)?|X\b)){{2,}}(?![\d/:])",
        lambda found: re.sub(_DASH, ", ", found[0]),
    ),
    _rule(
        rf"\b(\d{{1,2}}(?::\d\d)?)\s?([ap]\.?m\.?)?{_DASH}(\d{{1,2}}(?::\d\d)?)\s?([ap]\.?m\b\.?)", _day_hours
    ),
    _rule(rf"(?<![\d:])(\d{{1,2}}:[0-5]\d){_DASH}(\d{{1,2}}:[0-5]\d)(?![\d:])", r"\1 to \2"),
    # Ranges, also with the unit on both ends.
    _rule(rf"{_N}\s*({_ANY_UNIT}){_DASH}{_N}\s*(\2)(?![A-Za-z])", r"\1 to \3 \4"),
    _rule(
        rf"(?<![\w/.:-])(?!\d{{4}}-\d\d-\d\d){_N}{_DASH}{_N}(?!\d|:|/(?!(?:5|10|100)\b)|-\d\d\b)", r"\1 to \2"
    ),
    # Sizes; then sets: 3x10, 3 x 30 s, 3 sets x 10 reps, and “x3” or “10x” alone.
    _rule(r"\b(\d+)\s?[x×]\s?(\d+)\s?[x×]\s?(\d+)\b", r"\1 by \2 by \3"),
    _rule(r"\b(\d+)\s*sets?\s*[x×]\s*(\d+(?: to \d+)?)()(?![\d.])", _sets),
    _rule(
        rf"\b(\d+(?: to \d+)?)\s*[x×]\s*(\d+(?:\.\d+)?(?: to \d+)?)(\s*(?:{_ANY_UNIT}|seconds?|minutes?)(?![A-Za-z]))?",
        _sets,
    ),
    _rule(r"(?<!\w)[x×]\s?(\d+)\b", r"\1 times"),
    _rule(r"\b(\d+)\s?[x×](?!\w)", r"\1 times"),
    # The spine, before slashes and dashes mean anything else.
    _rule(rf"\b([CTLS]\d{{1,2}}){_DASH}([CTLS]?\d{{1,2}})\b", r"\1 to \2", 0),
    _rule(r"\b([CTL])(\d{1,2})/(\d{1,2})\b", r"\1\2, \1\3", 0),
    _rule(r"\b([CTLS]\d{1,2})/([CTLS]\d{1,2})\b", r"\1, \2", 0),
    _rule(r"\b([CTLS])(\d{1,2})\b", r"\1 \2", 0),
    # Slashes.
    *SHORT_FORMS,
    _rule(r"\b(\d{2,3})\s*/\s*(\d{2,3})(?=\s*mmHg)", r"\1 over \2"),
    _rule(r"(?<![\d/])(\d+)\s*/\s*(5|10|100)(?![\d/])", r"\1 out of \2"),
    _rule(r"(?<=[a-z\d])\s*/\s*(side|leg|arm|hand|foot|set|day|week|session)\b(?<!km/h)", r" a \1"),
    # Units, the longest names first; with a hyphen they are a part of what follows: a 10-minute walk.
    _rule(r"(?<![\w.])[-−](?=\d)", "minus "),
    *(
        _rule(rf"\b(\d+)-(?:{unit})(?=\s+[a-z])", rf"\1 {names[0]}", 0)
        for unit, names in _UNITS.items()
        if names[0].isalpha()
    ),
    *(
        _rule(
            rf"(?<![\w.]){_N}\s*-?(?:{unit})(?![A-Za-z']){_DOT}",
            _unit(names),
            0 if set(unit.split("|")) & _SHORT else re.IGNORECASE,
        )
        for unit, names in sorted(_UNITS.items(), key=lambda item: -max(map(len, item[0].split("|"))))
        if unit not in ("s|secs?",)
    ),
    _rule(
        rf"(?<![\w.])(?<!your )(?<!their )(?<!the )(?<!his )(?<!her ){_N}\s*-?(?:s|secs?)(?![A-Za-z']){_DOT}",
        _unit(_UNITS["s|secs?"]),
        0,
    ),
    _rule(r"(?<!a )\bhalf (second|minute|hour|metre|kilometre|litre|pound|turn)s?\b", _half_unit),
    _rule(r"(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])", " or "),
    _rule(r"(?<=[A-Za-z])\s*/\s*(?=\d)", ", "),
    _rule(r"(?<=\d)\s*/\s*(?=\d)", " "),
    # Money.
    _rule(r"([$£€])\s?(\d+(?:[.,]\d+)?)\b", lambda found: f"{found[2]} {_MONEY[found[1]]}"),
    _rule(r"(\d)\s?([$£€])(?!\d)", lambda found: f"{found[1]} {_MONEY[found[2]]}"),
    _rule(r"\b(\d+)\s?k(?=\s+steps)", r"\1 thousand"),
    # Signs before and after numbers.
    _rule(r"[~≈]\s*(?=\d|half)|\b(?:ca?\.|ca|approx\.?)\s*(?=\d)", "about "),
    _rule(r"\bapprox(?:\.|\b)", "approximately"),
    _rule(r"\bmin(?=\s\d+ (?:repetition|set|time)s?\b)", "at least"),
    _rule(r"\bmax\.?\s*(?=\d)", "at most "),
    _rule(r"(?<!\d )(?<!\d)\bmin\.\s*(?=\d)", "at least "),
    _rule(r"(?:≥|>=)\s*(?=\d)", "at least "),
    _rule(r"(?:≤|<=)\s*(?=\d)", "at most "),
    _rule(r"\s*(?:→|⇒|➔|➜|-+>|=>)\s*", " to "),
    _rule(r"\s*>\s*(?=\d)", " more than "),
    _rule(r"\s*<\s*(?=\d)", " less than "),
    _rule(r"↑", "up "),
    _rule(r"↓", "down "),
    _rule(r"±\s*(?=\d)", "plus or minus "),
    _rule(r"(?<=[\w%])(?:\+|\s+\+\s*)(?=\w)|(?<!\S)\+\s*(?=\d)", " plus "),
    _rule(r"(?<=\w)\s*=\s*(?=\w)", " equals "),
    _rule(r"\s*≠\s*", " is not "),
    _rule(r"(?<=\d)\s*÷\s*(?=\d)", " divided by "),
    _rule(r"(?<=\d)\s*[×*]\s*(?=\d)", " times "),
    _rule(r"\s*@\s*", " at "),
    _rule(r"\s*&\s*", " and "),
    *ABBREVIATIONS,
    _rule(r"(?<=\d)\s?\+(?=\s|$|[.,;)])", " or more"),
    # Brackets are an aside: a comma before and after.
    _rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*(?=[.,;:!?])", r", \1"),
    _rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*$", r", \1"),
    _rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*", r", \1, "),
)


def as_read_aloud(text: str) -> str:
    """The phrase in words that every English voice reads as they are meant; pure, and its own fixed point."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    text = without_pictures(text)
    words = " ".join(text.split()).replace(" ,", ",").removeprefix(", ")
    return words if any(sign.isalnum() for sign in words) else ""
