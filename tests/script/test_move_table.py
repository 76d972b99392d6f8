"""From every place of the body to every other: words that a person can follow there, with the side in them, and time."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.script.helpers import one, segments, texts
from voicecoach.phrases import phrases_of
from voicecoach.routine.model import Position
from voicecoach.script.body import START, Body, Side
from voicecoach.script.choices import Choices, Pace
from voicecoach.script.cue import Pause, Slot
from voicecoach.script.familiarity import Familiarity
from voicecoach.script.move_table import SIDED, back_words, move_words, places, same_place, seconds_to_move
from voicecoach.script.wording import Wording

WORDS = Wording(phrases_of("en"), Choices())
LYING = {Position.ON_THE_BACK, Position.ON_THE_SIDE, Position.FACE_DOWN}
LOW = LYING | {Position.HANDS_AND_KNEES, Position.KNEELING, Position.HALF_KNEELING}
HIGH = {Position.STANDING, Position.OVER_A_BENCH, Position.HANGING}

PAIRS = [
    (before, after)
    for before, after in product(places(), places())
    if after.position is not None and not same_place(before, after)
]


def text(before: Body, after: Body) -> str:
    return move_words(WORDS, before, after).text


def test_there_are_all_pairs():
    assert len(PAIRS) == 14 * 15 - 14


def test_every_pair_can_be_followed():
    for before, after in PAIRS:
        can_be_followed(before, after)


def can_be_followed(before: Body, after: Body) -> None:
    said = text(before, after)
    assert said.endswith(".")
    assert "{" not in said
    assert said == " ".join(said.split())
    assert 5 <= seconds_to_move(before, after) <= 20
    if after.down is not None:
        assert f"your {after.down.value} " in said, "the side is in the move"
    elif after.position in SIDED:
        assert not re.search(r"\b(left|right)\b", said)
    if before.position in LYING:
        assert not re.search(r"\bdown\b(?! on| to your)", said), "nobody who lies comes down"
        assert "Kneel first" not in said
    if before.position in (Position.STANDING, None, Position.SITTING) and after.position in LYING:
        assert "Kneel first" in said
        assert "lie down" in said
    if before.position in LOW and after.position in HIGH:
        assert re.search(r"[Ss]tand up|stand up slowly", said)
        assert re.search(r"foot|hands|thigh", said), "with the hands or over a foot, never straight up"
    if before.position is Position.ON_THE_BACK and after.position not in LYING:
        assert "Roll onto your side" in said, "from the back over the side, never straight up"
    if before.position is Position.OVER_A_BENCH and after.position is not Position.OVER_A_BENCH:
        assert said.startswith(("Put both feet on the floor", "Put your hands on the bench"))
    if before.position is Position.HANGING:
        assert said.startswith("Let go of the bar")


@pytest.mark.parametrize("place", list(places()), ids=str)
def test_who_is_there_has_no_way_to_go(place: Body):
    assert seconds_to_move(place, place) == 0


def test_from_one_side_to_the_other_is_a_way():
    for position in SIDED:
        left, right = Body(position, Side.LEFT), Body(position, Side.RIGHT)
        assert seconds_to_move(left, right) >= 8
        assert "right" in text(left, right)


def test_up_and_down_take_what_they_take():
    standing = Body(Position.STANDING)
    for position in LYING:
        assert seconds_to_move(standing, Body(position)) >= 15
        assert seconds_to_move(Body(position), standing) >= 15
    assert seconds_to_move(START, Body(Position.STANDING)) >= 10


@pytest.mark.parametrize("place", [place for place in places() if place.position], ids=str)
def test_every_place_has_a_way_back(place: Body):
    said = back_words(WORDS, place)
    assert said.text.endswith(".")
    if place.down:
        assert place.down.value in said.text


def test_the_pace_is_that_of_all_moves_and_instructions_and_of_nothing_else():
    made = one({"reps": 2}, position="on the back", setup=["Bend your knees.", "You will lift."])
    lengths = {
        pace: [
            (type(cue).__name__, cue.seconds)
            for part in segments(made, pace=pace)
            for cue in part.cues
            if isinstance(cue, Slot | Pause)
        ]
        for pace in Pace
    }
    usual = lengths[Pace.USUAL]
    moved = [at for at, one in enumerate(usual) if lengths[Pace.SLOW][at] != one]
    assert len(moved) == 3  # down to the floor, the knees, and up again
    for at, (_, seconds) in enumerate(usual):
        slow, quick = (1.5, 0.7) if at in moved else (1.0, 1.0)
        assert lengths[Pace.SLOW][at][1] == pytest.approx(slow * seconds, abs=0.06)
        assert lengths[Pace.QUICK][at][1] == pytest.approx(quick * seconds, abs=0.06)


@pytest.mark.parametrize(
    ("position", "steadies"),
    [("on the back", True), ("hands and knees", True), ("over a bench", True), ("sitting", False)],
)
@pytest.mark.parametrize("session", [1, 10])
def test_nobody_walks_off_with_a_head_that_was_low(position: str, steadies: bool, session: int):
    routine = one({"hold": "5 s"}, position=position)
    said = texts(segments(routine, familiarity=Familiarity.nth(session)))
    assert ("Stand still until your head is clear." in said) is steadies


@pytest.mark.parametrize("session", [1, 10])
def test_the_hands_push_up_from_a_bench_in_every_session(session: int):
    said = texts(
        segments(one({"hold": "5 s"}, position="over a bench"), familiarity=Familiarity.nth(session))
    )
    assert "Put your hands on the bench, bring one foot forward, and stand up slowly." in said
