"""A small practice, and jobs of it."""

from __future__ import annotations

import datetime
import struct
import wave
from dataclasses import replace
from pathlib import Path

from tests.pictures import png
from voicecoach.export.quality import Quality
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.job import Job
from voicecoach.publish.jobs.make import make_job
from voicecoach.publish.practice import Brand, Patient, PatientSession, Practice
from voicecoach.routine.library import load_file
from voicecoach.script.choices import Choices

ROUTINE = """\
title: Short back
about: A minute for the back.
{keys}
steps:
  - {{do: tilt, reps: {reps}}}
  {steps}
exercises:
  tilt:
    name: Pelvic tilt
    kind: mobilise
    position: on the back
    setup: [Lie on your back, with your knees bent.]
    go: Tilt your pelvis.
    dose: {{sets: 1, reps: 2}}
    {exercise}
"""


def write_routine(
    folder: Path, *, reps: int = 2, keys: str = "", steps: str = "", exercise: str = "", name: str = "short"
) -> Path:
    """A routine file of one exercise."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(ROUTINE.format(reps=reps, keys=keys, steps=steps, exercise=exercise), encoding="utf-8")
    return path


def write_bell(path: Path, hertz: int = 440, seconds: float = 0.5) -> Path:
    """A sound file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        period = 8000 // hertz
        frames = (8000 if at % period < period // 2 else -8000 for at in range(int(8000 * seconds)))
        file.writeframes(b"".join(struct.pack("<h", one) for one in frames))
    return path


def write_with_files(folder: Path) -> Path:
    """A routine with a sound, music and a picture of its own."""
    write_bell(folder / "sounds" / "ding.wav")
    write_bell(folder / "calm.wav", 220, 1.5)
    (folder / "pictures").mkdir(exist_ok=True)
    (folder / "pictures" / "tilt.png").write_bytes(png(8, 8))
    return write_routine(folder, keys="music: calm.wav", steps="- sound: ding", exercise="picture: tilt.png")


def practice_of(folder: Path, *sessions: PatientSession, code: str = "p-017", name: str = "Ada") -> Practice:
    """A practice of one patient."""
    return Practice(folder, Brand("Practice Hill"), (Patient(code, name, "en", sessions),))


def session_of(path: Path, *, voice: str = "espeak:en-gb", stem: str = "morning") -> PatientSession:
    """A session of the routine at `path`."""
    return PatientSession(
        stem, load_file(path), Choices(), voice, 150, datetime.date(2026, 11, 2), None, Rhythm(1, 1, "day")
    )


def job_of(
    path: Path, *, code: str = "p-017", sounds: tuple[str, ...] = ("mp3",), voice: str = "espeak:en-gb"
) -> Job:
    """The job of a session of the routine at `path`."""
    session = session_of(path, voice=voice)
    practice = practice_of(path.parent, session, code=code)
    return make_job(practice, practice.patients[0], session, Quality.SMALL, sounds)


def broken(job: Job) -> Job:
    """The same, with a choice that its routine lacks."""
    return replace(job, choices=Choices(skip="no-such-exercise"))
