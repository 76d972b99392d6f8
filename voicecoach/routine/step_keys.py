"""Which kind of step a value is: the one of these keys that it has."""

from __future__ import annotations

from typing import Any

STEP_KEYS = ("do", "rest", "pause", "say", "sound", "wait", "repeat", "rounds", "every", "for")

BARE = "id"
"""The tag of a step that is only the id of an exercise."""

NO_STEP = "step"
"""The type of the error about a value that is not a step."""


def step_keys(value: Any) -> tuple[str, ...]:
    """Those of STEP_KEYS that a map has; the rest between the sets of a `do` does not count, nor that between rounds."""
    found = tuple(key for key in STEP_KEYS if key in value) if isinstance(value, dict) else ()
    return tuple(key for key in found if key != "rest") if {"do", "rounds"} & {*found} else found
