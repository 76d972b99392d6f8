"""The music that travels with a routine file: in its folder, or below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.routine.loaded_routine import LoadedRoutine


def music_of(loaded: LoadedRoutine) -> Path | None:
    """The file; None if the routine names none. Raises RoutineError, at the key, for one that cannot be taken from there."""
    name = loaded.routine.music
    if name is None:
        return None
    if loaded.path is None:
        raise loaded.error(
            "music: a routine that was made in Python has no folder; give the music to what plays it",
            ("music",),
        )
    folder = loaded.path.absolute().parent
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise loaded.error(
                "music: this link leads out of the routine's folder; put the file itself here", ("music",)
            )
        if not path.is_file():
            why = (
                "must be a file"
                if path.exists()
                else f"there is no file {path}; put it there, or take the key out"
            )
            raise loaded.error(f"music: {why}", ("music",))
    except (OSError, RuntimeError) as error:
        raise loaded.error(f"music: {path} cannot be read", ("music",)) from error
    return path
