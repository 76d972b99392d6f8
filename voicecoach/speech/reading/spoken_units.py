"""Units of measure, with the numbers before them."""

from __future__ import annotations

import re
from collections.abc import Callable

from voicecoach.speech.reading.spoken_rule import Rule, rule

NUMBER = (
    r"(\d+(?:[.,]\d+)?(?: and (?:a half|a quarter|three quarters|a third|two thirds))?"
    r"|half|(?:a |one )quarter|a third|three quarters|two thirds)"
)
"""A number as it is after the rules for fractions."""

UNITS = {
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
    "mi": ("mile", "miles"),
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


def _unit(names: tuple[str, str]) -> Callable[[re.Match[str]], str]:
    one, many = names

    def spoken(found: re.Match[str]) -> str:
        number = found[1]
        range_end = found.string[: found.start()].endswith(" to ") and not found.string.endswith(
            "half to ", 0, found.start()
        )
        return f"{number} {one if not range_end and number in ('1', 'half', 'a quarter', 'one quarter') else many}"

    return spoken


def _half_unit(found: re.Match[str]) -> str:
    """“half minute”: half a minute, half an hour."""
    return f"half {'an' if found[1][0] in 'aeiou' or found[1].startswith('hour') else 'a'} {found[1]}"


DASH = r"\s*[-\u2010-\u2015\u2212]\s*"
DOT = r"(?:\.(?=\s+[a-z\d]))?"
"""The full stop of an abbreviation, if the sentence goes on."""
ANY_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))

_WHOLES = "minute|hour|metre|kilometre|centimetre|litre|pound|kilogram|ounce|inch|mile"

UNIT_RULES: tuple[Rule, ...] = (
    # Units, the longest names first; with a hyphen they are a part of what follows: a 10-minute walk.
    rule(r"(?<![\w.])[-−](?=\d)", "minus "),
    *(
        rule(rf"\b(\d+)-(?:{unit})(?=\s+[a-z])", rf"\1 {names[0]}", 0)
        for unit, names in UNITS.items()
        if names[0].isalpha()
    ),
    *(
        rule(
            rf"(?<![\w.]){NUMBER}\s*-?(?:{unit})(?![A-Za-z']){DOT}",
            _unit(names),
            0 if set(unit.split("|")) & _SHORT else re.IGNORECASE,
        )
        for unit, names in sorted(UNITS.items(), key=lambda item: -max(map(len, item[0].split("|"))))
        if unit not in ("s|secs?",)
    ),
    rule(
        rf"(?<![\w.])(?<!your )(?<!their )(?<!the )(?<!his )(?<!her ){NUMBER}\s*-?(?:s|secs?)(?![A-Za-z']){DOT}",
        _unit(UNITS["s|secs?"]),
        0,
    ),
    rule(
        rf"(?<!a )\bhalf ({_WHOLES}|second|turn)(?:e?s)?\b",
        _half_unit,
    ),
    rule(
        rf"(?<!and )\b(three quarters|two thirds|a third|a quarter) ({_WHOLES})(?:e?s)?\b",
        lambda found: f"{found[1]} of {'an' if found[2] in ('hour', 'inch') else 'a'} {found[2]}",
    ),
)
