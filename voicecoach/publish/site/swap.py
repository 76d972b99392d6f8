"""Swaps two folders in one step if the system can do that; else in two, the second of which can be done later.

What takes the place of another is on the disk by then.
"""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voicecoach.logs import logger_for

logger = logger_for(__name__)

_EXCHANGE = 2
"""RENAME_EXCHANGE of linux/fs.h."""
_HERE = -100
"""AT_FDCWD of fcntl.h."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one disk change places in one step: there is no moment without either. False: nothing was done, as
    the system cannot do it.

    Linux does it on ext4, XFS, Btrfs, tmpfs and more, and not on what is shared over a network.
    """
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    logger.debug("%s is not exchanged in one step: %s", other, os.strerror(ctypes.get_errno()))
    return False


@functools.cache
def _renameat2() -> Callable[..., Any] | None:
    return _of_linux("renameat2")  # not in a C library of before 2018, nor in an old musl


@functools.cache
def _syncfs() -> Callable[..., Any] | None:
    return _of_linux("syncfs")


def _of_linux(name: str) -> Callable[..., Any] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[..., Any] = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None
    return found


def settle(folder: Path) -> None:
    """Wait until all that was written to the disk of `folder` is on it, so that a cut in power right after the exchange finds no
    empty files. One call for all files: thousands of waits would take minutes. Raises OSError if the disk failed to."""
    call = _syncfs()
    if call is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if call(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)


def put_in_place(new: Path, live: Path, old: Path) -> None:
    """Make `new` live; what was live is then at `new` or at `old`. Raises OSError: then `live` is what it was.

    If it cannot be done in one step, there is a moment without `live`; a process that is killed then leaves `old` and no `live`,
    which `put_back` repairs.
    """
    if not os.path.lexists(live):
        new.replace(live)
        return
    if exchange(new, live):
        return
    try:
        live.replace(old)
        new.replace(live)
    except BaseException:
        put_back(live, old)
        raise


def put_back(live: Path, old: Path) -> None:
    """Makes live again what was live before, if nothing is. Raises OSError."""
    if not os.path.lexists(live) and os.path.lexists(old):
        old.replace(live)
