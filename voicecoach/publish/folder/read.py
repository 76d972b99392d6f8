"""Reads the folder of a practice: its own file, its patients from files and from a table, and the sessions of each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from voicecoach.errors import RoutineError
from voicecoach.near import nearest_names
from voicecoach.publish.folder.inside import refuse_foreign_parts, text_inside
from voicecoach.publish.folder.patient_file import Entry, PatientFile
from voicecoach.publish.folder.patient_sessions import PlacedSession, SessionsReader
from voicecoach.publish.folder.patients_table import TABLE, sources_in_table
from voicecoach.publish.folder.practice_file import PracticeFile, read_practice_file
from voicecoach.publish.folder.shelf import RoutineShelf
from voicecoach.publish.folder.shown_text import code_problem, is_code
from voicecoach.publish.folder.sources import PatientSource, WrongSource, refuse_too_many
from voicecoach.publish.practice import Brand, Patient, Practice
from voicecoach.routine.parse import read_model
from voicecoach.routine.routine_files import SUFFIXES
from voicecoach.routine.tree import Tree, UnwrittenTree
from voicecoach.routine.yaml_reader import read_yaml_tree

PATIENTS = "patients"
_CODE_LINE = re.compile(r"""(?:^|[{,\s"'])([A-Za-z]{3,6})["']?\s*:[ \t]*["']?([^\s"',}#]*)""", re.MULTILINE)
"""A key that may be `code`, and what is written there, in a text that need not be YAML."""


@dataclass(frozen=True, slots=True)
class FolderReading:
    """A practice, and all that is wrong in its folder."""

    practice: Practice
    wrong: tuple[WrongSource, ...]
    """The patients that cannot be published, each with its mistakes."""
    unread: tuple[Path, ...]
    """Files among those of the patients that are not a patient's."""
    shelf: RoutineShelf
    file: PracticeFile
    tree: Tree
    """The place of each part of that."""


Look: TypeAlias = Callable[[PatientSource, tuple[PlacedSession, ...]], None]


def read_practice(folder: Path, today: datetime.date) -> Practice:
    """The practice in a folder. `today` decides the first day of patients who have none: the Monday of its week.

    What is wrong with a patient is in `problems`, and does not stop the others. Raises RoutineError, with every mistake, for a
    practice that has none at all: its own file is missing or wrong, the folder or the table cannot be read, or it has too many
    patients.
    """
    return read_folder(folder, today).practice


def read_folder(
    folder: Path, today: datetime.date, look: Look | None = None, *, own: PracticeFile | None = None
) -> FolderReading:
    """As `read_practice`, with everything that `voicecoach check` reports; `look` gets each patient without mistakes.

    `own` takes the place of a practice.yaml that has mistakes, so that those of the patients are found too.
    """
    refuse_foreign_parts(folder)
    file, brand, tree = (
        read_practice_file(folder) if own is None else (own, Brand(own.name), UnwrittenTree({}))
    )
    unread: list[Path] = []
    shelf = RoutineShelf(folder, file.safety or "")
    reader = SessionsReader(file, shelf, today)
    patients: dict[str, Patient] = {}
    wrong: list[WrongSource] = []
    codes: dict[str, list[tuple[str, RoutineError]]] = {}
    for found in _sources(folder, unread):
        place = found.place
        # A file system may take A1 and a1 for the same name.
        codes.setdefault(found.name.casefold(), []).append((found.name, place))
        if isinstance(found, WrongSource):
            wrong.append(found)
            continue
        try:
            sessions = reader.sessions(found)
        except RoutineError as error:
            wrong.append(WrongSource(found.name, error))
            continue
        patients[found.name] = reader.patient(found, sessions)
        if look is not None:
            look(found, sessions)
    for same in codes.values():
        if len(same) > 1:
            wrong += _not_once(same)
            for name, _ in same:
                patients.pop(name, None)
    problems: dict[str, tuple[str, ...]] = {}
    for one in wrong:
        problems[one.name] = (*problems.get(one.name, ()), *one.lines)
    practice = Practice(folder, brand, tuple(patients[code] for code in sorted(patients)), problems)
    return FolderReading(practice, tuple(wrong), tuple(unread), shelf, file, tree)


def _not_once(same: list[tuple[str, RoutineError]]) -> Iterator[WrongSource]:
    """Takes none of several patients with the same code: nobody knows which of them is meant."""
    for name, place in same:
        others = ", ".join(other.place for _, other in same if other is not place)
        message = f"another patient has the code “{name}” too: {others}; give each one of its own"
        yield WrongSource(name, RoutineError(message, path=place.path, line=place.line, column=place.column))


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
    try:
        text = text_inside(path, folder)
    except RoutineError as error:
        return WrongSource(f"{PATIENTS}/{path.name}", error)
    try:
        tree = read_yaml_tree(text, path=path, holds="a patient has routines")
        file = read_model(PatientFile, tree)
        code = file.code or path.stem
        if not is_code(code):
            raise tree.error(
                f"the name of this file, without its ending: {code_problem(code)}; or write a “code” in it"
            )
    except RoutineError as error:
        return WrongSource(_name_of(text, path), error)
    return PatientSource(code, file, tree)


def _name_of(text: str, path: Path) -> str:
    """The code of a patient whose file has mistakes; the name of the file if it may be any.

    What is published of a patient with a mistake stays, so nobody may be taken for another.
    """
    written = {found[2] for found in _CODE_LINE.finditer(text) if _may_be_code(found[1])}
    code = path.stem if not written else written.pop() if len(written) == 1 else ""
    return code if is_code(code) else f"{PATIENTS}/{path.name}"


def _may_be_code(key: str) -> bool:
    known = key in PatientFile.model_fields or key in Entry.model_fields
    return key == "code" or (not known and bool(nearest_names(key, ["code"])))
