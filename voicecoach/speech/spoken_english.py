"""Written English as it is read aloud: units, ranges, sets and abbreviations of the trade, before any voice sees them.

Engines read “30 s” as “thirty ess”, “2-3 cm” as “two minus three see em” and “3x10” as three times something. What a
therapist writes is made into plain words here, once for every voice; the text that is shown stays as it was written.
Numbers stay in digits, which each engine reads well. The rules go from the most particular to the most general.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

Rule: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_N = r"(\d+(?:[.,]\d+)?(?: and (?:a half|a quarter|three quarters|a third|two thirds))?|half|(?:a |one )quarter)"
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

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}

_FRACTIONS = {
    "½": "a half",
    "¼": "a quarter",
    "¾": "three quarters",
    "⅓": "a third",
    "⅔": "two thirds",
}
_WRITTEN_FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}

_EACH = {"d": "day", "day": "day", "wk": "week", "week": "week", "w": "week", "mo": "month", "month": "month"}
_TIMES = {"1": "once", "2": "twice"}


def _unit(names: tuple[str, str]) -> Callable[[re.Match[str]], str]:
    one, many = names

    def spoken(found: re.Match[str]) -> str:
        number = found[1]
        return f"{number} {one if number in ('1', 'half', 'a quarter', 'one quarter') else many}"

    return spoken


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


def _roman(found: re.Match[str]) -> str:
    return f"{found[1]} {_ROMAN[found[2]]}"


def _rule(pattern: str, words: str | Callable[[re.Match[str]], str], flags: int = re.IGNORECASE) -> Rule:
    return re.compile(pattern, flags), words


_DASH = r"\s*[-\u2010-\u2015\u2212]\s*"
_DOT = r"(?:\.(?=\s+[a-z]))?"
"""The full stop of an abbreviation, if the sentence goes on."""
_ANY_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))

_RULES: tuple[Rule, ...] = (
    # What is not there to be read: markup, and the marks of Markdown.
    _rule(r"</?[a-z][^<>]*>", " "),
    _rule(r"\*+|`+|(?<!\w)_+|_+(?!\w)", ""),
    _rule(r"^\s*[•·‣▪]\s*", ""),
    _rule(r"\s*[•‣▪]\s*", ", "),
    _rule("[\u00a0\u2007\u2009\u202f]", " "),
    _rule("[\u2018\u2019]", "'"),
    _rule("[\u201c\u201d](?=\\s|$|[.,;:!?)])|(?<!\\d)[\u201c\u201d]", ""),
    # Fractions.
    _rule(r"(?<![\d/])(1/2|1/4|3/4|1/3|2/3)(?![\d/])", lambda found: _WRITTEN_FRACTIONS[found[1]]),
    _rule(r"(\d+)?\s?([½¼¾⅓⅔])", _half),
    # Dates and times of day are read well as they are; a time with a unit is a duration.
    _rule(r"(?<![\d:])(\d{1,3}):([0-5]\d)\s*(?:mins?|minutes?)\b", _minutes),
    _rule(r"\b(\d+)\s*mins?\s?(\d{1,2})\s*(?:s|secs?)?\b(?!\s*(?:x|×|reps?|sets?))", _minutes),
    # How often: 3x/week, 2/day.
    _rule(r"\b(\d+)\s*[x×]?\s*(?:/|\ba\b|\bper\b)\s*(d|day|wk|week|w|mo|month)\b", _a_day),
    # Feet with inches, before feet and inches alone.
    _rule(r"\b(\d+)\s*['′]\s*(\d+)\s*(?:[\"″]|'')", r"\1 feet \2 inches"),
    # A tempo: three or more numbers.
    _rule(
        rf"(?<![\d/.:])(?!\d{{4}}-\d\d-\d\d)\d+(?:\.\d+)?(?:{_DASH}\d+(?:\.\d+)?){{2,}}(?![\d/:])",
        lambda found: re.sub(_DASH, ", ", found[0]),
    ),
    # Ranges, also with the unit on both ends.
    _rule(rf"{_N}\s*({_ANY_UNIT}){_DASH}{_N}\s*(\2)(?![A-Za-z])", r"\1 to \3 \4"),
    _rule(
        rf"(?<![\w/.:-])(?!\d{{4}}-\d\d-\d\d){_N}{_DASH}{_N}(?!\d|:|/(?!(?:5|10|100)\b)|-\d\d\b)", r"\1 to \2"
    ),
    # Sets: 3x10, 3 x 30 s, 3 sets x 10 reps, and “x3” or “10x” alone.
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
    _rule(r"\bSI(?= joints?\b)|\bSIJ\b", "S I", 0),
    # Slashes.
    _rule(r"\b(\d{2,3})\s*/\s*(\d{2,3})(?=\s*mmHg)", r"\1 over \2"),
    _rule(r"(?<![\d/])(\d+)\s*/\s*(5|10|100)(?![\d/])", r"\1 out of \2"),
    _rule(r"\bw/o\b", "without"),
    _rule(r"\bw/\s?", "with "),
    _rule(r"\band/or\b", "or"),
    _rule(r"\bn/a\b", "not applicable"),
    _rule(r"(?<=[a-z\d])\s*/\s*(side|leg|arm|hand|foot|set|day|week|session)\b(?<!km/h)", r" a \1"),
    # Units, the longest names first.
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
    # Signs before and after numbers.
    _rule(r"[~≈]\s*(?=\d|half)|\b(?:ca|approx)\.?\s*(?=\d)", "about "),
    _rule(r"\bmax\.?\s*(?=\d)", "at most "),
    _rule(r"(?<!\d )(?<!\d)\bmin\.\s*(?=\d)", "at least "),
    _rule(r"(?:≥|>=)\s*(?=\d)", "at least "),
    _rule(r"(?:≤|<=)\s*(?=\d)", "at most "),
    _rule(r">\s*(?=\d)", "more than "),
    _rule(r"<\s*(?=\d)", "less than "),
    _rule(r"±\s*(?=\d)", "plus or minus "),
    _rule(r"(?<=\d)\s*\+\s*(?=\d)", " plus "),
    _rule(r"(?<=\d)\s*\+(?=\s|$|[.,;)])", " or more"),
    _rule(r"(?<=\w)\s*=\s*(?=\w)", " equals "),
    _rule(r"\s*&\s*", " and "),
    # Abbreviations.
    _rule(r"\bno\.\s*(?=\d)", "number "),
    _rule(r"#\s?(?=\d)", "number "),
    _rule(
        r"\b(phase|stage|part|level|grade|type|step|week|day|block)\s+(VIII|VII|VI|IV|IX|III|II|I|V|X)\b",
        _roman,
        0,
    ),
    _rule(
        r"\b(Phase|Stage|Part|Level|Grade|Type|Step|Week|Day|Block)\s+(VIII|VII|VI|IV|IX|III|II|I|V|X)\b",
        _roman,
        0,
    ),
    _rule(r"\be\.?g\.,?", "for example,"),
    _rule(r"\bi\.?e\.,?", "that is,"),
    _rule(r"\betc\.?(?=\s*$)", "and so on."),
    _rule(r"\betc\b\.?", "and so on"),
    _rule(r"\bvs\.?(?=\s)", "versus"),
    _rule(r"\bROM\b", "range of motion", 0),
    _rule(r"\bitb\b|\bIT band\b", "I T band", 0),
    _rule(r"\bITB\b", "I T B", 0),
    _rule(r"\bTrA\b|\bTVA\b", "transverse abdominal muscle", 0),
    _rule(r"\bDOMS\b", "muscle soreness", 0),
    _rule(r"\bPT\b", "P T", 0),
    _rule(r"\bthera-?band\b", "theraband"),
    # Brackets are an aside: a comma before and after.
    _rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*(?=[.,;:!?])", r", \1"),
    _rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*$", r", \1"),
    _rule(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*", r", \1, "),
)


def as_read_aloud(text: str) -> str:
    """The phrase in words that every English voice reads as they are meant; pure, and its own fixed point."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    words = " ".join(text.split()).replace(" ,", ",").removeprefix(", ")
    return words if any(sign.isalnum() for sign in words) else ""
