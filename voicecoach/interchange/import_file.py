"""The whole way from a foreign file to the text of a routine file that is known to be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.interchange.assemble import assemble, spoken_title
from voicecoach.interchange.formats import SOURCE_FORMATS, SourceFormat, format_of
from voicecoach.interchange.known_exercises import KnownExercises
from voicecoach.interchange.routine_text import routine_text
from voicecoach.interchange.source_text import read_source
from voicecoach.interchange.taken import MOST_ENTRIES, Taken, walk_entries
from voicecoach.routine.ids import id_of
from voicecoach.routine.library import Folders, load_text

MOST_SESSIONS = 50
"""Routines that one file is taken apart into."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A routine that was made of a foreign file, or of a part of it."""

    title: str
    stem: str
    """What its file may be called, without the suffix; different for each of one file."""
    text: str
    """The routine file: it loads without an error."""
    remarks: tuple[str, ...]
    """What was assumed and what is left out, one sentence each."""
    known: tuple[str, ...]
    """The ids of the exercises that were matched."""
    new: tuple[str, ...]
    """The names of the exercises that are the file's own."""
    format: SourceFormat


def import_file(
    path: Path,
    *,
    folders: Folders,
    beside: Path | None = None,
    form: str | None = None,
    title: str | None = None,
) -> tuple[Imported, ...]:
    """The routines in the foreign file at `path`; `form` is a name of SOURCE_FORMATS, or None to find it out.

    `beside` is the folder in which they will be, whose `exercises` are known too. Raises RoutineError, at its line, for a file
    that cannot be read or asks for what no routine can hold.
    """
    text, about_text = read_source(path)
    found = SOURCE_FORMATS[form] if form is not None else format_of(text, path)
    sessions = found.read(text, title=title or spoken_title(path.stem) or "Imported exercises", path=path)
    if len(sessions) > MOST_SESSIONS:
        raise RoutineError(
            f"this file holds {len(sessions):,} workouts; at most {MOST_SESSIONS} are taken", path=path
        )
    known = KnownExercises(folders, beside)
    stems = _stems(path, sessions)
    return tuple(
        _imported(one, stem, found, about_text, known, path, folders)
        for one, stem in zip(sessions, stems, strict=True)
    )


def _imported(
    taken: Taken,
    stem: str,
    form: SourceFormat,
    about_text: str,
    known: KnownExercises,
    path: Path,
    folders: Folders,
) -> Imported:
    if (count := sum(1 for _ in walk_entries(taken.entries))) > MOST_ENTRIES:
        raise RoutineError(
            f"“{taken.title[:60]}” has {count:,} exercises and rests; a routine has at most {MOST_ENTRIES}",
            path=path,
        )
    made = assemble(taken, known)
    if not made.plain["steps"]:
        raise RoutineError("there is no exercise in this file", path=path)
    remarks = (*([about_text] if about_text else []), *made.remarks)
    text = routine_text(made.plain, head=f"From {path.name}, {form.about}.", remarks=remarks)
    try:
        load_text(text, Path(f"{stem}.yaml"), folders=folders)
    except RoutineError as error:
        raise RoutineError(f"no routine can be made of this: {error.message}", path=path) from error
    return Imported(made.plain["title"], stem, text, remarks, made.known, made.new, form)


def _stems(path: Path, sessions: list[Taken]) -> Iterator[str]:
    base = id_of(path.stem, "imported")
    used: set[str] = set()
    for session in sessions:
        stem = (
            base
            if len(sessions) == 1
            else f"{base}-{id_of(session.title.rpartition(': ')[2], 'workout')}"[:70].rstrip("-")
        )
        number = 2
        while stem in used:
            stem = f"{re.sub(r'-[0-9]+$', '', stem) if number > 2 else stem}-{number}"
            number += 1
        used.add(stem)
        yield stem
