"""A rest says how long it is, where to rest, what comes next and when it ends, if there is time for it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.script.helpers import one, work
from voicecoach.phrases import phrases_of
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role, Say, Slot
from voicecoach.script.resting import rest_slot
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

WORDS = Wording(phrases_of("en"), Choices())
NEXT, HOW, RELEASE = (Say(text, Role.REST) for text in ("Next.", "Sit.", "Let go."))


def said(slot: Slot) -> list[tuple[float, float | None, str]]:
    """Earliest moment, latest moment and words of all that is said."""
    return [
        (item.at, item.by, item.cue.text)
        for item in sorted(slot.anchored, key=lambda item: item.at)
        if isinstance(item.cue, Say)
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5.9, [(0, None, "Rest.")]),
        (6, [(0, None, "Rest for six seconds.")]),
        (9, [(0, None, "Rest for nine seconds.")]),
        (10, [(0, None, "Rest for ten seconds."), (7, None, "Get ready.")]),
        (44, [(0, None, "Rest for 44 seconds."), (41, None, "Get ready.")]),
        (45, [(0, None, "Rest for forty-five seconds."), (35, None, "ten seconds to go"), (42, None, "Get ready.")]),
    ],
)  # fmt: skip
def test_a_longer_rest_says_more(seconds: float, words: list[tuple[float, float | None, str]]) -> None:
    slot = rest_slot(WORDS, Seconds(seconds))
    assert said(slot) == [(pytest.approx(at), by, text) for at, by, text in words]
    assert (slot.seconds, slot.role, slot.stretch) == (seconds, Role.REST, False)


def test_a_rest_of_minutes_says_each_that_is_left_but_for_the_last_half() -> None:
    minutes = [(at, text) for at, _, text in said(rest_slot(WORDS, Seconds(180))) if "minute" in text]
    assert minutes == [(0, "Rest for three minutes."), (60, "two minutes to go"), (120, "one minute to go")]
    assert "one minute to go" not in [text for *_, text in said(rest_slot(WORDS, Seconds(89)))]
    assert "one minute to go" in [text for *_, text in said(rest_slot(WORDS, Seconds(90)))]


@pytest.mark.parametrize("length", [45, 60, 75, 89, 90, 120])
def test_nobody_wonders_in_a_rest_whether_the_coach_is_still_there(length: float) -> None:
    starts = [*sorted(at for at, *_ in said(rest_slot(WORDS, Seconds(length)))), length]
    assert max(later - before for before, later in pairwise(starts)) <= 60


def test_what_comes_next_is_said_in_the_first_half() -> None:
    (found,) = [one for one in said(rest_slot(WORDS, Seconds(20), following=NEXT)) if one[2] == "Next."]
    assert found == (1, 10, "Next.")


def test_a_release_comes_first_and_then_the_length_in_the_first_half() -> None:
    slot = rest_slot(WORDS, Seconds(10), opening=RELEASE)
    assert said(slot) == [(0, None, "Let go."), (1, 5, "Rest for ten seconds."), (7, None, "Get ready.")]
    assert slot.stretch, "it must be heard, however short the rest"
    assert said(rest_slot(WORDS, Seconds(9.9), opening=RELEASE)) == [(0, None, "Let go.")]


def test_how_to_rest_calls_back_in_time_if_the_position_is_needed_again() -> None:
    there = said(rest_slot(WORDS, Seconds(20), how=HOW, back=True))
    assert (1, 10, "Sit.") in there
    assert [at for at, _, text in there if text not in ("Sit.", "Get ready.") and at] == [12]
    assert len(said(rest_slot(WORDS, Seconds(20), how=HOW))) == len(there) - 1
    assert "Sit." not in [text for *_, text in said(rest_slot(WORDS, Seconds(19.9), how=HOW, back=True))]


def test_before_an_introduction_only_the_end_is_said() -> None:
    assert "Get ready." not in [text for *_, text in said(rest_slot(WORDS, Seconds(20), ready=False))]
    assert len(said(rest_slot(WORDS, Seconds(20), ready=False))) == 2


@pytest.mark.parametrize(("between", "in_rest"), [("4 s", False), ("8 s", True), ("12 s", True)])
def test_the_number_of_a_held_repetition_is_in_the_rest_before_it(between: str, in_rest: bool) -> None:
    routine = one(dose={"reps": 2, "hold": "5 s", "between": between})
    (part,) = work(routine)
    (rest,) = (cue for cue in part.cues if isinstance(cue, Slot) and cue.role is Role.REST)
    within = [mark.cue.text for mark in rest.anchored if isinstance(mark.cue, Say)]
    after = [cue.text for cue in part.cues if isinstance(cue, Say)]
    assert ("Last one." in within, "Last one." in after) == (in_rest, not in_rest)
