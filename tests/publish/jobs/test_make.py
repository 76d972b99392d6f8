"""A job brings what it needs and names no file of this machine; done elsewhere, it gives the same bytes."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.publish.jobs.practice import (
    broken,
    job_of,
    practice_of,
    session_of,
    write_routine,
    write_with_files,
)
from voicecoach.export.quality import Quality
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.jobs.make import make_job
from voicecoach.publish.jobs.run import run_job
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice


def test_a_job_names_no_file_of_this_machine(tmp_path: Path) -> None:
    job = job_of(write_with_files(tmp_path / "somewhere"))
    assert [name for name, _ in job.files] == ["calm.wav", "sounds/ding.wav"]
    assert b"somewhere" not in pickle.dumps(job)


@pytest.mark.slow
def test_what_is_made_does_not_depend_on_where_its_files_were(tmp_path: Path) -> None:
    job = pickle.loads(pickle.dumps(job_of(write_with_files(tmp_path / "here"))))
    first = run_job(job)
    assert not first.errors, first.errors
    assert [file.name for file in first.files[:2]] == ["morning.mp3", "morning.html"]
    again = job_of(write_with_files(tmp_path / "there"))
    shutil.rmtree(tmp_path / "there")
    assert run_job(again).files == first.files


@pytest.mark.slow
def test_making_a_job_leaves_the_practice_as_it_is(tmp_path: Path) -> None:
    path = write_with_files(tmp_path)
    session = session_of(path)
    before = pickle.dumps(session)
    practice = practice_of(tmp_path, session)
    job = make_job(practice, practice.patients[0], session, Quality.SMALL, ("mp3",))
    assert run_job(job).errors == ()
    assert pickle.dumps(session) == before


@pytest.mark.slow
def test_each_sound_is_encoded_with_its_music_and_sounds(tmp_path: Path) -> None:
    with_files = job_of(write_with_files(tmp_path), sounds=("mp3", "m4a"))
    plain = job_of(write_routine(tmp_path / "plain"), sounds=("mp3", "m4a"))
    made, without = run_job(with_files).files, run_job(plain).files
    assert [file.name for file in made[:2]] == ["morning.mp3", "morning.m4a"]
    assert [len(file.content) for file in made[:2]] > [len(file.content) for file in without[:2]]


def test_the_sentence_of_the_practice_is_said_once(tmp_path: Path) -> None:
    session = session_of(write_routine(tmp_path, keys="safety: [Ring us if it hurts.]"))
    practice = practice_of(tmp_path, session)
    for sentence, said in (("Ring us if it hurts.", 1), ("Stop when you are dizzy.", 2)):
        brand = replace(practice.brand, safety=sentence)
        job = make_job(replace(practice, brand=brand), practice.patients[0], session, Quality.SMALL, ())
        assert job.loaded.routine.notices[-1] == sentence
        assert len(job.loaded.routine.notices) == said


def test_a_patient_of_the_practice_is_not_sent_to_a_practice(tmp_path: Path) -> None:
    """Also with a routine that is shipped, and was written for nobody."""
    for keys in ("", "safety: prescribed", "safety: [prescribed, Ring us if it hurts.]"):
        job = job_of(write_routine(tmp_path, keys=keys), voice="silent")
        assert job.loaded.routine.safety.count("prescribed") == 1
        with open_voice("silent") as voice:
            timeline = prepare(job.loaded, job.choices, voice).timeline
        said = [event.text or "" for part in timeline.parts for event in part.events]
        assert any("This routine was written for you" in text for text in said)
        assert not any("This is not medical advice" in text for text in said)


@pytest.mark.slow
def test_what_is_known_of_a_session_is_what_is_heard(tmp_path: Path) -> None:
    session = run_job(job_of(write_routine(tmp_path), sounds=("wav", "mp3"))).session
    assert session is not None
    assert (session.code, session.stem, session.title) == ("p-017", "morning", "Short back")
    assert session.about == "A minute for the back."
    assert session.chapters[0][1] == 0
    assert session.chapters[-1][2] == session.length_s


def test_what_is_wrong_is_said_with_the_code_and_without_the_name(tmp_path: Path) -> None:
    job = job_of(write_routine(tmp_path))
    done = run_job(broken(job))
    assert done.files == ()
    assert done.errors == ("p-017: morning: short has no exercise “no-such-exercise”; it has tilt",)
    (line,) = run_job(replace(job, voice="espeak:no-such")).errors
    assert line.startswith("p-017: morning: ")
    assert "no-such" in line


@pytest.mark.parametrize("name", ["../out.wav", "/etc/out.wav", "sounds/../../out.wav"])
def test_a_file_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    job = replace(job_of(write_routine(tmp_path)), files=((name, b"x"),))
    (line,) = run_job(job).errors
    assert "is not the name of a file that a session brings" in line


@pytest.mark.parametrize(
    ("keys", "often", "said"),
    [
        ("frequency: 3 a week", Rhythm(2, 2, "day"), "2 a day"),
        ("", Rhythm(2, 3, "week", apart=True), "2-3 a week"),
        ("", Rhythm(1, 1, "day"), None),
    ],
)
def test_it_is_said_as_often_as_the_patient_does_it(
    keys: str, often: Rhythm, said: str | None, tmp_path: Path
) -> None:
    session = replace(session_of(write_routine(tmp_path, keys=keys)), often=often)
    practice = practice_of(tmp_path, session)
    job = make_job(practice, practice.patients[0], session, Quality.SMALL, ())
    assert job.loaded.routine.frequency == said
