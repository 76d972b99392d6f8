"""A session in pieces, one an exercise, and the playlist that plays them in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from voicecoach.export.captions import plain
from voicecoach.export.chapters import tag_title
from voicecoach.timeline.timeline import Part, Timeline
from voicecoach.units import Frames

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')
_LONGEST_NAME = 100
"""Bytes of a piece's name: file systems take 255, and some archives less."""


@dataclass(frozen=True, slots=True)
class ChapterPiece:
    """One chapter as a session of its own."""

    name: str
    """Of its file, without the suffix: 02 Pelvic tilt."""
    timeline: Timeline


def chapter_pieces(timeline: Timeline) -> tuple[ChapterPiece, ...]:
    """One a chapter, in order; together exactly as long as the whole."""
    found = []
    chapters = timeline.chapters()
    width = max(2, len(str(len(chapters))))
    for number, chapter in enumerate(chapters, 1):
        parts = [part for part in timeline.parts if chapter.start <= part.start and part.end <= chapter.end]
        moved = tuple(_moved(part, index, chapter.start) for index, part in enumerate(parts))
        title = tag_title(chapter.title)
        name = f"{number:0{width}} {file_name(title)}"
        found.append(ChapterPiece(name, replace(timeline, title=title, parts=moved)))
    return tuple(found)


def m3u8_playlist(title: str, files: Iterable[tuple[str, str, float]]) -> str:
    """An M3U8 list of files: name, title and length in seconds of each."""
    lines = ["#EXTM3U", f"#PLAYLIST:{tag_title(title)}"]
    for name, what, seconds in files:
        lines += [f"#EXTINF:{round(seconds)},{tag_title(what)}", name]
    return "\n".join(lines) + "\n"


def file_name(title: str) -> str:
    """A title as every file system takes it, never empty."""
    name = _NOT_IN_NAMES.sub(" ", plain(title))
    name = " ".join(name.split()).encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .")
    return name or "_"


def _moved(part: Part, index: int, by: int) -> Part:
    events = tuple(
        replace(event, start=Frames(event.start - by), end=Frames(event.end - by)) for event in part.events
    )
    return replace(part, index=index, start=Frames(part.start - by), end=Frames(part.end - by), events=events)
