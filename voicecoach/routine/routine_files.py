"""Where the files of routines and exercises are. What is in them is read elsewhere: this must be quick."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicecoach.folders import user_scripts_dir
from voicecoach.routine.ids import is_id
from voicecoach.shipped import shipped_scripts_dir

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where routines are; each holds `*.yaml` and `exercises/*.yaml`, and need not exist."""

    user: Path
    shipped: Path

    def __iter__(self) -> Iterator[tuple[str, Path]]:
        yield "yours", self.user
        yield "shipped", self.shipped


def default_folders() -> Folders:
    """The user's own folder as the platform has it, and the shipped one."""
    return Folders(user=user_scripts_dir(), shipped=shipped_scripts_dir())


def practice_folders(practice: Path) -> Folders:
    """Where the routines of a practice look for exercises: in its folder and among the shipped ones, never in the user's own."""
    return Folders(user=practice, shipped=shipped_scripts_dir())


def routine_file(name: str | Path, folders: Folders) -> Path | None:
    """The file of a routine: `name` is a path, which need not exist, or an id among the user's own and the shipped ones."""
    if (given := given_path(name)) is not None or not is_id(str(name)):
        return given
    return next((found for _, folder in folders if (found := yaml_file(folder, str(name)))), None)


def given_path(name: str | Path) -> Path | None:
    """The path that a routine is named by; None for an id."""
    text = str(name)
    separators = {"/", os.sep, os.altsep or os.sep}
    if isinstance(name, Path) or any(one in text for one in separators) or text.lower().endswith(SUFFIXES):
        return Path(name)
    # os.path, as pathlib raises for a NUL in 3.11.
    return Path(text) if os.path.isfile(text) else None  # noqa: PTH113


def yaml_file(folder: Path, name: str) -> Path | None:
    """The YAML file of that name in `folder`, if there is one."""
    for suffix in SUFFIXES:
        path = folder / f"{name}{suffix}"
        if path.exists() or path.is_symlink():
            return path
    return None


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files directly in `folder`, in order; none if there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    except OSError:
        return []
