"""From the text of a file to its model, with the place of everything in it.

Pure functions over text; `voicecoach.routine.library` opens the files. All mistakes of a file are reported together, each at
its own line and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from voicecoach.routine.file_model import FileModel
from voicecoach.routine.model import Exercise, Routine
from voicecoach.routine.tree import Tree, combine_errors
from voicecoach.routine.yaml_reader import read_yaml_tree

Model = TypeVar("Model", bound=FileModel)


@dataclass(frozen=True, slots=True)
class ParsedRoutine:
    """A routine as its file says it: without the exercises that it only names."""

    routine: Routine
    tree: Tree
    """The place of each part of it."""


@dataclass(frozen=True, slots=True)
class ParsedExercise:
    """An exercise as its file says it."""

    exercise: Exercise
    tree: Tree
    """The place of each part of it."""


def parse_routine(text: str, *, path: Path | str | None = None) -> ParsedRoutine:
    """Reads a routine from YAML.

    Raises RoutineError with every mistake of the text, the later ones in its `others`; `path` is only named in them.
    """
    tree = read_yaml_tree(text, path=path)
    return ParsedRoutine(read_model(Routine, tree), tree)


def parse_exercise(text: str, *, path: Path | str | None = None) -> ParsedExercise:
    """Reads an exercise from YAML.

    Raises RoutineError with every mistake of the text, the later ones in its `others`; `path` is only named in them.
    """
    tree = read_yaml_tree(text, path=path)
    return ParsedExercise(read_model(Exercise, tree), tree)


def is_exercise(text: str, *, path: Path | str | None = None) -> bool:
    """Whether a file is meant to be an exercise: by its keys, or by its folder if they do not say.

    Raises RoutineError for what cannot be read at all.
    """
    plain = read_yaml_tree(text, path=path).root.plain
    keys = set(plain) if isinstance(plain, dict) else set()
    if keys & {"steps", "title", "exercises"}:
        return False
    if keys & {"name", "kind", "position"}:
        return True
    return path is not None and Path(path).absolute().parent.name == "exercises"


def read_model(model: type[Model], tree: Tree) -> Model:
    """The model that `tree` holds; raises RoutineError with every mistake, those of the tree among them."""
    mistakes = list(tree.mistakes)
    found: Model | None = None
    try:
        found = model.read(tree.root.plain)
    except ValidationError as error:
        from voicecoach.routine.validation_messages import errors_in_file

        mistakes += errors_in_file(error, model, tree)
    if found is None or mistakes:
        raise combine_errors(mistakes)
    return found
