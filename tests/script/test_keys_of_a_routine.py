"""What belongs to a routine: what is given wins over its keys, and these win over what the person has chosen in general."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from voicecoach.errors import RoutineError
from voicecoach.routine.model import Routine
from voicecoach.script.choices import OF_A_ROUTINE, Choices
from voicecoach.script.coach import coach
from voicecoach.session import prepare
from voicecoach.speech.silent import SilentVoice

KEYS: dict[str, Any] = {
    "level": "strong",
    "talk": "counts",
    "count": "landmarks",
    "pace": "quick",
    "count_in": 5,
}
LIFT = {
    "name": "Lift",
    "kind": "strengthen",
    "position": "on the back",
    "setup": ["Lie down."],
    "dose": {"reps": "2-6"},
}


def routine(**keys: Any) -> Routine:
    steps = keys.pop("steps", ["lift"])
    return Routine.model_validate({"title": "T", "steps": steps, "exercises": {"lift": LIFT}, **keys})


def heard(keys: dict[str, Any], choices: Choices) -> list[tuple[Any, ...]]:
    return [(one.kind, one.cues, one.reps) for one in coach(routine(**keys), choices, id="t").segments]


@pytest.mark.parametrize("key", OF_A_ROUTINE)
def test_each_key_is_heard_as_the_option_is(key: str) -> None:
    of_routine, of_option = heard({key: KEYS[key]}, Choices()), heard({}, Choices(**{key: KEYS[key]}))
    assert of_routine == of_option != heard({}, Choices())


@pytest.mark.parametrize("key", OF_A_ROUTINE)
def test_what_is_given_wins_and_what_is_usual_gives_way(key: str) -> None:
    other = {"level": 0.5, "talk": "short", "count": "chimes", "pace": "slow", "count_in": 2}[key]
    given = Choices(**{key: other})
    assert heard({key: KEYS[key]}, given) == heard({}, given)
    usual = given.giving_way([key])
    assert heard({}, usual) == heard({}, given)
    assert heard({key: KEYS[key]}, usual) == heard({key: KEYS[key]}, Choices())


def test_the_number_of_a_step_wins_over_the_usual_one() -> None:
    def count_in(choices: Choices, **keys: Any) -> list[Any]:
        made = routine(steps=[{"do": "lift", "count_in": 6}], **keys)
        return [one.cues for one in coach(made, choices, id="t").segments if one.kind == "work"]

    usual = Choices(count_in=2).giving_way(["count_in"])
    assert count_in(usual) == count_in(Choices()) == count_in(usual, count_in=4)
    assert count_in(Choices(count_in=2)) != count_in(usual)


def test_what_is_replaced_was_given() -> None:
    hard = routine(level="strong")
    assert replace(Choices(), level=0.5).settled(hard).level == 0.5
    assert replace(Choices(), talk="short").settled(hard).level == 1.0
    settled = Choices().settled(hard)
    assert settled.settled(routine(level="steady")).level == 1.0
    assert settled == Choices("strong", "auto", "every", pace="usual")


def test_a_session_has_the_choices_that_hold() -> None:
    session = prepare(routine(level=0.25), Choices(), SilentVoice(150))
    assert session.choices.level == 0.25
    assert {part.segment.reps for part in session.timeline.parts} == {None, 3}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("level", "storng", "level: “storng” is not a level; write gentle, steady, strong, or a number from 0 to 1"),
        ("level", "1.5", "level: “1.5” is not a level; write gentle, steady, strong, or a number from 0 to 1"),
        ("level", "nan", "level: “nan” is not a level; write gentle, steady, strong, or a number from 0 to 1"),
        ("level", True, "level: this is not a level; write gentle, steady, strong, or a number from 0 to 1"),
        ("talk", "much", "talk: “much” is not known here; write one of auto, full, short, counts"),
        ("pace", "quik", "pace: “quik” is not known here; did you mean “quick”?"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_of_them_is_answered(key: str, value: Any, message: str) -> None:
    with pytest.raises(RoutineError) as raised:
        routine(**{key: value})
    assert str(raised.value).startswith(message)
