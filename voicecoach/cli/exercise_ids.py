"""The ids of exercises that a shell completes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def complete_exercises(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Those of the folders in which a routine here looks for them; after a comma the next one."""
    from voicecoach.routine.ids import is_id
    from voicecoach.routine.library import default_folders, yaml_files

    before, comma, begun = incomplete.rpartition(",")
    folders = (Path(), *(folder for _, folder in default_folders()))
    known = {path.stem for folder in folders for path in yaml_files(folder / "exercises")}
    return [f"{before}{comma}{name}" for name in sorted(known) if is_id(name) and name.startswith(begun)]
