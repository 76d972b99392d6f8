"""Opens the diary, whatever state its file is in.

- It is made if it is missing, and brought up to date if an older version wrote it.
- One that a newer version wrote, or that is no diary, is refused and left untouched.
- A damaged one is kept aside, and a new one begun: from the record of sessions, and from what can still be read of the
  person's own words.
- If nothing can be written (a full disk, a home that can only be read), the diary is read into memory, with what is new in the
  record; then it can be looked at and not changed.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from voicecoach.errors import NewerState, StateError
from voicecoach.file_locks import lock_file, unlock_file
from voicecoach.files import why_not_written, write_atomically
from voicecoach.folders import diary_file, make_private, places_dir
from voicecoach.logs import logger_for
from voicecoach.play.saved.corrections import corrections_file, read_corrections
from voicecoach.play.saved.cut_off import note_cut_off
from voicecoach.play.saved.session_count import record_file
from voicecoach.practice.diary import Diary
from voicecoach.practice.salvage import restore, salvage
from voicecoach.practice.schema import VERSION, is_foreign, migrate, version_of
from voicecoach.practice.taking_in import take_in

logger = logger_for(__name__)

PATIENCE_S = 5.0
"""Seconds to wait for another process that writes."""

_WHY = {
    sqlite3.SQLITE_FULL: "there is no room left on the disk",
    sqlite3.SQLITE_READONLY: "you may not write there",
    sqlite3.SQLITE_PERM: "you may not write there",
    sqlite3.SQLITE_AUTH: "you may not write there",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened for writing",
    sqlite3.SQLITE_IOERR: "the disk failed",
    sqlite3.SQLITE_BUSY: "another voicecoach is writing in it; try again",
    sqlite3.SQLITE_LOCKED: "another voicecoach is writing in it; try again",
}
_BESIDE = ("", "-wal", "-shm")
"""How the names of the files end that SQLite makes."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextlib.contextmanager
def open_diary(
    file: Path | None = None,
    record: Path | None = None,
    *,
    report: Callable[[str], None] = lambda line: None,
) -> Iterator[Diary]:
    """The diary with all that is in the record of sessions. Without paths, both files are the user's.

    `report` is called with a line for a person if a damaged diary was kept aside. Raises StateError, also within the
    block if the diary cannot be written or read there.
    """
    path, sessions = file or diary_file(), record or record_file()
    if record is None:
        note_cut_off(places_dir(), sessions)
    diary = _ready(path, sessions, report)
    try:
        yield diary
        if not diary.read_only:
            _keep_corrections(diary, corrections_file(sessions))
    except sqlite3.Error as error:
        diary.connection.close()
        if _code(error) in _DAMAGED and not diary.read_only:
            with contextlib.suppress(OSError, sqlite3.Error):
                raise StateError(
                    f"{_begin_again(path, sessions)}; give the command again", path=path
                ) from error
        raise StateError(_why(error), path=path) from error
    finally:
        diary.connection.close()


def _keep_corrections(diary: Diary, file: Path) -> None:
    """Pass on to the coach what the person changed, also after a program that was killed before it could."""
    corrections = diary.corrections()
    if read_corrections(file) == corrections:
        return
    try:
        write_atomically(file, corrections.as_json().encode())
    except OSError as error:
        logger.warning("%s: %s", file, why_not_written(error))


def _ready(path: Path, record: Path, report: Callable[[str], None]) -> Diary:
    try:
        _check_ordinary(path)
        return _to_write(path, record)
    except OSError as error:
        return _in_memory(path, record, why_not_written(error))
    except sqlite3.DatabaseError as error:
        if _code(error) not in _DAMAGED:
            return _in_memory(path, record, _why(error))
    try:
        report(f"{path}: {_begin_again(path, record)}")
        return _to_write(path, record)
    except OSError as error:
        raise StateError(
            f"it is damaged, and no other can be made: {why_not_written(error)}", path=path
        ) from error
    except sqlite3.Error as error:
        raise StateError(f"it is damaged, and no other can be made: {_why(error)}", path=path) from error


