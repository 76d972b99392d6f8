"""Folders of a site: what is in them, and how a file gets from one to another without being written again."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
)


def place(source: Path, target: Path) -> None:
    """Let `target` be the same file as `source`; a copy, with its time of change, on a disk without links. Raises OSError."""
    try:
        os.link(source, target, follow_symlinks=False)
        return
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    shutil.copyfile(source, target)
    was = source.stat()
    with contextlib.suppress(OSError):
        os.utime(target, ns=(was.st_atime_ns, was.st_mtime_ns))


def files_below(folder: Path) -> Iterator[str]:
    """The path, from `folder` and with /, of everything below it that is not a folder. Follows no links. Raises OSError."""
    waiting = [""]
    while waiting:
        within = waiting.pop()
        with os.scandir(folder / within) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                name = f"{within}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                else:
                    yield name


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, without following links; it may be missing. Raises OSError."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    shutil.rmtree(folder)


def clear_old_tree(old: Path, live: Path, aside: Path, ours: Callable[[str], bool]) -> list[Path]:
    """Remove the folder `old`, whose place `live` has taken, except what somebody else put there: that is moved to `live`,
    or to `aside` if something else has its name there. Returns where what was moved is now. Raises OSError.

    `ours` says of a path from there whether voicecoach wrote it.
    """
    moved = []
    for name in list(files_below(old)):
        if ours(name) or _is_same(old / name, live / name):
            continue
        target = live / name
        if os.path.lexists(target) or not _can_be_made(target.parent):
            target = _free(aside / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        (old / name).replace(target)
        moved.append(target)
    remove_tree(old)
    return moved


def _is_same(one: Path, other: Path) -> bool:
    try:
        first, second = one.lstat(), other.lstat()
        if os.path.samestat(first, second):
            return True
        if stat.S_ISLNK(first.st_mode) and stat.S_ISLNK(second.st_mode):
            return one.readlink() == other.readlink()
        ordinary = stat.S_ISREG(first.st_mode) and stat.S_ISREG(second.st_mode)
        return ordinary and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _can_be_made(folder: Path) -> bool:
    """Whether no part of the path is something other than a folder."""
    while not os.path.lexists(folder):
        folder = folder.parent
    return folder.is_dir()


def _free(path: Path) -> Path:
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free
