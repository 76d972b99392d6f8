"""What is done of a routine on a day, by a person, in a position; and in which order, if that is free."""

from __future__ import annotations

import re
from itertools import pairwise, permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.script.helpers import exercise, loaded
from voicecoach.errors import RoutineError
from voicecoach.export.formats import word_format
from voicecoach.export.orders.produce import publication_of
from voicecoach.play.coaching.memory import spared
from voicecoach.play.saved.pain import When
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Position, Rest
from voicecoach.script.body import Body
from voicecoach.script.choices import Choices
from voicecoach.script.coach import segments
from voicecoach.script.cue import Say
from voicecoach.script.move_table import FLOOR, seconds_to_move
from voicecoach.script.outline import Visit, outline
from voicecoach.session import check_choices, prepare
from voicecoach.speech.registry import open_voice

EXERCISES = {
    "walk": exercise(name="Walk", kind="warm up"),
    "squat": exercise(name="Squat", easier="half-squat", harder="jump"),
    "half-squat": exercise(name="Half squat", position="sitting"),
    "jump": exercise(name="Jump", harder="leap"),
    "leap": exercise(name="Leap"),
    "plank": exercise(name="Plank", position="face down", not_when_sore=True),
    "twist": exercise(name="Twist", position="sitting"),
    "bridge": exercise(name="Bridge", position="on the back"),
}


def routine(steps: list[Any] | None = None, **keys: Any) -> LoadedRoutine:
    steps = steps or [
        "walk",
        {"do": "squat", "reps": "4-8", "sets": "2-3", "rest": "10-30 s"},
        {"rest": "5-15 s"},
        {"do": "twist", "optional": True},
        {"rest": "20 s"},
        "plank",
        {"rest": "30 s"},
        {"rounds": 2, "steps": [{"say": "Once more."}, "bridge"]},
        {"rest": "40 s"},
    ]
    return loaded({"title": "Some", "exercises": EXERCISES, "steps": steps, **keys})


def done(found: LoadedRoutine, choices: Choices) -> list[str | float]:
    """The exercises, and the rests between them in seconds."""
    check_choices(found, choices)
    items = outline(found.routine, choices)
    return [
        item.id if isinstance(item, Visit) else item.step.rest.at(choices.level)
        for item in items
        if isinstance(item, Visit) or isinstance(item.step, Rest)
    ]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (Choices(), ["walk", "squat", 5, 20, "plank", 30, "bridge", "bridge", 40]),
        (Choices(skip="plank"), ["walk", "squat", 5, "bridge", "bridge", 40]),
        (Choices(skip="walk"), ["squat", 5, "plank", 30, "bridge", "bridge", 40]),
        (Choices(only="bridge"), ["walk", 5, "bridge", "bridge", 40]),
        (Choices(only=["twist", "squat"]), ["walk", "squat", 5, "twist"]),
        (Choices(position="floor"), ["walk", 5, "plank", 30, "bridge", "bridge", 40]),
        (Choices(position="sitting", include="all"), ["walk", 5, "twist"]),
        # The easier squat is done sitting; the plank is not for such a day, and rests are long.
        (Choices(day="flare"), ["walk", "half-squat", 15, "bridge", "bridge", 40]),
        (Choices(day="strong"), ["walk", "jump", 15, 20, "plank", 30, "bridge", "bridge", 40]),
        (Choices(day="strong", easier="squat"), ["walk", "half-squat", 15, 20, "plank", 30, "bridge", "bridge", 40]),
    ],
)  # fmt: skip
def test_what_is_left_is_done_with_the_rests_that_belong_to_it(
    choices: Choices, expected: list[str | float]
) -> None:
    assert done(routine(), choices) == expected


def test_what_is_left_out_of_the_only_round_takes_the_round_along() -> None:
    items = outline(routine().routine, Choices(skip="bridge"))
    assert [item.id for item in items if isinstance(item, Visit)] == ["walk", "squat", "plank"]
    assert isinstance(items[-1], Visit)  # neither the round, nor its words, nor a rest after all


def test_a_sore_day_takes_the_low_ends_and_long_rests_whatever_the_level_and_a_strong_one_the_high_ends() -> (
    None
):
    def squat(choices: Choices) -> tuple[Any, ...]:
        visit = next(
            item
            for item in outline(routine().routine, choices)
            if isinstance(item, Visit) and item.number == 2
        )
        dose = visit.doses[0][1]
        return dose.sets, dose.reps, dose.rest_s

    assert squat(Choices(1, day="flare")) == (2, 4, 30)
    assert squat(Choices(0, day="strong")) == (3, 8, 30)
    assert squat(Choices(0)) == (2, 4, 10)
    with_key = routine(level="strong").routine
    assert Choices(day="flare").settled(with_key).level == 0


