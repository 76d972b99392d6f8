"""`voicecoach exercises`: what is found by what, and one exercise in full."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run, user_scripts
from tests.content.files import exercises as shipped
from voicecoach.cli.shown_exercise import sections
from voicecoach.phrases import phrases_of
from voicecoach.routine.exercise import Exercise
from voicecoach.routine.exercise_search import Wanted, exercises_of, list_exercises
from voicecoach.routine.library import default_folders, load_routine
from voicecoach.script.choices import Choices
from voicecoach.script.wording import Wording

OWN = """
name: Heel slide
kind: mobilise
position: on the back
sides: each
body: [Knees]
note: Mr Ash only.
go: Slide.
dose: {sets: 2, reps: 2-6, tempo: 3-1-3, rest: 30 s}
left: {reps: 8}
easier: pelvic-tilt
"""


def found(home: Path, *arguments: str) -> list[str]:
    done = run(home, "exercises", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [one["id"] for one in json.loads(done.stdout)["exercises"]]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(("side", "plank")), {"side-plank", "side-plank-with-bent-knees"}),
        (Wanted(("RÓW",)), {"row"}),
        (Wanted(("chair",), kind="strengthen"), {"lunge-with-a-chair", "row", "sit-to-stand"}),
        (Wanted(position="half kneeling"), {"hip-flexor-stretch"}),
        (Wanted(body=("hamstr",), kind="stretch"), {"hamstring-stretch"}),
        (Wanted(body=("back", "shoulder"), position="standing"), {"row"}),
        (Wanted(("yoga",)), set()),
    ],
)
def test_each_part_of_what_is_wanted_has_to_be_found(
    wanted: Wanted, expected: set[str], tmp_path: Path
) -> None:
    listed = list_exercises(folders=default_folders(), beside=tmp_path)
    assert {one.id for one in listed if wanted.finds(one)} == expected


def test_a_part_of_the_body_is_not_looked_for_in_other_words(tmp_path: Path) -> None:
    listed = list_exercises(folders=default_folders(), beside=tmp_path)
    names = {one.id for one in listed if Wanted(body=("hip",)).finds(one)}
    assert names == {name for name, one in shipped().items() if "hips" in one.body}
    assert "squat" in names
    assert names < {one.id for one in listed if Wanted(("hip",)).finds(one)}


def test_own_and_nearby_exercises_come_first_and_broken_ones_hide_no_other(tmp_path: Path) -> None:
    own = user_scripts(tmp_path) / "exercises"
    own.mkdir()
    (own / "heel-slide.yaml").write_text(OWN, encoding="utf-8")
    (own / "plank.yaml").write_text("name: Plank\nkind: stretch\n", encoding="utf-8")
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "squat.yaml").write_text(OWN, encoding="utf-8")
    done = run(tmp_path, "exercises")
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert lines.keys() == {"EXERCISE", "heel-slide", *shipped()}
    assert lines["heel-slide"].endswith("yours")
    assert lines["squat"].split()[-2:] == ["Knees", "here"]
    assert "has mistakes" in lines["plank"]
    assert "plank.yaml" in done.stderr
    assert "position" in done.stderr
    row = run(tmp_path, "exercises", "--show", "heel-slide", "--json").stdout
    assert "Mr Ash" not in row, "a note never leaves the file"
    assert json.loads(row)["exercises"][0]["dose"]["reps"] == "2-6"
    assert run(tmp_path, "exercises", "--show", "plank").returncode == 1


def test_those_of_a_routine_are_its_own_and_their_variants(tmp_path: Path) -> None:
    mine = textwrap.indent(OWN, "    ")
    (tmp_path / "a.yaml").write_text(f"title: A\nsteps: [mine, plank]\nexercises:\n  mine:{mine}")
    assert found(tmp_path, "--of", "a.yaml") == ["mine", "pelvic-tilt", "plank", "plank-on-the-knees"]
    (own, _, plank, _) = exercises_of(load_routine(tmp_path / "a.yaml"), folders=default_folders())
    assert (own.origin, plank.origin) == ("here", "shipped")
    assert (own.path, plank.path and plank.path.name) == (tmp_path / "a.yaml", "plank.yaml")


def test_one_in_full_has_its_words_sides_doses_and_variants(tmp_path: Path) -> None:
    own = tmp_path / "exercises"
    own.mkdir()
    (own / "heel-slide.yaml").write_text(OWN, encoding="utf-8")
    done = run(tmp_path, "exercises", "--show", "heel-slide")
    assert "Mr Ash" not in done.stdout
    assert [line[2:].split("  ")[0] for line in done.stdout.splitlines()[1:] if line[2] != " "] == [
        "Kind", "Position", "Sides", "Body", "Dose", "Go", "Easier", "File",
    ]  # fmt: skip
    assert "sets: 2, reps: 2-6, tempo: 3-1-3, rest: 30 s\n            left: reps: 8\n" in done.stdout
    assert "gentle: On the left side: eight repetitions. On the right side: two repetitions" in done.stdout


EVERY_KEY: dict[str, Any] = {
    "kind": "cardio", "position": "sitting", "sides": "each", "props": ["a rope"], "body": ["arms"], "picture": "a.png",
    "about": "Why.", "setup": ["Sit."], "go": ["Lift."], "short": "Up.", "phases": ["Up", "down"], "finish": "Down.",
    "leave": ["Rise."], "inhale": "In.", "exhale": "Out.", "hold": "Full.", "empty": "Hollow.", "remind": ["Slowly."],
    "caution": ["Stop."], "pain": 2, "dose": {"reps": 7}, "left": {"reps": 7}, "right": {"reps": 7}, "easier": "plank",
    "harder": "squat", "say_as": {"Sit": "sitt"}, "ease_in": True, "not_when_sore": True, "source": "A book.",
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(set(Exercise.model_fields) - {"name"}))
def test_every_key_of_an_exercise_is_shown_but_for_a_note(key: str) -> None:
    words = Wording(phrases_of("en"), Choices())
    plain = {"name": "A", "kind": "stretch", "position": "standing"}
    usual = list(sections("a", Exercise.model_validate(plain), words))
    changed = {**plain, key: EVERY_KEY.get(key, "A note.")}
    shown = list(sections("a", Exercise.model_validate(changed), words))
    assert (shown == usual) is (key == "note")


def test_every_shipped_exercise_is_shown_whole() -> None:
    words = Wording(phrases_of("en"), Choices())
    for name, one in shipped().items():
        shown = dict(sections(name, one, words))
        assert shown["Setup"] == one.setup
        assert shown["Caution"] == one.caution
        assert shown["Easier"][0] == (one.easier or "")
        assert any(shown["Dose"][1:]), name
        assert one.body, f"{name} is found by no part of the body"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--show", "plnak"], 1, "did you mean “plank”?"),
        (["plank", "--show", "plank"], 2, "--show names one"),
        (["--kind", "strech"], 2, "did you mean “stretch”?"),
        (["--position", "on-the-bakc"], 2, "did you mean “on the back”?"),
        (["--of", "nothing-here"], 1, "nothing-here"),
        (["--body", "spleen"], 0, "there is arms, back"),
        (["plnak"], 0, "did you mean “plank”?"),
    ],
)
def test_what_is_not_there_is_one_line(arguments: list[str], code: int, told: str, tmp_path: Path) -> None:
    done = run(tmp_path, "exercises", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
