"""A cue sheet: the chapters of the sound file beside it, or its pieces, for players that know no chapters within."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from voicecoach.export.captions import plain
from voicecoach.export.recording import Publication

MOST_TRACKS = 99
"""What a compact disc can number, and with it every reader of cue sheets."""

_KINDS = {".wav": "WAVE", ".mp3": "MP3"}


def cue_sheet_text(publication: Publication) -> str:
    """The whole sheet of one file; chapters past the 99th are part of the last track."""
    timeline, artist = publication.timeline, publication.artist
    lines = [*_head(publication), _file(publication.sound or f"{timeline.routine}.wav")]
    for number, chapter in enumerate(timeline.chapters()[:MOST_TRACKS], 1):
        # The nearest of 75 frames a second.
        frames = (chapter.start * 150 + timeline.rate) // (2 * timeline.rate)
        minutes, rest = divmod(frames, 75 * 60)
        lines += _track(number, chapter.title, artist, f"{minutes:02}:{rest // 75:02}:{rest % 75:02}")
    return "\n".join(lines) + "\n"


def cue_sheet_of_files(publication: Publication, files: Sequence[tuple[str, str]]) -> str:
    """One sheet over several files, each with its name and its title. Raises ValueError if there are more than 99."""
    if len(files) > MOST_TRACKS:
        raise ValueError(f"{len(files)} files are more than a cue sheet can number")
    lines = _head(publication)
    for number, (name, of) in enumerate(files, 1):
        lines += [_file(name), *_track(number, of, publication.artist, "00:00:00")]
    return "\n".join(lines) + "\n"


def _head(publication: Publication) -> list[str]:
    return [
        f"REM COMMENT {_quoted('voicecoach')}",
        *([f"REM DATE {_quoted(publication.date)}"] if publication.date else []),
        f"PERFORMER {_quoted(publication.artist)}",
        f"TITLE {_quoted(publication.timeline.title)}",
    ]


def _file(name: str) -> str:
    # Readers without a word for a kind of file take WAVE to mean "find out yourself".
    return f"FILE {_quoted(name)} {_KINDS.get(PurePath(name).suffix.lower(), 'WAVE')}"


def _track(number: int, title: str, artist: str, start: str) -> list[str]:
    return [
        f"  TRACK {number:02} AUDIO",
        f"    TITLE {_quoted(title)}",
        f"    PERFORMER {_quoted(artist)}",
        f"    INDEX 01 {start}",
    ]


def _quoted(words: str) -> str:
    """In double quotes; the format has no escape for them, so those within become single ones."""
    return '"' + plain(words).replace('"', "'") + '"'
