"""Phrases from a folder of sound files, each named as the list of a routine says."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.audio.sound_file import read_sound
from voicecoach.audio.spoken_take import FinishedTake
from voicecoach.errors import AudioError
from voicecoach.record.needed import NeededPhrase
from voicecoach.record.takes import finish_phrase, longest_take_s
from voicecoach.speech.recording_file import RATE, file_stem
from voicecoach.time_limited import TookTooLong, call_limited

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples

SUFFIXES = (".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".aiff", ".aif", ".wma")
"""What is taken for sound; anything else in the folder is another matter."""

MOST_FILES = 20_000
READ_S = 30.0
"""How long a file may take to be read, in seconds: libraries of many formats read it."""


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A sound file that was found, and the phrase that it is meant to be."""

    path: Path
    phrase: NeededPhrase | None
    """None if no phrase has a file of that name."""


def sound_files(folder: Path, needed: Sequence[NeededPhrase]) -> list[FolderFile]:
    """The sound files of a folder, in order of their names. Raises OSError."""
    by_stem = {file_stem(phrase.text): phrase for phrase in needed}
    found: list[FolderFile] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if path.suffix.lower() in SUFFIXES and not entry.name.startswith(".") and len(found) < MOST_FILES:
                found.append(FolderFile(path, by_stem.get(path.stem.strip().lower())))
    return sorted(found, key=lambda one: one.path.name)


def read_takes(files: Sequence[FolderFile]) -> Iterator[tuple[FolderFile, FinishedTake | AudioError]]:
    """Each file that is a phrase with what is said in it, or with why it cannot be used."""
    meant = [one for one in files if one.phrase is not None]
    for one in meant:
        assert one.phrase is not None
        others = [other.path.name for other in meant if other.phrase == one.phrase and other is not one]
        if others:
            yield one, AudioError(f"{others[0]} is the same phrase; keep one of the two")
            continue
        try:
            yield one, finish_phrase(_read(one.path, longest_take_s(one.phrase)), RATE, one.phrase)
        except AudioError as error:
            yield one, error


def _read(path: Path, longest_s: float) -> FloatSamples:
    try:
        return call_limited(str(path), lambda: read_sound(path, RATE, longest_s + 20), READ_S)
    except TookTooLong as error:
        raise AudioError(f"it could not be read within {READ_S:g} s") from error
