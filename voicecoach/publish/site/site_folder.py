"""The folder of a site: how it is recognised as ours, and where things are in it.

    SITE/.voicecoach-site     says that the folder is ours, and of which practice
    SITE/robots.txt ...       all that anyone finds who has no patient's address
    SITE/p/TOKEN/             what a patient opens; SITE/p/.build says which build that is
    SITE/.voicecoach-work/    private: what is made before it takes the place of p as a whole

All that changes is in `p`, and `p` alone is exchanged: so the site itself may be a link, a disk that is mounted there, or the
open folder of a web server, and what somebody else puts beside `p` is never touched.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import ExportError
from voicecoach.file_locks import HeldLock, lock_file
from voicecoach.files import read_bounded, why_not_written
from voicecoach.folders import make_private
from voicecoach.publish.site.root_files import put_public
from voicecoach.publish.site.secret import KEPT

MARKER = ".voicecoach-site"
WORK = ".voicecoach-work"
PAGES = "p"
BUILD = ".build"

_LARGEST = 4096
"""Bytes: the marker and the name of a build have no more."""
_NOT_OURS = frozenset({"lost+found", WORK})
"""What a new folder may hold: disks have the one, and a publish that was killed early leaves the other."""


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A site of this practice."""

    path: Path
    """Absolute, without links."""
    name: str
    """Sixteen hexadecimal digits that no other site has, except a copy."""
    practice: Path

    @property
    def live(self) -> Path:
        """The folder of the folders of patients."""
        return self.path / PAGES

    @property
    def work(self) -> Path:
        """For nobody else."""
        return self.path / WORK

    @property
    def building(self) -> Path:
        """Where the next site is put together."""
        return self.work / "building"

    @property
    def new(self) -> Path:
        """The next site, complete, just before it is live; after the exchange, what was live."""
        return self.work / "new"

    @property
    def old(self) -> Path:
        """What was live, if it could not be exchanged in one step."""
        return self.work / "old"

    @property
    def made(self) -> Path:
        """Sessions that are made, and not live yet."""
        return self.work / "made"

    @property
    def gone(self) -> Path:
        """The folder of a patient who is forgotten, until it is removed."""
        return self.work / "gone"

    @property
    def aside(self) -> Path:
        """Where files are kept that somebody else put into a place that was needed."""
        return self.work / "aside"

    @property
    def manifests(self) -> Path:
        """The folder of this site's manifests, in that of the practice."""
        return self.practice / KEPT / "sites" / self.name

    def build(self, tree: Path | None = None) -> str | None:
        """The build that `tree` (None: `live`) says it is; None if it says nothing."""
        try:
            text = read_bounded((tree or self.live) / BUILD, _LARGEST).decode("ascii", "replace").strip()
        except OSError:
            return None
        return text if re.fullmatch("[0-9a-f]{40}", text) else None


def find_site(site: Path, practice: Path, identity: str | None) -> SiteFolder | None:
    """The site there; None if there is nothing yet. `identity`: that of the practice, None if it has none yet.

    Raises ExportError for a folder that is not ours, or cannot be a site.
    """
    path = _resolved(site)
    folder = practice.resolve()
    if folder.is_relative_to(path):
        raise ExportError("the practice's folder is in it, which would be open to everyone", path=site)
    if not path.is_dir():
        if os.path.lexists(path):
            raise ExportError("that is a file, not a folder", path=site)
        return None
    try:
        marker = read_bounded(path / MARKER, _LARGEST)
    except FileNotFoundError:
        _must_be_empty(path, site)
        return None
    except OSError as error:
        raise _failed(error, site) from error
    try:
        said = json.loads(marker)
        name, owner = str(said["site"]), str(said["practice"])
    except (ValueError, KeyError, TypeError):
        name = owner = ""
    if not re.fullmatch("[0-9a-f]{16}", name):
        raise ExportError(f"its {MARKER} is broken, so it is left alone; choose a new folder", path=site)
    if owner != identity:
        kept = practice / KEPT
        why = (
            f"or of this one before {kept} was lost; put that back from a backup, or choose a new folder, with new addresses"
            if identity is None
            else f"or {kept} is not the one that it was made with; choose a new folder"
        )
        raise ExportError(f"it is the site of another practice, {why}", path=site)
    for part in (path / PAGES, path / WORK):
        if part.is_symlink():
            raise ExportError(f"{part.name} in it is a link, and has to be a folder", path=site)
    return SiteFolder(path, name, folder)


def new_site(site: Path, practice: Path, identity: str) -> SiteFolder:
    """The site there, made if there is none. Raises ExportError."""
    found = find_site(site, practice, identity)
    if found is not None:
        return found
    path = _resolved(site)
    with explained(site):
        if not path.parent.is_dir():
            raise ExportError(f"there is no folder {path.parent} to make it in; make that first", path=site)
        path.mkdir(exist_ok=True)
        name = os.urandom(8).hex()
        marker = json.dumps({"voicecoach site": 1, "practice": identity, "site": name})
        put_public(path / MARKER, f"{marker}\n".encode())
    return SiteFolder(path, name, practice.resolve())


@contextlib.contextmanager
def alone(place: Path, shown: Path) -> Iterator[None]:
    """Makes the folder `place`, for this user alone, and keeps other processes from writing in it.

    Raises ExportError at once if there is another.
    """
    with explained(shown):
        make_private(place)
        handle = lock_file(place / "publish.lock")
    if handle is None:
        raise ExportError("this is being published already; try again when that is done", path=shown)
    with HeldLock(place / "publish.lock", handle):
        yield


@contextlib.contextmanager
def explained(site: Path) -> Iterator[None]:
    """An OSError in it becomes an ExportError that says so."""
    try:
        yield
    except OSError as error:
        raise _failed(error, site) from error


def _failed(error: OSError, site: Path) -> ExportError:
    return ExportError(f"{why_not_written(error)}; what was there is as it was", path=site)


def _resolved(site: Path) -> Path:
    try:
        path = site.resolve()
        if site.is_symlink():
            site.stat()  # from Python 3.13 on `resolve` raises nothing for a link that leads back to itself
    except FileNotFoundError:
        pass
    except (OSError, RuntimeError) as error:
        raise ExportError("that is a link that leads back to itself", path=site) from error
    if site.is_symlink() and not path.exists():
        raise ExportError("that is a link that leads nowhere", path=site)
    return path


def _must_be_empty(path: Path, site: Path) -> None:
    with explained(site), os.scandir(path) as entries:
        found = next(
            (entry.name for entry in entries if entry.name not in _NOT_OURS and not _is_half(entry.name)),
            None,
        )
    if found is not None:
        raise ExportError(
            f"it is not empty ({found} is there), and not a site of voicecoach's; choose a new or an empty folder",
            path=site,
        )


def _is_half(name: str) -> bool:
    return name.startswith(".voicecoach-") and name.endswith(".part")
