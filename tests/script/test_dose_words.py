"""How the coach says what there is to do, for each form of a dose."""

from __future__ import annotations

from typing import Any

import pytest

from tests.script.helpers import cues, one, segments
from voicecoach.routine.model import Routine
from voicecoach.script.choices import Choices
from voicecoach.script.coach import coach
from voicecoach.script.cue import Say


def said(dose: str, sides: str = "none", **more: str) -> list[str]:
    """All that a session of one exercise with that dose says."""
    exercise = {
        "name": "Lift",
        "kind": "mobilise",
        "position": "on the back",
        "sides": sides,
        "dose": _keys(dose),
    }
    exercise |= {name: _keys(value) for name, value in more.items()}
    routine = Routine(title="A", exercises={"lift": exercise}, steps=["lift"])
    script = coach(routine, Choices(talk="full"), id="a")
    return [cue.text for segment in script.segments for cue in segment.cues if isinstance(cue, Say)]


def _keys(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ("reps=1", "One repetition."),
        ("reps=8", "Eight repetitions."),
        ("hold=20", "Hold once, for twenty seconds."),
        ("reps=3 hold=20", "Three times, holding for twenty seconds."),
        ("breaths=1", "For one slow breath."),
        ("breaths=4", "For four slow breaths."),
        ("reps=3 breaths=4", "Three times, holding for four slow breaths."),
        ("reps=2 breaths=1", "Two times, holding for one slow breath."),
        ("time=40", "For forty seconds."),
        ("reps=8 open=true", "As many as good form allows, up to eight."),
        ("reps=8 hold=5 open=true", "As many as good form allows, up to eight, holding each for five seconds."),
        ("reps=8 breaths=2 open=true", "As many as good form allows, up to eight, holding each for two slow breaths."),
        ("reps=8 sets=2", "Eight repetitions. Two sets."),
        ("hold=30 open=true", "As long as good form allows, up to thirty seconds."),
        ("time=30 open=true", "As long as good form allows, up to thirty seconds."),
        ("breaths=5 open=true", "As long as good form allows, up to five slow breaths."),
        ("reps=4 hold=30 open=true", "As many as good form allows, up to four, holding each for thirty seconds."),
    ],
)  # fmt: skip
def test_each_form(dose: str, words: str) -> None:
    assert words in said(dose)


@pytest.mark.parametrize(
    ("sides", "dose", "more", "words"),
    [
        ("each", "reps=8", {}, "Eight repetitions, on each side."),
        ("alternate", "reps=8", {}, "Eight repetitions, on each side in turn."),
        ("alternate", "time=40", {}, "For forty seconds, changing sides all the time."),
        (
            "each", "reps=8", {"left": "reps=4"},
            "On the left side: four repetitions. On the right side: eight repetitions.",
        ),
        (
            "each", "reps=8", {"right": "reps=4 sets=2"},
            "On the left side: eight repetitions. On the right side: two sets. In each, four repetitions.",
        ),
    ],
)  # fmt: skip
def test_on_sides(sides: str, dose: str, more: dict[str, str], words: str) -> None:
    assert words in said(dose, sides, **more)


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ({"reps": [3, 2, 1], "tempo": "2-2"}, "Three, then two, then one repetition. Three sets."),
        ({"reps": [6, 4], "tempo": "2-2"}, "Six, then four repetitions. Two sets."),
        ({"reps": [2, 1], "hold": "5 s"}, "Two, then one time, holding for five seconds. Two sets."),
        ({"reps": [6, 4], "hold": "5 s"}, "Six, then four times, holding for five seconds. Two sets."),
    ],
)
def test_sets_that_differ_end_in_the_number_of_the_last(dose: dict[str, Any], words: str) -> None:
    heard = [cue.text for cue in cues(segments(one(dose=dose))) if isinstance(cue, Say)]
    assert words in heard


@pytest.mark.parametrize(
    ("hold", "words"),
    [
        ("And in again.", "Four breaths: in for two, in again for one, out for six."),
        ("Sip a little more.", "Four breaths: in for two, in again for one, out for six."),
        ("Stay full.", "Four breaths: in for two, hold for one, out for six."),
    ],
)
def test_a_second_breath_in_is_not_announced_as_held(hold: str, words: str) -> None:
    routine = one(kind="breathe", hold=hold, dose={"breath": "2-1-6", "breaths": 4})
    assert words in [cue.text for cue in cues(segments(routine)) if isinstance(cue, Say)]
