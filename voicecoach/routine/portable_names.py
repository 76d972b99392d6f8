"""Names of files that not every system can hold: a routine is sent to people who have Windows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.routine.loaded_routine import LoadedRoutine

_DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST = 200
"""Characters of a name: 255 are the limit, and a rendered file has a longer ending."""


def why_not_portable(name: str) -> str | None:
    """Why Windows cannot hold a file of that name; None if it can."""
    if _DEVICE.fullmatch(name):
        return f"Windows keeps the name “{name.partition('.')[0]}” for a device"
    if found := _FORBIDDEN.search(name):
        sign = f"“{found.group()}”" if found.group().isprintable() else "a control character"
        return f"Windows allows no {sign} in the name of a file"
    if name != name.rstrip(". "):
        return "Windows drops the dot or the space at the end of a name"
    if len(name) > LONGEST:
        return f"a name of {len(name)} characters is too long for many systems"
    return None


def unportable_names(path: Path) -> Iterator[RoutineError]:
    """A remark on the name of a file that is read."""
    for name in (path.name, path.stem):
        if why := why_not_portable(name):
            yield RoutineError(
                f"{why}; give this file another name, so that it can be sent to anybody", path=path
            )
            return


def unportable_beside(loaded: LoadedRoutine) -> Iterator[RoutineError]:
    """Remarks on the names of the files that travel with a routine, from its folder down."""
    if loaded.path is None:
        return
    folder = loaded.path.absolute().parent
    for path in loaded.files[1:]:
        whole = path.absolute()
        if whole.is_relative_to(folder):
            for name in whole.relative_to(folder).parts:
                if why := why_not_portable(name):
                    yield RoutineError(
                        f"{why}; “{name}” travels with this routine, so give it another name",
                        path=loaded.path,
                    )
                    break
