"""What `check` says of the folder of a practice: its file, each patient, and each routine and exercise in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voicecoach.publish.folder.patient_sessions import PlacedSession
    from voicecoach.publish.folder.read import FolderReading
    from voicecoach.publish.folder.sources import PatientSource
    from voicecoach.routine.finding import Finding


def is_practice(folder: Path) -> bool:
    """Whether a folder is meant to be a practice's."""
    return os.path.lexists(folder / "practice.yaml")


def practice_of(path: Path) -> Path | None:
    """The folder of the practice that has `path` as its own file, table or patient; None if there is none."""
    if path.name in ("practice.yaml", "patients.csv"):
        folder = path.parent
    elif path.absolute().parent.name == "patients":
        folder = path.absolute().parent.parent
    else:
        return path if path.is_dir() and is_practice(path) else None
    return folder if is_practice(folder) else None


def practice_beside(path: Path) -> Path | None:
    """The folder of the practice that has its routine or exercise at `path`; None if there is none."""
    folder = path.absolute().parent
    return folder.parent if folder.name in ("routines", "exercises") and is_practice(folder.parent) else None


def practice_paths(folder: Path) -> list[Path]:
    """The files of routines and exercises in it."""
    from voicecoach.routine.library import yaml_files

    routines = folder / "routines"
    return [
        path for one in (routines, routines / "exercises", folder / "exercises") for path in yaml_files(one)
    ]


def practice_findings(folder: Path) -> Iterator[Finding | str]:
    """What is wrong with the practice's own file and its patients, what a colleague would say of their doses, and finally a
    line on how many patients there are."""
    import datetime

    from voicecoach.cli.crowded_intervals import crowded_remarks
    from voicecoach.publish.folder.patient_findings import DoseLint
    from voicecoach.publish.folder.practice_file import NAME, PracticeFile
    from voicecoach.publish.folder.read import read_folder
    from voicecoach.routine.finding import Finding, Severity

    found: list[Finding] = []
    voices = _Voices()

    def look(source: PatientSource, sessions: tuple[PlacedSession, ...]) -> None:
        found.extend(lint.findings(source, sessions))
        found.extend(voices.of_patient(source, sessions))

    lint = DoseLint(crowded_remarks)
    today = datetime.date.today()
    try:
        try:
            reading = read_folder(folder, today, look)
        except RoutineError as error:
            if error.path != folder / NAME:
                raise
            yield from map(Finding.of, (error, *error.others))
            own = PracticeFile.model_validate({"name": "Practice"})
            reading = read_folder(folder, today, look, own=own)
    except RoutineError as error:
        yield from map(Finding.of, (error, *error.others))
        return
    yield from voices.of_practice(reading)
    for one in reading.wrong:
        for mistake in (one.error, *one.error.others):
            yield _of_patient(one.name, mistake)
    yield from found
    for path in reading.unread:
        yield Finding(Severity.WARNING, "this is not read: a patient is a file that ends in .yaml", path)
    right, wrong = len(reading.practice.patients), len(reading.practice.problems)
    if not right + wrong:
        yield Finding(
            Severity.WARNING, "there are no patients yet: write patients/CODE.yaml, or patients.csv", folder
        )
    yield f"{folder}: {right + wrong:,} {'patient' if right + wrong == 1 else 'patients'}, {wrong or 'none'} with mistakes"


def _of_patient(name: str, error: RoutineError, *, warns: bool = False) -> Finding:
    """The finding of an error, after the patient's code; `name` may be that of a file, which the place has already."""
    from dataclasses import replace

    from voicecoach.publish.folder.shown_text import is_code
    from voicecoach.routine.finding import Finding, Severity

    finding = Finding.of(error, Severity.WARNING if warns else Severity.ERROR)
    return replace(finding, message=f"{name}: {finding.message}") if is_code(name) else finding


class _Voices:
    """The voices that a practice and its patients name. Each is opened once."""

    def __init__(self) -> None:
        self._why: dict[str, str] = {}

    def of_patient(self, source: PatientSource, sessions: tuple[PlacedSession, ...]) -> Iterator[Finding]:
        """An error for each voice of a patient that cannot speak here."""
        places = [
            ((), source.file),
            *((("routines", index), entry) for index, entry in enumerate(source.file.routines)),
        ]
        for keys, said in places:
            if said.voice and (why := self._why_not(said.voice)):
                yield _of_patient(source.name, source.tree.error(f"voice: {why}", (*keys, "voice")))

    def of_practice(self, reading: FolderReading) -> Iterator[Finding]:
        """The same for the practice's own."""
        from voicecoach.routine.finding import Finding

        if reading.file.voice and (why := self._why_not(reading.file.voice)):
            yield Finding.of(reading.tree.error(f"voice: {why}", ("voice",)))

    def _why_not(self, voice: str) -> str:
        from voicecoach.errors import SpeechError
        from voicecoach.speech.registry import open_voice

        if voice not in self._why:
            try:
                with open_voice(voice):
                    self._why[voice] = ""
            except SpeechError as error:
                self._why[voice] = str(error)
        return self._why[voice]
