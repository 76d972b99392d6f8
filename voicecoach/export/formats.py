"""Which suffix is what: the one table of formats."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from voicecoach.errors import ExportError
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.settings import Quality

SoundWriter: TypeAlias = Callable[[Recording, BinaryIO], None]
"""Writes a recording to an open binary file, seekable and readable."""

WordWriter: TypeAlias = Callable[[Publication], str]
"""Returns the whole text of a file."""


@dataclass(frozen=True, slots=True)
class Level:
    """What goes into a codec, so that what comes out is as loud as the voice and no true peak is above -1 dBTP."""

    ceiling_db: float
    """The highest true peak that goes in, in dBTP."""
    lift_db: float = 0.0
    """What the codec takes away from the loudness."""


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A kind of sound file."""

    suffix: str
    """In lower case, with its dot."""
    name: str
    """What a person calls it."""
    place: str
    """Its SoundWriter, as module:function within this package; imported where it is used."""
    levels: Mapping[Quality, Level] = field(default_factory=dict)
    """How a codec is met that lifts peaks by more than the limiter of the voices allows for, at each such quality."""
    dense_db: Mapping[Quality, float] = field(default_factory=dict)
    """The same of sound that is denser than a voice by itself, with music under it or brought to a loudness: where more
    of it is near its peaks, some of them are lifted further. In dBTP, at each such quality."""
    cover: bool = True
    """Whether it holds a picture."""
    most_chapters: int | None = None
    """How many chapters it can count."""

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


# Measured with espeak-ng (en-gb, en-us, de at 80 to 300 words a minute): the highest peak in any session is -1.2 dBTP.
_AAC = {Quality.SMALL: Level(-2.6)}
_MP3 = {Quality.SMALL: Level(-2.7, 0.4), Quality.GOOD: Level(-2.2, 0.4), Quality.BEST: Level(-2.2, 0.4)}
_OPUS = {Quality.SMALL: Level(-3.3), Quality.GOOD: Level(-3.2), Quality.BEST: Level(-2.9)}
# Measured with two of the shipped routines: music as loud as the words, or the words at -14 LUFS.
_AAC_DENSE = {Quality.SMALL: -4.6, Quality.GOOD: -2.4, Quality.BEST: -2.4}
_MP3_DENSE = {Quality.SMALL: -4.2, Quality.GOOD: -2.9, Quality.BEST: -2.9}
_OPUS_DENSE = dict.fromkeys(Quality, -4.2)

SOUND_FORMATS = (
    SoundFormat(".wav", "WAV", "sound.wav:write", cover=False),
    SoundFormat(".flac", "FLAC", "sound.flac:write", most_chapters=1000),
    SoundFormat(".mp3", "MP3", "sound.mp3:write", _MP3, _MP3_DENSE, most_chapters=255),
    SoundFormat(".m4a", "M4A", "sound.m4a:write", _AAC, _AAC_DENSE),
    SoundFormat(".m4b", "M4B", "sound.m4a:write_book", _AAC, _AAC_DENSE),
    SoundFormat(".opus", "Opus", "sound.opus:write", _OPUS, _OPUS_DENSE, most_chapters=1000),
    SoundFormat(".mka", "Matroska audio", "sound.mka:write", _OPUS, _OPUS_DENSE),
)
"""Every sound format, the plainest first."""

WORD_FORMATS = (
    WordFormat("txt", "handout as plain text", "text.txt:handout_text"),
    WordFormat("md", "handout as Markdown", "text.md:handout_markdown"),
    WordFormat("srt", "subtitles (SubRip)", "text.srt:srt_text"),
    WordFormat("vtt", "subtitles (WebVTT)", "text.vtt:vtt_text"),
    WordFormat("lrc", "lyrics with times", "text.lrc:lrc_text"),
    WordFormat("cue", "cue sheet", "text.cue_sheet:cue_sheet_text"),
    WordFormat("ssml", "SSML 1.1, for another speech engine", "text.ssml:ssml_text"),
    WordFormat("json", "the whole timeline, for programs", "text.json:timeline_json"),
)
"""Every format of words."""


BESIDE = (*(form.name for form in WORD_FORMATS), "html", "pdf")
"""What can be written beside a sound: words, the page that plays, and the handout for paper."""


def sound_format(path: Path | str) -> SoundFormat:
    """The format that the suffix of `path` asks for. Raises ExportError."""
    suffix = Path(path).suffix.lower()
    for form in SOUND_FORMATS:
        if form.suffix == suffix:
            return form
    known = ", ".join(form.suffix for form in SOUND_FORMATS)
    what = f"“{suffix}” is no sound format that is written here" if suffix else "the name says no format"
    raise ExportError(f"{what}; end it in {known}", path=path)


def left_out(form: SoundFormat, publication: Publication, *, cover: bool) -> tuple[str, ...]:
    """What of the session the format cannot hold, a sentence each; of a picture only where one was asked for (`cover`)."""
    chapters = len(publication.timeline.chapters())
    missing = []
    if cover and not form.cover:
        missing.append(f"{form.name} holds no picture")
    if form.most_chapters is not None and chapters > form.most_chapters:
        missing.append(f"{form.name} holds {form.most_chapters} chapters of the {chapters}")
    return tuple(missing)


def word_format(name: str) -> WordFormat:
    """The format of this name. Raises KeyError."""
    return {form.name: form for form in WORD_FORMATS}[name]


def _imported(place: str) -> Any:
    module, function = place.split(":")
    return getattr(importlib.import_module(f"voicecoach.export.{module}"), function)
