"""Takes the record of sessions into the diary: each session once, from the line at which the last reading ended."""

from __future__ import annotations

import datetime
import os
import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from voicecoach.files import open_to_read, why_not_written
from voicecoach.logs import logger_for
from voicecoach.play.saved import session_count
from voicecoach.practice.diary import insert, is_deleted
from voicecoach.practice.entries import Details, HurtEntry, NewEntry, SetEntry
from voicecoach.practice.schema import transaction

if TYPE_CHECKING:
    from voicecoach.play.saved.record import CompletedSet, Record

logger = logger_for(__name__)

AT_ONCE = 500
"""How many lines are taken in before other processes may write."""
ENDING = 4096
"""How many bytes before the place at which the reading ended identify the file."""


class _Taken(NamedTuple):
    bytes: int = 0
    ending: str = ""
    format: int = 0


def take_in(connection: sqlite3.Connection, record: Path) -> int:
    """Take in what is new in the file; returns how many lines that was.

    A file that is missing or cannot be read leaves the diary as it is, and is logged. Raises sqlite3.Error.
    """
    try:
        handle = open_to_read(record)
    except FileNotFoundError:
        return 0
    except OSError as error:
        logger.warning("%s: the record cannot be read: %s", record, why_not_written(error))
        return 0
    with os.fdopen(handle, "rb") as file:
        return _take_in(connection, file)


def _take_in(connection: sqlite3.Connection, file: BinaryIO) -> int:
    seen = _where_it_ended(connection, file)
    if (os.fstat(file.fileno()).st_size, session_count.FORMAT) == (seen.bytes, seen.format):
        return 0
    # Imported here, as loading the models takes longer than opening a diary with nothing new.
    from voicecoach.play.saved.record import record_of

    count = 0
    while True:
        seen = _where_it_ended(connection, file)
        start = (
            seen.bytes if seen.format == session_count.FORMAT else 0
        )  # the program of that time did not know all of it
        lines = list(_lines(file, start))
        if not lines:
            return count
        records = [one for line in lines if (one := record_of(line)) is not None]
        end = start + sum(map(len, lines))
        with transaction(connection):
            if _where_it_ended(connection, file) != seen:  # another process was quicker
                continue
            for one in records:
                if not is_deleted(connection, one.session):
                    insert(connection, new_entry_of(one), name=one.session, source="record")
            taken = _Taken(end, _ending(file, end), session_count.FORMAT)
            connection.execute("INSERT OR REPLACE INTO taken VALUES (1, ?, ?, ?)", taken)
        count += len(records)


def _where_it_ended(connection: sqlite3.Connection, file: BinaryIO) -> _Taken:
    """How far this file was read; 0 if it is another one, such as an older copy that was put back."""
    row = connection.execute("SELECT bytes, ending, format FROM taken").fetchone()
    if row is None:
        return _Taken()
    taken = _Taken(*row)
    return taken if _ending(file, taken.bytes) == taken.ending else _Taken()


def _ending(file: BinaryIO, end: int) -> str:
    start = max(0, end - ENDING)
    file.seek(start)
    data = file.read(end - start)
    return blake2b(data, digest_size=16).hexdigest() if len(data) == end - start else "shorter"


def _lines(file: BinaryIO, start: int) -> Iterator[bytes]:
    """The next complete lines; one without an end may still be being written, unless it is longer than any may be."""
    from voicecoach.play.saved.strict_json import LARGEST

    file.seek(start)
    for _ in range(AT_ONCE):
        line = file.readline(LARGEST)
        if not line.endswith(b"\n") and len(line) < LARGEST:
            return
        yield line


def new_entry_of(record: Record) -> NewEntry:
    """What a line of the record says."""
    began = datetime.datetime.fromisoformat(record.began)
    sets = (
        *(_set(one, done=True) for one in record.done),
        *(_set(one, done=False) for one in record.undone),
    )
    return NewEntry(
        routine=record.routine or record.session,
        title=record.title[:300],
        began=began if began.tzinfo else began.replace(tzinfo=datetime.UTC),
        seconds=min(record.seconds, 24 * 3600.0),
        finished=record.finished,
        level=record.level,
        pain_before=record.pain_before,
        pain_after=record.pain_after,
        effort=record.effort,
        details=Details(
            sets=sets,
            skipped=tuple(record.skipped),
            hurt=_hurt(record),
            swapped=tuple(record.swapped),
        ),
    )


def _set(one: CompletedSet, *, done: bool) -> SetEntry:
    side = None if one.side is None else one.side.value
    return SetEntry(
        one.exercise, one.set, side, one.reps, one.hold, one.breaths, one.load, one.effort, one.pain, done
    )


def _hurt(record: Record) -> tuple[HurtEntry, ...]:
    """Where it hurt, as far as the record says."""
    if [one.exercise for one in record.hurt_at] != record.hurt:
        return tuple(map(HurtEntry, record.hurt))
    return tuple(
        HurtEntry(one.exercise, one.set, None if one.side is None else one.side.value, one.rep, one.after)
        for one in record.hurt_at
    )
