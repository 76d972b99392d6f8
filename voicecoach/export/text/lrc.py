"""LRC: lyrics with times, as music players scroll them."""

from __future__ import annotations

from voicecoach.export.captions import clock, plain
from voicecoach.export.recording import Publication
from voicecoach.timeline.timeline import EventKind

_SAFE = str.maketrans("[]<>", "()\u2039\u203a")
"""Brackets would be read as tags and times."""


def lrc_text(publication: Publication) -> str:
    """The session as lyrics with times."""
    timeline = publication.timeline
    tags = {
        "ti": timeline.title,
        "ar": publication.artist,
        "la": timeline.language,
        "length": clock(timeline.duration),
        "tool": "voicecoach",
    }
    lines = [f"[{name}:{plain(value).translate(_SAFE)}]" for name, value in tags.items() if value]
    for _, event in timeline.events():
        if event.kind is EventKind.SAY:
            hundredths = (event.start * 200 + timeline.rate) // (2 * timeline.rate)
            minutes, rest = divmod(hundredths, 6000)
            words = plain(event.text).translate(_SAFE)
            lines.append(f"[{minutes:02}:{rest // 100:02}.{rest % 100:02}]{words}")
    return "\n".join(lines) + "\n"
