"""Which files `voicecoach check` looks at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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


def files_named(names: tuple[str, ...], folders: Folders) -> tuple[list[Path], list[Finding]]:
    """The files that are meant, each once and in order, and what is wrong with the names; with none, the user's own."""
    from voicecoach.routine.finding import Finding, Severity
    from voicecoach.routine.library import find_exercise_file, find_routine

    paths: dict[Path, None] = {}
    found: list[Finding] = []
    named = bool(names)
    for name in names or (str(folders.user),):
        if Path(name).is_dir() or name == str(folders.user):
            files, why = _in_folder(Path(name))
            # To have no files of one's own yet is not a mistake, unless the folder is named.
            if why and (named or why != _EMPTY):
                found.append(Finding(Severity.ERROR, why, name))
            paths.update(dict.fromkeys(files))
            continue
        try:
            paths[find_routine(name, folders=folders)] = None
        except RoutineError as error:
            exercise = find_exercise_file(name, [folder / "exercises" for _, folder in folders])
            if exercise is None:
                found.append(Finding.of(error))
            else:
                paths[exercise] = None
    return list(paths), found


def exercise_ids(path: Path, folders: Folders) -> frozenset[str]:
    """The exercises that a variant in the file at `path` can name."""
    from voicecoach.routine.library import yaml_files

    places = (path.parent, *(folder / "exercises" for _, folder in folders))
    return frozenset(file.stem for place in places for file in yaml_files(place))
