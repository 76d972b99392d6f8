"""From a session to its files: level the sound, encode it, write the words beside it."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from voicecoach.export.formats import CodecLevel, WordFormat, sound_format, sound_left_out, word_format
from voicecoach.export.orders.atomic import replacing
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.watch import UNWATCHED, Watch
from voicecoach.export.recording import Publication, Recording
from voicecoach.export.sound.leveling import Gain, gain_to
from voicecoach.logs import logger_for
from voicecoach.timeline.serialise import row_of
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.export.handout import Handout
    from voicecoach.session import Session
    from voicecoach.timeline.timeline import Timeline

logger = logger_for(__name__)

Mix: TypeAlias = "Callable[[Timeline], Iterable[Block]]"
"""Makes the sound of a timeline; called again for each pass over it."""

AUDIBLE_DB = 0.5
"""In dB: a loudness that misses what was asked for by more than this is reported."""

_EACH_OF_TWO = 0.5**0.5


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One sound file that an order led to, and what is beside it."""

    path: Path
    length_s: Seconds
    fresh: bool
    """Whether it was written; False if it was up to date."""
    notes: tuple[str, ...] = ()
    """What its files cannot hold, one line each, which begins with the file."""
    beside: tuple[Path, ...] = ()
    """The files beside the sound."""


def render_file(
    publication: Publication,
    voice: str,
    mix: Mix,
    order: RenderOrder,
    watch: Watch = UNWATCHED,
    gain: Gain | None = None,
) -> RenderedFile:
    """Writes the sound and what is beside it. `voice` differs between voices that sound different; `gain` is `gain_for` of
    the whole session, if this is a piece of one.

    Raises ExportError, and what `mix` raises.
    """
    form = sound_format(order.target)
    timeline = publication.timeline
    digest = _digest(publication, voice, order)
    recording = Recording(publication, (), order.quality, order.stereo, digest=digest)
    if order.cover is not False and form.cover:
        from voicecoach.export.page.cover import cover_png

        recording = replace(recording, cover=cover_png(timeline.title))
    fresh = order.force or not up_to_date(order, timeline.duration, digest)
    logger.info("%s: %s", order.path, "to be written" if fresh else "up to date")
    if fresh:
        gain = gain_for(timeline, mix, order, watch) if gain is None else gain
        blocks = watch.writing(_sound(timeline, mix, order, gain.factor), timeline.end, order.path.name)
        with replacing(order.target) as out:
            form.writer()(replace(recording, blocks=blocks), out)
        for name in order.words:
            _write_beside(word_format(name), recording, mix, order, watch)
        watch.step(order.path.name)
    notes = [(order.path, note) for note in sound_left_out(form, publication, cover=order.cover is True)]
    if gain is not None and gain.missing_db > AUDIBLE_DB:
        missing = f"{gain.missing_db:.1f} dB of the loudness; with them {form.name} would be distorted"
        notes.append((order.path, missing))
    for name in order.words:
        sentences = word_format(name).sentences_left_out(publication)
        notes += [(order.path.with_suffix(f".{name}"), sentence) for sentence in sentences]
    lines = tuple(f"{place}: left out: {note}" for place, note in notes)
    return RenderedFile(order.path, timeline.duration, fresh, lines, order.places()[1:])


def write_sound(
    recording: Recording, out: BinaryIO, name: str, mix: Mix, order: RenderOrder, watch: Watch = UNWATCHED
) -> None:
    """Writes the sound alone, as the order has it, to an open file that can be sought and read; `name` is for the watch.

    Raises ExportError, and what `mix` raises.
    """
    timeline = recording.timeline
    gain = gain_for(timeline, mix, order, watch)
    blocks = watch.writing(_sound(timeline, mix, order, gain.factor), timeline.end, name)
    sound_format(order.target).writer()(replace(recording, blocks=blocks), out)


def gain_for(timeline: Timeline, mix: Mix, order: RenderOrder, watch: Watch = UNWATCHED) -> Gain:
    """The gain that brings the speech to the loudness of the order; every voice has -16 LUFS by itself."""
    level = _level(order)
    if order.lufs is None and level is None:
        return Gain()
    level = level or _voice_level()

    def blocks() -> Iterable[Block]:
        return watch.measuring(mix(timeline), timeline.end, order.path.name)

    return gain_to(order.lufs, blocks, level.ceiling_db, level.lift_db)


def publication_of(session: Session, target: Path, date: str = "") -> Publication:
    """The session and its metadata, for the file `target`."""
    from voicecoach.export.handout import make_handout

    routine = session.loaded.routine
    return Publication(
        session.timeline,
        target.name,
        make_handout(routine, session.choices, session.timeline),
        date=date,
        source=routine.source or "",
        description=routine.about or "",
    )


