"""Finding routines and exercises by their ids, and loading a routine whole.

A routine is looked for as a path, then in the user's own folder, then among the shipped ones. An exercise is looked for
in the routine's own `exercises`, then in `exercises/` beside the routine's file, then in the user's folder, then among the
shipped ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError
from voicecoach.routine.ids import id_of, is_id
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.named_ids import exercises_named, own_exercises, variants_named
from voicecoach.routine.routine_files import SUFFIXES as SUFFIXES
from voicecoach.routine.routine_files import Folders as Folders
from voicecoach.routine.routine_files import default_folders as default_folders
from voicecoach.routine.routine_files import routine_file, yaml_file
from voicecoach.routine.routine_files import yaml_files as yaml_files
from voicecoach.routine.step_keys import STEP_KEYS
from voicecoach.routine.text_file import read_routine_text, text_within_folder
from voicecoach.routine.tree import MOST_MISTAKES, Keys, Tree, UnwrittenTree, combine_errors
from voicecoach.routine.yaml_reader import read_yaml_tree

# Looking for files, as shell completion does, needs no models: they are imported when a file is read.
if TYPE_CHECKING:
    from voicecoach.routine.model import Exercise, Routine
    from voicecoach.sound_beside import SoundBeside

FOREIGN_SUFFIXES = (".csv", ".tsv", ".md", ".json")
"""Of files that `voicecoach import` reads."""

MOST_EXERCISES = 1000
"""Exercises in one routine, with all their variants."""


@dataclass(frozen=True, slots=True)
class ListedRoutine:
    """One routine that can be called by its id, or the reason why it cannot."""

    id: str
    path: Path
    origin: str
    """Whose it is: yours or shipped."""
    loaded: LoadedRoutine | None
    error: RoutineError | None
    """What is wrong with it, if it could not be loaded."""


def find_routine(name: str | Path, *, folders: Folders | None = None) -> Path:
    """The file of a routine: `name` is a path, or an id among the user's own and the shipped ones.

    Raises RoutineError if there is none, with the nearest id.
    """
    folders = folders or default_folders()
    if (found := routine_file(name, folders)) is not None:
        return found
    raise RoutineError(
        _not_found("routine", str(name), (name for name, _, _ in _ids(folders)), "voicecoach list shows all")
    )


def load_routine(name: str | Path | Routine, *, folders: Folders | None = None) -> LoadedRoutine:
    """Find, read and check a routine with all its exercises. `name` is an id, a path, or a Routine made in Python.

    Raises RoutineError with every mistake of its file and of all exercises that it names.
    """
    folders = folders or default_folders()
    if isinstance(name, str | Path):
        return load_file(find_routine(name, folders=folders), folders=folders)
    return load_model(name, folders=folders)


def load_model(routine: Routine, *, folders: Folders | None = None) -> LoadedRoutine:
    """As `load_routine`, for a Routine made in Python; exercises that it only names are read from their files."""
    from voicecoach.routine.model import Routine

    if not isinstance(routine, Routine):
        kind = type(routine).__name__
        raise RoutineError(f"a routine is an id, a path or a Routine, not an object of the type {kind}")
    tree = UnwrittenTree(routine.model_dump(mode="json", exclude_none=True))
    return _whole(id_of(routine.title, "routine"), None, routine, tree, [], folders or default_folders())


def load_file(path: Path, *, folders: Folders | None = None) -> LoadedRoutine:
    """As `load_routine`, for a file."""
    try:
        return load_text(read_routine_text(path), path, folders=folders or default_folders())
    except RoutineError as error:
        if path.suffix.lower() in FOREIGN_SUFFIXES and path.is_file():
            hint = f"this is not a routine; make one of it with: voicecoach import {path.name}"
            raise RoutineError(hint, path=path) from error
        raise


def load_text(text: str, path: Path, *, folders: Folders) -> LoadedRoutine:
    """A routine from its text, as if it were the file at `path`; its exercises are read from their files."""
    from voicecoach.routine.model import Routine
    from voicecoach.routine.parse import read_model

    tree = read_yaml_tree(text, path=path)
    mistakes: list[RoutineError] = []
    routine: Routine | None = None
    try:
        routine = read_model(Routine, tree)
    except RoutineError as error:
        mistakes += [error, *error.others]
    return _whole(path.stem, path, routine, tree, mistakes, folders)


def _whole(
    id: str,
    path: Path | None,
    routine: Routine | None,
    tree: Tree,
    mistakes: list[RoutineError],
    folders: Folders,
) -> LoadedRoutine:
    """The routine with all its exercises. Raises RoutineError with the `mistakes` found so far and all others."""
    from voicecoach.routine.upper_bounds import refuse_endless

    above = [*([path.parent] if path is not None else []), *(folder for _, folder in folders)]
    places = list(dict.fromkeys(folder / "exercises" for folder in above))
    trees, exercises = _gather(tree, places, mistakes)
    if routine is None or mistakes:
        raise combine_errors(mistakes)
    if path is not None:
        _find_sounds(routine, path)
    # Not validated again: only exercises are added, and each of them is checked.
    whole = routine.model_copy(update={"exercises": {**routine.exercises, **exercises}})
    loaded = LoadedRoutine(id, path, whole, tree, trees)
    if any(exercise.picture for exercise in whole.exercises.values()):
        from voicecoach.routine.pictures.beside import wrong_pictures

        if wrong := list(wrong_pictures(loaded)):
            raise combine_errors(wrong)
    refuse_endless(loaded)
    return loaded


def _find_sounds(routine: Routine, path: Path) -> None:
    """Gives each step that sounds the file beside the routine's that it names, if there is one."""
    from voicecoach.routine.model import PlaySound, walk_steps
    from voicecoach.routine.sounds_beside import SoundsBeside

    beside = SoundsBeside(path)
    found: dict[str, SoundBeside | None] = {}
    for _, step in walk_steps(routine.steps):
        if isinstance(step, PlaySound):
            if step.sound not in found:
                found[step.sound] = beside.find(step.sound)
            if (sound := found[step.sound]) is not None:
                step.found(sound)


