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


def render(
    session: Session | Timeline, voice: Voice, path: Path | str, *, words: tuple[str, ...] = ()
) -> tuple[Path, ...]:
    """Writes the session to a sound file, as `voicecoach render` does; its files, the sound first.

    The suffix of `path` says the format; `words` names what is written beside it (txt, srt, json ...). A file appears
    whole, or what stood there before stays. `voice` is the one that the session was prepared with. Raises ExportError,
    SpeechError, SoundNotFound; ValueError for words that no format has.
    """
    from voicecoach.export.formats import BESIDE
    from voicecoach.export.places import check
    from voicecoach.export.produce import Order, make, publication_of
    from voicecoach.export.recording import Publication
    from voicecoach.timeline.mix import mix
    from voicecoach.timeline.timeline import Timeline

    if unknown := [name for name in words if name not in BESIDE]:
        raise ValueError(f"“{unknown[0]}” is no form of words; there are {', '.join(BESIDE)}")
    files = () if isinstance(session, Timeline) else session.loaded.files
    order = Order(path, words=words, routine_files=files, force=True)
    check([order])
    _same_voice(_timeline(session), voice)
    whole = Publication(session) if isinstance(session, Timeline) else publication_of(session, order.path)
    make(whole, str(getattr(voice, "identity", voice.id)), lambda timeline: mix(timeline.parts, voice), order)
    return order.places()


def preview(session: Session | Timeline, form: str = "text") -> str:
    """The session as words: `text` for a person, or any form that `voicecoach preview --format` knows (json, srt ...).

    Raises ValueError for another form.
    """
    from voicecoach.export.formats import WORD_FORMATS, word_format
    from voicecoach.export.reading import text
    from voicecoach.export.recording import Publication

    timeline = _timeline(session)
    if form == "text":
        return text(timeline)
    names = [known.name for known in WORD_FORMATS]
    if form not in names:
        raise ValueError(f"“{form}” is no form of words; there are text, {', '.join(names)}")
    return word_format(form).writer()(Publication(timeline))


def _same_voice(timeline: Timeline, voice: Voice) -> None:
    """Phrases of another length would be cut or leave gaps. Raises SpeechError."""
    from voicecoach.errors import SpeechError
    from voicecoach.timeline.timeline import EventKind

    if voice.id != timeline.voice or voice.rate != timeline.rate:
        raise SpeechError(
            f"the session was prepared with the voice {timeline.voice}; prepare it anew with this one",
            backend=voice.id,
        )
    said = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
    longest = max(said, key=lambda event: event.end - event.start, default=None)
    if longest and voice.length(longest.text) != longest.end - longest.start:
        raise SpeechError(
            "the session was prepared with this voice at another speed, or another version of it;"
            " prepare it anew",
            backend=voice.id,
        )


def _timeline(session: Session | Timeline) -> Timeline:
    from voicecoach.timeline.timeline import Timeline

    return session if isinstance(session, Timeline) else session.timeline
