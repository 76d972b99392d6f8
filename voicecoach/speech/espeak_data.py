"""Where the embedded espeak-ng is, which voices it has, and the private folder of data that it is given.

Nothing here loads the library: the voices are read from the small files that describe them.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from voicecoach.errors import BackendUnavailable
from voicecoach.speech.cache import private_folders

NAME = "espeak"

LONGEST_PATH = 120
"""espeak-ng 1.52 refuses a data path of 160 bytes or more; ours adds a little to the folder for temporary files."""

VARIANT = "steady"

VARIANT_TEXT = f"language variant\nname {VARIANT}\nflutter 0\nroughness 0\n"
"""The variant that removes most of what espeak-ng carries from one phrase to the next: `flutter` wavers by a counter
that is never reset (Flutter_ix in its wavegen.c), `roughness` softens every second cycle by another (cycle_count). That
other one still shapes trills, which English does without; see `espeak.has_no_trill`."""

_INSIDE = "espeak-ng-data"
_FOR_ENGLISH = ("phondata", "phonindex", "phontab", "intonations", "lang", "en_dict")

_REINSTALL = "pip install --force-reinstall espeakng-loader"


class Installed(NamedTuple):
    """The files of the package espeakng-loader."""

    library: Path
    data: Path
    """The folder espeak-ng-data."""
    version: str
    """Differs between two builds; found without opening them."""


class EspeakLanguage(NamedTuple):
    """One file under lang/."""

    voice: str
    """Our id: the language's tag, en-gb."""
    identifier: str
    """espeak-ng's own id: gmw/en."""
    name: str
    tags: tuple[str, ...]
    """Every tag that the file claims, the best first."""

    @property
    def file(self) -> str:
        """The name of its file, in lower case: en-us."""
        return self.identifier.rpartition("/")[2].lower()


def installed_espeak() -> Installed:
    """Finds the library and its data.

    The package is found and not imported, because importing it loads ctypes. Raises BackendUnavailable.
    """
    try:
        spec = find_spec("espeakng_loader")
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        raise BackendUnavailable(
            "the package espeakng-loader is missing; pip install espeakng-loader", backend=NAME
        )
    folder = Path(spec.origin).parent
    file = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}.get(sys.platform, "libespeak-ng.so")
    try:
        stat = os.stat(folder / file)
        os.stat(folder / "espeak-ng-data" / "phontab")
    except OSError as error:
        raise BackendUnavailable(f"{error.filename} is missing; {_REINSTALL}", backend=NAME) from error
    return Installed(folder / file, folder / "espeak-ng-data", f"{stat.st_size:x}-{stat.st_mtime_ns:x}")


def read_languages(data: Path) -> tuple[EspeakLanguage, ...]:
    """Every language that the data holds, by id. Raises BackendUnavailable if the folder cannot be read."""
    root = data / "lang"
    try:
        dictionaries = {path.name for path in data.glob("*_dict")}
        files = sorted(path for path in root.rglob("*") if path.is_file())
        texts = [(path.relative_to(root).as_posix(), path.read_text("utf-8", "replace")) for path in files]
    except OSError as error:
        raise BackendUnavailable(
            f"{error.filename} cannot be read ({error.strerror}); {_REINSTALL}", backend=NAME
        ) from error
    found: dict[str, EspeakLanguage] = {}
    for identifier, text in texts:
        lines = [line.split("//")[0].split() for line in text.splitlines()]
        tags = [line[1].lower() for line in lines if line[:1] == ["language"] and len(line) > 1]
        name = next((" ".join(line[1:]) for line in lines if line[:1] == ["name"]), identifier)
        named = [line[1] for line in lines if line[:1] == ["dictionary"] and len(line) > 1]
        dictionary = named[0] if named else tags[0].partition("-")[0] if tags else ""
        if f"{dictionary}_dict" not in dictionaries:
            continue  # three languages of 1.52 came without theirs and cannot read a word
        # Two files may claim one tag first (Cantonese in characters and in Latin): the second goes by its file's name.
        own = tags[0] if tags[0] not in found else identifier.rpartition("/")[2].lower()
        found[own] = EspeakLanguage(own, identifier, name, tuple(tags))
    return tuple(sorted(found.values(), key=lambda language: language.voice))


def steady_data(data: Path) -> Path:
    """A short folder that holds `espeak-ng-data` with our variant in it; removed when the process ends.

    It has what English needs: linking all 120 entries takes 6 ms, while somebody waits for the first word; see
    `add_languages`. Links if the system allows them, else copies. Raises OSError.
    """

    def fill(folder: str) -> None:
        variants = Path(folder, _INSIDE, "voices", "!v")
        variants.mkdir(parents=True)
        (variants / VARIANT).write_text(VARIANT_TEXT, encoding="ascii")
        for name in _FOR_ENGLISH:
            _link_or_copy(os.path.realpath(data / name), f"{folder}{os.sep}{_INSIDE}{os.sep}{name}")

    return private_folders.make_private_folder(fill, longest_path=LONGEST_PATH)


def add_languages(folder: Path, data: Path) -> None:
    """Puts what all other languages need into a folder that `steady_data` made. Raises OSError."""
    here = {entry.name for entry in (folder / _INSIDE).iterdir()}
    for name in sorted({entry.name for entry in data.iterdir()} - here):
        _link_or_copy(os.path.realpath(data / name), f"{folder}{os.sep}{_INSIDE}{os.sep}{name}")


def _link_or_copy(source: str, target: str) -> None:
    is_folder = os.path.isdir(source)
    try:
        os.symlink(source, target, target_is_directory=is_folder)
    except OSError:  # Windows allows links to few users
        import shutil

        if is_folder:
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
