"""Where phrases that several machines share lie: a folder, or what fsspec reaches.

No method has a time limit or hides an error: `shared_place` does both. A name is a part of ours, with no slash.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from pathlib import Path
from typing import Any, Protocol

from voicecoach.files import read_bounded
from voicecoach.half_file import half_file, remove_dead_half_files
from voicecoach.speech.cache.place_address import scheme_of
from voicecoach.speech.result_checks import on_one_line

ENDING = ".phrase"
_OURS = re.compile(rf"[0-9a-f]{{40}}\{ENDING}")
_HALF = re.compile(rf"\.[0-9a-f]{{40}}\{ENDING}\.[0-9a-f]{{16}}\.part")
"""What a writer who was killed leaves behind where files are moved into place over a network."""

_SHARED_MODE = 0o666
"""Of a new file: what the user's umask leaves of it, as others are to read it."""


class PlaceBackend(Protocol):
    """Objects by name. `read` and `write` may be used by several threads at the same time if it is `concurrent`."""

    @property
    def concurrent(self) -> bool: ...

    def read(self, name: str, most: int) -> bytes:
        """All of it, or `most` + 1 bytes of more. Raises FileNotFoundError, and anything else."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put it there, so that a reader finds all of it, or what was there before. Raises anything."""
        ...

    def remove(self, name: str) -> None:
        """Raises FileNotFoundError, and anything else."""
        ...

    def sizes(self) -> dict[str, int]:
        """The size of each object of ours in bytes, by name. Raises anything."""
        ...

    def remove_halves(self) -> None:
        """Remove what writers left who were killed. Raises anything."""
        ...


class FolderPlace:
    """A folder that several machines see, by NFS or SMB or a disk; it must exist.

    A folder that is missing is a disk that is not mounted: to make it would fill the disk below.
    """

    concurrent = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, most: int) -> bytes:
        try:
            return read_bounded(self._path(name), most)
        except OSError as error:
            if error.errno == errno.EFBIG:
                return b"\0" * (most + 1)
            if error.errno == errno.ENOENT and not self._folder.is_dir():
                raise NotADirectoryError(
                    errno.ENOTDIR, "there is no such folder", str(self._folder)
                ) from error
            raise

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(exist_ok=True)
        with half_file(path.parent, _SHARED_MODE) as half:
            half.write(data, durable=False)
            half.move_to(path)

    def remove(self, name: str) -> None:
        self._path(name).unlink()

    def sizes(self) -> dict[str, int]:
        found = {}
        for folder in self._folders():
            for entry in os.scandir(folder):
                if _OURS.fullmatch(entry.name):
                    with contextlib.suppress(FileNotFoundError):  # somebody has just removed it
                        found[entry.name] = entry.stat(follow_symlinks=False).st_size
        return found

    def remove_halves(self) -> None:
        for folder in self._folders():
            remove_dead_half_files(folder)

    def _folders(self) -> list[Path]:
        return [
            one for one in self._folder.iterdir() if re.fullmatch("[0-9a-f]{2}", one.name) and one.is_dir()
        ]

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


class FsspecPlace:
    """What fsspec reaches, by an address such as s3://bucket/folder."""

    def __init__(self, address: str) -> None:
        """Raises ImportError if a package is missing, and anything else."""
        from fsspec.core import url_to_fs
        from fsspec.spec import AbstractFileSystem

        # Never one that somebody else uses too: a call that hangs keeps it.
        found: tuple[Any, str] = url_to_fs(address, skip_instance_cache=True)
        self._files, self._root = found[0], found[1].rstrip("/")
        self._moves = type(self._files).mv is not AbstractFileSystem.mv
        """Whether a file can be renamed. Elsewhere that would be a copy, piece by piece; there an object appears as a whole."""

    @property
    def concurrent(self) -> bool:
        return bool(self._files.async_impl)

    def read(self, name: str, most: int) -> bytes:
        try:
            data: bytes = self._files.cat_file(self._path(name), start=0, end=most + 1)
        except OSError as error:
            if error.errno == errno.EINVAL:  # S3 has no first bytes of an empty object
                return b""
            raise
        return data

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        if not self._moves:
            self._files.pipe_file(path, data)
            return
        half = f"{self._root}/{name[:2]}/.{name}.{os.urandom(8).hex()}.part"
        try:
            try:
                self._files.pipe_file(half, data)
            except Exception:  # each library has its own for a folder that is missing
                self._files.makedirs(f"{self._root}/{name[:2]}", exist_ok=True)
                self._files.pipe_file(half, data)
            self._files.mv(half, path)
        except Exception:
            self._take_back(half)
            if not self._is_there(
                path, len(data)
            ):  # SFTP replaces no file; what another writer put there is the same
                raise

    def remove(self, name: str) -> None:
        path = self._path(name)
        self._files.invalidate_cache()
        if not self._files.exists(path):  # each library has its own error for that, or none
            raise FileNotFoundError(errno.ENOENT, "there is no such phrase", path)
        self._files.rm_file(path)

    def sizes(self) -> dict[str, int]:
        return {
            path.rpartition("/")[2]: int(about.get("size") or 0)
            for path, about in self._found().items()
            if _OURS.fullmatch(path.rpartition("/")[2])
        }

    def remove_halves(self) -> None:
        for path in self._found():
            if _HALF.fullmatch(path.rpartition("/")[2]):
                self._files.rm_file(path)

    def _found(self) -> dict[str, dict[str, Any]]:
        self._files.invalidate_cache()
        try:
            found: dict[str, dict[str, Any]] = self._files.find(self._root, detail=True)
        except FileNotFoundError:
            return {}
        return found

    def _take_back(self, path: str) -> None:
        try:
            self._files.rm_file(path)
        except Exception as error:
            from voicecoach.logs import logger_for

            logger_for(__name__).debug("a half file cannot be removed: %s", type(error).__name__)

    def _is_there(self, path: str, size: int) -> bool:
        try:
            self._files.invalidate_cache()
            return bool(self._files.size(path) == size)
        except Exception:
            return False

    def _path(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"


_FOLDERS = ("", "file", "local")
"""What needs no fsspec."""


def backend_of(address: str) -> PlaceBackend:
    """What reaches the address. Raises ImportError, and anything else."""
    scheme = scheme_of(address)
    if scheme in _FOLDERS:
        return FolderPlace(Path(address.partition("://")[2] if scheme else address))
    return FsspecPlace(address)


def why_not_reached(address: str) -> str:
    """Why no program on this machine can reach the address, in one line; empty if one can try. Touches no network."""
    scheme = scheme_of(address)
    if scheme in _FOLDERS:
        return ""
    try:
        from fsspec.registry import get_filesystem_class

        get_filesystem_class(scheme)
    except ImportError as error:
        return what_to_install(address, error)
    except ValueError:
        return f"nothing here knows what {scheme}:// is"
    return ""


def what_to_install(address: str, error: ImportError) -> str:
    """What is missing for an address."""
    if error.name == "fsspec":
        return "it needs fsspec: pip install 'voicecoach[shared]'"
    return on_one_line(f"a package for {scheme_of(address)}:// is missing: {error}")
