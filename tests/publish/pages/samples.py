"""A practice with one patient, made by hand, and a session of the patient that is really coached."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path

from tests.pictures import png
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.job import Job, MadeFile, MadeSession
from voicecoach.publish.pages.chapters import chapters_of
from voicecoach.publish.pages.patient_pages import patient_files
from voicecoach.publish.pages.published import Published, PublishedFile
from voicecoach.publish.practice import Brand, Patient, PatientSession, Practice
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.pictures.picture import Picture, PictureBeside
from voicecoach.script.choices import Choices
from voicecoach.session import Session, prepare
from voicecoach.speech.registry import open_voice

DAY = datetime.date(2026, 11, 2)
"""A Monday."""

TOKEN = "4f9d2c7a1b3e5f60718293a4b5c6d7e8"
URL = f"https://practice.example/back/p/{TOKEN}"

ADDRESS = ("12 Mill Lane, Ashford", "01234 567890")
ABOUT = "Ten gentle minutes."
SAFETY = "Ring us if anything feels wrong."


def logo() -> Picture:
    found = Picture(file="logo.png")
    found.found(PictureBeside("/logo.png", "image/png", 40, 20, 1, png(40, 20)))
    return found


def brand(**of: object) -> Brand:
    known = {"name": "Ash & Bell", "contact": ADDRESS, "url": "https://practice.example/back", "logo": logo()}
    return Brand(**{**known, "colour": "#ffcc00", "safety": SAFETY, **of})  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def loaded() -> LoadedRoutine:
    return load_routine("gentle-daily")


@lru_cache(maxsize=1)
def session() -> Session:
    return prepare(loaded(), Choices(), open_voice("silent"))


def publication() -> Publication:
    return publication_of(session(), Path("morning.mp3"), "2026-11-02")


def job(**of: object) -> Job:
    known = {
        "code": "P-7",
        "stem": "morning",
        "loaded": loaded(),
        "choices": Choices(),
        "voice": "silent",
        "speed": 150,
    }
    more = {
        "quality": Quality.SMALL,
        "sounds": ("mp3",),
        "brand": brand(),
        "patient": "Mrs Ash",
        "page_url": URL,
    }
    return Job(**{**known, **more, **of})  # type: ignore[arg-type]


def planned(
    stem: str, first: int, last: int | None, often: Rhythm | None = None, **of: object
) -> PatientSession:
    """A session from one day to another, counted from DAY."""
    known = {
        "loaded": loaded(),
        "choices": Choices(),
        "voice": "silent",
        "speed": 150,
        "often": often or Rhythm(2, 2, "day"),
    }
    days = {"first_day": after(first), "last_day": None if last is None else after(last)}
    return PatientSession(stem=stem, **{**known, **days, **of})  # type: ignore[arg-type]


def after(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days)


def patient(*sessions: PatientSession, **of: object) -> Patient:
    found = sessions or (
        planned("morning", 0, 13, at=(datetime.time(7, 30), datetime.time(19))),
        planned("evening", 0, 13, Rhythm(3, 3, "week", apart=True)),
        planned("morning-weeks-3-4", 14, 27, Rhythm(2, 3, "day")),
        planned("morning-weeks-5", 28, None, Rhythm(1, 1, "day")),
    )
    known = {"code": "P-7", "name": "Mrs Ash", "language": "en", "sessions": found, "not_on": (6,)}
    return Patient(**{**known, **of})  # type: ignore[arg-type]


def published(
    one: PatientSession, title: str = "Morning back", size: int = 4_000_000, day: int = -3, about: str = ABOUT
) -> Published:
    timeline = session().timeline
    made = MadeSession("P-7", one.stem, title, about, timeline.duration, chapters_of(timeline))
    ends = (".mp3", ".m4a", ".html", ".pdf", ".vtt", ".transcript.html", ".chapters.json")
    files = tuple(PublishedFile(one.stem + end, size) for end in ends)
    return Published(made, files, one.first_day, after(day))


def practice(*patients: Patient, **of: object) -> Practice:
    return Practice(Path("/practice"), brand(**of), patients or (patient(),))


def of_patient(
    one: Patient | None = None,
    day: int = 0,
    url: str = URL,
    title: str = "Morning back",
    about: str = ABOUT,
    **of: object,
) -> dict[str, bytes]:
    """The files of a patient on that day, counted from DAY."""
    one = one or patient()
    found = [published(session, title, about=about) for session in one.sessions]
    made: tuple[MadeFile, ...] = patient_files(practice(one, **of), one, found, url, after(day))
    return {file.name: file.content for file in made}
