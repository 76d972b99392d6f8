"""A disk whose n-th change fails, for `failing_writes`."""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import threading
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any
from unittest.mock import patch


class How(Enum):
    """How a write fails."""

    FULL = errno.ENOSPC
    """The disk is full, and stays so: every later write fails too. A write that makes room first is still full."""
    BROKEN = errno.EIO
    """The one write fails, as on a medium with a bad place; the next one works."""
    SHORT = 0
    """The one write takes only half of what it is given, and says so. Only writes of more than one byte count."""


def _absolute(name: Any) -> Path:
    return Path(os.fsdecode(name)).absolute()


class FaultyDisk:
    """A file system whose n-th change fails."""

    def __init__(self, under: Path, n: int, how: How) -> None:
        self._under = under
        self._left = n
        self._how = how
        self._names: dict[int, Path] = {}
        """Files that are open for writing, by descriptor."""
        self._lock = threading.Lock()
        self._thread = threading.get_ident()
        self.where: str | None = None

    def fails(self, what: str, name: Any) -> bool:
        """Whether this change is one that fails."""
        path = _absolute(name)
        if path != self._under and self._under not in path.parents:
            return False
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self.where = f"{what} {path.name}"
            return self._left == 0 or (self._left < 0 and self._how is How.FULL)

    def change(self, what: str, name: Any) -> None:
        """Raises OSError if it fails."""
        if self._how is not How.SHORT and self.fails(what, name):
            raise OSError(self._how.value, os.strerror(self._how.value), str(name))

    def share(self, name: Any, data: Any) -> memoryview:
        """As much of the data as the disk takes. Raises OSError."""
        view = memoryview(data).cast("B")
        if self._how is How.SHORT:
            return view[: len(view) // 2] if len(view) > 1 and self.fails("write", name) else view
        if len(view):
            self.change("write", name)
        return view

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """What Python asks of the system passes through here."""
        with contextlib.ExitStack() as stack:
            for name in (
                "open",
                "write",
                "close",
                "fsync",
                "truncate",
                "ftruncate",
                "replace",
                "rename",
                "mkdir",
                "link",
            ):
                if hasattr(os, name):
                    stack.enter_context(patch.object(os, name, getattr(self, f"_{name}")(getattr(os, name))))
            opened = self._file_opener(io.open)
            stack.enter_context(patch.object(io, "open", opened))
            stack.enter_context(patch.object(builtins, "open", opened))
            yield

    def _open(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            writes = flags & (os.O_WRONLY | os.O_RDWR)
            if writes and flags & (os.O_CREAT | os.O_TRUNC):
                self.change("open", path)
            descriptor = real(path, flags, *args, **kwargs)
            self._names.pop(descriptor, None)
            if writes:
                self._names[descriptor] = _absolute(path)
            return descriptor

        return opened

    def _write(self, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        def write(descriptor: int, data: Any) -> int:
            name = self._names.get(descriptor)
            return real(descriptor, data if name is None else self.share(name, data))

        return write

    def _close(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def close(descriptor: int) -> None:
            name = self._names.pop(descriptor, None)
            real(descriptor)  # a close that fails has closed all the same
            if name is not None:
                self.change("close", name)

        return close

    def _of_descriptor(self, what: str, real: Callable[..., None]) -> Callable[..., None]:
        def changed(file: Any, *args: Any) -> None:
            name = self._names.get(file) if isinstance(file, int) else file
            if name is not None:
                self.change(what, name)
            real(file, *args)

        return changed

    def _fsync(self, real: Callable[..., None]) -> Callable[..., None]:
        return self._of_descriptor("fsync", real)

    def _truncate(self, real: Callable[..., None]) -> Callable[..., None]:
        return self._of_descriptor("truncate", real)

    _ftruncate = _truncate

    def _of_target(self, what: str, real: Callable[..., None]) -> Callable[..., None]:
        def moved(source: Any, target: Any, **kwargs: Any) -> None:
            self.change(what, target)
            real(source, target, **kwargs)

        return moved

    def _replace(self, real: Callable[..., None]) -> Callable[..., None]:
        return self._of_target("replace", real)

    _rename = _replace
    _link = _replace

    def _mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        def mkdir(path: Any, *args: Any, **kwargs: Any) -> None:
            if not _absolute(path).is_dir():
                self.change("mkdir", path)
            real(path, *args, **kwargs)

        return mkdir

    def _file_opener(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """As io.open, but what a file object writes passes through here when it reaches the system, and not before."""

        def opened(
            file: Any,
            mode: str = "r",
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            closefd: bool = True,
            opener: Any = None,
        ) -> Any:
            name = self._names.get(file) if isinstance(file, int) else file
            if name is None or not set(mode) & set("wax+"):
                return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
            if not isinstance(file, int) and set(mode) & set("wax"):
                self.change("open", name)
            raw = _FaultyFile(self, name, file, mode, closefd, opener)
            if buffering == 0:
                return raw
            size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
            whole = io.BufferedRandom(raw, size) if "+" in mode else io.BufferedWriter(raw, size)
            if "b" in mode:
                return whole
            text = io.TextIOWrapper(whole, encoding, errors, newline, buffering == 1)
            text.mode = mode  # type: ignore[misc]
            return text

        return opened


class _FaultyFile(io.FileIO):
    """A file as the system has it, without a buffer."""

    def __init__(
        self, disk: FaultyDisk, shown: Any, file: Any, mode: str, closefd: bool, opener: Any
    ) -> None:
        super().__init__(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        self._disk = disk
        self._shown = shown
        if isinstance(file, int) and closefd:
            disk._names.pop(file, None)
        disk._names[self.fileno()] = _absolute(shown)

    def write(self, data: Any, /) -> int:
        return super().write(self._disk.share(self._shown, data))

    def truncate(self, size: int | None = None, /) -> int:
        self._disk.change("truncate", self._shown)
        return super().truncate(size)

    def close(self) -> None:
        if self.closed:
            return
        self._disk._names.pop(self.fileno(), None)
        super().close()
        self._disk.change("close", self._shown)
