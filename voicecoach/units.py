"""Seconds, frames and ranges, and how authors write them.

A time is either `Seconds` (relative, a float, what people write) or `Frames` (an integer count of samples at a rate, what
is heard). They meet in `to_frames` alone, so that nothing is ever rounded twice.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import NewType

from voicecoach.typography import oddity, plain_value

Seconds = NewType("Seconds", float)
"""A length of time in seconds, 0 or more, finite."""

Frames = NewType("Frames", int)
"""A whole number of samples a channel, at the rate of the timeline or clip that it belongs to."""

DAY: Seconds = Seconds(24 * 3600.0)
"""The longest session: a limit against typing mistakes, not a goal."""


def to_frames(seconds: float, rate: int) -> Frames:
    """The nearest whole frame to `seconds` at `rate` frames a second; halves go up."""
    return Frames(math.floor(seconds * rate + 0.5))


def to_seconds(frames: int, rate: int) -> Seconds:
    """The time of a frame, in seconds."""
    return Seconds(frames / rate)


def check_within(name: str, value: float, low: float, high: float) -> None:
    """Raises ValueError, for a caller in Python, unless `value` is a number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} is {low:g} to {high:g}, not {value!r}")


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends of a dose, `low` <= `high`; a plain number has both the same."""

    low: float
    """The gentle end, at level 0."""
    high: float
    """The strong end, at level 1."""

    def at(self, level: float) -> float:
        """The point at `level`, from 0 (low) to 1 (high), rounded to a whole number between two unequal ends.

        A coach counts whole seconds and whole repetitions; halves go up. A number that the author wrote without a
        range is kept as it is.
        """
        if self.low == self.high:
            return self.low
        point = math.floor(self.low + (self.high - self.low) * level + 0.5)
        return min(max(float(point), self.low), self.high)

    def __str__(self) -> str:
        return _plain(self.low) if self.low == self.high else f"{_plain(self.low)}-{_plain(self.high)}"


@dataclass(frozen=True, slots=True)
class Series(Range):
    """One range for each of several sets; as a Range, from the least to the most of them, and at a level the first."""

    each: tuple[Range, ...] = ()

    @classmethod
    def of(cls, each: tuple[Range, ...]) -> Series:
        """The series of these; there is at least one."""
        return cls(min(one.low for one in each), max(one.high for one in each), each)

    def at(self, level: float) -> float:
        """The first one at `level`."""
        return self.each[0].at(level)

    def __str__(self) -> str:
        return ", ".join(map(str, self.each))


def _plain(number: float) -> str:
    # Never 1e+06: what is written here can be read again.
    return f"{number:.9f}".rstrip("0").rstrip(".")


_LONGEST = 60
"""Characters of a number or a time, with its range and units."""

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_UNITS = {
    "": 1.0,
    "s": 1.0,
    "sec": 1.0,
    "secs": 1.0,
    "second": 1.0,
    "seconds": 1.0,
    "m": 60.0,
    "min": 60.0,
    "mins": 60.0,
    "minute": 60.0,
    "minutes": 60.0,
    "h": 3600.0,
    "hr": 3600.0,
    "hrs": 3600.0,
    "hour": 3600.0,
    "hours": 3600.0,
    '"': 1.0,
    "''": 1.0,
    "'": 60.0,
}
_CLOCK = re.compile(r"(?:([0-9]{1,2}):(?=[0-5][0-9]:))?([0-9]{1,3}):([0-5][0-9](?:\.[0-9]{1,3})?)")
_PART = re.compile(rf"({_NUMBER})\s*([a-z'\"]*)(?:(?<=[a-z])\.)?")
_HALF_SAID = re.compile(rf"({_NUMBER})\s*(h|m|min|mins|')\s*([0-5][0-9])")
"""`1min30`: what follows is of the next smaller unit."""
_DASH = re.compile(r"\s*(?:-|\bto\b)\s*")
_ROUGHLY = re.compile(r"(?:[~\u2248\u223c]|(?:about|approx|circa|ca)\b\.?)\s*")
_FRACTIONS = {
    "\u00bd": 1 / 2, "\u00bc": 1 / 4, "\u00be": 3 / 4, "\u2153": 1 / 3, "\u2154": 2 / 3,
    "1/2": 1 / 2, "1/4": 1 / 4, "3/4": 3 / 4, "1/3": 1 / 3, "2/3": 2 / 3,
}  # fmt: skip
_FRACTION = re.compile(
    rf"(?:(?<![0-9.])([0-9]{{1,9}})\s*)?((?<![0-9])[1-3]/[2-4](?![0-9])|[{''.join(list(_FRACTIONS)[:5])}])"
)


def parse_number(text: str) -> Range:
    """`"5"`, `"5-10"`, `"5 to 10"`, `"~5"`.

    Raises ValueError with a sentence for the author.
    """
    ends = _ends(text)
    if not all(re.fullmatch(_NUMBER, end) for end in ends):
        odd = oddity(text)
        raise ValueError(f"“{_shown(text)}” is not a number; write 5, or a range such as 5-10{odd}")
    return _range(text, [float(end) for end in ends])


def parse_seconds(text: str) -> Range:
    """`"5 s"`, `"1:30"`, `"2 min"`, `"1½ min"`, `"1 min 30 s"`, `"1min30"`, `"1'30\""`, `"5-10 s"`, `"30 s - 1 min"`, `"~5 s"`;
    a bare number is seconds.

    In a range the last unit serves both ends unless the first has its own. Raises ValueError with a sentence for the
    author.
    """
    ends = _ends(text)
    unit = _trailing_unit(ends[-1])
    if unit is None and len(ends) == 2 and _trailing_unit(ends[0]) == "" and not _CLOCK.fullmatch(ends[-1]):
        # "1-2 min 30 s": the first could be minutes or seconds.
        raise ValueError(f"“{_shown(text)}” needs a unit at both ends; write such as 30 s - 1 min 30 s")
    return _range(text, [_one_time(end, unit or "", text) for end in ends])


def _ends(text: str) -> list[str]:
    """One or two parts around a dash; a single one that is not a number if there are more, or far too much."""
    if len(text) > _LONGEST:
        return [text[:_LONGEST] + "…"]
    plain = plain_value(text).lower()
    if roughly := _ROUGHLY.match(plain):
        plain = plain[roughly.end() :]
    ends = _DASH.split(_FRACTION.sub(_decimal, plain))
    return ends if len(ends) <= 2 else [text]


def _decimal(found: re.Match[str]) -> str:
    return _plain(float(found[1] or 0) + _FRACTIONS[found[2]]) if found[2] in _FRACTIONS else found[0]


def _shown(text: str) -> str:
    text = " ".join(text[: _LONGEST + 1].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _range(text: str, ends: list[float]) -> Range:
    low, high = ends[0], ends[-1]
    if low > high:
        raise ValueError(f"“{_shown(text)}” runs backwards; write the smaller number first")
    return Range(low, high)


def _no_time(text: str) -> str:
    return f"“{_shown(text)}” is not a time; write 5 s, 1:30, 2 min, or a range such as 5-10 s{oddity(text)}"


def _trailing_unit(text: str) -> str | None:
    """The unit of a number, empty if it has none; None if `text` is more than a number and a unit."""
    found = _PART.fullmatch(text)
    return found.group(2) if found else None


def _one_time(text: str, unit: str, whole: str) -> float:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = clock.groups()
        return float(hours or 0) * 3600 + float(minutes) * 60 + float(seconds)
    if half := _HALF_SAID.fullmatch(text):
        size = _UNITS[half[2]]
        return float(half[1]) * size + float(half[3]) * size / 60
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        raise ValueError(_no_time(whole))
    if len(parts) == 1 and not parts[0][1]:
        parts = [(parts[0][0], unit)]
    if any(name not in _UNITS or (not name and len(parts) > 1) for _, name in parts):
        raise ValueError(_no_time(whole))
    return sum(float(number) * _UNITS[name] for number, name in parts)
