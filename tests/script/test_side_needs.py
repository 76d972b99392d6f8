"""Two sides that differ, as a person keeps it for an exercise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run
from tests.script.helpers import exercise, loaded, one, segments, slots, texts
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.script.outline import Visit, outline
from voicecoach.script.side_needs import side_needs


def doses(found: LoadedRoutine, text: str, **choices: Any) -> list[tuple[str, int, float | None]]:
    items = outline(found.routine, Choices(sides={"lift": text}, **choices))
    return [
        (str(side), dose.sets, dose.hold_s)
        for item in items
        if isinstance(item, Visit)
        for side, dose in item.doses
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("right first", [("right", 2, 10), ("left", 2, 10)]),
        ("Left first,  one more set left", [("left", 3, 10), ("right", 2, 10)]),
        ("hold 4 s shorter right", [("left", 2, 10), ("right", 2, 6)]),
        ("hold 30 s shorter on the left, 2 more sets on the right", [("left", 2, 1), ("right", 4, 10)]),
    ],
)
def test_a_side_has_what_it_needs(text: str, expected: list[tuple[str, int, float]]) -> None:
    found = one({"sets": 2, "hold": "10 s"}, sides="each")
    assert doses(found, text) == expected


def test_it_goes_with_the_exercise_that_takes_its_place_and_leaves_what_is_strict() -> None:
    exercises = {"lift": exercise(sides="each", easier="raise"), "raise": exercise(sides="each")}
    found = loaded({"title": "T", "exercises": exercises, "steps": [{"do": "lift", "sets": 1}]})
    assert doses(found, "right first", easier="lift") == [("right", 1, None), ("left", 1, None)]
    strict = one({"sets": 2, "hold": "10 s", "timing": "strict"}, sides="each")
    both = "right first, 1 more set left, hold 5 s shorter left"
    assert doses(strict, both) == [("right", 2, 10), ("left", 2, 10)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left", "“left” says nothing of a side"),
        ("left first, right first", "only one side is first"),
        ("9 more sets left", "at most 3 sets more"),
        ("hold 99 s shorter left", "at most 60 s shorter"),
        ("", "write such as: left first"),
    ],
)
def test_a_text_that_is_no_need_is_answered(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        side_needs(text)


def test_it_is_kept_in_the_settings_for_each_exercise(tmp_path: Path) -> None:
    text = "right first, 1 more set right"
    assert run(tmp_path, "settings", "set", "sides-standing-quad-stretch", text).returncode == 0
    assert text in run(tmp_path, "settings").stdout
    wrong = run(tmp_path, "settings", "set", "sides-standing-quad-stretch", "left")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1)
    assert "such as: left first" in wrong.stderr
    assert run(tmp_path, "settings", "unset", "--all").returncode == 0
    assert text not in run(tmp_path, "settings").stdout


@pytest.mark.parametrize("sides", ["each", "alternate"])
def test_a_set_more_on_one_side_is_said_of_that_side_and_comes_after_a_rest(sides: str) -> None:
    found = one({"reps": 2, "hold": "5 s"}, sides=sides)
    parts = segments(found, sides={"lift": "right first, 1 more set right"})
    said = texts(parts)
    assert (
        "On the right side: two sets. In each, two times, holding for five seconds. "
        "On the left side: two times, holding for five seconds."
    ) in said
    (rest,) = slots(parts, Role.REST)
    assert rest.seconds == 20
    last = texts([rest_of for rest_of in parts if rest in rest_of.cues])
    assert "Right side." in last
    assert "Right side first." not in last, "the left does nothing more"
    assert said.count("Right side first.") == (sides == "alternate")


def test_a_set_more_keeps_the_rest_of_its_author() -> None:
    found = one({"sets": 2, "rest": "45 s", "hold": "5 s"}, sides="each")
    rests = slots(segments(found, sides={"lift": "1 more set left"}), Role.REST)
    assert {rest.seconds for rest in rests} == {45}
    bare = one({"sets": 2, "hold": "5 s"}, sides="each")
    assert slots(segments(bare, sides={"lift": "1 more set left"}), Role.REST) == []
