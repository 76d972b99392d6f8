"""Finding routines and exercises by their ids, and loading a routine whole.

A routine is looked for as a path, then in the user's own folder, then among the shipped ones. An exercise is looked for
in the routine's own `exercises`, then in `exercises/` beside the routine's file, then in the user's folder, then among the
shipped ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.routine.base import Keys
from voicecoach.routine.files import read_text
from voicecoach.routine.load import ParsedExercise, parse_exercise, parse_routine
from voicecoach.routine.model import Do, Exercise, Repeat, Routine, Step
from voicecoach.routine.readers import is_id
from voicecoach.routine.tree import Tree, field_name, together

SUFFIXES = (".yaml", ".yml")

MOST_EXERCISES = 1000
"""In one routine, with all their variants."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A routine with every exercise that it needs, and the place of all that stands in its files."""

    id: str
    """The stem of its file."""
    path: Path
    routine: Routine
    """Its `exercises` hold every exercise that the steps and their easier and harder variants name."""
    tree: Tree
    """The places of the routine's own file."""
    trees: Mapping[str, Tree] = field(default_factory=dict)
    """The places of exercises that have a file of their own, by id."""

    def error(self, message: str, keys: Keys = (), *, key: bool = False) -> RoutineError:
        """A mistake at the value at `keys` (or at its key), such as ("steps", 3, "hold") or ("exercises", "plank", "go").

        The second is found wherever that exercise stands: in the routine's file or in one of its own. Where nothing is
        written at `keys`, the place is the nearest above it.
        """
        if len(keys) >= 2 and keys[0] == "exercises" and (own := self.trees.get(str(keys[1]))):
            found = own.error(message, keys[2:], key=key)
            return RoutineError(
                message, path=found.path, line=found.line, column=found.column, field=field_name(keys) or None
            )
        return self.tree.error(message, keys, key=key)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where routines stand; each holds `*.yaml` and `exercises/*.yaml`, and need not exist."""

    user: Path
    shipped: Path

    def __iter__(self) -> Iterator[tuple[str, Path]]:
        yield "yours", self.user
        yield "shipped", self.shipped


@dataclass(frozen=True, slots=True)
class Listed:
    """One routine that can be called by its id, or the reason why it cannot."""

    id: str
    path: Path
    origin: str
    """Whose it is: yours or shipped."""
    loaded: Loaded | None
    error: RoutineError | None
    """What is wrong with it, where it could not be loaded."""


def default_folders() -> Folders:
    """The user's own folder as the platform has it, and the shipped one."""
    # Imported here: neither is needed by whoever brings folders of their own, as tests do.
    import platformdirs

    from voicecoach.shipped import scripts_dir

    return Folders(
        user=platformdirs.user_data_path("voicecoach", appauthor=False) / "scripts", shipped=scripts_dir()
    )


def find_routine(name: str | Path, *, folders: Folders | None = None) -> Path:
    """The file of a routine: a path where `name` is one, else an id among the user's own and the shipped ones.

    Raises RoutineError where there is none, with the nearest id.
    """
    if (given := _as_path(name)) is not None:
        return given
    name = str(name)
    folders = folders or default_folders()
    for _, folder in folders:
        if is_id(name) and (found := _in_folder(folder, name)) is not None:
            return found
    raise RoutineError(
        _not_found("routine", name, (name for name, _, _ in _ids(folders)), "voicecoach list shows all")
    )


def load_routine(name: str | Path, *, folders: Folders | None = None) -> Loaded:
    """Finds, reads and checks a routine with all its exercises.

    Raises RoutineError with every mistake of its file; where that has none, with every mistake of the exercises.
    """
    folders = folders or default_folders()
    return load_file(find_routine(name, folders=folders), folders=folders)


def load_file(path: Path, *, folders: Folders | None = None) -> Loaded:
    """As `load_routine`, for a file that is known."""
    return complete(read_text(path), path, folders=folders or default_folders())


def complete(text: str, path: Path, *, folders: Folders) -> Loaded:
    """A routine from its text, as if it stood at `path`; its exercises are read from their files."""
    parsed = parse_routine(text, path=path)
    beside = path.parent / "exercises"
    places = list(dict.fromkeys([beside, *(folder / "exercises" for _, folder in folders)]))
    trees: dict[str, Tree] = {}
    exercises = _gather(parsed.routine, parsed.tree, places, trees)
    # The same checked fields; only the exercises are more, and each of them is checked.
    routine = Routine.unchecked(**{**vars(parsed.routine), "exercises": exercises})
    loaded = Loaded(path.stem, path, routine, parsed.tree, trees)

    from voicecoach.routine.extent import refuse_endless

    refuse_endless(loaded)
    return loaded


