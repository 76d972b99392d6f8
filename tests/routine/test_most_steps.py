"""A list of steps has 500 at most, in a routine and in what it repeats."""

from __future__ import annotations

import pytest

from voicecoach.errors import RoutineError
from voicecoach.routine.parse import parse_routine


@pytest.mark.parametrize("before", ["", "\n  - repeat: 2\n    steps:"], ids=["a routine", "a repeat"])
def test_five_hundred_steps_and_no_more(before: str) -> None:
    dash = "\n      - " if before else "\n  - "
    text = f"title: A\nsteps:{before}"
    parse_routine(text + 500 * f"{dash}rest: 5 s")
    with pytest.raises(RoutineError, match="500"):
        parse_routine(text + 501 * f"{dash}rest: 5 s")
