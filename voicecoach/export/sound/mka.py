"""Matroska audio: Opus inside, chapters with the sets and sides below them, tags and the cover as an attachment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from voicecoach.export.chapters import Branch, chapter_tree
from voicecoach.export.recording import Recording
from voicecoach.export.sound.ebml import (
    ALBUM,
    CHAPTERS,
    TAGS,
    TRACK,
    find_element,
    nest_chapters,
    replace_tags,
)
from voicecoach.export.sound.encode import encode_recording
from voicecoach.export.sound.opus import opus_encoding
from voicecoach.export.sound.tags import common_tags
from voicecoach.timeline.timeline import Chapter

_ROOM = 300
"""Bytes of a tag that goes away again, for what it takes to say what each tag is about, and the album's own."""


def write_mka(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`, which must be readable too. Raises as `encode` does."""
    by_what = _tags(recording)
    found = chapter_tree(recording.timeline)
    encode_recording(
        recording,
        out,
        opus_encoding(recording, "matroska"),
        tags={
            **by_what[ALBUM],
            **by_what[TRACK],
            "FILLING": "-" * (_ROOM + len(recording.timeline.title) * 4),
        },
        chapters=_in_a_row(found),
        cover="attachment",
    )
    _replace(out, TAGS, lambda body: replace_tags(body, by_what))
    if any(branch.below for branch in found):
        _replace(out, CHAPTERS, lambda body: nest_chapters(body, [len(branch.below) for branch in found]))


def _tags(recording: Recording) -> dict[int, dict[str, str]]:
    """Matroska's names; beside them ALBUM and DATE, by which FFmpeg's readers go."""
    tags = common_tags(recording)
    number, total = tags["track"].split("/")
    album = {"TITLE": tags["album"], "ARTIST": tags["album_artist"], "TOTAL_PARTS": total}
    track = {
        "TITLE": tags["title"],
        "ARTIST": tags["artist"],
        "ALBUM": tags["album"],
        "ALBUM_ARTIST": tags["album_artist"],
        "PART_NUMBER": number,
        "GENRE": tags["genre"],
        "DATE_RELEASED": tags.get("date", ""),
        "DATE": tags.get("date", ""),
        "LANGUAGE": recording.timeline.language,
        "COMMENT": tags.get("comment", ""),
        "SOURCE": tags.get("source", ""),
        "LYRICS": tags.get("lyrics", ""),
        "VOICECOACH_DIGEST": recording.digest,
    }
    return {ALBUM: album, TRACK: {name: text for name, text in track.items() if text}}


def _in_a_row(found: Iterable[Branch]) -> list[Chapter]:
    """All chapters as `nest_chapters` wants them from FFmpeg, which knows no chapters below chapters."""
    row: list[Chapter] = []
    for branch in found:
        row += [branch.chapter, *branch.below, *([branch.chapter] if branch.below else [])]
    return row


def _replace(out: BinaryIO, name: int, change: Callable[[bytes], bytes]) -> None:
    """Changes what is in one element; the size stays."""
    place, size = find_element(out, name)
    out.seek(place)
    body = change(out.read(size))
    out.seek(place)
    out.write(body)
    out.seek(0, 2)
