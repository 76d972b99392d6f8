"""`voicecoach check FOLDER` looks at all of a practice in one go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.publish.folder.practices import practice
from voicecoach.cli.check import check


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(check, [str(one) for one in arguments])


def test_all_of_a_practice_is_looked_at_in_one_go(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p",
        file="name: X\nvoice: espeak:nobody\n",
        A1="routines: [mornings]",
        B2="routines: [{do: morning, often: daily, dose: {plank: {left: {reps: 1}, right: {reps: 9}}}}]",
        C3="routines: [morning]",
    )
    (folder / "patients" / "notes.txt").write_text("Call Anna.")
    (folder / "routines" / "broken.yaml").write_text("title: X\nsteps: [{rest: 99 h}]\n")
    result = run(folder)
    assert result.exit_code == 1
    said = result.stdout.replace(f"{folder}/", "").splitlines()
    assert said[:3] == [
        "practice.yaml:2:8: error: voice: voice espeak: no voice “nobody”; see voicecoach voices",
        "patients/A1.yaml:1:12: error: A1: do: there is no routine “mornings”; did you mean “morning”?",
        "patients/B2.yaml:1:55: warning: B2: plank: the sides are not balanced: one does 18 times as much as the other; "
        "look at left, or give right too",
    ]
    assert any(
        line.startswith("patients/B2.yaml:1:33: warning: B2: often: this mostly strengthens") for line in said
    )
    assert "patients/notes.txt: warning: this is not read: a patient is a file that ends in .yaml" in said
    assert "routines/broken.yaml:2:16: error: rest: rests (in seconds) go from 0 to 600, not 356400" in said
    assert not any("C3" in line for line in said), (
        "what a routine itself has to be told of is not told of a patient"
    )
    assert f"{folder}: 3 patients, 1 with mistakes" in result.stderr


def test_mistakes_of_the_practice_hide_none_of_its_patients(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p", file="nme: X\nsafety: <b>\n", A1="routines: [mornings]", B2="routines: [morning]"
    )
    result = run(folder)
    assert result.exit_code == 1
    said = [line.replace(f"{folder}/", "") for line in result.stdout.splitlines()]
    assert any(line.startswith("practice.yaml:1:1: error: ") for line in said)
    assert any(line.startswith("practice.yaml:2:9: error: safety: ") for line in said)
    assert any(line.startswith("patients/A1.yaml:1:12: error: A1: do: ") for line in said)
    assert f"{folder}: 2 patients, 1 with mistakes" in result.stderr


def test_a_program_gets_one_object(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p", A1="routines: [mornings]", B2="routines: [{do: morning, often: 3 a week}]"
    )
    result = run("--json", folder)
    assert (result.exit_code, result.stderr) == (1, "")
    found = json.loads(result.stdout)
    assert (found["files"], found["errors"], found["warnings"]) == (2, 1, 0)
    (finding,) = found["findings"]
    assert finding.pop("message").startswith("A1: do: there is no routine “mornings”")
    path = str(folder / "patients" / "A1.yaml")
    assert finding == {"severity": "error", "path": path, "line": 1, "column": 12, "field": "routines[0].do"}
    assert found["notes"] == [f"{folder}: 2 patients, 1 with mistakes"]
    # The same of a routine, with what else an author may want to know.
    routine = folder / "routines" / "morning.yaml"
    result = run("--json", "--strict", routine)
    found = json.loads(result.stdout)
    assert (result.exit_code, found["files"], found["errors"]) == (0, 1, 0)
    routine.write_text("title: X\nsteps: [{rest: 99 h}]\n")
    (finding,) = json.loads(run("--json", routine).stdout)["findings"]
    assert (finding["line"], finding["column"], finding["severity"]) == (2, 16, "error")


def test_a_practice_in_which_nothing_is_wrong(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p", A1="routines: [{do: morning, often: 3 a week, dose: {plank: {sets: 2}}}]"
    )
    result = run("--strict", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 patient, none with mistakes" in result.stderr
    # One patient is looked at with the whole practice, as a code is one among others.
    for one in ("patients/A1.yaml", "practice.yaml"):
        assert run("--strict", folder / one).exit_code == 0


def test_a_routine_of_a_practice_finds_the_exercises_of_the_practice(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p")
    (folder / "exercises").mkdir()
    exercise = (
        "{name: Calf raise, kind: stretch, position: standing, setup: [Stand.], go: Up., dose: {reps: 9}}"
    )
    (folder / "exercises" / "calf-raise.yaml").write_text(exercise)
    (folder / "routines" / "evening.yaml").write_text("title: Evening\nsteps: [calf-raise]\n")
    assert run(folder / "routines" / "evening.yaml").exit_code == 0


def test_a_week_that_is_in_none_of_the_weeks(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p", A1="from: 2026-11-30\nroutines: [{do: morning, weeks: {1-2: {}, 4 on: {}}}]"
    )
    assert "A1: morning: nothing is planned between the weeks 1-2 and 4 on" in run(folder).stdout


@pytest.mark.parametrize("name", ["\x1b[2J.yaml", "\u202egnp.yaml"])
def test_what_is_reported_of_a_hostile_name_rewrites_no_screen(tmp_path: Path, name: str) -> None:
    folder = practice(tmp_path / "p")
    (folder / "patients" / name).write_text("routines: [morning]")
    said = run(folder)
    assert said.exit_code == 1
    assert not {"\x1b", "\u202e"} & set(said.output)
