"""The pace at which a person breathes: seconds in and seconds out."""

from __future__ import annotations

import re

from voicecoach.typography import plain_value

SHORTEST_BREATH_PART = 1.0
"""Seconds in, and seconds out: any faster is not a breath that a coach can pace."""
LONGEST_BREATH_PART = 60.0
"""Seconds of one phase of a breath."""

_PACE = re.compile(r"(\d{1,2}(?:\.\d{1,3})?) ?- ?(\d{1,2}(?:\.\d{1,3})?)", re.ASCII)


def breath_pace(text: str) -> tuple[float, float]:
    """Seconds in and out, of `4-6`. Raises ValueError with a sentence for the person."""
    found = _PACE.fullmatch(plain_value(text))
    pace = (float(found[1]), float(found[2])) if found else None
    if pace is None or not all(SHORTEST_BREATH_PART <= part <= LONGEST_BREATH_PART for part in pace):
        shown = f"“{text[:40]}”" if text.isprintable() else ascii(text)[:40]
        limits = f"{SHORTEST_BREATH_PART:g} to {LONGEST_BREATH_PART:g} seconds each"
        raise ValueError(f"{shown} is not the pace of a breath: write in and out, such as 4-6, {limits}")
    return pace


def pace_text(pace: tuple[float, float]) -> str:
    """As `breath_pace` reads it."""
    return "-".join(f"{part:g}" for part in pace)
