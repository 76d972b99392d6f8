"""The routines that a practice's patients can do: its own, then the shipped ones, each read and checked once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError
from voicecoach.near import did_you_mean
from voicecoach.publish.folder.changed_routine import changed_routine
from voicecoach.publish.folder.inside import refuse_outside
from voicecoach.routine.library import load_text
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.routine_files import practice_folders, yaml_file, yaml_files
from voicecoach.routine.text_file import read_routine_text
from voicecoach.routine.tree import shorten
from voicecoach.shipped import shipped_scripts_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from voicecoach.practice.plan.rhythm import Rhythm
    from voicecoach.publish.folder.patient_file import Change

ROUTINES = "routines"


class RoutineShelf:
    """The routines of one practice, by id."""

    def __init__(self, folder: Path, safety: str) -> None:
        """`safety` is said after the notice of each; empty for none."""
        self._folder = folder
        self._safety = safety
        self._taken: dict[str, LoadedRoutine | RoutineError] = {}
        self._changed: dict[tuple[int, object], LoadedRoutine] = {}
        """By the routine that is changed, which is one of this shelf's, and what is different."""

    def take(self, name: str) -> LoadedRoutine:
        """The routine of that id. Raises RoutineError, without a place, for one that does not exist or has mistakes."""
        if name not in self._taken:
            try:
                self._taken[name] = self._read(name)
            except RoutineError as error:
                self._taken[name] = error
        found = self._taken[name]
        if isinstance(found, RoutineError):
            raise RoutineError(found.message)
        return found

    def changed(self, loaded: LoadedRoutine, changes: Mapping[str, Change]) -> LoadedRoutine:
        """As `changed_routine`, for a routine of this shelf; patients with the same doses have the same routine."""
        if not changes:
            return loaded
        # What is written counts too: “quiet: false” is not the same as nothing.
        same = frozenset((name, one, frozenset(one.model_fields_set)) for name, one in changes.items())
        key = (id(loaded), same)
        if key not in self._changed:
            self._changed[key] = changed_routine(loaded, changes)
        return self._changed[key]

    def as_often(self, loaded: LoadedRoutine, often: Rhythm) -> LoadedRoutine:
        """The same routine with `often` as its frequency, for the coach and the paper, instead of what its own file says."""
        times = f"{often.least}" if often.least == often.most else f"{often.least}-{often.most}"
        frequency = f"{times} a {often.unit}"
        if loaded.routine.frequency == frequency:
            return loaded
        key = (id(loaded), frequency)
        if key not in self._changed:
            routine = loaded.routine.model_copy(update={"frequency": frequency})
            self._changed[key] = replace(loaded, routine=routine)
        return self._changed[key]

    def _read(self, name: str) -> LoadedRoutine:
        path = self._file(name)
        if path is None:
            hint = did_you_mean(name, self._names()) or f"; write {ROUTINES}/{name}.yaml, or name another one"
            raise RoutineError(f"there is no routine “{shorten(name)}”{hint}")
        try:
            refuse_outside(path, self._folder)
            loaded = load_text(read_routine_text(path), path, folders=practice_folders(self._folder))
        except RoutineError as error:
            raise RoutineError(f"the routine “{name}” has a mistake: {error}") from error
        if not self._safety:
            return loaded
        routine = loaded.routine
        said = routine.model_copy(update={"safety": (*routine.safety, self._safety)})
        return replace(loaded, routine=said)

    def _file(self, name: str) -> Path | None:
        return yaml_file(self._folder / ROUTINES, name) or yaml_file(shipped_scripts_dir(), name)

    def _names(self) -> Iterator[str]:
        for folder in (self._folder / ROUTINES, shipped_scripts_dir()):
            yield from (path.stem for path in yaml_files(folder))
