"""The diary: every session, what was done in it and how it felt, in one file of SQLite in the user's data folder.

What `play` writes is a line in the record of sessions, at whose end nobody waits for a database. Those lines are taken in
when the session is over, or by the next command that reads the diary: each once, whatever is killed in between. So the
record is the source of what was done, and the diary of what the person adds, changes and deletes.
"""

from __future__ import annotations

import datetime
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from voicecoach.errors import StateError
from voicecoach.play.saved.corrections import FELT, Corrections
from voicecoach.practice.entries import (
    Details,
    Entry,
    HurtEntry,
    NewEntry,
    SetEntry,
    check_scale,
    local_day,
    seconds_of,
)
from voicecoach.practice.schema import transaction

_COLUMNS = (
    "id, name, routine, title, level, began, day, seconds, finished, sets_done, sets_planned, "
    "pain_before, pain_after, effort, note, source"
)
_HURT = "(SELECT group_concat(exercise, ' ') FROM hurt WHERE hurt.session = session.id)"

CHANGEABLE = ("pain_before", "pain_after", "effort", "note", "seconds", "began")
"""The columns of an entry that a person may change."""


class Diary:
    """An open diary, made by `open_diary` and used by one thread. Its methods raise StateError."""

    def __init__(self, connection: sqlite3.Connection, file: Path, read_only: str = "") -> None:
        """`read_only` says why nothing can be changed; it is empty if the diary can be changed."""
        self.connection = connection
        self.file = file
        self.read_only = read_only
        """Why nothing can be changed; empty if the diary can be changed."""

    def sessions(
        self,
        *,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        routine: str | None = None,
        exercise: str | None = None,
        limit: int | None = None,
    ) -> list[Entry]:
        """Sessions, newest first: on days from `since` to `until`, of a routine, with a set of an exercise done."""
        wheres, values = ["1"], []
        for where, value in (
            ("day >= ?", since and since.isoformat()),
            ("day <= ?", until and until.isoformat()),
            ("routine = ?", routine),
            ("id IN (SELECT session FROM exercise_set WHERE exercise = ? AND done)", exercise),
        ):
            if value is not None:
                wheres.append(where)
                values.append(value)
        query = (
            f"SELECT {_COLUMNS}, {_HURT} FROM session WHERE {' AND '.join(wheres)} "
            "ORDER BY began_s DESC, id DESC LIMIT ?"
        )
        return list(map(_entry, self.rows(query, *values, -1 if limit is None else limit)))

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query; `schema` has the tables."""
        return self.connection.execute(query, values)

    def entry(self, number: int | str) -> Entry:
        """The session of that number, or with that name."""
        column = "id" if isinstance(number, int) else "name"
        if isinstance(number, int) and abs(number) >= 2**63:
            raise StateError(f"there is no session {number}", path=self.file)
        found = next(self.rows(f"SELECT {_COLUMNS}, {_HURT} FROM session WHERE {column} = ?", number), None)
        if found is None:
            raise StateError(f"there is no session {number}", path=self.file)
        return _entry(found)

    def details(self, number: int) -> Details:
        """What was done in the session of that number."""
        sets = self.rows(
            "SELECT exercise, number, side, reps, hold_s, breaths, load, effort, pain, done FROM exercise_set "
            "WHERE session = ? ORDER BY position",
            number,
        )
        skipped = self.rows("SELECT exercise FROM skipped WHERE session = ? ORDER BY position", number)
        hurt = self.rows(
            "SELECT exercise, number, side, rep, after_s FROM hurt WHERE session = ? ORDER BY position",
            number,
        )
        swapped = self.rows(
            "SELECT exercise, instead FROM swapped WHERE session = ? ORDER BY position", number
        )
        return Details(
            sets=tuple(SetEntry._make((*row[:-1], bool(row[-1]))) for row in sets),
            skipped=tuple(row[0] for row in skipped),
            hurt=tuple(HurtEntry(*row) for row in hurt),
            swapped=tuple((row[0], row[1]) for row in swapped),
        )

    def add(self, new: NewEntry, *, name: str | None = None, source: str = "hand") -> Entry:
        """Write a session into it. One whose `name` is in it, or was deleted, is left out."""
        self._check_writable()
        name = name or f"{source}-{uuid.uuid4().hex}"
        with transaction(self.connection):
            if not self._is_known(name):
                insert(self.connection, new, name=name, source=source)
        return self.entry(name)

    def add_all(
        self, entries: Iterable[tuple[str, NewEntry]], *, source: str, deleted_too: bool = False
    ) -> tuple[int, int]:
        """Write sessions with these names into it, all of them or none; those already in it stay as they are. Returns how
        many were added, and how many were left out because they had been deleted.
        """
        self._check_writable()
        added = left = 0
        with transaction(self.connection):
            for name, new in entries:
                if is_deleted(self.connection, name):
                    if not deleted_too:
                        left += 1
                        continue
                    self.connection.execute("DELETE FROM deleted WHERE name = ?", (name,))
                if not self._is_known(name):
                    insert(self.connection, new, name=name, source=source)
                    added += 1
        return added, left

    def edit(self, number: int, changes: Mapping[str, Any]) -> Entry:
        """Change some of CHANGEABLE, which the record then no longer changes. Raises ValueError for what is out of range."""
        self._check_writable()
        before = self.entry(number)
        wrong = set(changes) - set(CHANGEABLE)
        if wrong:
            raise ValueError(f"{', '.join(sorted(wrong))} cannot be changed")
        values: dict[str, Any] = dict(changes)
        for one in ("pain_before", "pain_after", "effort"):
            check_scale(one.replace("_", " "), values.get(one))
        began = values.get("began", before.began)
        seconds, note = values.get("seconds", before.seconds), values.get("note", before.note)
        NewEntry(routine=before.routine, title="", began=began, seconds=seconds, note=note)
        if "began" in values:
            values |= {"began": began.isoformat(), "began_s": seconds_of(began)}
            values |= {"day": local_day(began).isoformat()}
        with transaction(self.connection):
            (edited,) = next(self.rows("SELECT edited FROM session WHERE id = ?", number))
            values["edited"] = " ".join(sorted({*edited.split(), *values}))
            columns = ", ".join(f"{column} = ?" for column in values)
            self.connection.execute(f"UPDATE session SET {columns} WHERE id = ?", (*values.values(), number))
        return self.entry(number)

    def delete(self, numbers: Iterable[int]) -> list[Entry]:
        """Delete sessions for good, all of them or none: the record does not bring them back."""
        self._check_writable()
        gone = [self.entry(number) for number in numbers]
        with transaction(self.connection):
            for one in gone:
                self.connection.execute("DELETE FROM session WHERE id = ?", (one.number,))
                self.connection.execute("INSERT OR IGNORE INTO deleted VALUES (?)", (one.name,))
        return gone

    def corrections(self) -> Corrections:
        """What the person changed in sessions of the record, as far as the coach has to know."""
        felt: dict[str, dict[str, int | None]] = {}
        rows = self.rows(
            "SELECT name, edited, pain_before, pain_after, effort FROM session "
            "WHERE edited <> '' AND source = 'record' ORDER BY name"
        )
        for name, edited, *values in rows:
            own = {one: value for one, value in zip(FELT, values, strict=True) if one in edited.split()}
            if own:
                felt[name] = own
        return Corrections(frozenset(name for (name,) in self.rows("SELECT name FROM deleted")), felt)

    def _is_known(self, name: str) -> bool:
        return is_deleted(self.connection, name) or any(
            self.rows("SELECT 1 FROM session WHERE name = ?", name)
        )

    def _check_writable(self) -> None:
        if self.read_only:
            raise StateError(f"the diary cannot be changed: {self.read_only}", path=self.file)


def is_deleted(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the person deleted the session."""
    return connection.execute("SELECT 1 FROM deleted WHERE name = ?", (name,)).fetchone() is not None


