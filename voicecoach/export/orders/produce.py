"""One order, from a session to the files: level the sound, encode it, write the words beside it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from voicecoach.export.formats import Level, left_out, sound_format, word_format
from voicecoach.export.orders.atomic import replacing
from voicecoach.export.orders.watch import UNWATCHED, Watch
from voicecoach.export.recording import About, Publication, Recording
from voicecoach.export.settings import Settings
from voicecoach.export.sound.leveling import Gain, gain_to
from voicecoach.logs import logger_for
from voicecoach.timeline.serialise import row_of
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.audio.pcm import Block
    from voicecoach.session import Session
    from voicecoach.timeline.timeline import Timeline

logger = logger_for(__name__)

Mix: TypeAlias = "Callable[[Timeline], Iterable[Block]]"
"""Makes the sound of a timeline; called anew for each pass over it."""

HEARD_DB = 0.5
"""A loudness that misses what was asked for by more than this, in dB, is told."""

_EACH_OF_TWO = 0.5**0.5


@dataclass(frozen=True, slots=True)
class Order:
    """One sound file, with what goes beside it."""

    target: Path | str
    """As it was given: a text that ends in a slash is a folder, which a Path forgets."""
    settings: Settings = field(default_factory=Settings)
    lufs: float | None = None
    """The loudness to bring the speech to; None: as the format has it."""
    words: tuple[str, ...] = ()
    """Names of word formats, written beside the sound under its stem."""
    cover: bool | None = None
    """Whether a picture goes into the file; None: where the format holds one."""
    music: Music | None = None
    routine_files: tuple[Path, ...] = ()
    """What the session is read from, and other sessions that are made with it: never replaced."""
    date: str = ""
    """When it is made: 2026-11-21."""
    force: bool = False
    """Write it even if it is up to date."""

    def places(self) -> tuple[Path, ...]:
        """Every file that this order writes, the sound first."""
        return (self.path, *(self.path.with_suffix(f".{name}") for name in self.words))

    @property
    def sources(self) -> tuple[Path, ...]:
        """Every file that it is made from."""
        return (*self.routine_files, self.music.path) if self.music else self.routine_files

    @property
    def path(self) -> Path:
        """The sound file."""
        return Path(self.target)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an order."""

    path: Path
    length_s: Seconds
    fresh: bool
    """Whether it was written; False where it was up to date."""
    notes: tuple[str, ...] = ()
    """What its files cannot hold, a line each, which begins with the file."""
    beside: tuple[Path, ...] = ()
    """The files beside the sound."""


def make(
    publication: Publication,
    voice: str,
    mix: Mix,
    order: Order,
    watch: Watch = UNWATCHED,
    gain: Gain | None = None,
) -> Made:
    """Fills the order. `voice` tells apart voices that sound different; `gain` is `gain_for` of a whole session,
    where this is a piece of one.

    Raises ExportError, and what `mix` raises.
    """
    form = sound_format(order.target)
    timeline = publication.timeline
    digest = _digest(publication, voice, order)
    settings = replace(order.settings, digest=digest)
    if order.cover is not False and form.cover:
        from voicecoach.export.page.cover import cover_png

        settings = replace(settings, cover=cover_png(timeline.title))
    fresh = order.force or not up_to_date(order, timeline.duration, digest)
    logger.info("%s: %s", order.path, "to be written" if fresh else "up to date")
    if fresh:
        gain = gain_for(timeline, mix, order, watch) if gain is None else gain
        blocks = _sound(timeline, mix, order, gain.factor)
        recording = Recording(publication, watch.writing(blocks, timeline.end, order.path.name), settings)
        with replacing(order.target) as out:
            form.writer()(recording, out)
        for name in order.words:
            watch.step(order.path.with_suffix(f".{name}").name)
            if name == "html":
                _page(publication, mix, order, settings, watch)
            elif name == "pdf":
                from voicecoach.export.page.pdf import handout_pdf

                with replacing(order.path.with_suffix(".pdf")) as out:
                    out.write(handout_pdf(publication))
            else:
                _beside(name, publication, order)
        watch.step(order.path.name)
    notes = left_out(form, publication, cover=order.cover is True)
    if gain is not None and gain.missing_db > HEARD_DB:
        notes += (f"{gain.missing_db:.1f} dB of the loudness; with them {form.name} would be distorted",)
    told = [(order.path, note) for note in notes]
    if "pdf" in order.words:
        from voicecoach.export.page import pdf

        told += [(order.path.with_suffix(".pdf"), note) for note in pdf.letters_left_out(publication)]
    lines = tuple(f"{place}: left out: {note}" for place, note in told)
    return Made(order.path, timeline.duration, fresh, lines, order.places()[1:])