@pytest.mark.parametrize("hurt", ["squat", "jump"])
def test_nothing_harder_comes_in_the_place_of_what_hurt(hurt: str) -> None:
    found = routine()
    choices = spared(found.routine, Choices(day="strong"), {hurt: When.BEFORE})
    assert done(found, choices)[1] == {"squat": "half-squat", "jump": "squat"}[hurt]


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (Choices(skip=["squat", "plank", "bridge"]), "nothing of test is left but its warm-up"),
        (Choices(position="sitting"), "nothing of test is left but its warm-up"),
        (Choices(only="plank", day="flare"), "nothing of test is left but its warm-up"),
        (Choices(skip="plonk"), "test has no exercise “plonk”; did you mean “plank”"),
    ],
)
def test_what_is_left_is_a_session(choices: Choices, message: str) -> None:
    with pytest.raises(RoutineError, match=message):
        check_choices(routine(), choices)


def cost(places: list[Position]) -> tuple[int, float]:
    whole = [Position.STANDING, *places, Position.STANDING]
    ways = [(one, other) for one, other in pairwise(whole) if one is not other]
    downs = sum((one in FLOOR) is not (other in FLOOR) for one, other in ways)
    return downs, round(sum(seconds_to_move(Body(one), Body(other)) for one, other in ways), 3)


@pytest.mark.parametrize("seed", range(12))
def test_a_free_order_is_the_one_with_least_getting_up_and_down(seed: int) -> None:
    random = Random(seed)
    places = [random.choice(list(Position)) for _ in range(random.randint(2, 6))]
    exercises: dict[str, Any] = {
        f"e{at}": exercise(name=f"E{at}", position=str(place)) for at, place in enumerate(places)
    }
    steps: list[Any] = ["warm", *(one for name in exercises for one in (name, {"rest": "10 s"}))]
    exercises["warm"] = exercise(name="Warm", kind="warm up")
    data = {"title": "Free", "order": "free", "exercises": exercises, "steps": steps}
    items = outline(loaded(data).routine, Choices())
    visits = [item for item in items if isinstance(item, Visit)]
    found = [visit.exercise.position for visit in visits[1:]]
    assert visits[0].id == "warm"
    assert sorted(found) == sorted(places)
    assert cost(found) == min(cost(list(order)) for order in permutations(places))
    # Rests stay between exercises, and each step knows where it is written.
    assert [isinstance(item, Visit) for item in items] == [True] + [True, False] * len(places)
    assert all(f"e{(int(visit.place[1]) - 1) // 2}" == visit.id for visit in visits[1:])


def test_words_of_the_author_stay_before_what_they_were_written_for() -> None:
    steps: list[Any] = ["bridge", "squat", {"say": "Now lie down."}, "plank", "squat", "bridge"]
    found = done(routine(steps, order="free"), Choices())
    assert found == ["squat", "bridge", "bridge", "plank", "squat"]
    with pytest.raises(RoutineError, match="what is strict is done as it is written"):
        routine(order="free", timing="strict")


def test_paper_says_what_is_not_for_a_sore_day() -> None:
    steps = ["squat", {"do": "bridge", "not_when_sore": True}, "plank"]
    session = prepare(routine(steps), Choices(), open_voice("silent"))
    text = word_format("txt").text(publication_of(session, Path("x")))
    _, after_bridge, after_plank = re.split("BRIDGE|PLANK", text.upper())
    assert text.count("Leave this one out on a sore day.") == 2
    assert all("LEAVE THIS ONE OUT" in one for one in (after_bridge, after_plank))


def test_check_says_if_a_sore_day_leaves_nothing() -> None:
    def remarks(steps: list[Any]) -> list[str]:
        return [one.message for one in lint_routine(routine(steps), sounds=()) if "sore" in one.message]

    assert remarks(["walk", "plank", {"do": "bridge", "not_when_sore": True}]) == [
        "nothing is left for a sore day, so that --day flare is refused"
    ]
    assert remarks(["walk", "plank", "bridge"]) == []
    assert remarks(["walk", "bridge"]) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, None),
        ({"skip": {"twist"}}, None),
        ({"day": "flare"}, "Left out this time: Plank."),
        ({"position": "sitting"}, "Left out this time: Squat, Plank, and Bridge."),
    ],
)
def test_what_is_missing_without_having_been_named_is_said_at_the_start(
    asked: dict[str, Any], said: str | None
) -> None:
    texts = [
        cue.text
        for segment in segments(
            routine(["walk", "squat", "plank", "twist", "bridge"]).routine, Choices(**asked)
        )
        for cue in segment.cues
        if isinstance(cue, Say) and "left out" in cue.text.lower()
    ]
    assert texts == ([] if said is None else [said])
