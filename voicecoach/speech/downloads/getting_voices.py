"""Gets and removes the voices of the catalogue: from their servers, or from a folder.

A voice is in the user's folder once all its files are whole, checked and in their places; `voice.json` is written last. What
a broken line or a signal leaves is kept beside, for the next try; what a full disk leaves is removed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from voicecoach.errors import SpeechError, StateError, VoiceNotFound
from voicecoach.file_locks import lock_file, unlock_file
from voicecoach.files import open_to_read, why_not_written, write_atomically
from voicecoach.folders import make_private
from voicecoach.half_file import remove_dead_half_files
from voicecoach.speech.downloads.catalogue import VOICE_FILE, CatalogueFile, CatalogueVoice, row_as_text
from voicecoach.speech.downloads.installed_voices import described_voice, installed_voice, voice_folder
from voicecoach.speech.downloads.voice_download import CannotDownload, Watch, download
from voicecoach.speech.downloads.voice_part import SUFFIX, PartFile, append, is_file

_LOCK = "get.lock"
_BLOCK = 2**20


def get_voice(
    row: CatalogueVoice, watch: Watch, *, source: Path | None = None, root: Path | None = None
) -> bool:
    """Put a voice into `root` (None: the user's folder), and say whether that was needed.

    Its files come from their addresses, or from the folder `source`. Raises SpeechError if they cannot be had or are not
    right, StateError if they cannot be written. A voice that was there before stays until the files of the new one are
    whole.
    """
    folder = voice_folder(row.voice, root=root)
    with _written_in(folder), _locked(folder, row.voice), _whole_or_none(folder, row.files):
        missing = [file for file in row.files if not is_file(folder / file.name, file)]
        if not missing and _is_described(row, root):
            _remove_parts(folder)
            return False
        parts = [PartFile(folder, file) for file in missing]
        for part in parts:
            try:
                if source is None:
                    download(part, watch)
                else:
                    _copy(part, source, watch)
            except CannotDownload as error:
                if part.size == 0:
                    part.drop()
                raise SpeechError(str(error), backend=row.voice) from error
        (folder / VOICE_FILE).unlink(missing_ok=True)
        for part in parts:
            part.move_into_place()
        write_atomically(folder / VOICE_FILE, row_as_text(row))
        _remove_parts(folder)
    return True


def remove_voice(voice: str, rows: tuple[CatalogueVoice, ...], *, root: Path | None = None) -> bool:
    """Remove a voice of that full name, and what there is of its download; say whether there was anything.

    `rows` say which files belong to it if it is damaged. Raises StateError if they cannot be removed, VoiceNotFound if
    nobody knows what they are.
    """
    folder = voice_folder(voice, root=root)
    if not folder.is_dir():
        return False
    with _written_in(folder), _locked(folder, voice):
        names = _names_of(voice, rows, folder, root)
        (folder / VOICE_FILE).unlink(missing_ok=True)
        for name in names:
            (folder / name).unlink(missing_ok=True)
        _remove_parts(folder)
    return True


def _is_described(row: CatalogueVoice, root: Path | None) -> bool:
    try:
        found = installed_voice(row.voice, root=root)
    except VoiceNotFound:
        return False
    return found is not None and found.row == row


def _names_of(
    voice: str, rows: tuple[CatalogueVoice, ...], folder: Path, root: Path | None
) -> tuple[str, ...]:
    known = next((row for row in rows if row.voice == voice), None)
    described = described_voice(folder)
    own = described if described is not None and described.voice == voice else None
    if own is None and known is None:
        try:
            installed_voice(voice, root=root)
        except VoiceNotFound as error:
            raise VoiceNotFound(
                f"{error.message.partition(';')[0]}, so nobody knows which files are its own; remove {folder} yourself",
                backend=voice,
            ) from error
    of_both = (own, known)
    return tuple(file.name for row in of_both if row for file in row.files)


def _copy(part: PartFile, source: Path, watch: Watch) -> None:
    """Fill a part from a folder. Raises CannotDownload, OSError if it cannot be written."""
    file = part.file
    place = next((one for one in _places(source, file) if one.exists()), None)
    if place is None:
        raise CannotDownload(f"{source} has no {file.name}; it is at {file.url}")
    part.drop()
    try:
        handle = open_to_read(place)
    except OSError as error:
        raise _unreadable(place, error) from error
    done = 0
    with os.fdopen(handle, "rb") as data, part.appending() as out:
        while True:
            try:
                block = data.read(_BLOCK)
            except OSError as error:
                raise _unreadable(place, error) from error
            done += len(block)
            if not block or done > file.bytes:
                break
            append(out, block)
            watch(file.name, done, file.bytes)
    if not part.is_whole():
        part.drop()
        raise CannotDownload(f"{place} is not the file that is meant, or is damaged; it is at {file.url}")


def _places(source: Path, file: CatalogueFile) -> tuple[Path, Path]:
    """As the voice calls it, and as a browser does that downloaded it."""
    return source / file.name, source / file.url.rpartition("/")[2].partition("?")[0]


def _unreadable(place: Path, error: OSError) -> CannotDownload:
    return CannotDownload(f"{place} cannot be read: {(error.strerror or str(error)).lower()}")


@contextlib.contextmanager
def _locked(folder: Path, voice: str) -> Iterator[None]:
    """Two at once would write into the same part. Raises SpeechError if another process is at it."""
    lock = None
    try:
        lock = lock_file(folder / _LOCK)
        if lock is None:
            raise SpeechError("another voicecoach is getting or removing it at this moment", backend=voice)
        yield
    finally:
        if lock is not None:
            unlock_file(folder / _LOCK, lock)


@contextlib.contextmanager
def _written_in(folder: Path) -> Iterator[None]:
    """Makes the folder, and removes it if it stays empty. Raises StateError if the disk fails."""
    try:
        make_private(folder)
        yield
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else folder
        raise StateError(why_not_written(error), path=place) from error
    finally:
        for empty in (folder, folder.parent):
            with contextlib.suppress(OSError):  # there is something in it
                empty.rmdir()


@contextlib.contextmanager
def _whole_or_none(folder: Path, files: tuple[CatalogueFile, ...]) -> Iterator[None]:
    """If the disk fails, removes what there is of these files, unless a whole voice is there."""
    try:
        yield
    except OSError:
        with contextlib.suppress(OSError):
            _remove_parts(folder)
            if not (folder / VOICE_FILE).exists():
                for file in files:
                    (folder / file.name).unlink(missing_ok=True)
        raise


def _remove_parts(folder: Path) -> None:
    """Of this version of the voice and of older ones, and what a dead process left of other files."""
    remove_dead_half_files(folder)
    for part in folder.glob(f"*{SUFFIX}"):
        part.unlink(missing_ok=True)
