"""The shipped routines carry the exercises and the doses of the articles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.files import each_routine, exercises, routines
from tests.content.prescribed import EASIER, MAY_FILL_IN, PRESCRIBED, PROPS
from voicecoach.routine.dose import Dose
from voicecoach.routine.model import Kind
from voicecoach.script.choices import Choices
from voicecoach.script.coach import segments
from voicecoach.script.floor_visits import floor_visits

EVERY_FACT = [
    pytest.param(name, place, id=f"{name}-{fact.exercise}")
    for name, facts in PRESCRIBED.items()
    for place, fact in enumerate(facts)
]


def _plain(dose: Dose) -> dict[str, Any]:
    """A dose as the tables write it: a number, a pair for a range, a tuple of phases."""

    def number(value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if isinstance(value, tuple):
            return tuple(number(phase) for phase in value)
        return value.low if value.low == value.high else (value.low, value.high)

    return {name: number(value) for name, value in dose.given().items()}


def test_the_five_routines_are_shipped() -> None:
    assert set(routines()) == set(PRESCRIBED)


@each_routine
def test_a_routine_does_its_exercises_in_an_order_with_the_fewest_ways_to_the_floor(name: str) -> None:
    assert [step.do for step in routines()[name].done()] == [fact.exercise for fact in PRESCRIBED[name]]
    assert floor_visits(segments(routines()[name], Choices(include="all"))) == 1


@pytest.mark.parametrize(("name", "place"), EVERY_FACT)
def test_an_exercise_carries_its_facts(name: str, place: int) -> None:
    fact, step = PRESCRIBED[name][place], list(routines()[name].done())[place]
    exercise = exercises()[fact.exercise]
    assert (exercise.position.value, exercise.kind.value, exercise.sides.value) == (
        fact.position,
        fact.kind,
        fact.sides,
    )
    assert step.optional is fact.optional
    assert exercise.left is exercise.right is step.left is step.right is None
    dose = _plain(step.dose.over(exercise.dose))
    prescribed = {part: value for part, value in dose.items() if part in fact.dose or part not in MAY_FILL_IN}
    assert prescribed == fact.dose


@pytest.mark.parametrize(("name", "place"), EVERY_FACT)
def test_a_dose_can_stand_as_it_is(name: str, place: int) -> None:
    """What a step takes over from its exercise must not contradict what it says itself."""
    step = list(routines()[name].done())[place]
    dose = step.dose.over(exercises()[step.do].dose)
    assert Dose.model_validate(dose.given()) == dose
    if dose.time is None and dose.hold is None and dose.breaths is None:
        assert dose.tempo is not None, "repetitions with neither a hold nor a breath need a tempo"


def test_easier_forms_are_those_of_the_table_and_lead_back() -> None:
    assert {name: one.easier for name, one in exercises().items() if one.easier} == EASIER
    assert {name: one.harder for name, one in exercises().items() if one.harder} == {
        easier: name for name, easier in EASIER.items()
    }


def test_an_easier_form_keeps_the_dose() -> None:
    for name, easier in EASIER.items():
        assert exercises()[easier].dose == exercises()[name].dose, easier


def test_props_are_named() -> None:
    for name, prop in PROPS.items():
        assert any(prop in one for one in exercises()[name].props), name


def test_every_exercise_is_done_somewhere_or_is_a_variant_of_one_that_is() -> None:
    needed = {name for routine in routines().values() for name in routine.exercises}
    assert needed == set(exercises())


@each_routine
def test_a_routine_begins_with_a_warm_up(name: str) -> None:
    first = next(routines()[name].done())
    assert exercises()[first.do].kind is Kind.WARM_UP


@each_routine
def test_a_routine_says_how_often_it_may_be_done(name: str) -> None:
    safety = " ".join(routines()[name].safety).lower()
    if name in ("stretches-for-relief", "gentle-daily"):
        assert "every day, once or twice" in safety
    else:
        assert "never two days running" in safety
    assert "days to weeks" in (routines()[name].close or "")
