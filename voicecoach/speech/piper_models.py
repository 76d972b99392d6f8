"""Which models of Piper are on this machine.

Three places have them, and the first one that has a name wins: the user's folder of voices, with what was got by `voicecoach
voices get` in a folder of its own and what the user put there as NAME.onnx with NAME.onnx.json; and installed
packages that are called ..._piper_voice and have such files in their folder `data`. No package is imported for it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import VoiceNotFound
from voicecoach.files import open_to_read, read_bounded
from voicecoach.folders import user_voices_dir
from voicecoach.speech.downloads.catalogue import VOICE_FILE
from voicecoach.speech.downloads.installed_voices import InstalledVoice, installed_voice, voice_folder
from voicecoach.speech.piper_config import LARGEST_CONFIG, BadConfig, PiperConfig, read_config

NAME = "piper"

MODEL, CONFIG = ".onnx", ".onnx.json"

LARGEST_MODEL = 2**29
"""Bytes of the largest model that is opened; the largest published ones have 130 million."""

_PACKAGES = re.compile(r"[A-Za-z0-9_]+_piper_voice")
_NAME = re.compile(r"\w[\w.+-]{0,99}")

_PIECES, _PIECE = 64, 4096
"""How many pieces of a model of the user's own tell it from another, and their size in bytes."""

_VERSION_BYTES = 8


@dataclass(frozen=True, slots=True)
class PiperModel:
    """A model and its .json, neither of them opened yet."""

    name: str
    """Of the file, without its ending: de_DE-thorsten-medium."""
    path: Path
    """Of the .onnx."""
    got: InstalledVoice | None = None
    """If it was got, so that its hashes are known."""

    def config(self) -> PiperConfig:
        """What its .json says. Raises VoiceNotFound with what is wrong with it."""
        try:
            return read_config(self._config_bytes())
        except BadConfig as error:
            raise self.unusable(f"{self._config_path.name}: {error}") from error

    def version(self) -> str:
        """Differs if the model or its .json does; does not read all of a model. Raises VoiceNotFound.

        Of a voice that was got it is that of its hashes. Of another one it is made of the .json, and of the size, the time
        of change and pieces of the model.
        """
        if self.got is not None:
            return self.got.version
        digest = hashlib.blake2b(self._config_bytes(), digest_size=_VERSION_BYTES)
        try:
            with os.fdopen(open_to_read(self.path), "rb") as file:
                stat = os.fstat(file.fileno())
                digest.update(f"{stat.st_size} {stat.st_mtime_ns}".encode())
                for piece in range(_PIECES):
                    file.seek(max(0, stat.st_size - _PIECE) * piece // (_PIECES - 1))
                    digest.update(file.read(_PIECE))
        except OSError as error:
            raise self._unreadable(self.path, error) from error
        return digest.hexdigest()

    def read(self) -> bytes:
        """The whole model; of a voice that was got, with the right hash. Raises VoiceNotFound."""
        if self.got is not None:
            return self.got.read(next(file for file in self.got.row.files if file.name == self.path.name))
        try:
            return read_bounded(self.path, LARGEST_MODEL)
        except OSError as error:
            raise self._unreadable(self.path, error) from error

    def unusable(self, why: str) -> VoiceNotFound:
        """The error for a model that cannot be used, with the fix."""
        fix = (
            f"voicecoach voices get {NAME}:{self.name}"
            if self.got
            else f"put a good one into {self.path.parent}"
        )
        return VoiceNotFound(f"{why}; {fix}", backend=f"{NAME}:{self.name}")

    @property
    def _config_path(self) -> Path:
        return self.path.with_name(self.name + CONFIG)

    def _config_bytes(self) -> bytes:
        try:
            return read_bounded(self._config_path, LARGEST_CONFIG)
        except OSError as error:
            raise self._unreadable(self._config_path, error) from error

    def _unreadable(self, path: Path, error: OSError) -> VoiceNotFound:
        if isinstance(error, FileNotFoundError):
            return self.unusable(f"its file {path.name} is missing")
        return self.unusable(f"its file {path.name} cannot be read ({error.strerror or error})")


def own_folder() -> Path:
    """Where the user puts models; need not exist."""
    return user_voices_dir() / NAME


def find_models() -> tuple[tuple[PiperModel, ...], tuple[VoiceNotFound, ...]]:
    """Every model, by name, and what is wrong with those that cannot be opened. Never raises OSError."""
    found: dict[str, PiperModel] = {}
    bad: list[VoiceNotFound] = []
    for folder in _folders():
        for path in _models_in(folder):
            name = path.name.removesuffix(MODEL)
            if name.casefold() in found:
                continue
            try:
                if not _NAME.fullmatch(name):
                    raise PiperModel(name, path).unusable(f"“{path.name}” is not a name that --voice can say")
                found[name.casefold()] = PiperModel(name, path, _got(folder, name))
            except VoiceNotFound as error:
                bad.append(error)
    return tuple(found[name] for name in sorted(found)), tuple(bad)


def _got(folder: Path, name: str) -> InstalledVoice | None:
    voice = f"{NAME}:{folder.name}"
    if folder != voice_folder(voice) or not (folder / VOICE_FILE).exists():
        return None
    found = installed_voice(voice)
    return found if found and name + MODEL in {file.name for file in found.row.files} else None


def _folders() -> Iterator[Path]:
    own = own_folder()
    yield own
    yield from _inside(own)
    for place in sys.path:
        for package in _inside(Path(place or "."), _PACKAGES):
            yield package / "data"


def _inside(folder: Path, names: re.Pattern[str] = _NAME) -> list[Path]:
    """The folders in a folder that have such names, sorted."""
    return [path for path in _entries(folder) if names.fullmatch(path.name) and path.is_dir()]


def _models_in(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.name.endswith(MODEL) and path.name != MODEL]


def _entries(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in entries)
    except OSError:
        return []
