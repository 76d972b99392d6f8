"""When an exercise becomes more, as the author of a routine wants it."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from voicecoach.routine.file_model import FileModel
from voicecoach.routine.tree import shorten
from voicecoach.typography import plain_value

MOST_SESSIONS = 50
MOST_EFFORT = 10
LEAST_STEP = 0.01


class ProgressRule(NamedTuple):
    """When the level of an exercise rises, and by how much; after pain it falls by as much."""

    after: int = 3
    """After how many sessions without pain in a row; 0: it never rises."""
    effort: int = 6
    """What strengthens rises only if none of them was harder than this, from 0 to 10."""
    step: float = 0.2
    """By how much, as a share of the whole range."""


USUAL_RULE = ProgressRule()


def _whole(most: int, what: str) -> BeforeValidator:
    def read(value: Any) -> int:
        text = plain_value(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else ""
        if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) > most:
            raise ValueError(f"“{shorten(value)}” is not {what}; write a number from 0 to {most}")
        return int(text)

    return BeforeValidator(read)


def _step(value: Any) -> float:
    text = plain_value(str(value)) if isinstance(value, int | float | str) else ""
    if not re.fullmatch(r"[0-9]{0,3}\.?[0-9]{1,3}", text) or not LEAST_STEP <= float(text) <= 1:
        raise ValueError(f"“{shorten(value)}” is not a step; write a number from {LEAST_STEP} to 1, as 0.2")
    return float(text)


class Progression(FileModel, init=False):
    """What differs from the person's own rule, which is in the settings."""

    after: (
        Annotated[int, _whole(MOST_SESSIONS, "a number of sessions"), Field(ge=0, le=MOST_SESSIONS)] | None
    ) = None
    """After how many sessions without pain an exercise becomes more; 0: never by itself."""
    effort: Annotated[int, _whole(MOST_EFFORT, "an effort"), Field(ge=0, le=MOST_EFFORT)] | None = None
    """What strengthens becomes more only if none of these sessions was harder than this."""
    step: Annotated[float, BeforeValidator(_step), Field(ge=LEAST_STEP, le=1)] | None = None
    """By how much of its range it becomes more, and after pain less: 0.2 is a fifth."""

    def over(self, rule: ProgressRule) -> ProgressRule:
        """The rule with what is said here."""
        said = {name: getattr(self, name) for name in ProgressRule._fields}
        return rule._replace(**{name: value for name, value in said.items() if value is not None})
