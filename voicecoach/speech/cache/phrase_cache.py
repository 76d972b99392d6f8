"""The store of spoken phrases: a phrase is synthesised once and read from then on.

One file a phrase (`phrase_entry`), named by the digest of all that decides its sound: backend, version, voice, speed, text.
A file is written beside and moved into place, so that several processes may use one folder. Nothing in it is trusted: a
file that is cut short, foreign or damaged is a miss. What phrases say is for their user alone: the files and the folder
can be read by nobody else.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.files import open_to_read, replace_with
from voicecoach.folders import cache_dir, make_private
from voicecoach.half_file import remove_dead_half_files
from voicecoach.speech.cache.phrase_entry import (
    HEAD_SIZE,
    LARGEST,
    PhraseHeader,
    PhraseKey,
    PhraseRecipe,
    as_clip,
    packed_entry,
    parse_head,
    unpack_recipe,
)

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

DEFAULT_LIMIT = 512 * 2**20
"""How large the store may grow, in bytes: about three hours of different phrases."""

_KEPT = ".phrase"
_OLDER_FORM = ".clip"
"""Files of an older form, which nobody reads any more."""
_OURS = r"[0-9a-f]{40}\.(?:phrase|clip)"

_SWEEP_EVERY = 128
"""One write in this many checks the size of the folder, which takes 30 ms for 10,000 files."""

_SWEPT_TO = 0.9
"""How full the folder is after a sweep, as a share of its limit."""

_DAY_S = 86400
_FAILURES = 3
"""After this many failed writes in a row nothing more is written: the folder is read-only or the disk full."""


class Usage(NamedTuple):
    """How much the store holds."""

    phrases: int
    bytes: int


class KeptPhrase(NamedTuple):
    """One phrase of the store."""

    key: PhraseKey
    recipe: PhraseRecipe


def phrases_folder() -> Path:
    """`phrases` in the user's folder for caches; not made by asking."""
    return cache_dir() / "phrases"


