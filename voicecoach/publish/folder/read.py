"""Reads the folder of a practice: its own file, its patients from files and from a table, and the sessions of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.publish.folder.inside import refuse_foreign_parts, text_inside
from voicecoach.publish.folder.patient_file import PatientFile
from voicecoach.publish.folder.patient_sessions import SessionsReader
from voicecoach.publish.folder.patients_table import TABLE, sources_in_table
from voicecoach.publish.folder.practice_file import read_practice_file
from voicecoach.publish.folder.shelf import RoutineShelf
from voicecoach.publish.folder.shown_text import code_problem, is_code
from voicecoach.publish.folder.sources import PatientSource, WrongSource, refuse_too_many
from voicecoach.publish.practice import Patient, Practice
from voicecoach.routine.parse import read_model
from voicecoach.routine.routine_files import SUFFIXES
from voicecoach.routine.yaml_reader import read_yaml_tree

PATIENTS = "patients"


@dataclass(frozen=True, slots=True)
class FolderReading:
    """A practice, and all that is wrong in its folder."""

    practice: Practice
    wrong: tuple[WrongSource, ...]
    """The patients that cannot be published, each with its mistakes."""
    unread: tuple[Path, ...]
    """What lies among the patients and is none."""
    shelf: RoutineShelf
    sources: dict[str, PatientSource]
    """What was read of the patients that are right, by code."""


def read_practice(folder: Path, today: datetime.date) -> Practice:
    """The practice in a folder. `today` decides the first day of patients who have none: the Monday of its week.

    What is wrong with a patient is in `problems`, and does not stop the others. Raises RoutineError, with every mistake, for a
    practice that has none at all: its own file is missing or wrong, the folder or the table cannot be read, or it has too many
    patients.
    """
    return read_folder(folder, today).practice


def read_folder(folder: Path, today: datetime.date) -> FolderReading:
    """As `read_practice`, with all that `voicecoach check` says of it."""
    refuse_foreign_parts(folder)
    file, brand, _ = read_practice_file(folder)
    unread: list[Path] = []
    shelf = RoutineShelf(folder, file.safety or "")
    reader = SessionsReader(file, shelf, today)
    patients: dict[str, Patient] = {}
    sources: dict[str, PatientSource] = {}
    wrong: list[WrongSource] = []
    for found in _each_code_once(_sources(folder, unread)):
        if isinstance(found, WrongSource):
            wrong.append(found)
            continue
        try:
            patients[found.code] = reader.patient(found)
            sources[found.code] = found
        except RoutineError as error:
            wrong.append(WrongSource(found.code, error))
    problems: dict[str, tuple[str, ...]] = {}
    for one in wrong:
        problems[one.name] = (*problems.get(one.name, ()), *one.lines)
    practice = Practice(folder, brand, tuple(patients[code] for code in sorted(patients)), problems)
    return FolderReading(practice, tuple(wrong), tuple(unread), shelf, sources)


def _each_code_once(
    found: Iterator[PatientSource | WrongSource],
) -> Iterator[PatientSource | WrongSource]:
    """Of patients with one code none is taken: nobody knows which of them is meant."""
    by_code: dict[str, list[PatientSource]] = {}
    for one in found:
        if isinstance(one, WrongSource):
            yield one
        else:
            # A file system may hold A1 and a1 for one name.
            by_code.setdefault(one.code.casefold(), []).append(one)
    for same in by_code.values():
        if len(same) == 1:
            yield same[0]
            continue
        for one in same:
            others = ", ".join(
                sorted({str(other.tree.error("").place) for other in same if other is not one})
            )
            message = f"another patient has the code “{one.code}” too: {others}; give each one of its own"
            yield WrongSource(one.code, one.tree.error(message, ("code",)))


def _sources(folder: Path, unread: list[Path]) -> Iterator[PatientSource | WrongSource]:
    files = _patient_files(folder / PATIENTS, unread)
    table = folder / TABLE
    refuse_too_many(len(files), folder / PATIENTS)
    count = len(files)
    for path in files:
        yield _source_in(path, folder)
    if table.exists() or table.is_symlink():
        for one in sources_in_table(table, folder):
            count += 1
            refuse_too_many(count, table)
            yield one


def _patient_files(folder: Path, unread: list[Path]) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RoutineError(f"this folder cannot be read: {error.strerror}", path=folder) from error
    files = [path for path in entries if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")]
    unread += [path for path in entries if path not in set(files) and not path.name.startswith(".")]
    return files


def _source_in(path: Path, folder: Path) -> PatientSource | WrongSource:
    name = path.stem if is_code(path.stem) else f"{PATIENTS}/{path.name}"
    try:
        tree = read_yaml_tree(text_inside(path, folder), path=path, holds="a patient has routines")
        plain = tree.root.plain
        written = plain.get("code") if isinstance(plain, dict) else None
        if isinstance(written, str) and is_code(written):
            name = written
        file = read_model(PatientFile, tree)
        code = file.code or path.stem
        if not is_code(code):
            raise tree.error(
                f"the name of this file, without its ending: {code_problem(code)}; or write a “code” in it"
            )
    except RoutineError as error:
        return WrongSource(name, error)
    return PatientSource(code, file, tree)
