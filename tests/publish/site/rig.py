"""A small practice, and an executor that makes files of a few bytes: publishing without a voice."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from voicecoach.errors import ExportError
from voicecoach.practice.plan.rhythm import Rhythm
from voicecoach.publish.job import Done, Job, MadeFile, MadeSession
from voicecoach.publish.practice import Brand, Patient, PatientSession, Practice
from voicecoach.publish.site.events import Event, Published
from voicecoach.publish.site.plan import Order
from voicecoach.publish.site.publishing import dry_run, publish
from voicecoach.publish.site.records import KeptPatient
from voicecoach.publish.site.secret import kept_secret
from voicecoach.publish.site.tools import Tools
from voicecoach.routine.library import load_routine
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices

MONDAY = datetime.date(2026, 11, 23)
WEEK = datetime.timedelta(weeks=1)


@cache
def routine() -> LoadedRoutine:
    return load_routine("stretches-for-relief")


@dataclass
class Rig:
    """A practice with its site, both below `base`."""

    base: Path
    patients: dict[str, tuple[PatientSession, ...]] = field(default_factory=dict)
    problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    brand: Brand = field(default_factory=lambda: Brand("Back in balance", url="https://example.org"))
    today: datetime.date = MONDAY
    version: str = "1"
    failing: set[str] = field(default_factory=set)
    """Codes of patients whose sessions cannot be made."""
    pageless: set[str] = field(default_factory=set)
    """Codes of patients whose pages cannot be made."""
    made: list[str] = field(default_factory=list)
    """CODE/STEM of every session that was ever made."""
    paged: list[str] = field(default_factory=list)
    """The code of each patient whose pages were ever made."""
    before_each: Callable[[Job], None] = lambda job: None
    yes: bool = False
    sounds: Callable[[Job], str] = lambda job: ""
    encoded: list[str] = field(default_factory=list)
    """CODE/STEM of every session whose sound was ever made."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def folder(self) -> Path:
        return self.base / "practice"

    @property
    def site(self) -> Path:
        return self.base / "site"

    @property
    def practice(self) -> Practice:
        every = [
            Patient(code, f"Name of {code}", "en", sessions)
            for code, sessions in sorted(self.patients.items())
            if code not in self.problems
        ]
        return Practice(self.folder, self.brand, tuple(every), self.problems)

    @property
    def order(self) -> Order:
        return Order(self.today)

    @property
    def tools(self) -> Tools:
        return Tools(
            self._make,
            self._digest,
            lambda: FakeExecutor(self),
            self._pages,
            lambda _, day: day,
            self._root,
            self.sounds,
            self.version,
        )

    def publish(self) -> Published:
        """Publishes to the end."""
        end = self.events()[-1]
        assert isinstance(end, Published)
        return end

    def events(self) -> list[Event]:
        return list(publish(self.practice, self.site, self.order, self.tools, agreed=self.yes))

    def look(self) -> list[Event]:
        return list(dry_run(self.practice, self.site, self.order, self.tools))

    def of(self, code: str) -> Path:
        """The patient's folder of the site."""
        secret = kept_secret(self.folder)
        assert secret is not None
        return self.site / "p" / secret.token(code)

    def _make(
        self, practice: Practice, patient: Patient, session: PatientSession, order: Order, url: str
    ) -> Job:
        return Job(
            patient.code, session.stem, session.loaded, session.choices, order.voice or session.voice, session.speed,
            order.quality, order.sounds, practice.brand, patient.name, url,
        )  # fmt: skip

    def _digest(self, job: Job) -> str:
        parts = (self.version, job.code, job.stem, job.choices, job.voice, job.brand.name, repr(job.loaded))
        return hashlib.blake2b(repr(parts).encode(), digest_size=20).hexdigest()

    def _root(self, practice: Practice) -> tuple[MadeFile, ...]:
        return MadeFile("robots.txt", b"Disallow: /"), MadeFile("index.html", practice.brand.name.encode())

    def _pages(
        self, practice: Practice, patient: Patient, kept: KeptPatient, url: str, today: datetime.date
    ) -> tuple[MadeFile, ...]:
        self.paged.append(patient.code)
        if patient.code in self.pageless:
            raise ExportError("no page can be made", path="page")
        text = "\n".join(f"{one.stem} {one.digest} {one.published}" for one in kept.sessions)
        return MadeFile("index.html", f"{today}\n{text}".encode()), MadeFile("feed.xml", text.encode())


class FakeExecutor:
    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    def __enter__(self) -> FakeExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def done(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for job in jobs:
            self._rig.before_each(job)
            if job.code in self._rig.failing:
                yield Done(job, errors=("the voice has no breath",))
                continue
            self._rig.made.append(f"{job.code}/{job.stem}")
            content = f"{job.code} {job.stem} {job.choices} {job.voice}".encode()
            made = MadeSession(job.code, job.stem, "Title", "About", 60.0, (("One", 0.0, 60.0),))
            page = MadeFile(f"{job.stem}.html", b"page")
            if job.sounds_there:
                yield Done(job, made, (page,))
                continue
            self._rig.encoded.append(f"{job.code}/{job.stem}")
            yield Done(job, made, (MadeFile(f"{job.stem}.mp3", content), page))


def session(
    stem: str = "morning", first: datetime.date = MONDAY, weeks: int | None = None, **more: Any
) -> PatientSession:
    """A session of a patient, for so many weeks."""
    last = None if weeks is None else first + weeks * WEEK - datetime.timedelta(days=1)
    plain = PatientSession(stem, routine(), Choices(), "silent", 150, first, last, Rhythm(1, 1, "day"))
    return replace(plain, **more)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
