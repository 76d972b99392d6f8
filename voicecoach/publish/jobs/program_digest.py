"""Which program makes the files: its version, and what is in its own code and words."""

from __future__ import annotations

import os
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parents[2]
_DECIDES_NO_FILE = ("__pycache__", "cli", "play", "record")
"""Folders of the package that nothing of a site comes from."""


@cache
def program_version() -> str:
    """Of voicecoach."""
    return version("voicecoach")


@cache
def program_digest() -> str:
    """The version, and a digest of the code, styles, scripts and words that files are made by: a copy that was changed
    without a new version, by a patch or from a checkout, does not pass for the one before it."""
    return f"{program_version()} {_digest_of(_PACKAGE)}"


def _digest_of(package: Path) -> str:
    digest = blake2b(digest_size=12)
    for folder, below, names in os.walk(package):
        below[:] = sorted(set(below) - set(_DECIDES_NO_FILE))
        for name in sorted(names):
            path = Path(folder, name)
            data = path.read_bytes()
            digest.update(f"{path.relative_to(package).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()