def find_exercise_file(name: str, folders: Iterable[Path]) -> Path | None:
    """The file of the exercise of that id in the first of `folders` that has one; None if none has."""
    if not is_id(name):
        return None
    return next((path for folder in folders if (path := yaml_file(folder, name)) is not None), None)


def list_routines(*, folders: Folders | None = None) -> tuple[ListedRoutine, ...]:
    """Every routine that an id finds, by id; a broken one comes with its error, and does not affect the others."""
    folders = folders or default_folders()
    listed = []
    for name, path, origin in _ids(folders):
        try:
            listed.append(ListedRoutine(name, path, origin, load_file(path, folders=folders), None))
        except RoutineError as error:
            listed.append(ListedRoutine(name, path, origin, None, error))
    return tuple(listed)


def _ids(folders: Folders) -> Iterator[tuple[str, Path, str]]:
    """Id, file and origin of each routine; of two with the same id, the one that is found first."""
    seen: dict[str, tuple[Path, str]] = {}
    for origin, folder in folders:
        for path in yaml_files(folder):
            if is_id(path.stem):
                seen.setdefault(path.stem, (path, origin))
    for name in sorted(seen):
        yield name, *seen[name]


def _not_found(what: str, name: str, known: Iterable[str], otherwise: str) -> str:
    from voicecoach.near import did_you_mean
    from voicecoach.routine.tree import shorten

    return f"there is no {what} “{shorten(name)}”{did_you_mean(name, known) or '; ' + otherwise}"


def _gather(
    tree: Tree, places: list[Path], mistakes: list[RoutineError]
) -> tuple[dict[str, Tree], dict[str, Exercise]]:
    """The exercises in files that the routine at `tree` names, and their variants, by id; errors go to `mistakes`."""
    from voicecoach.routine.model import Exercise
    from voicecoach.routine.parse import read_model

    own = set(own_exercises(tree))
    trees: dict[str, Tree] = {}
    exercises: dict[str, Exercise] = {}
    unknown: dict[str, list[tuple[Tree, Keys]]] = {}
    broken: set[str] = set()
    pending = deque((name, tree, keys) for name, keys in exercises_named(tree))
    while pending:
        name, where, keys = pending.popleft()
        if name in own or name in trees or name in broken:
            continue
        if len(own) + len(trees) + len(unknown) >= MOST_EXERCISES:
            mistakes.append(where.error(f"this routine needs more than {MOST_EXERCISES:,} exercises", keys))
            break
        if name not in unknown:
            try:
                if (path := find_exercise_file(name, places)) is not None:
                    trees[name] = read_yaml_tree(text_within_folder(path), path=path)
                    pending += ((other, trees[name], below) for other, below in variants_named(trees[name]))
                    exercises[name] = read_model(Exercise, trees[name])
                    continue
            except RoutineError as error:
                mistakes += [error, *error.others]
                broken.add(name)
                continue
        unknown.setdefault(name, []).append((where, keys))
    if unknown:
        known = {*own, *(file.stem for folder in places for file in yaml_files(folder))}
        mistakes += _unknown(unknown, known)
    return trees, exercises


_VALUES = {"rest": "20 s", "pause": "20 s", "sound": "bell", "say": "Well done.", "wait": "Fetch a chair."}
"""What a step that lacks its value could have."""


def _unknown(named: dict[str, list[tuple[Tree, Keys]]], known: Collection[str]) -> Iterator[RoutineError]:
    """The mistake at each place that names an unknown exercise."""

    def first(name: str) -> tuple[int, int]:
        return min(where.place(keys) for where, keys in named[name])

    for count, name in enumerate(sorted(named, key=first)):
        # A guess is slow, and no more mistakes than these are reported.
        near = known if count < MOST_MISTAKES else ()
        message = _not_found(
            "exercise", name, near, f"write exercises/{name}.yaml, or put it under exercises"
        )
        if name in STEP_KEYS:
            message = f"“{name}” needs a value: write such as “{name}: {_VALUES.get(name, '…')}”"
        for where, keys in named[name]:
            yield where.error(message, keys)
