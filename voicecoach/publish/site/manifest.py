"""The manifest: what is on a site, one line for each patient, in the practice's folder and never on the site.

Its file is named by the build, a digest of all that a reader of the site can see, and the site says which build it is. So the two
agree whenever a publish is killed. It is read a line at a time: a practice may have many patients.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from voicecoach.half_file import HalfFile, half_file
from voicecoach.logs import logger_for
from voicecoach.publish.site.records import KeptPatient, patient_from_line, patient_to_line

logger = logger_for(__name__)

_NAME = re.compile(r"([0-9a-f]{40})\.jsonl")
_LINE = re.compile(rb'([A-Za-z0-9_-]{1,40})\t\{"token":"([a-z2-7]{32})"')


class Manifest:
    """What is on a site, possibly nothing. A context manager, for as long as its file is open."""

    def __init__(self, file: BinaryIO | None = None, build: str = "", *, trusted: bool = True) -> None:
        self.build = build
        self.trusted = trusted
        """Whether the site says that it is of this build; if not, each file is looked into."""
        self._file = file
        self._of_code: dict[str, int] = {}
        self._of_token: dict[str, int] = {}
        if file is not None:
            self._find()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the manifest is empty from then on. May be called twice."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def __len__(self) -> int:
        return len(self._of_code)

    def codes(self) -> frozenset[str]:
        """The codes of all patients."""
        return frozenset(self._of_code)

    def patient(self, code: str) -> KeptPatient | None:
        """The patient with that code."""
        return self._at(self._of_code.get(code))

    def of_token(self, token: str) -> KeptPatient | None:
        """The patient with that folder."""
        return self._at(self._of_token.get(token))

    def patients(self) -> Iterator[KeptPatient]:
        """All patients, ordered by code."""
        for code in sorted(self._of_code):
            found = self.patient(code)
            if found is not None:
                yield found

    def _find(self) -> None:
        assert self._file is not None
        place = 0
        for line in self._file:
            if found := _LINE.match(line):
                self._of_code[found[1].decode()] = place
                self._of_token[found[2].decode()] = place
            place += len(line)

    def _at(self, place: int | None) -> KeptPatient | None:
        if place is None or self._file is None:
            return None
        self._file.seek(place)
        try:
            return patient_from_line(self._file.readline().decode())
        except (ValueError, KeyError, TypeError) as error:
            logger.warning("a line of the manifest is broken; its patient is made again: %s", error)
            return None


def open_manifest(folder: Path, build: str | None) -> Manifest:
    """The manifest of `build`; without one, the newest in `folder`, not trusted; else an empty one. Never raises OSError."""
    if build is not None and (found := _opened(folder / f"{build}.jsonl", build)):
        return found
    for path in sorted(manifests(folder), key=_age, reverse=True):
        if found := _opened(path, path.stem, trusted=False):
            return found
    return Manifest()


def manifests(folder: Path) -> list[Path]:
    """The files of all manifests in `folder`. Never raises OSError."""
    try:
        return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []


def remove_manifests(folder: Path, *, but: str) -> None:
    """Remove the manifests of all builds but `but`. Never raises OSError."""
    for path in manifests(folder):
        if path.stem != but:
            with contextlib.suppress(OSError):
                path.unlink()


def _opened(path: Path, build: str, *, trusted: bool = True) -> Manifest | None:
    try:
        file = path.open("rb")
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            logger.warning("the manifest cannot be read: %s", error)
        return None
    try:
        return Manifest(file, build, trusted=trusted)
    except OSError as error:
        logger.warning("the manifest cannot be read: %s", error)
        file.close()
        return None


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


class NewManifest:
    """A manifest being written, patient by patient in the order of their codes. A context manager. Raises OSError.

    It exists only once `keep` was called.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all = hashlib.sha256()
        self._stack = contextlib.ExitStack()
        self._half: HalfFile | None = None
        self._file: BinaryIO | None = None

    def __enter__(self) -> NewManifest:
        self._half = self._stack.enter_context(half_file(self._folder, 0o600))
        self._file = self._half.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._file is not None:
                with contextlib.suppress(OSError):  # a manifest that is not kept need not be complete
                    self._file.close()
        finally:
            self._stack.close()

    def add(self, patient: KeptPatient) -> None:
        """One more."""
        assert self._file is not None
        for line in patient.content():
            self._all.update(line.encode())
        self._file.write(patient_to_line(patient).encode())

    @property
    def build(self) -> str:
        """The digest of all that a reader can see of the patients added: forty hexadecimal digits."""
        return self._all.hexdigest()[:40]

    def keep(self) -> None:
        """Put it in its place."""
        assert self._file is not None
        assert self._half is not None
        self._file.close()
        self._half.move_to(self._folder / f"{self.build}.jsonl")
