"""Which suffix is what: the one table of formats."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from voicecoach.errors import ExportError
from voicecoach.export.recording import Recording

SoundWriter: TypeAlias = Callable[[Recording, BinaryIO], None]
"""Writes a recording to an open binary file."""


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A kind of sound file."""

    suffix: str
    """In lower case, with its dot."""
    name: str
    """What a person calls it."""
    place: str
    """Its writer, as module:function within this package; imported where it is used."""

    def writer(self) -> SoundWriter:
        """Imports and returns the writer."""
        module, function = self.place.split(":")
        return cast("SoundWriter", getattr(importlib.import_module(f"voicecoach.export.{module}"), function))


SOUND_FORMATS = (SoundFormat(".wav", "WAV", "wav:write"),)
"""Every sound format, the plainest first."""


def sound_format(path: Path | str) -> SoundFormat:
    """The format that the suffix of `path` asks for. Raises ExportError."""
    suffix = Path(path).suffix.lower()
    for form in SOUND_FORMATS:
        if form.suffix == suffix:
            return form
    known = ", ".join(form.suffix for form in SOUND_FORMATS)
    what = f"“{suffix}” is no sound format that is written here" if suffix else "the name says no format"
    raise ExportError(f"{what}; end it in {known}", path=path)
