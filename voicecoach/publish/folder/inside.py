"""Files of a practice's folder, and never one outside of it."""

from __future__ import annotations

from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.routine.text_file import read_routine_text

PARTS = ("patients", "routines", "exercises", "sounds", "pictures")
"""The folders in it."""


def refuse_outside(path: Path, folder: Path) -> None:
    """Raises RoutineError for a link that leads out of `folder`, or nowhere."""
    if not path.is_symlink():
        return
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # to itself, or to nothing
        raise RoutineError("this link leads nowhere; put the file itself here", path=path) from None
    if not inside:
        raise RoutineError(
            "this link leads out of the practice's folder; put the file itself here", path=path
        )


def refuse_foreign_parts(folder: Path) -> None:
    """Raises RoutineError if `folder` cannot be read, or if one of its parts is not a folder in it."""
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        raise RoutineError("there is no such folder", path=folder) from None
    except NotADirectoryError:
        raise RoutineError(
            "this is a file; a practice is a folder with practice.yaml in it", path=folder
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RoutineError(f"this folder cannot be read: {reason}", path=folder) from error
    for name in PARTS:
        part = folder / name
        refuse_outside(part, folder)
        if part.exists() and not part.is_dir():
            raise RoutineError(f"this is a file; {name} is a folder", path=part)


def text_inside(path: Path, folder: Path) -> str:
    """The text of a file in `folder`. Raises RoutineError for what is not one, for a link that leads out, and for what
    `read_routine_text` refuses."""
    refuse_outside(path, folder)
    if path.is_dir():
        raise RoutineError(f"this is a folder; {path.name} is a file", path=path)
    return read_routine_text(path)
