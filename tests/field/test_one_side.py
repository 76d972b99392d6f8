# ruff: noqa: E501  (a text and its answer are on one line)
"""One side alone, after an operation or for one sore hip: whatever the exercise, and with every word for the right side."""

from __future__ import annotations

import re

import pytest

from tests.field.field import said_in, timeline_of, written
from tests.needs import slow_but
from tests.routine.helpers import lines
from tests.script.helpers import exercise, loaded
from voicecoach.errors import RoutineError
from voicecoach.export.handout import make_handout
from voicecoach.routine.library import load_routine
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.parse import parse_exercise, parse_routine
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role, SegmentKind, Side
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Timeline

VOICE = SilentVoice(150)
SIDED = [
    path.stem
    for path in sorted((shipped_scripts_dir() / "exercises").glob("*.yaml"))
    if parse_exercise(path.read_text(encoding="utf-8")).exercise.sides != "none"
]


def test_one_leg_that_was_operated() -> None:
    timeline = timeline_of("one-side-only")
    sets = [part for part in timeline.parts if part.segment.kind is SegmentKind.WORK]
    assert [(part.segment.side, part.segment.reps, part.segment.hold) for part in sets] == [
        (Side.RIGHT, 10, 3)
    ] * 2
    words = [event.text for _, event in timeline.events()]
    assert "Bend your left knee." in words
    assert "Lift your right leg." in words
    assert "Lift your left leg." not in words
    assert "Ten times, holding for three seconds, on the right side." in words
    assert SegmentKind.SWITCH not in [part.segment.kind for part in timeline.parts]
    item, again = make_handout(written("one-side-only").routine, Choices(), timeline).items
    assert (again.dose, again.as_before) == (item.dose, "Do it as number 1.")
    assert item.dose == "10 times, holding each for 3 seconds, on the right side."
    assert item.steps == ("Bend your left knee.", "Lift your right leg.")


def alone(name: str, side: str) -> Timeline:
    routine = load_routine(parse_routine(f"title: T\nsteps: [{{do: {name}, side: {side}}}]\n").routine)
    return prepare(routine, Choices(first="right" if side == "left" else "left"), VOICE).timeline


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("name", slow_but(SIDED, *SIDED[::5]))
def test_every_shipped_exercise_with_sides_can_be_done_on_one(name: str, side: str) -> None:
    timeline = alone(name, side)
    other = "right" if side == "left" else "left"
    for part in timeline.parts:
        assert part.segment.side in (None, side)
        assert part.segment.kind is not SegmentKind.SWITCH
        assert not any("{" in text for text in said_in(part))
        for event in part.events:
            assert event.side in (None, side) or event.role is Role.MOVE
            if event.role is Role.SIDE:
                assert not re.search(rf"\b{other}\b", event.text.lower())


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("left: none, right: none", "both sides are left out here; leave one of them, or take the step out"),
        ("side: left, left: none", "both sides are left out here; leave one of them, or take the step out"),
        ("side: left, right: {reps: 3}", "the side is left, so that right is not done; take right out"),
        ("side: both", "side: “both” is not known here; write one of left, right"),
        ("left: {reps: 0}", "reps: repetitions go from 1 to 1,000, not 0; for one side alone write “side: left”, or “left: none”"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_answered(step: str, answer: str) -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine(f"title: T\nsteps: [{{do: x, {step}}}]\n")
    assert [line.split(": ", 1)[1] for line in lines(caught.value)] == [answer]


def test_a_side_of_what_has_none_is_a_warning() -> None:
    own = exercise(setup=["Stand."], caution=["Stop."], dose={"reps": 3})
    found = lint_routine(
        loaded({"title": "T", "steps": [{"do": "x", "side": "left"}], "exercises": {"x": own}})
    )
    assert [one.message for one in found if "no sides" in one.message] == [
        "side: “x” has no sides; take it out, or say “sides: each” in the exercise"
    ]
