"""A session beyond all measure is refused at the step that asks for it, before anything is expanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.routine.helpers import folders
from voicecoach.errors import RoutineError
from voicecoach.routine.library import load_text
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.upper_bounds import extent_of_steps

CAT = "exercises: {cat: {name: Cat, kind: mobilise, position: standing, sides: each, dose: {reps: 2-4, hold: 5-10 s}}}\n"


def load(tmp_path: Path, steps: str) -> LoadedRoutine:
    return load_text(f"title: A\n{CAT}steps:\n{steps}", tmp_path / "a.yaml", folders=folders(tmp_path / "f"))


def test_the_strong_end_of_everything_is_added_up(tmp_path: Path) -> None:
    loaded = load(tmp_path, "  - cat\n  - rest: 20 s\n  - repeat: 3\n    steps: [{wait: Go on., time: 7}]\n")
    # Two sides of four repetitions of ten seconds, the rest, three waits.
    assert extent_of_steps(loaded.routine.steps, loaded.routine.exercises).seconds == 2 * 4 * 10 + 20 + 3 * 7


@pytest.mark.parametrize(
    ("steps", "line", "why"),
    [
        ("  - cat\n  - do: cat\n    time: 13 h\n", 5, "more than 24 hours"),
        ("  - repeat: 1000\n    steps: [{rest: 5 min}]\n", 4, "more than 24 hours"),
        (
            "  - cat\n  - repeat: 1000\n    steps:\n      - repeat: 1000\n        steps: [{say: A}]\n",
            5,
            "hours",
        ),
        (
            "  - repeat: 30\n    steps:\n      - cat\n      - repeat: 200\n        steps: [{rest: 10 min}]\n",
            7,
            "hours",
        ),
        (
            "  - repeat: 30\n    steps:\n      - cat\n      - repeat: 20\n        steps: [{rest: 10 min}]\n",
            4,
            "hours",
        ),
        ("  - do: cat\n    sets: 100\n    reps: 1000\n    hold: 1 s\n", 4, "hours"),
        ("  - repeat: 400\n    steps: [{do: cat, sets: 1, reps: 100, hold: 1 s}]\n", 4, "counts and phrases"),
    ],
)
def test_too_much_is_reported_at_the_step_that_asks_for_it(
    tmp_path: Path, steps: str, line: int, why: str
) -> None:
    with pytest.raises(RoutineError, match=why) as caught:
        load(tmp_path, steps)
    assert caught.value.line == line


def test_a_long_day_is_not_a_mistake(tmp_path: Path) -> None:
    load(tmp_path, "  - repeat: 10\n    steps: [{do: cat, time: 30 min}]\n")


def test_repeats_in_repeats_cost_nothing_to_refuse(tmp_path: Path) -> None:
    steps = "{say: A}"
    for _ in range(12):
        steps = f"{{repeat: 1000, steps: [{steps}]}}"
    with pytest.raises(RoutineError, match="more than 24 hours"):
        load(tmp_path, f"  - {steps}\n")
