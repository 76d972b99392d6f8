"""A file of a voice that is not whole yet. It stays where the process ends, and the next one goes on from there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from voicecoach.files import open_to_read, read_bounded, write_atomically
from voicecoach.speech.downloads.catalogue import CatalogueFile

SUFFIX = ".part"

_BLOCK = 2**20
_LONGEST_VALIDATOR = 200
_STRONG = re.compile(r'"[!#-~]*"')
"""An ETag that promises the same bytes; a weak one (W/) does not."""


class PartFile:
    """What there is of one file. Its methods raise OSError where the disk does."""

    def __init__(self, folder: Path, file: CatalogueFile) -> None:
        """In `folder`, beside its place; its name holds the hash, so that no other version of the file is gone on with."""
        self.file = file
        self.path = folder / f"{file.name}.{file.sha256[:12]}{SUFFIX}"
        self._validator = folder / f"{file.name}.{file.sha256[:12]}.etag{SUFFIX}"

    @property
    def size(self) -> int:
        """Bytes that are there; 0 if nothing is, or more than there can be."""
        try:
            size = self.path.stat().st_size
        except OSError:
            return 0
        return size if size <= self.file.bytes else 0

    @property
    def validator(self) -> str | None:
        """The ETag of what is there, if the server gave one that can be relied on."""
        try:
            text = read_bounded(self._validator, _LONGEST_VALIDATOR).decode("ascii")
        except (OSError, ValueError):
            return None
        return text if _STRONG.fullmatch(text) else None

    def begin(self, validator: str | None) -> None:
        """Have nothing of it, and remember the ETag of what comes."""
        self.drop()
        if validator is not None and len(validator) <= _LONGEST_VALIDATOR and _STRONG.fullmatch(validator):
            write_atomically(self._validator, validator.encode("ascii"), durable=False)

    @contextlib.contextmanager
    def appending(self) -> Iterator[BinaryIO]:
        """The file, open at its end, without a buffer."""
        with self.path.open("ab", buffering=0) as out:
            yield out

    def is_whole(self) -> bool:
        """Whether every byte is there, and right."""
        return is_file(self.path, self.file)

    def drop(self) -> None:
        """Remove what there is."""
        self.path.unlink(missing_ok=True)
        self._validator.unlink(missing_ok=True)

    def move_into_place(self) -> None:
        """Put the whole file where it belongs."""
        self.path.replace(self.path.with_name(self.file.name))


def append(out: BinaryIO, data: bytes) -> None:
    """All of `data`. Raises OSError; a disk that is almost full takes a part, and fails at the rest."""
    rest = memoryview(data)
    while rest:
        rest = rest[out.write(rest) :]


def is_file(path: Path, file: CatalogueFile) -> bool:
    """Whether an ordinary file is there that has every byte of it. Raises OSError if it cannot be read."""
    try:
        handle = open_to_read(path)
    except FileNotFoundError:
        return False
    digest, left = hashlib.sha256(), file.bytes
    with os.fdopen(handle, "rb") as data:
        while block := data.read(_BLOCK):
            digest.update(block)
            left -= len(block)
            if left < 0:
                return False
    return left == 0 and digest.hexdigest() == file.sha256
