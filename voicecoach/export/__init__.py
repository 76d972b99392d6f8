"""Sessions as files: one file a format, and one table (`formats`) that says which suffix is what.

`render` and `preview` are the whole way in one call, for the Python API.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.session import Session
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Timeline


def render(session: Session | Timeline, voice: Voice, path: Path | str) -> None:
    """Writes the session to a sound file, in the format that the suffix of `path` asks for.

    The file appears whole, or what stood there before stays. `voice` is the one that the session was prepared with.
    Raises ExportError, SpeechError, SoundNotFound.
    """
    from voicecoach.export.atomic import check_place, replacing
    from voicecoach.export.formats import sound_format
    from voicecoach.export.recording import Publication, Recording
    from voicecoach.timeline.mix import mix

    timeline = _timeline(session)
    writer = sound_format(path).writer()
    check_place(path)
    with replacing(path) as out:
        writer(Recording(Publication(timeline), mix(timeline.parts, voice)), out)


def preview(session: Session | Timeline, form: str = "text") -> str:
    """The session as words: `text` for a person, or any form that `voicecoach preview --format` knows (json, srt ...).

    Raises ValueError for another form.
    """
    from voicecoach.export.formats import WORD_FORMATS, word_format
    from voicecoach.export.preview import text
    from voicecoach.export.recording import Publication

    timeline = _timeline(session)
    if form == "text":
        return text(timeline)
    names = [known.name for known in WORD_FORMATS]
    if form not in names:
        raise ValueError(f"“{form}” is no form of words; there are text, {', '.join(names)}")
    return word_format(form).writer()(Publication(timeline))


def _timeline(session: Session | Timeline) -> Timeline:
    from voicecoach.timeline.timeline import Timeline

    return session if isinstance(session, Timeline) else session.timeline
