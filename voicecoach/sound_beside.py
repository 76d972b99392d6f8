"""A sound that travels with a routine file: which file it is, and what it holds, as cues and events carry it."""

from __future__ import annotations

import contextlib
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from voicecoach.files import read_bounded

LARGEST = 16 * 2**20
"""Bytes of the largest sound that is read."""


class SoundBeside(NamedTuple):
    """A sound file beside a routine, as it was when the routine was read."""

    path: str
    """From the root of the file system."""
    digest: str
    """Changes with the bytes of the file; empty of what cannot be played, such as a pipe."""


def sound_at(path: Path) -> SoundBeside:
    """The file at `path`, which need not be a sound: what is wrong with it is said when it is played."""
    path = path.absolute()
    digest = ""
    if not leads_out(path):
        with contextlib.suppress(OSError):  # a pipe, too large, or nobody may read it
            digest = blake2b(read_bounded(path, LARGEST), digest_size=16).hexdigest()
    return SoundBeside(str(path), digest)


def leads_out(path: Path) -> bool:
    """Whether it is a link to a file that is not in its own folder, nor below it."""
    try:
        return not path.resolve().is_relative_to(path.parent.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return True
