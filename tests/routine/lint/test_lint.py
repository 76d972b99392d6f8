"""What a coach would say of a routine that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.routine.helpers import BRIDGE, MORNING, PLANK, TILT, folders
from voicecoach.routine.library import load_text
from voicecoach.routine.lint.rules import lint_exercise, lint_routine
from voicecoach.routine.parse import parse_exercise


def routine(tmp_path: Path, text: str) -> list[str]:
    loaded = load_text(text, tmp_path / "r.yaml", folders=folders(tmp_path / "f"))
    found = lint_routine(loaded, sounds=("bell", "gong"))
    return [f"{one.line}:{one.column}: {one.severity}: {one.message}" for one in found]


def exercise(text: str, name: str = "x", known: tuple[str, ...] = ("tilt", "bridge")) -> list[str]:
    parsed = parse_exercise(text)
    found = lint_exercise(parsed.exercise, parsed.tree, name=name, known=known)
    return [f"{one.line}:{one.column}: {one.severity}: {one.message}" for one in found]


@pytest.mark.parametrize("text", [TILT, BRIDGE, PLANK])
def test_a_good_exercise_is_left_alone(text: str) -> None:
    assert exercise(text) == []


def test_a_good_routine_is_left_alone(tmp_path: Path) -> None:
    assert routine(tmp_path, MORNING) == []


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (
            BRIDGE.replace("caution: [Stop if your back hurts.]\n", ""),
            "1:1: warning: there is no caution: a strengthening",
        ),
        (
            TILT.replace("on the back", "hanging"),
            "1:1: warning: there is no caution: an exercise hanging says",
        ),
        (TILT.replace("setup: [Lie on your back.]\n", ""), "1:1: warning: there is no setup"),
        (TILT.replace("dose: {reps: 5, hold: 5 s}\n", ""), "1:1: warning: there is no dose"),
        (TILT + "left: {reps: 3}\n", "7:1: warning: left: an exercise with “sides: none” has no left side"),
        (
            TILT.replace("Lie on your back.", "'Lie on your {side}.'"),
            "4:9: warning: setup: there is no side to say",
        ),
        (
            TILT.replace("bridge", "bridg"),
            "6:9: error: harder: there is no exercise “bridg”; did you mean “bridge”?",
        ),
        (
            TILT.replace("[Lie on your back.]", "[Lie down, and relax]"),
            "4:19: warning: setup: this continues the item before; put a sentence with a comma in quotes",
        ),
        (
            BRIDGE.replace(", rest: 30 s", ""),
            "6:37: warning: sets: there is no rest between them; say how long, such as “rest: 30 s”",
        ),
        (PLANK + "left: {sets: 3}\n", "8:1: warning: the sides are not balanced"),
    ],
)
def test_each_rule_for_an_exercise(text: str, reported: str) -> None:
    (found,) = exercise(text)
    assert found.startswith(reported)


@pytest.mark.parametrize(
    ("line", "reported"),
    [
        ("Lie on your left side.", True),
        ("Lift your right leg.", True),
        ("Put one foot right in front.", False),
        ("Lift your {side} leg.", False),
    ],
)
def test_a_side_is_not_written_out_if_both_are_done(line: str, reported: bool) -> None:
    for key, value in (("setup", f"['{line}']"), ("leave", f"['{line}']"), ("go", f"'{line}'")):
        text = f"name: X\nkind: stretch\nposition: on the side\nsides: each\n{key}: {value}\ndose: {{hold: 5 s}}\n"
        if key != "setup":
            text += "setup: ['Bend your {side} knee.']\n"
        assert any("is said for both sides" in one for one in exercise(text)) is reported


def test_an_exercise_is_not_a_variant_of_itself() -> None:
    (found,) = exercise(TILT, name="bridge")
    assert found == "6:9: warning: harder: an exercise is not a variant of itself"


def test_a_side_may_do_somewhat_more() -> None:
    assert exercise(PLANK + "left: {sets: 2}\n") == []


def test_rests_do_not_count_as_more_work_of_a_side() -> None:
    assert exercise(PLANK + "left: {rest: 2 min, sets: 2, between: 1 min}\n") == []
    long = PLANK.replace("hold: 10-30 s", "hold: 10-30 s, rest: 5 min")
    (found,) = exercise(long + "left: {hold: 100 s}\n")
    assert "one does 3 times as much" in found


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("title: A\nsteps: [bridge]\n", "2:9: warning: nothing warms up before “bridge”"),
        (
            "title: A\nsteps: [{do: tilt, optional: yes}, bridge]\n",
            "2:36: warning: nothing warms up before “bridge”",
        ),
        (
            "title: A\nsteps: [tilt, {sound: bel}]\n",
            "2:23: error: sound: there is no sound “bel”; did you mean “bell”?",
        ),
        (
            "title: A\nsteps: [tilt, {say: 'Your {side}.'}]\n",
            "2:21: warning: say: there is no side to say for {side}",
        ),
        (
            "title: A\nclose: 'Your {other}.'\nsteps: [tilt]\n",
            "2:8: warning: close: there is no side to say for {other}",
        ),
        (
            "title: A\nsafety: [If it hurts, stop.]\nsteps: [tilt]\n",
            "2:23: warning: safety: this continues the item before",
        ),
        (
            "title: A\nsteps: [tilt, {do: plank, sets: 2}]\n",
            "2:33: warning: sets: there is no rest between them",
        ),
        (
            "title: A\nsteps: [{do: tilt, reps: 5, rest: 30 s}]\n",
            "2:29: warning: rest: “tilt” has one set here, and this is a rest between sets; write a step",
        ),
        ("title: A\nsteps: [{do: tilt, left: {reps: 3}}]\n", "2:20: warning: left: “tilt” has no sides"),
        (
            "title: A\nsteps: [tilt, {do: plank, left: {sets: 5}}]\n",
            "2:27: warning: the sides are not balanced",
        ),
    ],
)
def test_each_rule_for_a_routine(tmp_path: Path, text: str, reported: str) -> None:
    (found,) = routine(tmp_path, text)
    assert found.startswith(reported)


def test_an_exercise_that_nothing_names_is_reported_at_its_key(tmp_path: Path) -> None:
    text = MORNING.replace("  - cat\n", "")
    assert routine(tmp_path, text) == ["5:3: warning: “cat” is never done: no step and no variant names it"]


def test_the_exercises_in_files_are_looked_at_too(tmp_path: Path) -> None:
    found = folders(tmp_path / "f")
    path = found.shipped / "exercises" / "tilt.yaml"
    path.write_text(TILT.replace("setup: [Lie on your back.]\n", ""), encoding="utf-8")
    loaded = load_text("title: A\nsteps: [tilt]\n", tmp_path / "r.yaml", folders=found)
    (one,) = lint_routine(loaded)
    assert (one.path, one.line) == (path, 1)
    assert str(one) == f"{path}:1:1: warning: there is no setup: say how to get into the start position"


@pytest.mark.parametrize(
    "text",
    [
        "title: 'Your {side}.'\nsteps: [tilt]\n",
        "title: A\nsteps: [{do: tilt, left: {reps: 3}}, {say: 'Your {other}.'}]\n",
        "title: A\nexercises: {own: {name: Own, kind: mobilise, position: standing, easier: own, harder: own}}\n"
        "steps: [own]\n",
    ],
)
def test_what_the_loader_accepts_is_not_an_error(tmp_path: Path, text: str) -> None:
    found = routine(tmp_path, text)
    assert found
    assert not [one for one in found if ": error: " in one]


def test_sets_without_a_rest_may_be_meant() -> None:
    assert exercise(BRIDGE.replace("rest: 30 s", "rest: 0")) == []
    assert exercise(TILT.replace("reps: 5", "reps: 5, sets: 2")) == []


@pytest.mark.parametrize(
    "step",
    [
        "do: tilt, rest: 30 s, sets: 1-3",
        "do: tilt, rest: 0",
        "do: tilt, rest: 30 s, reps: [5, 3]",
        "do: plank, rest: 30 s, right: {sets: 2}",
        "do: plank, rest: 10 s, timing: strict",
    ],
)
def test_a_rest_that_is_taken_is_left_alone(tmp_path: Path, step: str) -> None:
    assert routine(tmp_path, f"title: A\nsteps: [tilt, {{{step}}}]\n") == []


def test_one_side_may_do_twice_as_much_as_the_other() -> None:
    assert exercise(PLANK + "left: {sets: 2}\n") == []
    assert exercise(PLANK + "right: {sets: 2}\n") == []
