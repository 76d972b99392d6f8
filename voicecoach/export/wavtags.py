"""What a WAV tells of itself behind the samples: texts (LIST INFO) and chapters (cue points with labels).

No date: the same session gives the same bytes on every day.
"""

from __future__ import annotations

import struct

from voicecoach.export.chapters import short
from voicecoach.export.recording import Recording
from voicecoach.export.words import plain

_LAST_POINT = 0xFFFFFFFF
"""A cue point counts frames in 32 bits: two days at 22,050 Hz."""


def chunks(recording: Recording) -> bytes:
    """The chunks, of an even number of bytes."""
    about, timeline, settings = recording.publication.about, recording.timeline, recording.settings
    texts = {
        b"INAM": short(timeline.title),
        b"IART": short(about.artist),
        b"IPRD": short(about.album) if about.album else "",
        b"ITRK": f"{about.track}/{about.tracks}" if about.track else "",
        b"IGNR": "Exercise",
        b"ILNG": about.language,
        b"ICMT": plain(about.description)[:2000],
        b"ISRC": plain(about.source)[:2000],
        b"ISFT": f"voicecoach {settings.digest}".strip(),
    }
    info = b"".join(_chunk(name, _ended(text)) for name, text in texts.items() if text)
    chapters = [chapter for chapter in timeline.chapters() if chapter.start <= _LAST_POINT]
    points = [
        struct.pack("<II4sIII", number, chapter.start, b"data", 0, 0, chapter.start)
        for number, chapter in enumerate(chapters, 1)
    ]
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + _ended(short(chapter.title)))
        for number, chapter in enumerate(chapters, 1)
    ]
    regions = [
        _chunk(b"ltxt", struct.pack("<II4sHHHH", number, chapter.end - chapter.start, b"rgn ", 0, 0, 0, 0))
        for number, chapter in enumerate(chapters, 1)
    ]
    cues = _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    return cues + _chunk(b"LIST", b"adtl" + b"".join(labels + regions)) + _chunk(b"LIST", b"INFO" + info)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)


def _ended(text: str) -> bytes:
    return text.encode("utf-8", "replace") + b"\0"
