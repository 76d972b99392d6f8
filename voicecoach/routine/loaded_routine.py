"""A routine after loading: whole, and with the place of everything in its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError
from voicecoach.routine.tree import Keys, Tree, field_name

if TYPE_CHECKING:
    from voicecoach.routine.model import Routine


@dataclass(frozen=True, slots=True)
class LoadedRoutine:
    """A routine with every exercise that it needs, and the place of everything in its files."""

    id: str
    """The stem of its file; of a routine that was made in Python, its title as an id."""
    path: Path | None
    """Its file; None if it was made in Python."""
    routine: Routine
    """Its `exercises` hold every exercise that the steps and their easier and harder variants name."""
    tree: Tree
    """The places of the routine's own file."""
    trees: Mapping[str, Tree] = field(default_factory=dict)
    """The places of exercises that have a file of their own, by id."""

    def __repr__(self) -> str:
        return f"<LoadedRoutine {self.id}: {self.routine!r}>"

    @property
    def files(self) -> tuple[Path, ...]:
        """All the files that it was read from: its own, those of exercises, and the sounds, pictures and music beside them."""
        from voicecoach.routine.model import PlaySound, walk_steps

        own = () if self.path is None else (self.path,)
        sounding = (step for _, step in walk_steps(self.routine.steps) if isinstance(step, PlaySound))
        sounds = dict.fromkeys(Path(step.beside.path) for step in sounding if step.beside is not None)
        shown = (exercise.picture for exercise in self.routine.exercises.values())
        pictures = dict.fromkeys(Path(one.beside.path) for one in shown if one is not None and one.beside)
        exercises = (Path(tree.path) for tree in self.trees.values() if tree.path is not None)
        try:
            music = self.music()
        except RoutineError:  # reported when it is to be heard
            music = None
        return (*own, *exercises, *sounds, *pictures, *([] if music is None else [music]))

    def music(self) -> Path | None:
        """The file of its music; None if it names none. Raises RoutineError, at the key, for one that cannot be taken."""
        from voicecoach.routine.music_beside import music_beside

        if self.routine.music is None:
            return None
        try:
            return music_beside(self.path, self.routine.music)
        except ValueError as error:
            raise self.error(f"music: {error}", ("music",)) from error

    def error(self, message: str, keys: Keys = (), *, key: bool = False) -> RoutineError:
        """A mistake at the value at `keys` (or at its key), such as ("steps", 3, "hold") or ("exercises", "plank", "go").

        The second is found wherever that exercise is: in the routine's file or in one of its own. If nothing is
        written at `keys`, the place is that of the nearest key above.
        """
        if len(keys) >= 2 and keys[0] == "exercises" and (own := self.trees.get(str(keys[1]))):
            found = own.error(message, keys[2:], key=key)
            return RoutineError(
                message, path=found.path, line=found.line, column=found.column, field=field_name(keys) or None
            )
        return self.tree.error(message, keys, key=key)
