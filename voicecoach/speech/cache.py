"""The store of spoken phrases: a phrase is synthesised once and read from then on.

One file a phrase, named by the digest of all that decides its sound: backend, its version, voice, speed, text. A file
is written beside and moved into place, so that several processes may use one folder. Nothing in it is believed: a file
that is cut short, foreign or damaged is a miss.

    offset  bytes  what
    0       8      magic
    8       20     the key's digest
    28      4      rate, frames a second
    32      4      onset, frames
    36      4      frames
    40      4      CRC-32 of the samples
    44      4      CRC-32 of bytes 0 to 43
    48      2 x frames   the samples, signed 16 bits, all little-endian

Reading a length opens the file and reads 48 bytes; neither numpy nor an engine is loaded for it.
"""

from __future__ import annotations

import os
import re
import struct
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

try:  # hashlib loads OpenSSL, 2 ms of a start that is measured in tens
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

from voicecoach.folders import cache_dir, make_private
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

DEFAULT_LIMIT = 512 * 2**20
"""How large the store may grow, in bytes: about three hours of different phrases."""

_MAGIC = b"vcphras1"
_HEADER = struct.Struct("<8s20sIIII")
_CRC = struct.Struct("<I")
_HEADER_SIZE = _HEADER.size + _CRC.size
_DIGEST_SIZE = 20
_OURS = r"[0-9a-f]{40}\.(?:clip|[0-9a-f]{16}\.part)"

_LARGEST = 64 * 2**20
"""A phrase of more bytes than this (25 minutes) is not kept, and a file that claims it is not read."""

_SWEEP_EVERY = 128
"""One write in so many looks at the folder's size; a look at 10,000 files takes 30 ms."""

_SWEPT_TO = 0.9
"""How full the folder is after the oldest went, as a part of its limit."""

_DAY_S = 86400
_ABANDONED_S = 3600
_FAILURES = 3
"""After so many writes that failed in a row nothing more is written: the folder is read-only or the disk full."""


class Header(NamedTuple):
    """What is known of a kept phrase without its samples."""

    rate: int
    onset: Frames
    frames: Frames
    crc: int

    @property
    def length(self) -> Frames:
        """The frames that are heard."""
        return Frames(self.frames - self.onset)


class Usage(NamedTuple):
    """How much the store holds."""

    phrases: int
    bytes: int


def phrase_key(voice: str, version: str, speed: int, text: str) -> bytes:
    """The digest (20 bytes) of all that decides how a phrase sounds; `voice` names its backend too."""
    fields = [part.encode("utf-8", "surrogatepass") for part in (voice, version, str(speed), text)]
    return blake2b(
        b"".join(b"%d:%b" % (len(field), field) for field in fields), digest_size=_DIGEST_SIZE
    ).digest()


def default_folder() -> Path:
    """`phrases` in the user's folder for caches; not made by asking."""
    return cache_dir() / "phrases"


