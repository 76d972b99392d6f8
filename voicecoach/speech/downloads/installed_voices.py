"""The voices that the user has got: `BACKEND/VOICE/` in the folder of voices, with the files of each and its row.

A folder holds a voice once its `voice.json` is there, which is written last and removed first. To list or to open a
voice costs a look at the names and sizes of its files; what is in them is compared with their hashes when they are read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import VoiceNotFound
from voicecoach.files import read_bounded
from voicecoach.folders import user_voices_dir
from voicecoach.speech.downloads import catalogue
from voicecoach.speech.downloads.catalogue import (
    LARGEST_CATALOGUE,
    VOICE_FILE,
    BadCatalogue,
    CatalogueFile,
    CatalogueVoice,
    read_row,
)

_VERSION_DIGITS = 16
_GET, _REMOVE = "voicecoach voices get", "voicecoach voices remove"


@dataclass(frozen=True, slots=True)
class InstalledVoice:
    """A voice whose files are there, each as large as it should be."""

    row: CatalogueVoice
    folder: Path

    @property
    def version(self) -> str:
        """Differs if the files do. Of their hashes as they were when the voice was got: nothing is read."""
        every = "".join(file.sha256 for file in self.row.files)
        return hashlib.sha256(every.encode()).hexdigest()[:_VERSION_DIGITS]

    def read(self, file: CatalogueFile | None = None) -> bytes:
        """All of a file (None: the first one), which has the right hash. Raises VoiceNotFound with the fix."""
        wanted = file or self.row.files[0]
        try:
            data = read_bounded(self.folder / wanted.name, wanted.bytes)
        except OSError as error:
            raise damaged(self.row.voice, f"its file {wanted.name} cannot be read, {_why(error)}") from error
        if hashlib.sha256(data).hexdigest() != wanted.sha256:
            raise damaged(self.row.voice, f"its file {wanted.name} is damaged")
        return data


@dataclass(frozen=True, slots=True)
class VoiceFolders:
    """What is in the folder of voices, of one backend or of all."""

    good: tuple[InstalledVoice, ...]
    bad: tuple[VoiceNotFound, ...]
    """What is wrong with each of the others, and the fix."""


def installed_voices(backend: str | None = None, *, root: Path | None = None) -> VoiceFolders:
    """The voices in `root` (None: the user's folder), sorted. Never raises OSError."""
    good, bad = [], []
    for folder in _folders(root or user_voices_dir(), backend):
        try:
            found = _read_folder(folder)
        except VoiceNotFound as error:
            bad.append(error)
        else:
            if found:
                good.append(found)
    return VoiceFolders(tuple(good), tuple(bad))


def installed_voice(voice: str, *, root: Path | None = None) -> InstalledVoice | None:
    """The voice of that full name, hibari:emma, in whatever case; None if it is not there.

    Raises VoiceNotFound, with the fix, if it is there and damaged.
    """
    backend, _, its = voice.lower().partition(":")
    for folder in _folders(root or user_voices_dir(), backend):
        if folder.name.lower() == its:
            return _read_folder(folder)
    return None


def voice_folder(voice: str, *, root: Path | None = None) -> Path:
    """Where a voice of that full name belongs."""
    backend, _, its = voice.partition(":")
    return (root or user_voices_dir()) / backend / its


def damaged(voice: str, what: str) -> VoiceNotFound:
    """The error for a voice whose files cannot be used."""
    known = any(row.voice == voice for row in catalogue.catalogue())
    # What left the catalogue since cannot be got again.
    fix = (
        f"get it again: {_GET} {voice}"
        if known
        else f"it can no longer be downloaded; remove it: {_REMOVE} {voice}"
    )
    return VoiceNotFound(f"{what}; {fix}", backend=voice)


def described_voice(folder: Path) -> CatalogueVoice | None:
    """What the folder says that it holds, however damaged the rest is; None if it says nothing that can be read."""
    try:
        return read_row(read_bounded(folder / VOICE_FILE, LARGEST_CATALOGUE))
    except (OSError, BadCatalogue):
        return None


def _folders(root: Path, backend: str | None) -> list[Path]:
    found: list[Path] = []
    backends = [root / backend] if backend else _below(root)
    for one in backends:
        found += _below(one)
    return found


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.is_dir())
    except OSError:
        return []


def _read_folder(folder: Path) -> InstalledVoice | None:
    """The voice in a folder; None if it holds none, or a part of one. Raises VoiceNotFound."""
    voice = f"{folder.parent.name}:{folder.name}"
    try:
        row = read_row(read_bounded(folder / VOICE_FILE, LARGEST_CATALOGUE))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise damaged(voice, f"its file {VOICE_FILE} cannot be read, {_why(error)}") from error
    except BadCatalogue as error:
        raise damaged(voice, f"its file {VOICE_FILE} is damaged: {error}") from error
    if row.voice != voice:
        raise damaged(voice, f"its file {VOICE_FILE} is that of another voice, {row.voice}")
    for file in row.files:
        try:
            size = (folder / file.name).stat().st_size
        except OSError as error:
            raise damaged(voice, f"its file {file.name} cannot be read, {_why(error)}") from error
        if size != file.bytes:
            raise damaged(voice, f"its file {file.name} has {size:,} bytes and not {file.bytes:,}")
    return InstalledVoice(row, folder)


def _why(error: OSError) -> str:
    return "it is gone" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
