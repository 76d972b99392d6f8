"""A session as its files: one sound file, or one an exercise with a list of them, and the words beside each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.export.orders.atomic import write_text
from voicecoach.export.orders.preflight import check_orders, refuse_sources
from voicecoach.export.orders.produce import RenderedFile, gain_for, render_file
from voicecoach.export.orders.split import chapter_pieces, m3u8_playlist
from voicecoach.export.orders.watch import UNWATCHED, Watch

if TYPE_CHECKING:
    from pathlib import Path

    from voicecoach.audio.pcm import Block
    from voicecoach.export.orders.order import RenderOrder
    from voicecoach.export.recording import Publication
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.timeline import Timeline

TRUSTED_SPEED = 200
"""Words a minute up to which a voice's own level is that of every session; what is faster is measured whole, as the
passage that a voice is levelled by is up to 1 LU off there (en-gb-scotland at 300)."""


def measured_if_fast(order: RenderOrder, speed: int) -> RenderOrder:
    """The order as a voice at `speed` words a minute needs it."""
    from voicecoach.audio.loudness import TARGET_LUFS

    return replace(order, lufs=TARGET_LUFS) if speed > TRUSTED_SPEED and order.lufs is None else order


def write_session(
    publication: Publication,
    voice: Voice,
    speed: int,
    order: RenderOrder,
    watch: Watch = UNWATCHED,
) -> tuple[RenderedFile, ...]:
    """Writes a session that was prepared with `voice`, which speaks at `speed` words a minute.

    With `split`, one file for each exercise goes into the folder of the order's target, in the format of its suffix, with a
    list of them. Raises ExportError, SpeechError, SoundNotFound, AudioError.
    """
    from voicecoach.timeline.mix import mix

    identity = str(getattr(voice, "identity", f"{voice.id} {speed}"))

    def sound(timeline: Timeline) -> Iterable[Block]:
        return mix(timeline.parts, voice)

    order = measured_if_fast(order, speed)
    if not order.split:
        return (render_file(publication, identity, sound, order, watch),)
    session = publication.timeline
    # One sheet for all: a sheet for each would make each piece an album of its own.
    words = tuple(name for name in order.words if name != "cue")
    orders = [
        (piece, replace(order, target=order.path.with_name(f"{piece.name}{order.path.suffix}"), words=words))
        for piece in chapter_pieces(session)
    ]
    listed, sheet = order.path.with_suffix(".m3u8"), order.path.with_suffix(".cue")
    over_all = (listed, sheet) if "cue" in order.words else (listed,)
    check_orders(its_order for _, its_order in orders)
    refuse_sources(order.sources, over_all)
    gain = gain_for(session, sound, order, watch)
    made: list[RenderedFile] = []
    entries: list[tuple[str, str, float]] = []
    for track, (piece, its_order) in enumerate(orders, 1):
        name = its_order.path.name
        of_piece = replace(
            publication,
            timeline=piece.timeline,
            sound=name,
            handout=None,
            album=session.title,
            track=track,
            tracks=len(orders),
        )
        made.append(render_file(of_piece, identity, sound, its_order, watch, gain))
        entries.append((name, piece.timeline.title, piece.timeline.duration))
    write_text(listed, m3u8_playlist(session.title, entries))
    if "cue" in order.words and (note := _write_cue_sheet(sheet, publication, entries)):
        made[-1] = replace(made[-1], notes=(*made[-1].notes, note))
        over_all = (listed,)
    made[-1] = replace(made[-1], beside=(*made[-1].beside, *over_all))
    return tuple(made)


def _write_cue_sheet(path: Path, publication: Publication, entries: list[tuple[str, str, float]]) -> str:
    """Writes one sheet for all pieces. Returns a note if it cannot hold them, else an empty text."""
    from voicecoach.export.text.cue_sheet import MOST_TRACKS, cue_sheet_of_files

    if len(entries) > MOST_TRACKS:
        return f"{path}: left out: a cue sheet holds {MOST_TRACKS} files of the {len(entries)}"
    write_text(path, cue_sheet_of_files(publication, [(name, of) for name, of, _ in entries]))
    return ""