class PhraseCache:
    """A folder of phrases. Making one touches no file; the folder is made by the first write.

    No method raises on account of the folder: what cannot be read is a miss and what cannot be written is not kept.
    """

    def __init__(
        self, folder: Path | None = None, *, limit: int = DEFAULT_LIMIT, sweep_every: int = _SWEEP_EVERY
    ) -> None:
        self.folder = default_folder() if folder is None else folder
        self.limit = limit
        """In bytes."""
        self._base = os.fspath(self.folder)
        self._sweep_every = sweep_every
        self._failures = 0

    def header(self, key: bytes) -> Header | None:
        """What is kept under the key, without its samples; None where nothing fit to use is."""
        opened = self._open(key)
        if opened is None:
            return None
        descriptor, header = opened
        os.close(descriptor)
        return header

    def load(self, key: bytes) -> Clip | None:
        """The phrase that is kept under the key; None where nothing fit to use is."""
        opened = self._open(key)
        if opened is None:
            return None
        descriptor, header = opened
        try:
            with open(descriptor, "rb", buffering=0) as file:
                data = file.read(header.frames * 2)
        except OSError:
            return None
        if len(data) != header.frames * 2 or zlib.crc32(data) != header.crc:
            return None
        import numpy as np

        from voicecoach.audio.pcm import Clip

        return Clip(np.frombuffer(data, "<i2").astype(np.int16, copy=False), header.rate, header.onset)

    def store(self, key: bytes, clip: Clip) -> None:
        """Keeps the phrase, if it can."""
        data = clip.samples.astype("<i2", copy=False).tobytes()
        if self._failures >= _FAILURES or len(data) > _LARGEST:
            return
        head = _HEADER.pack(_MAGIC, key, clip.rate, clip.onset, len(clip.samples), zlib.crc32(data))
        try:
            self._write(self._path(key), head + _CRC.pack(zlib.crc32(head)), data)
        except OSError:
            self._failures += 1
            return
        self._failures = 0
        if key[0] % self._sweep_every == 0:  # by the digest: no counter to share between processes
            self.sweep()

    def usage(self) -> Usage:
        """How many phrases are kept and how many bytes they take."""
        sizes = [size for _, size, _ in self._entries()]
        return Usage(len(sizes), sum(sizes))

    def clear(self) -> Usage:
        """Removes every phrase and says how much went; files that are not of this store stay."""
        gone = [size for path, size, _ in self._entries(parts=True) if _remove(path)]
        return Usage(len(gone), sum(gone))

    def sweep(self) -> None:
        """Where the store is over its limit, removes what was used least recently until it is a tenth below."""
        now = time.time()
        entries = self._entries(parts=True)
        for path, _, used in entries:
            if path.endswith(".part") and used < now - _ABANDONED_S:  # of a process that died
                _remove(path)
        clips = sorted((used, size, path) for path, size, used in entries if path.endswith(".clip"))
        total = sum(size for _, size, _ in clips)
        if total <= self.limit:
            return
        for _, size, path in clips:
            if total <= self.limit * _SWEPT_TO:
                break
            _remove(path)
            total -= size

    def _path(self, key: bytes) -> str:
        return f"{self._base}{os.sep}{key.hex()}.clip"

    def _open(self, key: bytes) -> tuple[int, Header] | None:
        """An open file with its header read and checked, or None."""
        path = self._path(key)
        try:
            # Not to hang on a pipe that somebody put there.
            descriptor = os.open(
                path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            )
        except OSError:
            return None
        try:
            stat = os.fstat(descriptor)
            header = _parse(os.read(descriptor, _HEADER_SIZE), key, stat.st_size)
            if header is not None and stat.st_mtime < time.time() - _DAY_S:
                os.utime(path)  # the time of last use, to a day: what the sweep goes by
        except OSError:
            header = None
        if header is None:
            os.close(descriptor)
            return None
        return descriptor, header

    def _write(self, path: str, head: bytes, data: bytes) -> None:
        beside = f"{path[:-5]}.{os.urandom(8).hex()}.part"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(beside, flags, 0o600)
        except FileNotFoundError:
            make_private(self.folder)
            descriptor = os.open(beside, flags, 0o600)
        try:
            with open(descriptor, "wb", buffering=0) as file:
                if file.write(head + data) != len(head) + len(data):
                    raise OSError("the disk is full")
            os.replace(beside, path)
        except BaseException:
            _remove(beside)
            raise

    def _entries(self, parts: bool = False) -> list[tuple[str, int, float]]:
        """Path, size and time of last use of every file of this store."""
        found = []
        try:
            with os.scandir(self._base) as entries:
                for entry in entries:
                    if not re.fullmatch(_OURS, entry.name) or (entry.name.endswith(".part") and not parts):
                        continue
                    try:
                        stat = entry.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    found.append((entry.path, stat.st_size, stat.st_mtime))
        except OSError:
            return found
        return found


def _parse(head: bytes, key: bytes, size: int) -> Header | None:
    if len(head) != _HEADER_SIZE or _CRC.unpack_from(head, _HEADER.size)[0] != zlib.crc32(
        head[: _HEADER.size]
    ):
        return None
    magic, digest, rate, onset, frames, crc = _HEADER.unpack_from(head)
    if magic != _MAGIC or digest != key or size != _HEADER_SIZE + 2 * frames or size > _LARGEST:
        return None
    if not onset <= frames or not rate:
        return None
    return Header(rate, Frames(onset), Frames(frames), crc)


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
