"""Which exercises there are, and those of them that somebody looks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError
from voicecoach.routine.ids import is_id
from voicecoach.routine.library import Folders, yaml_files
from voicecoach.routine.text_file import text_within_folder

if TYPE_CHECKING:
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.model import Exercise

HERE = "here"
"""The origin of an exercise beside the routines of a folder, or in a routine."""


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """One exercise that a routine can do by its id, or the reason why it cannot."""

    id: str
    path: Path | None
    """Its file; None if it was made in Python."""
    origin: str
    """Whose it is: here, yours or shipped."""
    exercise: Exercise | None
    error: RoutineError | None = None
    """What is wrong with it, if it could not be read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: each part of it has to be found."""

    words: tuple[str, ...] = ()
    """Beginnings of words in its id, name, kind, position, props, parts of the body, or what it is for."""
    kind: str | None = None
    position: str | None = None
    body: tuple[str, ...] = ()
    """Beginnings of words in its parts of the body."""

    def finds(self, listed: ListedExercise) -> bool:
        """Whether `listed` is one of those; a broken one is looked for by its id alone."""
        one = listed.exercise
        if one is None:
            return not (self.kind or self.position or self.body) and _has(self.words, [listed.id])
        return (
            self.kind in (None, one.kind.value)
            and self.position in (None, one.position.value)
            and all(any(_has([part], [known]) for known in one.body) for part in self.body)
            and _has(self.words, [listed.id, *_told(one)])
        )


def list_exercises(*, folders: Folders, beside: Path) -> tuple[ListedExercise, ...]:
    """Every exercise that a routine in the folder `beside` can do, by id; a broken one comes with its error."""
    found: dict[str, ListedExercise] = {}
    for origin, folder in ((HERE, beside), *folders):
        for path in yaml_files(folder / "exercises"):
            if is_id(path.stem) and path.stem not in found:
                found[path.stem] = _listed(path, origin)
    return tuple(found[name] for name in sorted(found))


def exercises_of(loaded: LoadedRoutine, *, folders: Folders) -> tuple[ListedExercise, ...]:
    """The exercises of a routine and their variants, by id."""

    def listed(name: str, exercise: Exercise) -> ListedExercise:
        path = loaded.trees[name].path if name in loaded.trees else loaded.path
        at = Path(path) if path is not None else None
        places = {folder / "exercises": origin for origin, folder in folders}
        origin = places.get(at.parent, HERE) if at is not None and name in loaded.trees else HERE
        return ListedExercise(name, at, origin, exercise)

    return tuple(listed(name, exercise) for name, exercise in sorted(loaded.routine.exercises.items()))


def known_parts(found: Iterable[ListedExercise]) -> list[str]:
    """The parts of the body that these exercises are for."""
    return sorted({part for one in found if one.exercise for part in one.exercise.body})


def _listed(path: Path, origin: str) -> ListedExercise:
    from voicecoach.routine.parse import parse_exercise

    try:
        exercise = parse_exercise(text_within_folder(path), path=path).exercise
        return ListedExercise(path.stem, path, origin, exercise)
    except RoutineError as error:
        return ListedExercise(path.stem, path, origin, None, error)


def _told(exercise: Exercise) -> Iterator[str]:
    yield from (exercise.name, exercise.kind.value, exercise.position.value, exercise.about or "")
    yield from exercise.props
    yield from exercise.body


def _has(words: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether each of `words` begins a word of some text; capitals and accents make no difference."""
    there = {one for text in texts for one in _parts(text)}
    return all(any(one.startswith(part) for one in there) for word in words for part in _parts(word))


def _parts(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(
        r"\w+", "".join(one for one in plain if not unicodedata.combining(one)).replace("_", " ")
    )
