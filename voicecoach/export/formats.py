"""Which suffix is what: the one table of formats."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from voicecoach.errors import ExportError
from voicecoach.export.recording import Publication, Recording

SoundWriter: TypeAlias = Callable[[Recording, BinaryIO], None]
"""Writes a recording to an open binary file, seekable."""

WordWriter: TypeAlias = Callable[[Publication], str]
"""Returns the whole text of a file."""


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A kind of sound file."""

    suffix: str
    """In lower case, with its dot."""
    name: str
    """What a person calls it."""
    place: str
    """Its SoundWriter, as module:function within this package; imported where it is used."""

    def writer(self) -> SoundWriter:
        """Imports and returns the writer."""
        writer: SoundWriter = _imported(self.place)
        return writer


@dataclass(frozen=True, slots=True)
class WordFormat:
    """A kind of file with words, written beside the sound or printed by a preview."""

    name: str
    """As `--with` and `--format` take it; with a dot before it, the suffix."""
    about: str
    """What a person calls it."""
    place: str
    """Its WordWriter, as module:function within this package."""

    def writer(self) -> WordWriter:
        """Imports and returns the writer."""
        writer: WordWriter = _imported(self.place)
        return writer


SOUND_FORMATS = (
    SoundFormat(".wav", "WAV", "wav:write"),
    SoundFormat(".flac", "FLAC", "flac:write"),
    SoundFormat(".mp3", "MP3", "mp3:write"),
    SoundFormat(".m4a", "M4A", "m4a:write"),
    SoundFormat(".m4b", "M4B", "m4a:write_book"),
    SoundFormat(".opus", "Opus", "opus:write"),
    SoundFormat(".mka", "Matroska audio", "mka:write"),
)
"""Every sound format, the plainest first."""

WORD_FORMATS = (
    WordFormat("srt", "subtitles (SubRip)", "srt:text"),
    WordFormat("vtt", "subtitles (WebVTT)", "vtt:text"),
    WordFormat("lrc", "lyrics with times", "lrc:text"),
    WordFormat("cue", "cue sheet", "cue:text"),
    WordFormat("ssml", "SSML 1.1, for another speech engine", "ssml:text"),
    WordFormat("json", "the whole timeline, for programs", "json:text"),
)
"""Every format of words."""


def sound_format(path: Path | str) -> SoundFormat:
    """The format that the suffix of `path` asks for. Raises ExportError."""
    suffix = Path(path).suffix.lower()
    for form in SOUND_FORMATS:
        if form.suffix == suffix:
            return form
    known = ", ".join(form.suffix for form in SOUND_FORMATS)
    what = f"“{suffix}” is no sound format that is written here" if suffix else "the name says no format"
    raise ExportError(f"{what}; end it in {known}", path=path)


def word_format(name: str) -> WordFormat:
    """The format of this name. Raises KeyError."""
    return {form.name: form for form in WORD_FORMATS}[name]


def _imported(place: str) -> Any:
    module, function = place.split(":")
    return getattr(importlib.import_module(f"voicecoach.export.{module}"), function)
