# ruff: noqa: E501  (a message is on one line)
"""What is accepted and would be ignored is answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.script.helpers import exercise, loaded
from voicecoach.routine.lint.rules import lint_routine

X = exercise(kind="warm up", setup=["Stand."], caution=["Stop."], dose={"reps": 3})
Y = {**X, "name": "Reach", "sides": "each"}


def messages(step: Any) -> list[str]:
    routine = loaded({"title": "T", "steps": ["x", "y", step], "exercises": {"x": X, "y": Y}})
    return [one.message for one in lint_routine(routine)]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"rounds": 1, "rest": "1 min", "steps": ["x"]}, "rest: there is one round, and this is the rest between two; write a step “rest” after it"),
        ({"repeat": 3, "steps": ["x", {"rest": "20 s"}, "y", {"rest": "1 min"}]}, "repeat: nobody hears which round it is, and there is a rest after the last; “rounds: 3” says it, with “rest” beside it for the rest between two"),
        ({"do": "y", "switch": "each set"}, "switch: “y” has one set here, and the sides change after it anyway; take it out"),
        ({"do": "x", "time": "30 s", "cues": "every 1 min"}, "cues: the time is over before the first of them; write a shorter one, or take it out"),
        ({"do": "x", "hold": "20 s", "cues": "minute"}, "cues: the hold is over before the first of them; write a shorter one, or take it out"),
        ({"rest": "30 s", "cues": "every 30 s"}, "cues: the rest is over before the first of them; write a shorter one, or take it out"),
        ({"rest": "2 min", "quiet": True, "cues": "minute"}, "cues: nothing is marked where “quiet: true” is written; take one of the two out"),
        ({"every": "1 min", "times": 2, "steps": [{"do": "x", "timing": "strict"}]}, "timing: what goes by the clock is strict in any case; take it out"),
    ],
)  # fmt: skip
def test_what_has_no_effect_is_answered(step: dict[str, Any], message: str) -> None:
    assert messages(step) == [message]


@pytest.mark.parametrize(
    "step",
    [
        {"rounds": 2, "rest": "1 min", "steps": ["x"]},
        {"repeat": 3, "steps": ["x", {"rest": "20 s"}]},
        {"repeat": 3, "steps": ["x", {"rest": "20 s"}, "y"]},
        {"do": "y", "switch": "each set", "sets": 2, "rest": "10 s"},
        {"do": "x", "time": "2 min", "cues": "every 1 min"},
        {"do": "x", "time": "30 s", "cues": "none"},
        {"rest": "2 min", "cues": "halfway"},
        {"do": "x", "reps": [3, 2], "load": ["5 kg", "7 kg"], "rest": "20 s"},
    ],
)
def test_what_has_one_is_not(step: dict[str, Any]) -> None:
    assert messages(step) == []


def test_lists_of_a_step_and_of_its_exercise_go_together() -> None:
    x = {**X, "dose": {"reps": [6, 4, 2], "rest": "20 s"}}
    routine = loaded({"title": "T", "steps": [{"do": "x", "load": ["5 kg", "7 kg"]}], "exercises": {"x": x}})
    assert [one.message for one in lint_routine(routine)] == [
        "load: there are 2 values, and “x” has 3 sets here; write one for each set"
    ]
