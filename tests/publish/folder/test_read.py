"""A practice as its folder says it: patients, their doses over shared routines, their weeks."""

from __future__ import annotations

import datetime
import logging
from pathlib import Path

import pytest

from tests.publish.folder.practices import TODAY, practice
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.folder.read import read_practice
from voicecoach.publish.practice import PatientSession
from voicecoach.routine.kinds import OneSide
from voicecoach.routine.model import Do
from voicecoach.units import Range

FILE = """\
name: Backs and Knees
contact: [12 High Street, 01234 567890]
url: https://exercise.example.org/
colour: "#264"
safety: Call us before you go on if the pain is new.
voice: espeak:en-gb
speed: 140
"""


def only_session(folder: Path) -> PatientSession:
    read = read_practice(folder, TODAY)
    assert not read.problems
    (session,) = read.patients[0].sessions
    return session


def planks(session: PatientSession) -> list[Do]:
    return [step for step in session.loaded.routine.done() if step.do == "plank"]


def test_a_practice_shows_itself_as_its_file_says(tmp_path: Path) -> None:
    read = read_practice(practice(tmp_path / "p", file=FILE, A1="routines: [morning]"), TODAY)
    assert read.brand.name == "Backs and Knees"
    assert read.brand.contact == ("12 High Street", "01234 567890")
    assert read.brand.url == "https://exercise.example.org"
    assert read.brand.colour == "#226644"
    (session,) = read.patients[0].sessions
    assert (
        session.loaded.routine.safety[-1]
        == read.brand.safety
        == "Call us before you go on if the pain is new."
    )
    assert (session.voice, session.speed) == ("espeak:en-gb", 140)


def test_the_least_patient_does_a_routine_as_it_is(tmp_path: Path) -> None:
    read = read_practice(practice(tmp_path / "p", A1="routines: [morning]", B2="routines: [morning]"), TODAY)
    one, other = read.patients
    assert (one.code, one.name, one.language) == ("A1", "", "en")
    session = one.sessions[0]
    assert (session.stem, session.first_day, session.last_day) == (
        "morning",
        datetime.date(2026, 11, 23),
        None,
    )
    assert session.often == Rhythm(1, 1, "day")
    # A routine is read and checked once, no matter who does it.
    assert session.loaded is other.sessions[0].loaded


def test_a_dose_of_a_patient_is_over_every_step_of_its_exercise(tmp_path: Path) -> None:
    dose = "routines: [{do: morning, dose: {plank: {hold: 20 s, load: red band}, lunge: {reps: 7}}}]"
    session = only_session(practice(tmp_path / "p", A1=dose))
    first, second = planks(session)
    assert first.hold == second.hold == Range(20, 20)
    assert first.reps == Range(2, 2)
    assert second.load == "red band"
    # What holds for both sides takes the place of a side's own.
    assert first.left is not None
    assert first.left.hold is None
    (lunge,) = (step for step in session.loaded.routine.done() if step.do == "lunge")
    assert not lunge.optional, "who has a dose of it does it"


def test_one_side_alone(tmp_path: Path) -> None:
    session = only_session(
        practice(tmp_path / "p", A1="routines: [{do: morning, dose: {plank: {side: right}}}]")
    )
    assert [(step.side, step.left) for step in planks(session)] == [(OneSide.RIGHT, None)] * 2


def test_a_time_takes_the_place_of_repetitions(tmp_path: Path) -> None:
    session = only_session(
        practice(tmp_path / "p", A1="routines: [{do: morning, dose: {plank: {time: 1 min}}}]")
    )
    assert [(step.time, step.reps, step.hold) for step in planks(session)] == [
        (Range(60, 60), None, None)
    ] * 2


WEEKS = """\
from: 2026-12-02
until: 2027-01-05
speed: 120
routines:
  - do: morning
    dose: {plank: {sets: 2}}
    leave_out: lunge
    often: 3 a week
    weeks:
      1-2: {dose: {plank: {hold: 10 s}}}
      3: {often: 2 a day, at: [7:30, 19:00], level: strong, dose: {plank: {hold: 20 s, sets: 3}}}
      4 on: {leave_out: plank, include: lunge}
"""


def test_weeks_are_sessions_of_their_own(tmp_path: Path) -> None:
    read = read_practice(practice(tmp_path / "p", A1=WEEKS), TODAY)
    assert not read.problems
    first, second, third = read.patients[0].sessions
    assert [one.stem for one in (first, second, third)] == [
        "morning-weeks-1-2",
        "morning-week-3",
        "morning-weeks-4-on",
    ]
    days = [(str(one.first_day), str(one.last_day)) for one in (first, second, third)]
    assert days == [("2026-12-02", "2026-12-15"), ("2026-12-16", "2026-12-22"), ("2026-12-23", "2027-01-05")]
    assert [(step.hold, step.sets) for step in planks(first)] == [(Range(10, 10), Range(2, 2))] * 2
    assert [(step.hold, step.sets) for step in planks(second)] == [(Range(20, 20), Range(3, 3))] * 2
    assert [one.often for one in (first, second, third)] == [
        Rhythm(3, 3, "week"), Rhythm(2, 2, "day"), Rhythm(3, 3, "week"),
    ]  # fmt: skip
    assert second.at == (datetime.time(7, 30), datetime.time(19))
    assert (first.choices.level, second.choices.level) == (0.0, 1.0)
    assert first.choices.skip == {"lunge"}
    assert third.choices.skip == {"plank"}
    assert third.choices.include == {"lunge"}
    assert {one.speed for one in (first, second, third)} == {120}


def test_the_coach_says_how_often_as_the_patient_is_told(tmp_path: Path) -> None:
    folder = practice(
        tmp_path / "p", A1="routines: [{do: morning, often: 2-3 a week}]", B2="routines: [{do: morning}]"
    )
    file = folder / "routines" / "morning.yaml"
    file.write_text(file.read_text() + "frequency: 2 a day\n")
    one, other = (patient.sessions[0] for patient in read_practice(folder, TODAY).patients)
    assert (one.loaded.routine.frequency, one.often) == ("2-3 a week", Rhythm(2, 3, "week"))
    assert (other.loaded.routine.frequency, other.often) == ("2 a day", Rhythm(2, 2, "day"))


def test_nothing_personal_is_in_a_stem(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", A1="name: Anna-Maria Ek\nroutines: [morning, morning-for-anna]")
    text = (folder / "routines" / "morning.yaml").read_text()
    (folder / "routines" / "morning-for-anna.yaml").write_text(text)
    read = read_practice(folder, TODAY)
    assert [one.stem for one in read.patients[0].sessions] == ["morning", "routine-2"]


def test_nothing_personal_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "name: Annamaria\nroutines: [gone]"
    assert read_practice(
        practice(tmp_path / "p", A1="name: Annamaria\nroutines: [morning]", B2=wrong), TODAY
    ).problems
    assert "annamaria" not in caplog.text.lower()


def test_exercises_of_the_practice_are_found(tmp_path: Path) -> None:
    folder = practice(tmp_path / "p", A1="routines: [{do: evening, dose: {calf-raise: {reps: 4}}}]")
    (folder / "exercises").mkdir()
    (folder / "exercises" / "calf-raise.yaml").write_text(
        "{name: Calf raise, kind: strengthen, position: standing, setup: [Stand.], go: Up., dose: {reps: 9}}"
    )
    (folder / "routines" / "evening.yaml").write_text("title: Evening\nsteps: [calf-raise]\n")
    assert next(only_session(folder).loaded.routine.done()).reps == Range(4, 4)
