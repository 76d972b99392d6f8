"""What the files of a patient's folder are called. Nothing in a name is personal: the folder's own name is the secret."""

from __future__ import annotations

HOME, FEED, CALENDAR, COVER = "index.html", "feed.xml", "calendar.ics", "cover.png"
"""Those of the patient."""

_PAGE, _HANDOUT, _CAPTIONS, _WORDS, _CHAPTERS = (
    ".html", ".pdf", ".vtt", ".transcript.html", ".chapters.json",
)  # fmt: skip

MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".mka": "audio/x-matroska",
    ".wav": "audio/wav",
    ".chapters.json": "application/json+chapters",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".vtt": "text/vtt",
    ".xml": "application/rss+xml",
    ".ics": "text/calendar",
    ".png": "image/png",
    ".txt": "text/plain",
}
"""By the end of a file's name; the longest end counts."""


def page_name(stem: str) -> str:
    """The page of a session."""
    return stem + (_PAGE if stem.lower() != "index" else f".session{_PAGE}")


def handout_name(stem: str) -> str:
    """The paper."""
    return stem + _HANDOUT


def captions_name(stem: str) -> str:
    """What is said, with its times."""
    return stem + _CAPTIONS


def words_name(stem: str) -> str:
    """What is said, to read."""
    return stem + _WORDS


def chapters_name(stem: str) -> str:
    """The chapters, for apps."""
    return stem + _CHAPTERS


def media_type(name: str) -> str:
    """The type of a file by its name. Raises KeyError for one that no patient's folder has."""
    ends = [end for end in MEDIA_TYPES if name.lower().endswith(end)]
    return MEDIA_TYPES[max(ends, key=len, default="")]


def is_sound(name: str) -> bool:
    """Whether the file is the sound of a session."""
    return any(name.lower().endswith(end) and kind.startswith("audio/") for end, kind in MEDIA_TYPES.items())
