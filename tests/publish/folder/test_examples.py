"""The practice among the examples, and a new one: what a physiotherapist begins with is right as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.publish.folder.practices import TODAY
from voicecoach.cli.check import check
from voicecoach.cli.new_file import new_file
from voicecoach.publish.folder.patient_file import Entry, PatientFile
from voicecoach.publish.folder.practice_file import PracticeFile
from voicecoach.publish.folder.read import read_practice
from voicecoach.routine.validation_messages import keys_of
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

EXAMPLE = Path(__file__).parents[3] / "examples" / "practice"


@pytest.mark.slow
def test_every_session_of_the_example_can_be_done() -> None:
    read = read_practice(EXAMPLE, TODAY)
    assert not read.problems
    sessions = [(patient.code, session) for patient in read.patients for session in patient.sessions]
    assert [(code, session.stem) for code, session in sessions] == [
        ("B12", "gentle-daily"),
        ("B13", "gentle-daily"),
        ("B13", "core-and-back-weeks-1-2"),
        ("B13", "core-and-back-weeks-3-on"),
        ("B14", "gentle-daily"),
        ("K07", "knee-in-the-morning-weeks-1-2"),
        ("K07", "knee-in-the-morning-weeks-3-on"),
        ("K07", "five-for-strength-weeks-4-on"),
    ]
    for _, session in sessions:
        with open_voice("silent", speed=session.speed) as voice:
            said = prepare(session.loaded, session.choices, voice).timeline
        texts = {event.text for part in said.parts for event in part.events if event.text}
        assert read.brand.safety in texts


def test_nothing_is_to_be_said_of_the_example() -> None:
    result = CliRunner().invoke(check, ["--strict", str(EXAMPLE)])
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_new_practice_is_right_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    title = 'Rücken: "Knie" #1'
    done = CliRunner().invoke(new_file, ["--practice", str(folder), "--title", title])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [f"{folder}/practice.yaml", f"{folder}/patients/A1.yaml"]
    assert CliRunner().invoke(check, ["--strict", str(folder)]).exit_code == 0
    read = read_practice(folder, TODAY)
    assert read.brand.name == title
    assert [one.stem for one in read.patients[0].sessions] == [
        "gentle-daily-weeks-1-2",
        "gentle-daily-weeks-3-on",
    ]


def test_a_new_practice_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "practice.yaml").write_text("name: Mine\n")
    done = CliRunner().invoke(new_file, ["--practice", str(tmp_path)])
    assert done.exit_code == 1
    assert (tmp_path / "practice.yaml").read_text() == "name: Mine\n"
    assert not (tmp_path / "patients").exists()
    assert CliRunner().invoke(new_file, ["--practice", str(tmp_path), "--force"]).exit_code == 0


def test_a_practice_is_made_with_nothing_of_a_routine(tmp_path: Path) -> None:
    done = CliRunner().invoke(new_file, ["--practice", str(tmp_path / "p"), "--exercises", "plank"])
    assert done.exit_code == 2
    assert not (tmp_path / "p").exists()


def test_the_page_shows_the_example_as_it_is() -> None:
    page = (EXAMPLE.parents[1] / "docs" / "practice.md").read_text(encoding="utf-8")
    for name in ("practice.yaml", "patients/K07.yaml", "patients.csv"):
        assert (EXAMPLE / name).read_text(encoding="utf-8") in page
    for model in (PracticeFile, PatientFile, Entry):
        known = {f"`{name}`" for name in keys_of(model)}
        assert known <= set(re.findall(r"`\w+`", page)), "a key is in no table"
