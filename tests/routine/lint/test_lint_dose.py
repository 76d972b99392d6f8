"""More of one exercise at a time than any source gives is named; what sources give is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.routine.helpers import folders
from voicecoach.routine.library import load_text
from voicecoach.routine.lint.rules import lint_routine

ROUTINE = """title: T
exercises:
  warm: {{name: W, kind: warm up, position: standing, setup: [Stand.], dose: {{time: 1 min}}}}
  it:
    name: It
    kind: {kind}
    position: standing
    sides: {sides}
    setup: [Stand.]
    caution: [Stop if it hurts.]
    dose: {dose}
steps:
  - warm
  - {step}
"""


def found(
    tmp_path: Path, *, kind: str = "strengthen", sides: str = "none", dose: str, step: str = "it"
) -> list[str]:
    text = ROUTINE.format(kind=kind, sides=sides, dose=dose, step=step)
    loaded = load_text(text, tmp_path / "r.yaml", folders=folders(tmp_path / "f"))
    return [f"{one.line}:{one.column}: {one.message}" for one in lint_routine(loaded)]


@pytest.mark.parametrize(
    ("kind", "hold", "warned"),
    [
        ("stretch", "30-60 s", False),
        ("stretch", "30-61 s", True),
        ("strengthen", "2 min", False),
        ("strengthen", "121 s", True),
        ("mobilise", "5 min", False),
    ],
)
def test_a_hold_longer_than_those_of_all_sources(tmp_path: Path, kind: str, hold: str, warned: bool) -> None:
    of_exercise = found(tmp_path / "1", kind=kind, dose=f"{{hold: {hold}}}")
    of_step = found(tmp_path / "2", kind=kind, dose="{hold: 5 s}", step=f"{{do: it, hold: {hold}}}")
    assert [one.startswith("11:18: hold: ") for one in of_exercise] == [True] * warned
    assert [one.startswith("14:20: hold: ") for one in of_step] == [True] * warned
    assert all("docs/dose.md" in one for one in of_exercise + of_step)


def test_a_side_of_its_own_is_looked_at(tmp_path: Path) -> None:
    step = "{do: it, left: {hold: 90 s}}"
    (one,) = found(tmp_path, kind="stretch", sides="each", dose="{hold: 50 s}", step=step)
    assert one.startswith("14:27: hold: 90 s is long")


@pytest.mark.parametrize(
    ("dose", "step", "sides", "warned"),
    [
        ("{sets: 3, reps: 8, rest: 20 s, effort: 8 of 10}", "it", "none", True),
        ("{sets: 3, reps: 8, rest: 30 s, effort: 8 of 10}", "it", "none", False),
        ("{sets: 3, reps: 8, rest: 0, effort: 6 of 10}", "it", "none", False),
        ("{sets: 3, reps: 8, rest: 0}", "it", "none", False),
        ("{reps: 8}", "{do: it, sets: 3, rest: 10 s, effort: 9 of 10}", "none", True),
        ("{reps: 8}", "{do: it, sets: 3, rest: 10 s, effort: 9 of 10, timing: strict}", "none", False),
        ("{reps: 8}", "{do: it, sets: 3, rest: 10 s, effort: 9 of 10, switch: each set}", "each", False),
    ],
)
def test_hard_sets_with_hardly_a_rest(tmp_path: Path, dose: str, step: str, sides: str, warned: bool) -> None:
    remarks = found(tmp_path, dose=dose, step=step, sides=sides)
    assert [": rest: " in one for one in remarks] == [True] * warned


@pytest.mark.parametrize(
    ("step", "sides", "warned"),
    [
        ("{repeat: 3, steps: [it]}", "none", True),
        ("{rounds: 3, steps: [it, {say: Well done.}]}", "none", True),
        ("{rounds: 3, rest: 1 min, steps: [it]}", "none", False),
        ("{repeat: 3, steps: [it, {rest: 1 min}]}", "none", False),
        ("{repeat: 3, steps: [it, warm]}", "none", False),
        ("{repeat: 3, steps: [it]}", "each", False),
        ("{repeat: 3, steps: [{do: it, timing: strict}]}", "none", False),
    ],
)
def test_what_is_repeated_at_once_is_sets_without_a_rest(
    tmp_path: Path, step: str, sides: str, warned: bool
) -> None:
    remarks = found(tmp_path, dose="{reps: 8}", step=step, sides=sides)
    assert ["with no rest between" in one for one in remarks] == [True] * warned
