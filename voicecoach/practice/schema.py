"""The tables of the diary, as a list of migrations: the version of a file is the number that it has had."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x76634469
"""Identifies a SQLite file as a diary of voicecoach: "vcDi"."""

_FIRST = (
    """CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
        routine TEXT NOT NULL,
        title TEXT NOT NULL,
        level REAL CHECK (level BETWEEN 0 AND 1),
        began TEXT NOT NULL,
        began_s INTEGER NOT NULL,
        day TEXT NOT NULL CHECK (length(day) = 10),
        seconds REAL NOT NULL CHECK (seconds >= 0),
        finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
        sets_done INTEGER NOT NULL CHECK (sets_done >= 0),
        sets_planned INTEGER NOT NULL CHECK (sets_planned >= sets_done),
        pain_before INTEGER CHECK (pain_before BETWEEN 0 AND 10),
        pain_after INTEGER CHECK (pain_after BETWEEN 0 AND 10),
        effort INTEGER CHECK (effort BETWEEN 0 AND 10),
        note TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL CHECK (source IN ('record', 'hand', 'import')),
        edited TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX session_by_time ON session (began_s)",
    "CREATE INDEX session_by_day ON session (day)",
    """CREATE TABLE exercise_set (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        exercise TEXT,
        number INTEGER,
        side TEXT CHECK (side IN ('left', 'right', 'alternate')),
        reps INTEGER CHECK (reps >= 0),
        hold_s REAL CHECK (hold_s >= 0),
        breaths INTEGER CHECK (breaths >= 0),
        load TEXT,
        effort INTEGER,
        pain INTEGER,
        done INTEGER NOT NULL CHECK (done IN (0, 1)),
        PRIMARY KEY (session, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX exercise_set_by_exercise ON exercise_set (exercise, session)",
    """CREATE TABLE skipped (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        PRIMARY KEY (session, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE hurt (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        number INTEGER,
        side TEXT CHECK (side IN ('left', 'right', 'alternate')),
        rep INTEGER,
        after_s REAL,
        PRIMARY KEY (session, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE swapped (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        instead TEXT NOT NULL,
        PRIMARY KEY (session, position)
    ) WITHOUT ROWID""",
    "CREATE TABLE deleted (name TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE taken (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        bytes INTEGER NOT NULL,
        ending TEXT NOT NULL,
        format INTEGER NOT NULL
    )""",
)
"""
- `session.began_s`: seconds since 1970; `day`: the date where the person was. `edited`: the columns that the person
  changed, with spaces between, which the record no longer decides. `source`: who wrote the row.
- `exercise_set`: what was done, and with `done` 0 what was planned and left. `number` is the set's, from 1; `effort` and
  `pain` are what was asked for.
- `hurt`: the set in which it hurt, after which repetition, and how many seconds of it had gone.
- `deleted`: sessions that the person deleted, and that the record still has.
- `taken`: how far the record of sessions was read, and by which format of it.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""The statements that lead from each version to the next; once released, they never change."""

VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to VERSION, completely or not at all; two processes may do so at once. Raises sqlite3.Error."""
    if version_of(connection) == VERSION:
        return
    with transaction(connection):
        for statements in MIGRATIONS[version_of(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations a file has had. Raises sqlite3.Error."""
    return _number(connection, "PRAGMA user_version")


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether a file has something in it and is not a diary of voicecoach. Raises sqlite3.Error."""
    connection.execute("BEGIN")  # another process may make the tables between two looks
    try:
        own = _number(connection, "PRAGMA application_id") == APPLICATION_ID
        empty = not _number(connection, "SELECT count(*) FROM sqlite_master") and not version_of(connection)
    finally:
        connection.execute("ROLLBACK")
    return not (own or empty)


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


class transaction:  # noqa: N801 - read as `with transaction(...)`
    """Makes all the changes of the block, or none of them. The lock to write is taken at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            try:
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        else:
            self._roll_back()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk has already ended it
            self._connection.execute("ROLLBACK")