def gain_for(timeline: Timeline, mix: Mix, order: Order, watch: Watch = UNWATCHED) -> Gain:
    """What the speech is to be multiplied with for the loudness of the order; every voice has -16 LUFS by itself."""
    level = _level(order)
    if order.lufs is None and level is None:
        return Gain()
    level = level or _voices()

    def blocks() -> Iterable[Block]:
        return watch.measuring(mix(timeline), timeline.end, order.path.name)

    return gain_to(order.lufs, blocks, level.ceiling_db, level.lift_db)


def publication_of(session: Session, target: Path, date: str = "") -> Publication:
    """What is told of a session in the file `target`."""
    from voicecoach.export.handout import make_handout

    routine = session.loaded.routine
    about = About(date=date, source=routine.source or "", description=routine.about or "")
    paper = make_handout(routine, session.choices, session.timeline)
    return Publication(session.timeline, about, target.name, paper)


def up_to_date(order: Order, length_s: float, digest: str) -> bool:
    """Whether every file of the order stands there, and the sound is of this digest and length."""
    from voicecoach.export.sound.digest import digest_in

    return all(place.is_file() for place in order.places()) and digest_in(order.path, length_s) == digest


def _level(order: Order) -> Level | None:
    """What the codec needs; None where what every voice has will do."""
    from voicecoach.audio.loudness import TARGET_LUFS

    form = sound_format(order.target)
    level = form.levels.get(order.settings.quality)
    louder = order.lufs is not None and order.lufs >= TARGET_LUFS
    dense_db = form.dense_db.get(order.settings.quality)
    if dense_db is None or not (louder or order.music):
        return level
    return replace(level or _voices(), ceiling_db=dense_db)


def _voices() -> Level:
    from voicecoach.audio.limiter import CEILING_DB

    return Level(CEILING_DB)


def _sound(timeline: Timeline, mix: Mix, order: Order, gain: float) -> Iterable[Block]:
    level = _level(order)
    blocks = mix(timeline)
    if gain == 1.0 and level is None and order.music is None:
        return _halved(blocks) if order.settings.stereo else blocks
    from voicecoach.audio.limiter import amplified_blocks

    ceiling = (level or _voices()).ceiling_db
    blocks = amplified_blocks(blocks, gain, ceiling)
    if order.music is not None:
        from voicecoach.export.sound.music_bed import under

        blocks = amplified_blocks(under(blocks, timeline, order.music), 1.0, ceiling)
    return _halved(blocks) if order.settings.stereo else blocks


def _halved(blocks: Iterable[Block]) -> Iterator[Block]:
    """Half the power: a meter adds the two channels of a stereo file, which have the same sound."""
    from voicecoach.audio.pcm import Block

    for block in blocks:
        yield block if block.silent else Block(block.samples * _EACH_OF_TWO, block.rate)


def _beside(name: str, publication: Publication, order: Order) -> None:
    place = order.path.with_suffix(f".{name}")
    with replacing(place) as out:
        out.write(word_format(name).writer()(publication).encode("utf-8"))


def _page(publication: Publication, mix: Mix, order: Order, settings: Settings, watch: Watch) -> None:
    """The page; unless the order is for MP3, one is made for it."""
    from voicecoach.export.page.html import write_page

    place = order.path.with_suffix(".html")
    if order.path.suffix.lower() == ".mp3":
        with order.path.open("rb") as sound, replacing(place) as out:
            write_page(publication, sound, settings.cover, out)
        return
    heard = replace(order, target=order.path.with_suffix(".mp3"))
    gain = gain_for(publication.timeline, mix, heard, watch)
    blocks = _sound(publication.timeline, mix, heard, gain.factor)
    watched = watch.writing(blocks, publication.timeline.end, place.name)
    with tempfile.TemporaryFile() as sound, replacing(place) as out:
        sound_format(heard.target).writer()(Recording(publication, watched, settings), sound)
        watch.step(place.name)
        sound.seek(0)
        write_page(publication, sound, settings.cover, out)


def _digest(publication: Publication, voice: str, order: Order) -> str:
    """A text that differs wherever the file would: of what is said and when, by whom, and every setting."""
    from importlib.metadata import version

    about, settings, timeline = publication.about, order.settings, publication.timeline
    told = (
        version("voicecoach"),
        voice,
        (timeline.routine, timeline.title, timeline.voice, timeline.rate),
        (about.artist, timeline.language, about.source, about.description),
        (about.album, about.track, about.tracks),
        (
            settings.quality,
            settings.stereo,
            order.lufs,
            order.cover is not False,
            order.path.suffix.lower(),
            order.words,
        ),
        order.music and (order.music.digest(), order.music.level_lufs),
    )
    digest = hashlib.blake2b(digest_size=12)
    for row in chain(
        [told], map(row_of, timeline.parts)
    ):  # one at a time: the text of a long session has megabytes
        digest.update(repr(row).encode("utf-8", "replace"))
    return digest.hexdigest()
