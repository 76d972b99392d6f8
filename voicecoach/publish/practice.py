"""What a practice's folder says, once it is read: who it is, its patients, and what each of them does in which weeks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.practice.plan.rhythm import Rhythm
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.pictures.picture import Picture
    from voicecoach.script.choices import Choices

USUAL_COLOUR = "#1f5f6b"


@dataclass(frozen=True, slots=True)
class Brand:
    """How the practice shows itself on pages, on paper and in feeds."""

    name: str
    contact: tuple[str, ...] = ()
    """Lines: an address, a telephone number."""
    url: str = ""
    """Where the site will be found, with https:// and without a slash at its end; empty if that is not known: then there are no
    feeds and no QR codes, which need it."""
    logo: Picture | None = None
    """Checked and made safe."""
    colour: str = USUAL_COLOUR
    """The main colour, as #rrggbb."""
    safety: str = ""
    """A sentence of the practice, shown on each page; empty for none. Its routines have it in their `safety` already,
    so that it is said after the notice of each session."""


@dataclass(frozen=True, slots=True)
class PatientSession:
    """One session as one patient does it in some weeks: the routine with the patient's own doses over it."""

    stem: str
    """What its files are called among those of the patient, without anything personal: morning, morning-weeks-3-4."""
    loaded: LoadedRoutine
    """With the doses, sides and loads of the patient in its steps."""
    choices: Choices
    voice: str
    """As `open_voice` takes it."""
    speed: int
    """Words a minute."""
    first_day: datetime.date
    last_day: datetime.date | None
    """None: without end."""
    often: Rhythm
    """How often it is done in these weeks."""
    at: tuple[datetime.time, ...] = ()
    """When on a day; empty if that is left to the patient."""


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient of a practice."""

    code: str
    """Letters, digits, - and _, at most 40: what reports name the patient by. It is in no name of a published file."""
    name: str
    """As it is shown to the patient; empty if the practice wrote only a code."""
    language: str
    """Of the paper and the pages, as en."""
    sessions: tuple[PatientSession, ...]
    """In the order of their first days."""
    not_on: tuple[datetime.date | int, ...] = ()
    """Days on which nothing is planned; a whole number is a day of the week, 0 is Monday."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice's folder."""

    folder: Path
    brand: Brand
    patients: tuple[Patient, ...]
    """Those whose files are right, by code, past ones too."""
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is wrong with each of the others, as lines, by code or by the name of a file that no code could be read from."""
