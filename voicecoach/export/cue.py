"""A cue sheet: the chapters of the sound file beside it, for players that know no chapters within."""

from __future__ import annotations

from pathlib import PurePath

from voicecoach.export.recording import Publication
from voicecoach.export.words import plain

MOST_TRACKS = 99
"""What a compact disc can number, and with it every reader of cue sheets."""

_KINDS = {".wav": "WAVE", ".mp3": "MP3"}


def text(publication: Publication) -> str:
    """The whole file; chapters past the 99th are part of the last track."""
    timeline, about = publication.timeline, publication.about
    sound = publication.sound or f"{timeline.routine}.wav"
    lines = [
        f"REM COMMENT {_quoted('made by voicecoach')}",
        f"PERFORMER {_quoted(about.artist)}",
        f"TITLE {_quoted(timeline.title)}",
        # Readers without a word for a kind of file take WAVE to mean "find out yourself".
        f"FILE {_quoted(sound)} {_KINDS.get(PurePath(sound).suffix.lower(), 'WAVE')}",
    ]
    if about.date:
        lines.insert(1, f"REM DATE {_quoted(about.date)}")
    for number, chapter in enumerate(timeline.chapters()[:MOST_TRACKS], 1):
        # The nearest of 75 frames a second.
        frames = (chapter.start * 150 + timeline.rate) // (2 * timeline.rate)
        minutes, rest = divmod(frames, 75 * 60)
        lines += [
            f"  TRACK {number:02} AUDIO",
            f"    TITLE {_quoted(chapter.title)}",
            f"    INDEX 01 {minutes:02}:{rest // 75:02}:{rest % 75:02}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """In double quotes; the format has no escape for them, so those within become single ones."""
    return '"' + plain(words).replace('"', "'") + '"'
