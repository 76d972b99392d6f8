"""Something that an author should know about a file, at its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voicecoach.errors import RoutineError


class Severity(StrEnum):
    """How bad it is: with an error the session cannot be coached as written, with a warning it can."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a file, at its place."""

    severity: Severity
    message: str
    path: Path | str | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None

    @classmethod
    def of(cls, error: RoutineError, severity: Severity = Severity.ERROR) -> Finding:
        """The same place and words as an error has."""
        return cls(severity, error.message, error.path, error.line, error.column, error.field)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.severity}: {self.message}" if place else f"{self.severity}: {self.message}"
