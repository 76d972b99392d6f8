"""What a choice is given as, read: each raises ValueError, with a sentence, for what it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from voicecoach.routine.breath_pace import breath_pace, pace_text
from voicecoach.routine.manner import LEVELS
from voicecoach.script.cue import Side

if TYPE_CHECKING:
    from voicecoach.script.familiarity import Familiarity
    from voicecoach.script.fit import Fit

LONGEST_MINUTES = 24 * 60
"""Of a session."""


def read_level(value: float | str) -> float:
    """A number from 0 to 1, or a word for one."""
    try:
        level = LEVELS[value.lower()] if isinstance(value, str) and value.lower() in LEVELS else float(value)
    except (TypeError, ValueError):
        level = -1.0
    if isinstance(value, bool) or not 0 <= level <= 1:
        raise ValueError(f"a level goes from 0 to 1, not {value!r}")
    return level


def read_breath(value: str | tuple[float, float] | None) -> tuple[float, float] | None:
    """Seconds in and out."""
    if value is None:
        return None
    try:
        return breath_pace(value if isinstance(value, str) else pace_text(value))
    except (TypeError, ValueError):
        raise ValueError(
            f"a breath is in and out, such as 4-6, 1 to 60 seconds each, not {value!r}"
        ) from None


def read_progress(
    value: Mapping[str, float] | Iterable[tuple[str, float]],
) -> frozenset[tuple[str, float]]:
    """Pairs of an id and what is added, from -1 to 1. Raises ValueError."""
    try:
        pairs = frozenset(value.items() if isinstance(value, Mapping) else value)
        good = all(isinstance(one, str) and -1 <= ahead <= 1 for one, ahead in pairs)
    except (TypeError, ValueError):
        good = False
    if not good:
        raise ValueError(f"progress is what is added to the level of exercises, from -1 to 1, not {value!r}")
    return pairs


def minutes_in(text: str) -> float:
    """A length in minutes, as somebody writes it: 12, 12.5 or 12:30. Raises ValueError with a sentence for them."""
    import re

    plain = text.strip()
    clock = re.fullmatch(r"([0-9]{1,4}):([0-5][0-9])", plain)
    number = re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,9})?", plain)
    minutes = int(clock[1]) + int(clock[2]) / 60 if clock else float(plain) if number else 0.0
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise ValueError(f"“{text[:40]}” is not a length; write minutes, such as 12 or 12:30")
    return minutes


def read_minutes(value: float | None) -> float | None:
    """The length to fit to."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= LONGEST_MINUTES:
        raise ValueError(f"minutes are 1 to {LONGEST_MINUTES:,}, not {value!r}")
    return float(value)


def read_sides(value: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What sides need, by ids."""
    if not value:
        return ()
    from voicecoach.script.side_needs import side_needs

    needs = dict(value)
    for text in needs.values():
        side_needs(text)
    return tuple(sorted(needs.items()))


def read_fit(value: Fit | None) -> Fit | None:
    """How far along the ranges a fitted session is."""
    if value is None:
        return None
    from voicecoach.script.fit import Fit

    if not isinstance(value, Fit):
        raise ValueError(f"fit is Fit(...), not {value!r}")
    return value


def read_familiarity(session: int | None, familiarity: Familiarity | None) -> Familiarity | None:
    """What was done before."""
    if familiarity is None and session is None:
        return None
    # A kept preview of a first session never needs it.
    from voicecoach.script.familiarity import Familiarity

    if familiarity is None:
        assert session is not None
        return Familiarity.nth(session)
    if not isinstance(familiarity, Familiarity):
        raise ValueError(f"familiarity is Familiarity(...), not {familiarity!r}")
    if session is not None:
        raise ValueError("familiarity has the session's number already; leave session out")
    return familiarity


def read_ids(value: str | Iterable[str], name: str) -> frozenset[str]:
    """An id, or several."""
    try:
        ids = frozenset([value] if isinstance(value, str) else value)
    except TypeError:
        ids = frozenset([None])  # type: ignore[list-item]
    if not all(isinstance(one, str) for one in ids):
        raise ValueError(f"{name} is an id or several, not {value!r}")
    return ids


_Kind = TypeVar("_Kind", bound=StrEnum)


def read_word(kind: type[_Kind], value: str, name: str) -> _Kind:
    """One of the words of `kind`."""
    try:
        return kind(value)
    except ValueError:
        if kind is Side:
            raise ValueError(f"the first side is left or right, not {value!r}") from None
        raise ValueError(f"{name} is {' or '.join(kind)}, not {value!r}") from None
