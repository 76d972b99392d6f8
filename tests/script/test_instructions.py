"""What an instruction asks of the body: how long it takes, and when it is said."""

from __future__ import annotations

import pytest

from tests.content.files import exercises
from voicecoach.phrases import phrases_of
from voicecoach.script.instructions import Asks, ordered_lines, read_line, seconds_after

PHRASES = phrases_of("en")


@pytest.mark.parametrize(
    ("text", "asks", "loads"),
    [
        ("You will draw that knee toward your chest.", Asks.WORDS, False),
        ("Keep breathing evenly while you hold.", Asks.WORDS, False),
        ("Look at the floor.", Asks.SMALL, False),
        ("Tighten your stomach a little.", Asks.SMALL, True),
        ("Let your arms rest at your sides.", Asks.SMALL, False),
        ("Bend your knees and put your feet flat on the floor.", Asks.LIMB, False),
        ("Lift your {other} foot off the floor.", Asks.LIMB, True),
        ("Rest your arms overhead.", Asks.LIMB, True),
        ("Put your forearms on the floor, with your elbows under your shoulders.", Asks.LIMB, True),
        ("Lie on your {side} side.", Asks.WHOLE, False),
        ("Slide back until your hips are off the end.", Asks.WHOLE, True),
        ("Rest your stomach on the bench, with your hips just off the edge.", Asks.LIMB, True),
        ("Loop the band or towel under the sole of that foot.", Asks.PROP, True),
        ("Make sure that your bench cannot tip.", Asks.PROP, False),
        ("Take hold of the bench with both hands.", Asks.LIMB, True),
        ("Stand under the bar.", Asks.LIMB, False),
        ("Let go, and put your {side} foot on the floor.", Asks.LIMB, False),
    ],
)
def test_what_a_line_asks(text: str, asks: Asks, loads: bool):
    line = read_line(PHRASES, text)
    assert (line.asks, line.loads) == (asks, loads)


def test_the_more_a_line_asks_the_longer_it_gets():
    texts = (
        "You will lift.",
        "Look down.",
        "Put your hand down.",
        "Lie on your side.",
        "Loop the band under your foot.",
    )
    seconds = [seconds_after(PHRASES, read_line(PHRASES, text)) for text in texts]
    assert seconds == sorted(set(seconds))
    assert seconds_after(
        PHRASES, read_line(PHRASES, "Bend your knees and put your feet flat.")
    ) > seconds_after(PHRASES, read_line(PHRASES, "Bend your knees."))


def test_two_limbs_one_at_a_time_take_longer_than_both_at_once():
    for each in ("one at a time", "one after the other"):
        line = read_line(PHRASES, f"Slide your legs out straight, {each}.")
        assert seconds_after(PHRASES, line) > seconds_after(
            PHRASES, read_line(PHRASES, "Slide your legs out straight.")
        )


def test_who_is_told_to_take_their_time_has_it():
    hurried, own = (
        seconds_after(PHRASES, read_line(PHRASES, text))
        for text in ("Come back to your mat.", "Come back to your mat in your own time.")
    )
    assert own == hurried + 8


def test_what_loads_is_last_and_what_explains_comes_before_it():
    found = ordered_lines(
        PHRASES,
        [
            "Put your forearms on the floor.",
            "You will lift your hips.",
            "Tuck your toes under.",
            "Keep breathing.",
        ],
    )
    assert [line.text for line in found.base] == []
    assert [line.text for line in found.words] == ["You will lift your hips.", "Keep breathing."]
    assert [line.text for line in found.load] == ["Put your forearms on the floor.", "Tuck your toes under."]


def test_a_line_that_speaks_of_the_one_before_stays_after_it():
    found = ordered_lines(PHRASES, ["Lift your foot.", "Keep that foot in the air.", "You will push it up."])
    assert [line.text for line in found.load] == [
        "Lift your foot.",
        "Keep that foot in the air.",
        "You will push it up.",
    ]


@pytest.mark.parametrize("name", sorted(exercises()))
def test_no_line_of_a_shipped_exercise_is_lost_or_said_twice(name: str):
    setup = exercises()[name].setup
    found = ordered_lines(PHRASES, setup)
    assert sorted(line.text for line in (*found.base, *found.words, *found.load)) == sorted(setup)
