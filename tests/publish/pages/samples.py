"""A practice with one patient, made by hand, and a session of the patient that is really coached."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path

from tests.pictures import png
from voicecoach.export.orders.produce import publication_of
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication
from voicecoach.publish.job import Job
from voicecoach.publish.practice import Brand
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.picture import Picture, PictureBeside
from voicecoach.script.choices import Choices
from voicecoach.session import Session, prepare
from voicecoach.speech.registry import open_voice

DAY = datetime.date(2026, 11, 2)
"""A Monday."""

TOKEN = "4f9d2c7a1b3e5f60718293a4b5c6d7e8"
URL = f"https://practice.example/back/p/{TOKEN}"

ADDRESS = ("12 Mill Lane, Ashford", "01234 567890")
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