def insert(
    connection: sqlite3.Connection, new: NewEntry, *, name: str, source: str, edited: str = ""
) -> None:
    """Write a session, or write it again: what the person changed of it stays. Inside a transaction."""
    sets = new.details.sets
    values: dict[str, Any] = {
        "routine": new.routine,
        "title": new.title,
        "level": new.level,
        "began": new.began.isoformat(),
        "began_s": seconds_of(new.began),
        "day": (new.day or local_day(new.began)).isoformat(),
        "seconds": new.seconds,
        "finished": new.finished,
        "sets_done": sum(one.done for one in sets),
        "sets_planned": len(sets),
        "pain_before": new.pain_before,
        "pain_after": new.pain_after,
        "effort": new.effort,
        "note": new.note,
    }
    before = connection.execute("SELECT id, edited FROM session WHERE name = ?", (name,)).fetchone()
    if before is None:
        values |= {"name": name, "source": source, "edited": edited}
        marks = ", ".join("?" * len(values))
        statement = f"INSERT INTO session ({', '.join(values)}) VALUES ({marks})"
        number = connection.execute(statement, tuple(values.values())).lastrowid
    else:
        number, own = before[0], set(before[1].split())
        values = {column: value for column, value in values.items() if column not in own}
        columns = ", ".join(f"{column} = ?" for column in values)
        connection.execute(f"UPDATE session SET {columns} WHERE id = ?", (*values.values(), number))
        for table in ("exercise_set", "skipped", "hurt", "swapped"):
            connection.execute(f"DELETE FROM {table} WHERE session = ?", (number,))
    _insert_many(connection, "exercise_set", number, sets)
    _insert_many(connection, "skipped", number, ((one,) for one in new.details.skipped))
    _insert_many(connection, "hurt", number, new.details.hurt)
    _insert_many(connection, "swapped", number, new.details.swapped)


def _insert_many(
    connection: sqlite3.Connection, table: str, number: int | None, rows: Iterable[tuple[Any, ...]]
) -> None:
    numbered = [(number, position, *row) for position, row in enumerate(rows)]
    if numbered:
        marks = ", ".join("?" * len(numbered[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", numbered)


def _entry(row: tuple[Any, ...]) -> Entry:
    (number, name, routine, title, level, began, day, seconds, finished, *rest, hurt) = row
    done, planned, before, after, effort, note, source = rest
    return Entry(
        number=number,
        name=name,
        routine=routine,
        title=title,
        level=level,
        began=datetime.datetime.fromisoformat(began),
        day=datetime.date.fromisoformat(day),
        seconds=seconds,
        finished=bool(finished),
        sets_done=done,
        sets_planned=planned,
        pain_before=before,
        pain_after=after,
        effort=effort,
        note=note,
        source=source,
        hurt=tuple(dict.fromkeys((hurt or "").split())),
    )


def new_entry(entry: Entry, details: Details) -> NewEntry:
    """The values that would write the same session again."""
    return NewEntry(
        routine=entry.routine,
        title=entry.title,
        began=entry.began,
        day=entry.day,
        seconds=entry.seconds,
        finished=entry.finished,
        level=entry.level,
        pain_before=entry.pain_before,
        pain_after=entry.pain_after,
        effort=entry.effort,
        note=entry.note,
        details=replace(details),
    )
