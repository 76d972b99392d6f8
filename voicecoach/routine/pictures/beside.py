"""The pictures that travel with a routine file or an exercise file.

A picture is in the folder `pictures` beside the file that names it, or right beside that file. For a file in a folder `exercises`
or `routines` it may be in `pictures` beside that folder too. Then come the shipped drawings, so that a copy of a shipped exercise
keeps its own. The first wins. It is named as its file, whatever its capitals, spaces and underlines; without an ending any
is found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError
from voicecoach.files import read_bounded
from voicecoach.near import did_you_mean
from voicecoach.routine.pictures.picture import MOST_PICTURES_BYTES, Picture, PictureBeside
from voicecoach.routine.pictures.picture_bytes import picture_bytes, shipped_drawing
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.sound_beside import leads_out

if TYPE_CHECKING:
    from voicecoach.routine.exercise import Exercise
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.tree import Tree

LARGEST = 4 * 2**20
"""Bytes of one picture."""

_SUFFIXES = {".svg": ".svg", ".png": ".png", ".jpg": ".jpg", ".jpeg": ".jpg"}
_FOREIGN = {".svgz", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif", ".pdf"}
"""The endings of files that are found, also those that can only be reported as wrong."""
_EXERCISES, _ROUTINES = "exercises", "routines"


def wrong_pictures(loaded: LoadedRoutine) -> Iterator[RoutineError]:
    """Gives each picture of a routine and its exercises the file that it names; yields what is wrong, at its place."""
    beside = PicturesBeside()
    for name, exercise in loaded.routine.exercises.items():
        if exercise.picture is None:
            continue
        tree = loaded.trees.get(name)
        file = loaded.path if tree is None else tree.path
        problem = _wrong_picture(beside, exercise.picture, file)
        if not problem and beside.total > MOST_PICTURES_BYTES:
            most = MOST_PICTURES_BYTES // 2**20
            problem = f"with this picture the routine has more than {most} MB of them; save them smaller"
        if problem:
            yield loaded.error(problem, ("exercises", name, "picture"))


def wrong_picture(exercise: Exercise, tree: Tree) -> Iterator[RoutineError]:
    """What is wrong with the picture of an exercise in a file of its own."""
    if exercise.picture and (problem := _wrong_picture(PicturesBeside(), exercise.picture, tree.path)):
        yield tree.error(problem, ("picture",))


def _wrong_picture(beside: PicturesBeside, picture: Picture, file: Path | str | None) -> str:
    if file is None:
        return (
            "" if picture.beside else "a picture is found beside a file, and this is in none; save it as one"
        )
    try:
        picture.found(beside.find(picture.file, Path(file)))
    except ValueError as error:
        return str(error)
    return ""


class PicturesBeside:
    """The pictures beside the files of one routine. Each folder is looked into once, each picture read once."""

    def __init__(self) -> None:
        self._folders: dict[Path, list[Path]] = {}
        self._read: dict[Path, PictureBeside] = {}

    def find(self, name: str, file: Path) -> PictureBeside:
        """The picture of that name, which `file` has. Raises ValueError with a sentence for its author."""
        folder = file.absolute().parent
        places = [folder / "pictures", folder]
        if folder.name.lower() in (_EXERCISES, _ROUTINES):
            places.insert(1, folder.parent / "pictures")
        here = [path for place in places for path in self._pictures_in(place)]
        shipped = self._pictures_in(_shipped_pictures())
        found = next((path for path in (*here, *shipped) if _is_named(path, name)), None)
        if found is None:
            hint = did_you_mean(name, (path.name for path in here))
            raise ValueError(f"there is no picture “{name}”{hint or f'; put it into {places[0]}'}")
        if found not in self._read:
            self._read[found] = _picture_at(found)
        return self._read[found]

    @property
    def total(self) -> int:
        """Bytes of all that were read."""
        return sum(len(one.data) for one in self._read.values())

    def _pictures_in(self, folder: Path) -> list[Path]:
        if folder not in self._folders:
            try:
                entries = sorted(folder.iterdir())
            except (OSError, ValueError):
                entries = []
            known = {*_SUFFIXES, *_FOREIGN}
            self._folders[folder] = [path for path in entries if path.suffix.lower() in known]
        return self._folders[folder]


def _shipped_pictures() -> Path:
    return shipped_scripts_dir() / _EXERCISES / "pictures"


def _is_named(path: Path, name: str) -> bool:
    stem, suffix = _parts(name)
    if suffix:
        return (_plain(path.stem), _SUFFIXES.get(path.suffix.lower(), path.suffix.lower())) == (stem, suffix)
    return _plain(path.stem) == stem and path.suffix.lower() in _SUFFIXES


def _parts(name: str) -> tuple[str, str]:
    """The name without its ending, and the ending; empty if it has none that a picture may have."""
    stem, dot, end = name.rpartition(".")
    suffix = f".{end.lower()}"
    if dot and suffix in {*_SUFFIXES, *_FOREIGN}:
        return _plain(stem), _SUFFIXES.get(suffix, suffix)
    return _plain(name), ""


def _plain(name: str) -> str:
    return "-".join(unicodedata.normalize("NFC", name).casefold().replace("_", " ").replace("-", " ").split())


def _picture_at(path: Path) -> PictureBeside:
    if leads_out(path):
        raise ValueError(f"{path}: leads out of its folder; put the file itself there")
    try:
        data = read_bounded(path, LARGEST)
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        known = shipped_drawing(data) if path.parent == _shipped_pictures() else None
        return PictureBeside(str(path), *(known or picture_bytes(data)))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
