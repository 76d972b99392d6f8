"""What every sound file tells of its session: title, artist, album, track, date, comment, transcript."""

from __future__ import annotations

from voicecoach.export.captions import plain, transcript
from voicecoach.export.chapters import short
from voicecoach.export.recording import Recording

LONGEST_NOTE = 10_000
"""Characters of a description or a source in a tag."""


def common_tags(recording: Recording) -> dict[str, str]:
    """The tags that every format has, by FFmpeg's names; texts that are empty are left out."""
    about, timeline = recording.publication.about, recording.timeline
    tags = {
        "title": short(timeline.title),
        "artist": short(about.artist),
        "date": about.date,
        "genre": "Exercise",
        # A whole session is an album of one track: else libraries put all that have none into one.
        "album": short(about.album or timeline.title),
        "album_artist": short(about.artist),
        "track": f"{about.track}/{about.tracks}" if about.track else "1/1",
        # One meaning everywhere, and it is for a listener: where the routine comes from is no comment.
        "comment": plain(about.description)[:LONGEST_NOTE],
        "source": plain(about.source)[:LONGEST_NOTE],
        "lyrics": transcript(timeline),
    }
    return {name: value for name, value in tags.items() if value}


_LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "nl": "nld", "pt": "por"}


def three_letters(language: str) -> str:
    """The ISO 639-2 code of a BCP 47 tag; `und` where it is not known here."""
    return _LANGUAGES.get(language.split("-")[0].lower(), "und")
