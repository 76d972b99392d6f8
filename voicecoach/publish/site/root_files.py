"""The files at the root of a site; they never overwrite what somebody else put there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.files import read_bounded, write_atomically
from voicecoach.half_file import half_file
from voicecoach.publish.site.records import sha256

if TYPE_CHECKING:
    from voicecoach.publish.job import MadeFile

_LARGEST = 16 * 2**20
"""Bytes: a larger file cannot be ours."""


def put_root(root: Path, record: Path, files: Iterable[MadeFile]) -> None:
    """Bring them up to date. A file of such a name that `record` does not know as ours stays as it is.

    Raises OSError.
    """
    ours = _read(record)
    for file in files:
        path, digest = root / file.name, sha256(file.content)
        there = _digest_of(path)
        if there == digest or (there is not None and there not in ours):
            continue
        if digest not in ours:
            ours.add(digest)
            write_atomically(record, json.dumps(sorted(ours)).encode())  # first, to be known as ours
        put_public(path, file.content)


def put_public(path: Path, data: bytes) -> None:
    """Write a file that a web server may read, whole or not at all. Raises OSError."""
    with half_file(path.parent, 0o666) as half:
        half.write(data, durable=False)
        half.move_to(path)


def _read(record: Path) -> set[str]:
    try:
        return {str(one) for one in json.loads(read_bounded(record, _LARGEST))}
    except (OSError, ValueError, TypeError):
        return set()


def _digest_of(path: Path) -> str | None:
    """None: there is no file. What cannot be read has a digest that no file has."""
    try:
        return "a link" if path.is_symlink() else sha256(read_bounded(path, _LARGEST))
    except FileNotFoundError:
        return None
    except OSError:
        return "cannot be read"