class PhraseCache:
    """A folder of phrases. Creating one touches no file; the first write makes the folder.

    No method raises because of the folder: what cannot be read is a miss and what cannot be written is not kept.
    """

    shared = False
    """Whether there is a place behind it from which phrases are fetched, so that it helps to `expect` them."""

    def __init__(
        self, folder: Path | None = None, *, limit: int = DEFAULT_LIMIT, sweep_every: int = _SWEEP_EVERY
    ) -> None:
        self.folder = phrases_folder() if folder is None else folder
        self.limit = limit
        """In bytes."""
        self._base = os.fspath(self.folder)
        self._sweep_every = sweep_every
        self._failures = 0

    def header(self, key: PhraseKey) -> PhraseHeader | None:
        """What is kept under the key, without its samples; None if there is nothing usable."""
        opened = self._open(key.digest)
        if opened is None:
            return None
        descriptor, header = opened
        os.close(descriptor)
        return header

    def load(self, key: PhraseKey) -> Clip | None:
        """The phrase that is kept under the key; None if there is nothing usable."""
        opened = self._open(key.digest)
        if opened is None:
            return None
        descriptor, header = opened
        try:
            with open(descriptor, "rb", buffering=0) as file:
                data = file.read(header.size)
        except OSError as error:
            _log("a phrase cannot be read: %s", error)
            return None
        if len(data) != header.size or zlib.crc32(data) != header.crc:
            _log("a damaged phrase is made again: %s", key.digest.hex())
            return None
        return as_clip(data, header)

    def store(self, key: PhraseKey, clip: Clip) -> None:
        """Keeps the phrase, if it can."""
        if HEAD_SIZE + 2 * len(clip.samples) + len(key.packed) <= LARGEST:
            self._keep(key, packed_entry(key, clip))

    def _keep(self, key: PhraseKey, data: bytes) -> None:
        """Keeps a whole file, if it can."""
        if self._failures >= _FAILURES:
            return
        try:
            self._write(Path(self._path(key.digest)), data)
        except OSError as error:
            self._failures += 1
            _log("a phrase is not kept: %s", error)
            return
        self._failures = 0
        if key.digest[0] % self._sweep_every == 0:  # by the digest: no counter to share between processes
            self.sweep()

    def expect(self, keys: Iterable[PhraseKey]) -> None:
        """These are asked for soon. Nothing needs to be done for a folder of this machine."""

    @property
    def local(self) -> PhraseCache:
        """What is kept on this machine alone."""
        return self

    def kept(self) -> list[KeptPhrase]:
        """Every usable phrase, in the order of the names of their files."""
        digests = sorted(_digest(path) for path, _, _ in self._entries(_KEPT))
        return [KeptPhrase(key, recipe) for digest in digests for key, recipe in self._read_key(digest)]

    def remove(self, key: PhraseKey) -> bool:
        """Remove a phrase, and say whether it was there."""
        return _remove(self._path(key.digest))

    def remove_outdated(self, outdated: Callable[[PhraseRecipe], bool]) -> Usage:
        """Removes what nobody will read any more: what is damaged, of an older form, or `outdated`."""
        gone = []
        for path, size, _ in self._entries(_KEPT, _OLDER_FORM):
            if path.endswith(_KEPT) and any(not outdated(one) for _, one in self._read_key(_digest(path))):
                continue
            if _remove(path):
                gone.append(size)
        return Usage(len(gone), sum(gone))

    def usage(self) -> Usage:
        """How many phrases are kept and how many bytes they take."""
        sizes = [size for _, size, _ in self._entries(_KEPT)]
        return Usage(len(sizes), sum(sizes))

    def clear(self) -> Usage:
        """Remove every phrase and return how much that was; other files stay."""
        remove_dead_half_files(self.folder)
        gone = [size for path, size, _ in self._entries() if _remove(path)]
        return Usage(len(gone), sum(gone))

    def sweep(self) -> None:
        """If the store is over its limit, remove what was used least recently until it is a tenth below."""
        remove_dead_half_files(self.folder)
        entries = self._entries()
        for path, _, _ in entries:
            if path.endswith(_OLDER_FORM):
                _remove(path)
        clips = sorted((used, size, path) for path, size, used in entries if path.endswith(_KEPT))
        total = sum(size for _, size, _ in clips)
        if total <= self.limit:
            return
        for _, size, path in clips:
            if total <= self.limit * _SWEPT_TO:
                break
            _remove(path)
            total -= size

    def _path(self, digest: bytes) -> str:
        return f"{self._base}{os.sep}{digest.hex()}{_KEPT}"

    def _open(self, digest: bytes, *, used: bool = True) -> tuple[int, PhraseHeader] | None:
        """An open file with its header read and checked, or None. `used`: it counts as used now."""
        path = self._path(digest)
        try:
            descriptor = open_to_read(path)
        except OSError:
            return None
        try:
            stat = os.fstat(descriptor)
            header = parse_head(os.read(descriptor, HEAD_SIZE), digest, stat.st_size)
            if used and header is not None and stat.st_mtime < time.time() - _DAY_S:
                os.utime(path)  # the time of last use, to a day: the order in which `sweep` removes
        except OSError:
            header = None
        if header is None:
            os.close(descriptor)
            return None
        return descriptor, header

    def _read_key(self, digest: bytes) -> list[tuple[PhraseKey, PhraseRecipe]]:
        """The key of a kept phrase: none or one."""
        opened = self._open(digest, used=False)
        if opened is None:
            return []
        descriptor, header = opened
        try:
            with open(descriptor, "rb", buffering=0) as file:
                file.seek(HEAD_SIZE + header.size)
                packed = file.read(header.key_size)
        except OSError as error:
            _log("a phrase cannot be read: %s", error)
            return []
        recipe = unpack_recipe(packed, digest)
        return [] if recipe is None else [(PhraseKey(digest, packed), recipe)]

    def _write(self, path: Path, data: bytes) -> None:
        try:
            replace_with(path, data, durable=False)
        except FileNotFoundError:
            make_private(self.folder)
            replace_with(path, data, durable=False)

    def _entries(self, *endings: str) -> list[tuple[str, int, float]]:
        """Path, size and time of last use of every file of this store, or of those with one of the endings."""
        found: list[tuple[str, int, float]] = []
        try:
            with os.scandir(self._base) as entries:
                for entry in entries:
                    if not re.fullmatch(_OURS, entry.name) or not entry.name.endswith(endings or ("",)):
                        continue
                    try:
                        stat = entry.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    found.append((entry.path, stat.st_size, stat.st_mtime))
        except OSError:
            return found
        return found


def _digest(path: str) -> bytes:
    return bytes.fromhex(os.path.basename(path)[:40])


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        _log("a file of the store cannot be removed: %s", error)
        return False
    return True


def _log(message: str, what: object) -> None:
    from voicecoach.logs import logger_for  # 4 ms of a warm start

    logger_for(__name__).debug(message, what)
