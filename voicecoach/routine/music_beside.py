"""The music that travels with a routine file: in its folder, or below it."""

from __future__ import annotations

from pathlib import Path


def music_beside(routine: Path | None, name: str) -> Path:
    """The file that a routine names. Raises ValueError, with a sentence, for one that cannot be taken from there."""
    if routine is None:
        raise ValueError("a routine that was made in Python has no folder; give the music to what plays it")
    folder = routine.absolute().parent
    path = folder / name
    try:
        inside, there, plain = path.resolve().is_relative_to(folder.resolve()), path.exists(), path.is_file()
    except (OSError, RuntimeError):
        raise ValueError(f"{path} cannot be read") from None
    if not inside:
        raise ValueError("this link leads out of the routine's folder; put the file itself here")
    if not plain:
        raise ValueError(
            "must be a file" if there else f"there is no file {path}; put it there, or take the key out"
        )
    return path