def up_to_date(order: RenderOrder, length_s: float, digest: str) -> bool:
    """Whether every file of the order is there, and the sound has this digest and length."""
    from voicecoach.export.sound.digest import digest_in

    return all(place.is_file() for place in order.places()) and digest_in(order.path, length_s) == digest


def _level(order: RenderOrder) -> CodecLevel | None:
    """What the codec needs; None if every voice meets that by itself."""
    from voicecoach.audio.loudness import TARGET_LUFS

    form = sound_format(order.target)
    level = form.levels.get(order.quality)
    louder = order.lufs is not None and order.lufs >= TARGET_LUFS
    dense_db = form.dense_db.get(order.quality)
    if dense_db is None or not (louder or order.music):
        return level
    return replace(level or _voice_level(), ceiling_db=dense_db)


def _voice_level() -> CodecLevel:
    from voicecoach.audio.limiter import CEILING_DB

    return CodecLevel(CEILING_DB)


def _sound(timeline: Timeline, mix: Mix, order: RenderOrder, gain: float) -> Iterable[Block]:
    level = _level(order)
    blocks = mix(timeline)
    if gain == 1.0 and level is None and order.music is None:
        return _halved(blocks) if order.stereo else blocks
    from voicecoach.audio.limiter import amplified_blocks

    ceiling = (level or _voice_level()).ceiling_db
    blocks = amplified_blocks(blocks, gain, ceiling)
    if order.music is not None:
        from voicecoach.export.sound.music_bed import mix_music_under

        blocks = amplified_blocks(mix_music_under(blocks, timeline, order.music), 1.0, ceiling)
    return _halved(blocks) if order.stereo else blocks


def _halved(blocks: Iterable[Block]) -> Iterator[Block]:
    """Half the power: a meter adds the two channels of a stereo file, which have the same sound."""
    from voicecoach.audio.pcm import Block

    for block in blocks:
        yield block if block.silent else Block(block.samples * _EACH_OF_TWO, block.rate)


def _write_beside(form: WordFormat, recording: Recording, mix: Mix, order: RenderOrder, watch: Watch) -> None:
    place, publication = order.path.with_suffix(f".{form.name}"), recording.publication
    watch.step(place.name)
    if not form.holds_sound:
        with replacing(place) as out:
            out.write(form.content(publication))
        return
    with contextlib.ExitStack() as files:
        if order.path.suffix.lower() == ".mp3":
            sound: BinaryIO = files.enter_context(order.path.open("rb"))
        else:
            sound = files.enter_context(tempfile.TemporaryFile())
            _write_mp3(recording, sound, place.name, mix, order, watch)
        out = files.enter_context(replacing(place))
        form.page_writer()(publication, sound, recording.cover, out)


def _write_mp3(
    recording: Recording, sound: BinaryIO, name: str, mix: Mix, order: RenderOrder, watch: Watch
) -> None:
    """The MP3 for the file `name` beside a sound in another format."""
    write_sound(recording, sound, name, mix, replace(order, target=order.path.with_suffix(".mp3")), watch)
    watch.step(name)
    sound.seek(0)


def _printed(handout: Handout) -> Iterator[str]:
    """Identifies all that is on paper: more than what is said, as the name of a patient, or a picture."""
    yield repr(handout)
    for item in handout.items:
        for shown in filter(None, (item, item.easier)):
            if shown.picture:
                yield hashlib.blake2b(shown.picture.data, digest_size=12).hexdigest()


def _digest(publication: Publication, voice: str, order: RenderOrder) -> str:
    """Identifies the file: what is said and when, by whom, and every setting."""
    from importlib.metadata import version

    timeline = publication.timeline
    header = (
        version("voicecoach"),
        voice,
        (timeline.routine, timeline.title, timeline.voice, timeline.rate),
        (publication.artist, timeline.language, publication.source, publication.description),
        (publication.album, publication.track, publication.tracks),
        (
            order.quality,
            order.stereo,
            order.lufs,
            order.cover is not False,
            order.path.suffix.lower(),
            order.words,
        ),
        order.music and (order.music.digest(), order.music.level_lufs),
        tuple(_printed(publication.handout)) if order.words and publication.handout else (),
    )
    digest = hashlib.blake2b(digest_size=12)
    for row in chain(
        [header], map(row_of, timeline.parts)
    ):  # one at a time: the text of a long session has megabytes
        digest.update(repr(row).encode("utf-8", "replace"))
    return digest.hexdigest()