def find_exercise(name: str, folders: Iterable[Path]) -> ParsedExercise | None:
    """The exercise of the id `name` from the first of `folders` that has its file; None where none has.

    Raises RoutineError for a file with mistakes, and for a link that leads out of its folder.
    """
    path = find_exercise_file(name, folders)
    if path is None:
        return None
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        raise RoutineError("this link leads out of its folder; put the file itself here", path=path)
    return parse_exercise(read_text(path), path=path)


def find_exercise_file(name: str, folders: Iterable[Path]) -> Path | None:
    """The file of the exercise of that id in the first of `folders` that has one; None where none has."""
    if not is_id(name):
        return None
    return next((path for folder in folders if (path := _in_folder(folder, name)) is not None), None)


def list_routines(*, folders: Folders | None = None) -> tuple[Listed, ...]:
    """Every routine that an id finds, by id; a broken one is told, and takes nothing from the others."""
    folders = folders or default_folders()
    listed = []
    for name, path, origin in _ids(folders):
        try:
            listed.append(Listed(name, path, origin, load_file(path, folders=folders), None))
        except RoutineError as error:
            listed.append(Listed(name, path, origin, None, error))
    return tuple(listed)


def _as_path(name: str | Path) -> Path | None:
    text = str(name)
    separators = {"/", os.sep, os.altsep or os.sep}
    if isinstance(name, Path) or any(one in text for one in separators) or text.lower().endswith(SUFFIXES):
        return Path(name)
    # os.path, as pathlib raises for a NUL in 3.11.
    return Path(text) if os.path.isfile(text) else None  # noqa: PTH113


def _in_folder(folder: Path, name: str) -> Path | None:
    for suffix in SUFFIXES:
        path = folder / f"{name}{suffix}"
        if path.exists() or path.is_symlink():
            return path
    return None


def _ids(folders: Folders) -> Iterator[tuple[str, Path, str]]:
    """Id, file and origin of each routine; of two with one id, the one that is found."""
    seen: dict[str, tuple[Path, str]] = {}
    for origin, folder in folders:
        for path in yaml_files(folder):
            if is_id(path.stem):
                seen.setdefault(path.stem, (path, origin))
    for name in sorted(seen):
        yield name, *seen[name]


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files right in `folder`, in order; none where there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    except OSError:
        return []


def _not_found(what: str, name: str, known: Iterable[str], otherwise: str) -> str:
    from voicecoach.routine.mistakes import did_you_mean
    from voicecoach.routine.tree import shorten

    return f"there is no {what} “{shorten(name)}”{did_you_mean(name, known) or '; ' + otherwise}"


def _gather(routine: Routine, tree: Tree, places: list[Path], trees: dict[str, Tree]) -> dict[str, Exercise]:
    """All exercises by id: those of the routine itself, and those that steps and variants name."""
    exercises = dict(routine.exercises)
    mistakes: list[RoutineError] = []
    pending: list[tuple[str, Tree, Keys]] = []
    pending += [
        ((step.do, tree, (*keys, "do"))) for keys, step in walk(routine.steps) if isinstance(step, Do)
    ]
    for name, exercise in routine.exercises.items():
        pending += [(other, tree, ("exercises", name, key)) for key, other in variants(exercise)]
    failed: set[str] = set()
    while pending:
        name, where, keys = pending.pop()
        if name in exercises or name in failed:
            continue
        if len(exercises) >= MOST_EXERCISES:
            mistakes.append(where.error(f"this routine needs more than {MOST_EXERCISES:,} exercises", keys))
            break
        try:
            found = find_exercise(name, places)
        except RoutineError as error:
            mistakes += [error, *error.others]
            failed.add(name)
            continue
        if found is None:
            known = {*exercises, *(path.stem for folder in places for path in yaml_files(folder))}
            otherwise = f"write exercises/{name}.yaml, or put it under exercises"
            mistakes.append(where.error(_not_found("exercise", name, known, otherwise), keys))
            failed.add(name)
            continue
        exercises[name] = found.exercise
        trees[name] = found.tree
        pending += [(other, found.tree, (key,)) for key, other in variants(found.exercise)]
    if mistakes:
        raise together(mistakes)
    return exercises


def walk(steps: tuple[Step, ...]) -> Iterator[tuple[Keys, Step]]:
    """Each step that is no repeat, inside repeats too, in order, with its keys."""
    pending: list[tuple[Keys, Step]] = []
    pending += [(("steps", index), step) for index, step in enumerate(steps)][::-1]
    while pending:
        keys, step = pending.pop()
        if isinstance(step, Repeat):
            pending += [((*keys, "steps", index), below) for index, below in enumerate(step.steps)][::-1]
        else:
            yield keys, step


def variants(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """The keys easier and harder with the ids that they name."""
    for key in ("easier", "harder"):
        if (name := getattr(exercise, key)) is not None:
            yield key, name
