"""The person's own breath: it takes the place of the coach's pace, and never of a pattern in which the breath is held."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from click.testing import CliRunner

from tests.field.test_breath import breathing, breaths, heard, sentences
from tests.needs import slow_but
from tests.script.helpers import exercise, loaded
from voicecoach.cli import voicecoach
from voicecoach.routine.lint.rules import lint_routine
from voicecoach.script.choices import Choices


def lengths(dose: dict[str, Any], choices: Choices, **keys: Any) -> set[float]:
    from voicecoach.session import prepare
    from voicecoach.speech.silent import SilentVoice

    timeline = prepare(breathing(dose, **keys), choices, SilentVoice(150)).timeline
    return {(span.end - span.start) / timeline.rate for _, span in breaths(timeline)}


ASKED, USUAL = Choices(breath="5-7"), Choices(breath="5-7").giving_way(["breath"])


@pytest.mark.parametrize(
    ("dose", "keys", "asked", "usual"),
    [
        ({"breaths": 4}, {}, 12, 12),
        ({"time": "1 min"}, {"inhale": "In.", "exhale": "Out."}, 12, 12),
        ({"breaths": 4}, {"kind": "strengthen", "go": "Lift."}, 12, 12),
        ({"breaths": 4, "breath": "4-4"}, {}, 12, 8),
        ({"reps": 4, "tempo": "4-4"}, {}, 12, 8),
        ({"breaths": 4, "breath": "4-0-4"}, {}, 12, 8),
        ({"breaths": 4, "breath": "4-7-8"}, {}, 19, 19),
        ({"breaths": 4, "breath": "4-4-4-4"}, {}, 16, 16),
        ({"time": "1 min", "tempo": "4-7-8"}, {}, 19, 19),
    ],
)
def test_it_wins_over_a_plain_pace_if_it_is_asked_for_now(
    dose: dict[str, Any], keys: dict[str, Any], asked: float, usual: float
) -> None:
    assert lengths(dose, ASKED, **keys) == {asked}
    assert lengths(dose, USUAL, **keys) == {usual}


def test_it_is_announced_and_its_seconds_are_counted() -> None:
    timeline = heard(breathing({"breaths": 6}), breath=(5, 7))
    assert "Six breaths: in for five, out for seven." in sentences(timeline)
    assert "seven" in sentences(timeline)
    assert "seven" not in sentences(heard(breathing({"breaths": 6})))


def test_a_movement_at_a_tempo_is_not_a_breath() -> None:
    routine = breathing({"reps": 4, "tempo": "2-1-2"}, kind="strengthen", go="Lift.")
    assert sentences(heard(routine)) == sentences(heard(routine, breath="5-7"))


@pytest.mark.parametrize("breath", ["5", "0-5", "5-0.5", "61-5", "4-7-8", "a-b", "", (4,), 5, (True, "x")])
def test_what_is_no_pace_is_answered(breath: Any) -> None:
    with pytest.raises(ValueError, match="a breath is in and out, such as 4-6, 1 to 60 seconds each"):
        Choices(breath=breath)
    if isinstance(breath, str):
        done = CliRunner().invoke(voicecoach, ["preview", "gentle-daily", "--breath", breath])
        assert done.exit_code == 2
        assert "is not the pace of a breath: write in and out, such as 4-6" in done.stderr


SHAPES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "reps": ({"reps": 4}, {}, {}),
    "reps and a tempo": ({"reps": 4, "tempo": "3-2-3"}, {}, {}),
    "reps and a hold": ({"reps": 4, "hold": "6 s"}, {}, {}),
    "time": ({"time": "40 s"}, {}, {}),
    "time and a tempo": ({"time": "40 s", "tempo": "3-2-3"}, {}, {}),
    "breaths": ({"breaths": 4}, {}, {}),
    "a pattern": ({"breaths": 4, "breath": "4-4-4-4"}, {}, {}),
    "sets": ({"reps": 3, "sets": 2, "rest": "20 s"}, {}, {}),
    "both sides": ({"reps": 3}, {"sides": "each"}, {}),
    "in turn": ({"reps": 3}, {"sides": "alternate"}, {}),
    "one side": ({"reps": 3}, {"sides": "each"}, {"side": "left"}),
}
"""A dose, what the exercise has, and what the step has."""
WORDS = {
    "go": "Go up.", "short": "Up.", "finish": "Come down.", "inhale": "Fill.", "exhale": "Blow.", "hold": "Stay.",
    "empty": "Bare.", "phases": ["Out.", "There.", "Home."],
}  # fmt: skip
SETS_OF_WORDS = [(key,) for key in WORDS] + [
    ("go", "short"), ("go", "finish"), ("go", "short", "finish"), ("inhale", "exhale"), ("go", "inhale", "exhale"),
    ("inhale", "hold", "exhale", "empty"), ("go", "phases"), ("short", "finish", "phases"), tuple(WORDS),
]  # fmt: skip


QUICK = product(["reps and a tempo", "breaths", "both sides"], ["mobilise", "breathe"])


@pytest.mark.parametrize(
    ("shape", "kind"), slow_but(product(SHAPES, ["mobilise", "breathe"]), *QUICK), ids=str
)
def test_no_word_is_lost_in_silence(shape: str, kind: str) -> None:
    """Whatever the dose: each word of an author is heard, or `check` says that it is not, and what to write."""
    dose, of_exercise, of_step = SHAPES[shape]
    lost = []
    for names in SETS_OF_WORDS:
        words = {name: WORDS[name] for name in names}
        own = exercise(
            **{
                "kind": kind,
                "setup": ["Sit {side}." if of_exercise else "Sit."],
                "dose": dose,
                **of_exercise,
                **words,
            }
        )
        routine = loaded({"title": "T", "steps": [{"do": "b", **of_step}], "exercises": {"b": own}})
        # The short words are for later repetitions, and for those who know the exercise.
        spoken = " ".join(text for talk in ("full", "short") for text in sentences(heard(routine, talk=talk)))
        remarks = [one.message for one in lint_routine(routine)]
        for name in names:
            texts = WORDS[name] if isinstance(WORDS[name], list) else [WORDS[name]]
            unheard = [text for text in texts if text not in spoken]
            if unheard and not any(f"{name}: " in remark for remark in remarks):
                lost.append((names, name))
    assert lost == []
