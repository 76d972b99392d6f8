"""Words in the place of a number or a time, answered with what to write."""

from __future__ import annotations

import re

_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
    "forty-five": "45", "fifty": "50", "sixty": "60", "ninety": "90", "a dozen": "12", "half a": "\u00bd", "a": "1", "an": "1",
}  # fmt: skip
_IN_WORDS = re.compile(rf"({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:\s+([a-z]+))?")
_UNITS = {
    "s": ("sek", "sekunde", "sekunden", "seg", "segundos", "secondes", "sec", "secs", "second", "seconds"),
    "min": ("minuten", "minutos", "minuti", "min", "mins", "minute", "minutes"),
    "h": ("std", "stunde", "stunden", "hora", "horas", "heure", "heures", "hour", "hours"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_FOREIGN = re.compile(r"([0-9][0-9.]*(?:\s*-\s*[0-9.]+)?)\s*([a-z]+)\.?")
_BREATHS = re.compile(r"([0-9]{1,4}(?:\s*(?:-|to)\s*[0-9]{1,4})?)\s*(?:slow |deep )?breaths?")
_COUNTS = re.compile(r"([0-9]{1,3}(?:\s*(?:-|to)\s*[0-9]{1,3})?)[\s-]*counts?|(?:a )?count of ([0-9]{1,3})")
_MILLISECONDS = re.compile(r"([0-9]{1,7})\s*(?:ms|msecs?|milliseconds?)")
_NONE = frozenset({"none", "no", "off", "nil", "skip", "-", "no rest"})
_AS_NEEDED = re.compile(
    r"(?:as (?:needed|required|long as (?:needed|you need))|until (?:recovered|ready|rested)|auto|full|full recovery)"
)
A_BREATH_S = 10
"""Seconds of one at the coach's usual pace."""


def in_figures(plain: str) -> str | None:
    """`30 s` for `thirty seconds`, `10` for `ten`; None if it is not a number in words."""
    found = _IN_WORDS.fullmatch(plain)
    if found is None:
        return None
    number, unit = _NUMBERS[found[1]], _UNIT_OF.get(found[2] or "")
    if found[2] and not unit:
        return None
    return f"{number} {unit}" if unit else number


def meant_by_word(plain: str, key: str) -> str | None:
    """What to write in the place of a time or a number of breaths that is said by the unit; None if nobody can say."""
    if key == "breaths" and re.fullmatch(r"[0-9.]+\s*(?:s|secs?|mins?|minutes?)", plain):
        return f"this is a time: write “time: {plain}”"
    if key not in ("hold", "time", "rest", "between"):
        return None
    if found := _BREATHS.fullmatch(plain):
        if key in ("hold", "time"):
            return f"write “breaths: {found[1]}”"
        most = int(re.findall("[0-9]+", found[1])[-1])
        return f"a rest is written as a time: write such as “{most * A_BREATH_S} s”"
    if found := _COUNTS.fullmatch(plain):
        return f"write the seconds, “{key}: {found[1] or found[2]} s”"
    if found := _MILLISECONDS.fullmatch(plain):
        return f"write the seconds, “{int(found[1]) / 1000:g} s”"
    if key in ("rest", "between"):
        if plain in _NONE:
            return "write “0”, or take the key out"
        if _AS_NEEDED.fullmatch(plain):
            return "write the usual time, such as “1 min”, or a step of its own, “wait: Rest until you are ready.”"
    if key == "time" and "emom" in plain.split():
        return "write a step “every: 1 min” with “times” and “steps”"
    if (found := _FOREIGN.fullmatch(plain)) and (unit := _UNIT_OF.get(found[2])):
        return f"units are s, min and h: write “{found[1]} {unit}”"
    return None
