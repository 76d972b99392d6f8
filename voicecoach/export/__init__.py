"""Sessions as files: one module a format, and one table (`formats`) that says which suffix is what.

`render` and `preview` are the whole way in one call, for the Python API.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for
from voicecoach.speech.api import check_voice
from voicecoach.units import check_within

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.export.quality import Quality
    from voicecoach.session import Session
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Timeline

logger = logger_for(__name__)


def render(
    session: Session | Timeline,
    voice: Voice,
    path: Path | str,
    *,
    words: str | Iterable[str] = (),
    quality: Quality | str = "good",
    stereo: bool = False,
    lufs: float | None = None,
    music: Path | str | None = None,
    music_lufs: float = -24.0,
    cover: bool | None = None,
    split: bool = False,
    date: str = "",
) -> tuple[Path, ...]:
    """Writes the session to a sound file, as `voicecoach render` does; returns its files, the sound first.

    `voice` is the one that the session was prepared with. The suffix of `path` says the format. A file appears whole, or
    what was there before stays.

    - `words`: what is written beside the sound: txt, md, srt, vtt, lrc, cue, ssml, json, html, pdf, large.pdf.
    - `quality`: small, good or best. `stereo`: two channels.
    - `lufs`: the loudness of the speech, -40 to -14; None: -16, as every voice has it.
    - `music`: a file that plays under the words, at `music_lufs` (-60 to -16) while nothing is said; None: the routine's own,
      if it has any; an empty text: none.
    - `cover`: whether a picture with the title goes into the file; None: if the format holds one.
    - `split`: one file for each exercise. `monday.mp3` then means a folder `monday` with the pieces and `monday.m3u8`.
    - `date`: when it is made, for the tags: 2026-11-21.

    Raises ExportError, SpeechError, AudioError (SoundNotFound, or music that cannot be read); ValueError for an argument
    that is out of range.
    """
    from voicecoach.audio import music as background
    from voicecoach.export.formats import WORD_FORMAT_NAMES
    from voicecoach.export.orders.new_folders import new_folders
    from voicecoach.export.orders.order import RenderOrder
    from voicecoach.export.orders.preflight import check_orders
    from voicecoach.export.orders.produce import publication_of
    from voicecoach.export.orders.session_files import write_session
    from voicecoach.export.quality import LOUDEST_LUFS, SOFTEST_LUFS, Quality
    from voicecoach.export.recording import Publication
    from voicecoach.timeline.timeline import Timeline

    check_voice(voice)
    names = (words,) if isinstance(words, str) else tuple(dict.fromkeys(words))
    if unknown := [name for name in names if name not in WORD_FORMAT_NAMES]:
        raise ValueError(f"“{unknown[0]}” is not a form of words; there are {', '.join(WORD_FORMAT_NAMES)}")
    if quality not in list(Quality):
        raise ValueError(f"quality is {' or '.join(Quality)}, not {quality!r}")
    if lufs is not None:
        check_within("lufs", lufs, SOFTEST_LUFS, LOUDEST_LUFS)
    check_within("music_lufs", music_lufs, background.SOFTEST_LUFS, background.LOUDEST_LUFS)
    order = RenderOrder(
        _in_a_folder(path) if split else path,
        Quality(quality),
        stereo,
        lufs=lufs,
        words=names,
        cover=cover,
        music=_music(session, music, music_lufs),
        routine_files=() if isinstance(session, Timeline) else session.loaded.files,
        split=split,
        date=date,
        force=True,
    )
    if not split:
        check_orders([order])
    _same_voice(_timeline(session), voice)
    if order.music is not None:
        order.music.check()
    with new_folders() as folder_for:
        if split:
            folder_for(order.path.parent)
        whole = (
            Publication(session)
            if isinstance(session, Timeline)
            else publication_of(session, order.path, date)
        )
        made = write_session(whole, voice, getattr(voice, "speed", 0), order)
    for note in (note for one in made for note in one.notes):
        logger.warning("%s", note)
    return tuple(path for one in made for path in (one.path, *one.beside))


def _music(session: Session | Timeline, music: Path | str | None, lufs: float) -> Music | None:
    from voicecoach.audio.music import Music
    from voicecoach.export.orders.own_music import own_music
    from voicecoach.timeline.timeline import Timeline

    if music == "" or (music is None and isinstance(session, Timeline)):
        return None
    if music is not None:
        return Music(Path(music), lufs)
    return None if isinstance(session, Timeline) else own_music(session.loaded, lufs)


def _in_a_folder(path: Path | str) -> Path:
    """`monday/monday.mp3` for `monday.mp3`. Raises ExportError if the name says no format."""
    from voicecoach.export.formats import sound_format

    sound_format(path)
    return Path(path).with_suffix("") / Path(path).name


def preview(session: Session | Timeline, form: str = "text") -> str:
    """The session as words: `text` for a person, or any form that `voicecoach preview --format` knows (json, srt ...).

    Raises ValueError for another form.
    """
    from voicecoach.export.formats import TEXT_FORMAT_NAMES, word_format
    from voicecoach.export.recording import Publication
    from voicecoach.export.text.transcript import transcript_text

    timeline = _timeline(session)
    if form == "text":
        return transcript_text(timeline)
    if form not in TEXT_FORMAT_NAMES:
        raise ValueError(f"“{form}” is not a form of words; there are text, {', '.join(TEXT_FORMAT_NAMES)}")
    return word_format(form).text(Publication(timeline))


def _same_voice(timeline: Timeline, voice: Voice) -> None:
    """Phrases of another length would be cut or leave gaps. Raises SpeechError."""
    from voicecoach.errors import SpeechError
    from voicecoach.timeline.spoken import words_of
    from voicecoach.timeline.timeline import EventKind

    if voice.id != timeline.voice or voice.rate != timeline.rate:
        raise SpeechError(
            f"the session was prepared with the voice {timeline.voice}; prepare it again with this one",
            backend=voice.id,
        )
    said = [event for _, event in timeline.events() if event.kind is EventKind.SAY]
    longest = max(said, key=lambda event: event.end - event.start, default=None)
    if longest and voice.length(words_of(longest, voice)) != longest.end - longest.start:
        raise SpeechError(
            "the session was prepared with this voice at another speed, or another version of it;"
            " prepare it again",
            backend=voice.id,
        )


def _timeline(session: Session | Timeline) -> Timeline:
    from voicecoach.timeline.timeline import Timeline

    return session if isinstance(session, Timeline) else session.timeline
