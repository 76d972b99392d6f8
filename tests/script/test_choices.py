"""Choices are made of plain values too, and never of wrong ones."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

import pytest

from voicecoach.script.choices import LEVELS, Choices, Counting, Talk
from voicecoach.script.cue import Side
from voicecoach.script.familiarity import Familiarity
from voicecoach.speech.registry import open_voice


def test_plain_values_become_what_they_mean() -> None:
    plain: dict[str, Any] = {"level": "0.5", "talk": "short", "count": "chimes", "first": "right"}
    made = Choices(**plain, include=["lift"], easier="row")
    assert made == Choices(
        0.5, Talk.SHORT, Counting.CHIMES, Side.RIGHT, frozenset({"lift"}), frozenset({"row"})
    )
    assert made.talk is Talk.SHORT
    assert made.first.other is Side.LEFT
    assert [Choices(word).level for word in LEVELS] == list(LEVELS.values())


def test_every_field_can_be_given() -> None:
    given = [name for name in inspect.signature(Choices).parameters if name != "session"]
    assert given == [field.name for field in dataclasses.fields(Choices)]
    assert dataclasses.replace(Choices("0.5"), talk="short") == Choices(0.5, Talk.SHORT)


@pytest.mark.parametrize(
    ("wrong", "reported"),
    [
        ({"level": "high"}, "a level goes from 0 to 1, not 'high'"),
        ({"level": 2}, "a level goes from 0 to 1, not 2"),
        ({"level": float("nan")}, "a level goes from 0 to 1, not nan"),
        ({"talk": "much"}, "talk is auto or full or short or counts, not 'much'"),
        ({"session": 0}, "session is a whole number from 1 to 1000000, not 0"),
        ({"session": True}, "session is a whole number from 1 to 1000000, not True"),
        ({"session": 2.0}, "session is a whole number from 1 to 1000000, not 2.0"),
        ({"familiarity": 2}, "familiarity is Familiarity(...), not 2"),
        (
            {"familiarity": Familiarity(), "session": 2},
            "familiarity has the session's number already; leave session out",
        ),
        ({"count": 3}, "count is every or landmarks or chimes, not 3"),
        ({"first": "up"}, "the first side is left or right, not 'up'"),
        ({"first": "alternate"}, "the first side is left or right"),
        ({"level": True}, "a level goes from 0 to 1, not True"),
        ({"include": 3}, "include is an id or several, not 3"),
        ({"easier": [None]}, "easier is an id or several, not [None]"),
        ({"pace": "fast"}, "pace is slow or usual or quick, not 'fast'"),
        ({"count_in": 11}, "count_in is a whole number from 0 to 10, not 11"),
        ({"count_in": True}, "count_in is a whole number from 0 to 10, not True"),
        ({"less": 3}, "less is an id or several, not 3"),
    ],
)
def test_a_wrong_value_is_reported(wrong: dict[str, Any], reported: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are looked at
        Choices(**wrong)
    assert str(caught.value) == reported


@pytest.mark.parametrize("speed", [5, 79, 451, 150.5, "150", None, True])
def test_a_speed_beyond_the_limits_is_refused(speed: Any) -> None:
    with pytest.raises(ValueError, match="80 to 450 whole words a minute"):
        open_voice("silent", speed=speed)
