"""Matroska audio: Opus inside, chapters with the sets and sides below them, tags and the cover as an attachment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from voicecoach.export.chapters import Branch, branches
from voicecoach.export.ebml import find_chapters, nested
from voicecoach.export.encode import common_tags, encode
from voicecoach.export.opus import encoding
from voicecoach.export.recording import Recording
from voicecoach.timeline.timeline import Chapter


def write(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`, which must be readable too. Raises as `encode` does."""
    tags = common_tags(recording)
    tags["language"] = recording.publication.about.language
    if track := tags.pop("track", ""):
        tags["PART_NUMBER"], tags["TOTAL_PARTS"] = track.split("/")
    if recording.settings.digest:
        tags["voicecoach_digest"] = recording.settings.digest
    found = branches(recording.timeline)
    row = _in_a_row(found)
    encode(recording, out, encoding(recording, "matroska"), tags=tags, chapters=row, cover="attachment")
    if any(branch.below for branch in found):
        _nest(out, [len(branch.below) for branch in found])


def _in_a_row(found: Iterable[Branch]) -> list[Chapter]:
    """All chapters as `nested` wants them from FFmpeg, which knows no chapters below chapters."""
    row: list[Chapter] = []
    for branch in found:
        row += [branch.chapter, *branch.below, *([branch.chapter] if branch.below else [])]
    return row


def _nest(out: BinaryIO, below: list[int]) -> None:
    place, size = find_chapters(out)
    out.seek(place)
    body = nested(out.read(size), below)
    out.seek(place)
    out.write(body)
