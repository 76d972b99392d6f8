"""What has to be on the site, where it already is, and why the rest is made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.export.quality import Quality
from voicecoach.publish.site import facets
from voicecoach.publish.site.made_sessions import MadeSessions, is_whole
from voicecoach.publish.site.manifest import Manifest
from voicecoach.publish.site.records import KeptFile, KeptPatient

if TYPE_CHECKING:
    from voicecoach.publish.job import Job
    from voicecoach.publish.practice import Patient, PatientSession


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, apart from the practice's folder and the site's."""

    today: datetime.date
    quality: Quality = Quality.GOOD
    sounds: tuple[str, ...] = ("mp3",)
    voice: str | None = None
    """One for all; None: as the practice says."""


class Place(Enum):
    """Where the files of a session are."""

    LIVE = auto()
    """On the site."""
    MADE = auto()
    """Beside it: made by a publish that did not finish."""
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A session that has to be on the site."""

    code: str
    stem: str
    digest: str
    place: Place
    why: tuple[str, ...] = ()
    """Why it is not live yet, in words."""


def ahead(patient: Patient, today: datetime.date) -> tuple[PatientSession, ...]:
    """The sessions that belong on the site: those of this week and of all weeks to come. What is over is left out."""
    return tuple(one for one in patient.sessions if one.last_day is None or one.last_day >= today)


class Planner:
    """Compares what is wanted with what there is."""

    def __init__(
        self,
        make: Callable[[Patient, PatientSession], Job],
        manifest: Manifest,
        live: Path | None,
        made: MadeSessions | None,
        digest: Callable[[Job], str],
    ) -> None:
        self._make = make
        self._manifest = manifest
        self._live = live
        self._made = made
        self._digest = digest

    def wanted(self, patient: Patient, today: datetime.date) -> Iterator[Wanted]:
        """Every session of the patient that has to be on the site. Raises VoicecoachError."""
        kept = self._manifest.patient(patient.code)
        stamps = {} if kept is None else self.stamps(kept)
        for session in ahead(patient, today):
            job = self._make(patient, session)
            digest = self._digest(job)
            was = None if kept is None else kept.session(session.stem)
            if was is not None and kept is not None and was.digest == digest:
                if self.are_whole(kept, was.files, stamps):
                    yield Wanted(patient.code, session.stem, digest, Place.LIVE)
                    continue
                why: tuple[str, ...] = (facets.DAMAGED,)
            elif was is not None:
                why = facets.reasons(was.facets, facets.facets_of(job))
            else:
                why = (_why_new(kept, job),)
            found = None if self._made is None else self._made.find(patient.code, digest, look_into=True)
            yield Wanted(
                patient.code, session.stem, digest, Place.NOWHERE if found is None else Place.MADE, why
            )

    def stamps(self, kept: KeptPatient) -> dict[str, tuple[int, int]]:
        """Size and time of change of each file in the patient's folder of the site."""
        return {} if self._live is None else folder_stamps(self._live / kept.token)

    def are_whole(
        self, kept: KeptPatient, files: tuple[KeptFile, ...], stamps: dict[str, tuple[int, int]]
    ) -> bool:
        """Whether these files of the patient are unchanged; only doubtful ones are read."""
        if self._live is None:
            return False
        return all(
            (self._manifest.trusted and stamps.get(file.name) == (file.size, file.stamp))
            or (file.name in stamps and is_whole(self._live / kept.token, file))
            for file in files
        )


def folder_stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of the ordinary files in a folder. Never raises OSError."""
    found: dict[str, tuple[int, int]] = {}
    try:
        if folder.is_symlink():
            return found
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    found[entry.name] = (stat.st_size, stat.st_mtime_ns)
    except OSError:
        return found
    return found


def _why_new(kept: KeptPatient | None, job: Job) -> str:
    """Why a session that is not on the site is made: the patient had its routine in other weeks, or never."""
    known = () if kept is None else kept.sessions
    return facets.WEEK if any(one.routine == job.loaded.id for one in known) else facets.NEW
