"""The one table of formats: sounds by their suffixes, and what is written beside a sound by its names."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from voicecoach.errors import ExportError
from voicecoach.export.quality import Quality
from voicecoach.export.recording import Publication, Recording

SoundWriter: TypeAlias = Callable[[Recording, BinaryIO], None]
"""Writes a recording to an open binary file, seekable and readable."""

PageWriter: TypeAlias = Callable[[Publication, BinaryIO, bytes, BinaryIO], None]
"""Writes a publication with its MP3 and its cover inside to an open binary file."""


@dataclass(frozen=True, slots=True)
class CodecLevel:
    """The level of what goes into a codec, so that what comes out is as loud as the voice, with true peaks up to -1 dBTP."""

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
    """Its SoundWriter, as module:function within this package; imported when it is used."""
    levels: Mapping[Quality, CodecLevel] = field(default_factory=dict)
    """At each quality whose codec lifts peaks by more than the limiter of the voices allows for: what goes into it."""
    dense_db: Mapping[Quality, float] = field(default_factory=dict)
    """The ceiling, in dBTP, for sound that is denser than a voice alone, with music under it or brought to a loudness: more of
    it is near its peaks, and some of them are lifted further."""
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
    """A kind of file with words, written beside the sound. Places are module:function within this package."""

    name: str
    """As `--with` takes it; with a dot before it, the suffix."""
    about: str
    """What a person calls it."""
    place: str
    """Its writer: gives the whole file for a Publication as a text, or as bytes unless `is_text`."""
    is_text: bool = True
    """Whether `preview` can print it."""
    holds_sound: bool = False
    """Whether the sound is inside: then its writer is a PageWriter."""
    requirement: str | None = None
    """A function that raises ExportError, for the path of a file, if the library for this format is not installed."""
    left_out: str | None = None
    """A function that says what of a Publication the format cannot hold, one sentence each."""

    def text(self, publication: Publication) -> str:
        """The whole file, of a format that is text."""
        text: str = _imported(self.place)(publication)
        return text

    def content(self, publication: Publication) -> bytes:
        """The whole file, of a format that holds no sound. Raises ExportError if its library is not installed."""
        written: str | bytes = _imported(self.place)(publication)
        return written.encode("utf-8") if isinstance(written, str) else written

    def page_writer(self) -> PageWriter:
        """Imports and returns the writer of a format that holds the sound."""
        writer: PageWriter = _imported(self.place)
        return writer

    def require_library(self, path: Path) -> None:
        """Raises ExportError, for the file `path`, if the library for this format is not installed."""
        if self.requirement is not None:
            _imported(self.requirement)(str(path))

    def sentences_left_out(self, publication: Publication) -> tuple[str, ...]:
        """What of the session the format cannot hold, one sentence each."""
        if self.left_out is None:
            return ()
        sentences: tuple[str, ...] = _imported(self.left_out)(publication)
        return sentences


# Measured with espeak-ng (en-gb, en-us, de at 80 to 300 words a minute): the highest peak in any session is -1.2 dBTP.
_AAC = {Quality.SMALL: CodecLevel(-4.0)}
_MP3 = {
    Quality.SMALL: CodecLevel(-2.7, 0.4),
    Quality.GOOD: CodecLevel(-2.2, 0.4),
    Quality.BEST: CodecLevel(-2.2, 0.4),
}
_OPUS = {Quality.SMALL: CodecLevel(-3.7), Quality.GOOD: CodecLevel(-3.6), Quality.BEST: CodecLevel(-3.3)}
# Measured with two of the shipped routines: music as loud as the words, or the words at -14 LUFS.
_AAC_DENSE = {Quality.SMALL: -4.6, Quality.GOOD: -2.4, Quality.BEST: -2.4}
_MP3_DENSE = {Quality.SMALL: -4.2, Quality.GOOD: -2.9, Quality.BEST: -2.9}
_OPUS_DENSE = dict.fromkeys(Quality, -4.8)

SOUND_FORMATS = (
    SoundFormat(".wav", "WAV", "sound.wav:write_wav", cover=False),
    SoundFormat(".flac", "FLAC", "sound.flac:write_flac", most_chapters=1000),
    SoundFormat(".mp3", "MP3", "sound.mp3:write_mp3", _MP3, _MP3_DENSE, most_chapters=255),
    SoundFormat(".m4a", "M4A", "sound.m4a:write_m4a", _AAC, _AAC_DENSE),
    SoundFormat(".m4b", "M4B", "sound.m4a:write_m4b", _AAC, _AAC_DENSE),
    SoundFormat(".opus", "Opus", "sound.opus:write_opus", _OPUS, _OPUS_DENSE, most_chapters=1000),
    SoundFormat(".mka", "Matroska audio", "sound.mka:write_mka", _OPUS, _OPUS_DENSE),
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
    WordFormat("html", "page that plays", "page.html:write_page", is_text=False, holds_sound=True),
    WordFormat(
        "pdf",
        "handout on paper",
        "page.pdf:handout_pdf",
        is_text=False,
        requirement="page.pdf:require_library",
        left_out="page.pdf:letters_left_out",
    ),
    WordFormat(
        "large.pdf",
        "handout on paper, in large print",
        "page.pdf:large_handout_pdf",
        is_text=False,
        requirement="page.pdf:require_library",
        left_out="page.pdf:letters_left_out",
    ),
)
"""Everything that can be written beside a sound."""

WORD_FORMAT_NAMES = tuple(form.name for form in WORD_FORMATS)
"""What `--with` takes."""
TEXT_FORMAT_NAMES = tuple(form.name for form in WORD_FORMATS if form.is_text)
"""What `preview` can print."""


def sound_format(path: Path | str) -> SoundFormat:
    """The format that the suffix of `path` asks for. Raises ExportError."""
    suffix = Path(path).suffix.lower()
    for form in SOUND_FORMATS:
        if form.suffix == suffix:
            return form
    known = ", ".join(form.suffix for form in SOUND_FORMATS)
    what = (
        f"“{suffix}” is not a sound format that can be written"
        if suffix
        else "the name has no suffix that says the format"
    )
    raise ExportError(f"{what}; end it in {known}", path=path)


def sound_left_out(form: SoundFormat, publication: Publication, *, cover: bool) -> tuple[str, ...]:
    """What of the session the format cannot hold, one sentence each; the picture only if it was asked for (`cover`)."""
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