def _check_ordinary(path: Path) -> None:
    """Raises StateError for what SQLite would wait for, such as a pipe."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISREG(found.st_mode):
        raise StateError("that is not an ordinary file; move it away", path=path)


def _to_write(path: Path, record: Path) -> Diary:
    """Raises OSError, sqlite3.Error, StateError."""
    make_private(path.parent)
    # What SQLite makes beside it has the same mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = _connected(path, "rw")
    try:
        with contextlib.suppress(
            sqlite3.OperationalError
        ):  # two at once; and disks on which it is impossible
            connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
        take_in(connection, record)
        # Damage is mostly found here, and not when half of an answer is printed.
        connection.execute("SELECT sum(length(title)) FROM session").fetchone()
    except BaseException:
        connection.close()
        raise
    return Diary(connection, path)


def _connected(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    """Raises sqlite3.Error, NewerState, StateError; then nothing of the file was changed."""
    uri = f"{path.absolute().as_uri()}?mode={mode}{more}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        _check_ours(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    if is_foreign(connection):
        raise StateError("that is not a diary of voicecoach; move it away", path=path)
    found = version_of(connection)
    if found > VERSION:
        raise NewerState(
            f"a newer version of voicecoach wrote this diary (format {found}, this one knows {VERSION}); update voicecoach",
            path=path,
        )


def _in_memory(path: Path, record: Path, why: str) -> Diary:
    """The diary as far as it can be read, with what is new in the record."""
    logger.info("%s: the diary cannot be written: %s", path, why)
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _copy(path, memory)
        memory.execute("PRAGMA foreign_keys = ON")
        migrate(memory)
        take_in(memory, record)
    except BaseException as error:
        memory.close()
        if isinstance(error, sqlite3.Error):
            raise StateError(f"it cannot be read: {_why(error)}", path=path) from error
        raise
    return Diary(memory, path, read_only=why)


def _copy(path: Path, memory: sqlite3.Connection) -> None:
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        source = _connected(path, "ro")
    except sqlite3.OperationalError:
        source = _connected(path, "ro", "&immutable=1")  # a folder in which no lock can be made
    with contextlib.closing(source):
        source.backup(memory)


def _begin_again(path: Path, record: Path) -> str:
    """Keep a damaged diary aside and put a new one in its place; returns what to report. Raises OSError, sqlite3.Error."""
    lock_path = path.with_suffix(".lock")
    lock = lock_file(lock_path)
    if lock is None:
        return "the diary was damaged, and another voicecoach is making a new one"
    try:
        if not _is_damaged(path):
            return "the diary was damaged, and another voicecoach has made a new one"
        new = path.with_suffix(".new")
        try:
            whole = _made_again(path, record, new)
            aside = _free_name(path)
            _move_aside(path, aside)
            new.replace(path)
        finally:
            for ending in _BESIDE:
                new.with_name(new.name + ending).unlink(missing_ok=True)
    finally:
        unlock_file(lock_path, lock)
    logger.warning("%s was damaged, and is kept as %s", path, aside)
    own = "with what you wrote into it" if whole else "but not all that you wrote into it can be read"
    return f"the diary was damaged and is kept as {aside.name}; a new one is made from the record of sessions, {own}"


def _made_again(path: Path, record: Path, new: Path) -> bool:
    """Make a new diary; returns whether all that the person wrote could be read in the damaged one."""
    for ending in _BESIDE:
        new.with_name(new.name + ending).unlink(missing_ok=True)
    diary = _to_write(new, record)
    try:
        restore(read_corrections(corrections_file(record)), diary)
        whole = salvage(path, diary)
        diary.connection.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file that is moved
    finally:
        diary.connection.close()
    return whole


def _move_aside(path: Path, aside: Path) -> None:
    # The log of the old one would be taken for that of the new one.
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and not log.stat().st_size:
        log.unlink()
    elif log.exists():
        log.replace(aside.with_name(f"{aside.name}-wal"))
    try:
        aside.hardlink_to(path)  # so that a diary is there at every moment
    except OSError:
        path.replace(aside)


def _is_damaged(path: Path) -> bool:
    try:
        with contextlib.closing(_connected(path, "rw")) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except StateError:
        return False
    except sqlite3.DatabaseError as error:
        return _code(error) in _DAMAGED


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}")).exists():
        number += 1
    return aside


def _code(error: sqlite3.Error) -> int:
    """The kind of an error, without its finer part."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _why(error: sqlite3.Error) -> str:
    """What is wrong, in a few words for a person."""
    return _WHY.get(_code(error)) or f"SQLite says: {error}"
