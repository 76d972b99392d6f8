"""Matroska audio: Opus inside, chapters, tags and the cover as an attachment."""

from __future__ import annotations

from typing import BinaryIO

from voicecoach.export.encode import common_tags, encode
from voicecoach.export.opus import encoding
from voicecoach.export.recording import Recording


def write(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`. Raises as `encode` does."""
    tags = common_tags(recording)
    tags["language"] = recording.publication.about.language
    if recording.settings.digest:
        tags["voicecoach_digest"] = recording.settings.digest
    encode(recording, out, encoding(recording, "matroska"), tags=tags, cover="attachment")
