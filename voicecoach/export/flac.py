"""FLAC: every sample as it is, in a quarter of the room of a WAV. Chapters are CHAPTERxxx comments."""

from __future__ import annotations

from typing import BinaryIO

from voicecoach.export.chapters import short
from voicecoach.export.encode import Encoding, common_tags, encode
from voicecoach.export.recording import Recording
from voicecoach.export.words import stamp

MOST_CHAPTERS = 1000
"""Numbers of three digits."""

# Level 5: level 8 takes half as long again to save 1 % of speech, level 12 eight times as long to save 3 %.
_ENCODING = Encoding("flac", "flac", sample_format="s16", options={"compression_level": "5"})


def encoding(_: Recording) -> Encoding:
    """The settings: the same for every quality."""
    return _ENCODING


def write(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`. Raises as `encode` does."""
    encode(recording, out, _ENCODING, tags=comments(recording), chapters=(), cover="stream")


def comments(recording: Recording) -> dict[str, str]:
    """The common tags by the names that Vorbis comments have for them, and the chapters.

    With these, `encode` is to have no chapters: FFmpeg would write them to the nearest second, with the right
    milliseconds behind it.
    """
    tags = common_tags(recording)
    # FFmpeg writes `comment` as DESCRIPTION, where the description stands already.
    if source := tags.pop("comment", ""):
        tags["source"] = source
    if track := tags.pop("track", ""):
        tags["TRACKNUMBER"], tags["TRACKTOTAL"] = track.split("/")
    if recording.settings.digest:
        tags["voicecoach_digest"] = recording.settings.digest
    tags["language"] = recording.publication.about.language
    for number, chapter in enumerate(recording.timeline.chapters()[:MOST_CHAPTERS]):
        start_ms = round(chapter.start * 1000 / recording.timeline.rate)
        tags[f"CHAPTER{number:03}"] = stamp(start_ms, ".")
        tags[f"CHAPTER{number:03}NAME"] = short(chapter.title)
    return tags
