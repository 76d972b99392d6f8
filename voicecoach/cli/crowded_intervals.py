"""What `check` says of intervals and strict rests that are too short, with the length that would be enough."""

from __future__ import annotations

import math
from collections.abc import Iterator

from voicecoach.routine.finding import Severity
from voicecoach.routine.lint.remark import Remark
from voicecoach.routine.model import Routine
from voicecoach.script.choices import LEVELS, Choices
from voicecoach.script.crowded import Crowded, Hurried, crowded_intervals, hurried_ways

STEP = 5
"""Seconds: lengths are proposed in steps of this."""


def crowded_remarks(routine: Routine) -> Iterator[Remark]:
    """One for each group whose steps do not fit, or leave too little time to change from one to the next."""
    reported = set()
    for word in ("gentle", "strong"):
        choices = Choices(level=LEVELS[word], include=frozenset({"all"}))
        for crowded in crowded_intervals(routine, choices):
            if crowded.place in reported:
                continue
            reported.add(crowded.place)
            at = "" if word == "gentle" else f" at the level {word}"
            too_long = crowded.done_s > crowded.interval_s
            severity = Severity.ERROR if too_long and not at else Severity.WARNING
            message = _too_long(crowded, at) if too_long else _in_a_hurry(crowded, at)
            yield Remark(message, (*crowded.place, "every"), severity=severity)
    for way in hurried_ways(routine, Choices(include=frozenset({"all"}))):
        yield Remark(_no_time_to_move(way), way.place)


def _no_time_to_move(way: Hurried) -> str:
    left = f"{way.rest_s:g} s are left for it" if way.rest_s else "no time is left for it in strict time"
    enough = math.ceil(way.takes_s / STEP) * STEP
    return (
        f"the way to “{way.name}” ({way.position}) takes about {way.takes_s:g} s, and {left}; "
        f"write “rest: {enough} s” before it"
    )


def _too_long(crowded: Crowded, at: str) -> str:
    return (
        f"every: its steps take {crowded.done_s:g} s{at}, and the interval is {crowded.interval_s:g} s; "
        f"do less in it, or write “every: {_enough(crowded)} s”"
    )


def _in_a_hurry(crowded: Crowded, at: str) -> str:
    left = crowded.interval_s - crowded.done_s
    return (
        f"every: its steps take {crowded.done_s:g} s{at}, and changing from one to the next takes {crowded.change_s:g} s, "
        f"with {left:g} s left for that; do less in it, or write “every: {_enough(crowded)} s”"
    )


def _enough(crowded: Crowded) -> int:
    return math.ceil((crowded.done_s + crowded.change_s) / STEP) * STEP
