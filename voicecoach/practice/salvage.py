"""Recovers from a damaged diary what only the person had put into it, as far as it can be read."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voicecoach.errors import StateError
from voicecoach.logs import logger_for
from voicecoach.play.saved.corrections import Corrections
from voicecoach.practice.diary import Diary, insert, is_deleted, new_entry
from voicecoach.practice.schema import transaction

logger = logger_for(__name__)

FAULTS = (sqlite3.Error, StateError, ValueError, TypeError, OverflowError)
"""What damaged rows may raise."""


def salvage(damaged: Path, into: Diary) -> bool:
    """Returns whether all of it could be read: sessions that were deleted, written by hand, imported, or changed.

    Raises sqlite3.Error if the new diary cannot be written.
    """
    uri = f"{damaged.absolute().as_uri()}?mode=ro"
    whole = True
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(contextlib.closing(sqlite3.connect(uri, uri=True)))
            old = Diary(connection, damaged, read_only="it is damaged")
            names = _until_it_breaks(old.rows("SELECT name FROM deleted"))
            own = _until_it_breaks(
                old.rows("SELECT id, edited, source FROM session WHERE source <> 'record' OR edited <> ''")
            )
        except FAULTS as error:
            logger.warning("%s: nothing can be read of it: %s", damaged, error)
            return False
        with transaction(into.connection):
            for row in names:
                if row is None:
                    whole = False
                elif isinstance(row[0], str):
                    into.connection.execute("INSERT OR IGNORE INTO deleted VALUES (?)", row)
                    into.connection.execute("DELETE FROM session WHERE name = ?", row)
            for row in own:
                whole = row is not None and _put(old, into.connection, *row) and whole
    return whole


def restore(corrections: Corrections, into: Diary) -> None:
    """Add the person's changes that the coach knows of. Raises sqlite3.Error."""
    with transaction(into.connection):
        for name in corrections.deleted:
            into.connection.execute("INSERT OR IGNORE INTO deleted VALUES (?)", (name,))
            into.connection.execute("DELETE FROM session WHERE name = ?", (name,))
        for name, own in corrections.felt.items():
            changes = "".join(f"{column} = ?, " for column in own)
            into.connection.execute(
                f"UPDATE session SET {changes}edited = ? WHERE name = ?",
                (*own.values(), " ".join(sorted(own)), name),
            )


def _put(old: Diary, into: sqlite3.Connection, number: Any, edited: Any, source: Any) -> bool:
    try:
        entry = old.entry(number)
        if is_deleted(into, entry.name):
            return True
        into.execute("SAVEPOINT one")
        try:
            if source == "record":
                _change(old, into, entry.name, str(edited))
            else:
                new = new_entry(entry, old.details(number))
                insert(into, new, name=entry.name, source=source, edited=str(edited))
        except FAULTS:
            into.execute("ROLLBACK TO one")
            raise
        finally:
            into.execute("RELEASE one")
    except FAULTS as error:
        logger.warning("%s: a session cannot be read: %s", old.file, error)
        return False
    return True


def _change(old: Diary, into: sqlite3.Connection, name: str, edited: str) -> None:
    """Put the columns that the person changed into the session as the record has it."""
    columns = [column for column in edited.split() if column.isidentifier()]
    (values,) = old.rows(f"SELECT {', '.join(columns)} FROM session WHERE name = ?", name)
    changes = ", ".join(f"{column} = ?" for column in columns)
    into.execute(f"UPDATE session SET {changes}, edited = ? WHERE name = ?", (*values, edited, name))


def _until_it_breaks(rows: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...] | None]:
    """The rows, then None if the rest cannot be read."""
    found: list[tuple[Any, ...] | None] = []
    try:
        found.extend(rows)
    except FAULTS:
        found.append(None)
    return found
