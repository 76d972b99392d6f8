"""The metadata of a WAV, after the samples: texts (LIST INFO, and ID3 for readers of that in a WAV) and chapters.

The chapters are cue points with labels, and not in the ID3 as well: FFmpeg would mix the two lists.
"""

from __future__ import annotations

import struct

from voicecoach.export.chapters import tag_title
from voicecoach.export.recording import Recording
from voicecoach.export.sound.id3 import id3_tag
from voicecoach.export.sound.tags import common_tags

_LAST_POINT = 0xFFFFFFFF
"""A cue point counts frames in 32 bits: two days at 22,050 Hz."""

_LONGEST_COMMENT = 2000
"""Characters of a comment in LIST INFO."""


def tag_chunks(recording: Recording) -> bytes:
    """The chunks, of an even number of bytes."""
    timeline, tags = recording.timeline, common_tags(recording)
    texts = {
        b"INAM": tags["title"],
        b"IART": tags["artist"],
        b"IPRD": tags["album"],
        b"ITRK": tags["track"],
        b"IGNR": tags["genre"],
        b"ICRD": tags.get("date", ""),
        b"ILNG": recording.timeline.language,
        b"ICMT": tags.get("comment", "")[:_LONGEST_COMMENT],
        b"ISFT": "voicecoach",
    }
    info = b"".join(_chunk(name, _ended(text)) for name, text in texts.items() if text)
    chapters = [chapter for chapter in timeline.chapters() if chapter.start <= _LAST_POINT]
    points = [
        struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start)
        for number, chapter in enumerate(chapters, 1)
    ]
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + _ended(tag_title(chapter.title)))
        for number, chapter in enumerate(chapters, 1)
    ]
    regions = [
        _chunk(b"ltxt", struct.pack("<II4sHHHH", number, chapter.end - chapter.start, b"rgn ", 0, 0, 0, 0))
        for number, chapter in enumerate(chapters, 1)
    ]
    cues = _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    return (
        cues
        + _chunk(b"LIST", b"adtl" + b"".join(labels + regions))
        + _chunk(b"LIST", b"INFO" + info)
        + _chunk(b"id3 ", id3_tag(recording, tags, chapters=False))
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)


def _ended(text: str) -> bytes:
    return text.encode("utf-8", "replace") + b"\0"
