"""What happens while a practice is published, for a display. Patients are named by their codes alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looked:
    """So many patients were compared with what is there."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that is done, or would be, and why."""

    do: str
    """make: a session; use: one left by a publish that did not finish; remove: one that is over, or a patient;
    write: the pages, the feed and the calendar of a patient."""
    code: str
    stem: str
    """Empty for the patient as a whole."""
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A session has been made."""

    code: str
    stem: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Built:
    """The folders of so many patients are ready."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A patient, or a file of the practice, whose mistakes leave what was there as it was."""

    code: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that the practice should know."""

    line: str


@dataclass(frozen=True, slots=True)
class Published:
    """The end: the site is as the practice's folder says."""

    changed: bool
    """False: nothing had to change."""
    patients: int
    """How many are on the site."""
    sessions: int
    """How many sessions they have there."""
    made: int
    """How many of these were made now."""
    removed: int
    """How many patients were removed."""
    failed: int
    """How many patients, or files of the practice, have mistakes."""


Event = Looked | ToDo | Made | Built | Failed | Noted | Published
