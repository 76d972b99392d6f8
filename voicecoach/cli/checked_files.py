"""Which files `voicecoach check` looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.cli.checked_practice import practice_beside, practice_of, practice_paths
from voicecoach.errors import RoutineError

if TYPE_CHECKING:
    from voicecoach.routine.finding import Finding
    from voicecoach.routine.library import Folders

_EMPTY = "there is no YAML file in this folder"


def _in_folder(folder: Path) -> tuple[list[Path], str | None]:
    """The YAML files in `folder` and in its exercises, and what is wrong if there are none."""
    from voicecoach.routine.library import yaml_files

    files = [*yaml_files(folder), *yaml_files(folder / "exercises")]
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        return files, _EMPTY
    except OSError as error:
        return files, f"this folder cannot be read: {error.strerror}"
    return files, None if files else _EMPTY


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """What has to be checked."""

    paths: dict[Path, Folders] = field(default_factory=dict)
    """Files of routines, exercises and programmes, each with the folders that are searched for its exercises."""
    practices: dict[Path, None] = field(default_factory=dict)
    """Folders of practices, whose routines and exercises are among the files too."""
    wrong: list[Finding] = field(default_factory=list)
    """What is wrong with the names given."""


def files_named(names: tuple[str, ...], folders: Folders) -> NamedFiles:
    """The files that are meant, each once and in order; with no names, the user's own."""
    from voicecoach.routine.finding import Finding, Severity
    from voicecoach.routine.library import find_exercise_file, find_routine
    from voicecoach.routine.routine_files import practice_folders

    found = NamedFiles()
    named = bool(names)
    for name in names or (str(folders.user),):
        if (practice := practice_of(Path(name))) is not None:
            _take_practice(practice, found)
            continue
        if Path(name).is_dir() or name == str(folders.user):
            files, why = _in_folder(Path(name))
            # Having no files of one's own yet is not a mistake, unless the folder is named.
            if why and (named or why != _EMPTY):
                found.wrong.append(Finding(Severity.ERROR, why, name))
            found.paths.update(dict.fromkeys(files, folders))
            continue
        try:
            path = find_routine(name, folders=folders)
        except RoutineError as error:
            exercise = find_exercise_file(name, [folder / "exercises" for _, folder in folders])
            if exercise is None:
                found.wrong.append(Finding.of(error))
            else:
                found.paths[exercise] = folders
        else:
            beside = practice_beside(path)
            found.paths[path] = folders if beside is None else practice_folders(beside)
    return found


def _take_practice(folder: Path, found: NamedFiles) -> None:
    from voicecoach.routine.routine_files import practice_folders

    found.practices[folder] = None
    found.paths.update(dict.fromkeys(practice_paths(folder), practice_folders(folder)))


def exercise_ids(path: Path, folders: Folders) -> frozenset[str]:
    """The exercises that a variant in the file at `path` can name."""
    from voicecoach.routine.library import yaml_files

    places = (path.parent, *(folder / "exercises" for _, folder in folders))
    return frozenset(file.stem for place in places for file in yaml_files(place))
