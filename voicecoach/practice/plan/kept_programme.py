"""The programme that a person follows: one file in the user's data folder."""

from __future__ import annotations

import datetime
from pathlib import Path

from voicecoach.errors import RoutineError, StateError
from voicecoach.files import why_not_written, write_atomically
from voicecoach.folders import make_private, programme_file
from voicecoach.practice.plan.programme import PlannedRoutine, Programme, ProgrammeFile, read_programme
from voicecoach.routine.ids import is_id
from voicecoach.routine.routine_files import given_path, yaml_file
from voicecoach.routine.tree import shorten


def kept_programme(file: Path | None = None) -> ProgrammeFile | None:
    """The programme that is followed; None: there is none. Raises RoutineError if it cannot be read."""
    path = file or programme_file()
    return read_programme(path) if path.exists() else None


def keep_programme(
    programme: Programme, beside: Path, today: datetime.date, file: Path | None = None
) -> ProgrammeFile:
    """Follow a programme from now on; returns it as it is kept: with its first day, and with absolute paths.

    `beside` is the folder of its own file. Raises StateError if it cannot be written.
    """
    import yaml

    path = file or programme_file()
    routines = [
        {**one.model_dump(mode="json", exclude_defaults=True), "do": whole_name(one, beside)}
        for one in programme.routines
    ]
    plain = programme.model_dump(mode="json", exclude_defaults=True)
    kept = {**plain, "from": str(programme.start or today), "routines": routines}
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120)
    try:
        make_private(path.parent)
        write_atomically(path, text.encode())
    except (OSError, ValueError) as error:
        raise StateError(f"the programme cannot be kept: {why_not_written(error)}", path=path) from error
    return read_programme(path)


def leave_programme(file: Path | None = None) -> bool:
    """Follow no programme from now on; returns whether there was one. Raises StateError if it cannot be removed."""
    path = file or programme_file()
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StateError(f"the programme cannot be removed: {why_not_written(error)}", path=path) from error
    return True


def whole_name(planned: PlannedRoutine, beside: Path) -> str:
    """The routine as found from anywhere: its id, or the absolute path of its file, which may be `beside` the programme's."""
    try:
        if given_path(planned.do) is not None:
            return str((beside / planned.do).absolute())
        own = yaml_file(beside, planned.do) if is_id(planned.do) else None
        return planned.do if own is None else str(own.absolute())
    except (OSError, ValueError) as error:
        raise RoutineError(f"“{shorten(planned.do)}” is not a routine: {why_not_written(error)}") from error
