"""Sessions that are made but not yet on the site: kept beside it, so that the next publish uses them if one is killed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from voicecoach.logs import logger_for
from voicecoach.publish.job import MadeFile, MadeSession
from voicecoach.publish.site.records import (
    KeptFile,
    KeptSession,
    session_from_json,
    session_to_json,
    sha256,
)
from voicecoach.publish.site.trees import place, remove_tree

logger = logger_for(__name__)

_RECORD = "session.json"
_HALF = ".part"
_LARGE = 64 * 1024
"""Bytes of a file that is looked for among those written before it."""
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
"""What a patient's file may be called: no hidden file, and no path."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of a new session that is on the site already, perhaps under another name."""

    file: KeptFile
    """As the new session has it."""
    source: Path
    """Where it is."""


class MadeSessions:
    """A folder that has each session as a folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[str, Path] = {}
        """Large files that were written here, by their digests."""

    def folder_of(self, digest: str) -> Path:
        """Where its files are."""
        return self._folder / digest

    def find(self, code: str, digest: str, *, look_into: bool = False) -> KeptSession | None:
        """The session of that digest, if it is here and every file has its size. Never raises OSError.

        `look_into` reads every file: a folder gets its name only when all is in it, but after a cut in power a disk may have the
        name, and not yet what is in the file.
        """
        folder = self.folder_of(digest)
        try:
            found = session_from_json(code, json.loads((folder / _RECORD).read_bytes())["session"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.warning("a kept session is unusable, and is made again: %s", error)
            return None
        sizes = ((folder / file.name, file.size) for file in found.files)
        if found.digest != digest or any(_size(path) != size for path, size in sizes):
            return None
        return None if look_into and not all(is_whole(folder, file) for file in found.files) else found

    def keep(
        self, session: KeptSession, files: tuple[MadeFile, ...], known: tuple[KnownFile, ...] = ()
    ) -> KeptSession:
        """Write its files; those that are `known` are linked. Raises OSError, and ValueError for names that no file of a site
        has."""
        names = [*(one.file.name for one in known), *(file.name for file in files)]
        if bad := next((name for name in names if not FILE_NAME.fullmatch(name) or name == _RECORD), None):
            raise ValueError(f"“{bad}” is not a name for a file of the site")
        if len({name.lower() for name in names}) < len(names):
            raise ValueError("two of its files have one name")
        half = self._folder / f"{session.digest}{_HALF}"
        remove_tree(half)
        half.mkdir(parents=True)
        try:
            for one in known:
                place(one.source, half / one.file.name)
            kept = tuple(self._put(half, file) for file in files)
            whole = replace(session, files=(*(one.file for one in known), *kept))
            record = {"code": session.made.code, "session": session_to_json(whole)}
            (half / _RECORD).write_text(json.dumps(record), encoding="utf-8")
            target = self.folder_of(session.digest)
            remove_tree(target)
            half.replace(target)
            self._written |= {one.sha256: target / one.name for one in kept if one.size >= _LARGE}
        except BaseException:
            _try_to_remove(half)
            raise
        return whole

    def _put(self, folder: Path, file: MadeFile) -> KeptFile:
        """Writes a file; one with the content of another becomes the same file, as do sounds that patients share."""
        kept = KeptFile(file.name, len(file.content), sha256(file.content))
        path = folder / file.name
        if (like := self._written.get(kept.sha256)) is not None:
            try:
                place(like, path)
                return kept
            except OSError as error:  # written like any other, then
                logger.debug("%s is written again: %s", like, error)
                path.unlink(missing_ok=True)
        path.write_bytes(file.content)
        return kept

    def codes(self) -> Iterator[tuple[str, str]]:
        """The digest of every session that is here, and whose it is; empty if that is not known."""
        for folder in self._all():
            try:
                code = str(json.loads((folder / _RECORD).read_bytes())["code"])
            except (OSError, ValueError, KeyError, TypeError):
                code = ""
            yield folder.name, code

    def remove(self, digests: frozenset[str]) -> None:
        """Remove the sessions of those digests. Raises OSError."""
        for folder in self._all():
            if folder.name in digests:
                remove_tree(folder)

    def _all(self) -> list[Path]:
        try:
            return sorted(self._folder.iterdir())
        except FileNotFoundError:
            return []


def is_whole(folder: Path, file: KeptFile) -> bool:
    """Whether the file still has its recorded content; all of it is read."""
    try:
        path = folder / file.name
        return (
            not path.is_symlink()
            and path.stat().st_size == file.size
            and sha256(path.read_bytes()) == file.sha256
        )
    except OSError:
        return False


def unmade(
    code: str, made: MadeSession, digest: str, routine: str, facets: tuple[tuple[str, str], ...]
) -> KeptSession:
    """The record of a session whose files are still to be written."""
    return KeptSession(digest, routine, replace(made, code=code), (), facets)


def _size(path: Path) -> int | None:
    try:
        return path.lstat().st_size
    except OSError:
        return None


def _try_to_remove(folder: Path) -> None:
    try:
        remove_tree(folder)
    except OSError as error:
        logger.debug("%s cannot be removed: %s", folder, error)
