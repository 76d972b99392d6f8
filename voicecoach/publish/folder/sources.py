"""What patients are read from: one file each, or the rows of one table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.publish.folder.patient_file import PatientFile
from voicecoach.routine.tree import Tree

MOST_PATIENTS = 20_000
"""Patients in one folder: all of them are in memory at the same time."""


@dataclass(frozen=True, slots=True)
class PatientSource:
    """A patient as written in a file, or in the rows of a table."""

    name: str
    """The code."""
    file: PatientFile
    tree: Tree
    """The place of each part of it."""

    @property
    def place(self) -> RoutineError:
        """The place of the patient's code."""
        return self.tree.error("", ("code",))


@dataclass(frozen=True, slots=True)
class WrongSource:
    """A patient who cannot be published."""

    name: str
    """The code, or the name of a file that no code could be read from."""
    error: RoutineError

    def __post_init__(self) -> None:
        """Drops the frames of the error, which would keep everything read of every wrong patient in memory."""
        for one in (self.error, *self.error.others):
            one.__traceback__ = one.__cause__ = one.__context__ = None

    @property
    def place(self) -> RoutineError:
        """Where the first mistake is."""
        return self.error

    @property
    def lines(self) -> tuple[str, ...]:
        """Every mistake, with its place."""
        return tuple(str(one) for one in (self.error, *self.error.others))


def refuse_too_many(count: int, path: Path) -> None:
    """Raises RoutineError for more patients than one folder can have."""
    if count > MOST_PATIENTS:
        raise RoutineError(
            f"these are more than {MOST_PATIENTS:,} patients; make a folder of its own for each part of the practice",
            path=path,
        )
