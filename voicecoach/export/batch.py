"""Several routines in one go: each is a request; over several cores where there are several."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voicecoach.errors import RoutineError, VoicecoachError
from voicecoach.export.atomic import write_text
from voicecoach.export.interrupts import Interrupts
from voicecoach.export.produce import Made, Order, Watch, gain_for, make, publication_of
from voicecoach.export.split import pieces, playlist
from voicecoach.script.choices import Choices

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block
    from voicecoach.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Request:
    """One routine for one voice, to be made into files."""

    routine: str
    """An id or a path."""
    choices: Choices
    voice: str
    speed: int
    order: Order
    """With `split`, the folder of its target is that of the pieces, and its suffix their format."""
    split: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: files, or the lines of an error."""

    request: Request
    made: tuple[Made, ...] = ()
    errors: tuple[str, ...] = ()


def fill(request: Request, watch: Watch = lambda blocks, _: blocks) -> tuple[Made, ...]:
    """Opens the voice, compiles the routine and writes its files. Raises VoicecoachError."""
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice
    from voicecoach.timeline.mix import mix

    with contextlib.closing(open_voice(request.voice, speed=request.speed)) as voice:
        session = prepare(request.routine, request.choices, voice)
        identity = str(getattr(voice, "identity", f"{voice.id} {request.speed}"))

        def sound(timeline: Timeline) -> Iterable[Block]:
            return mix(timeline.parts, voice)

        order = request.order
        publication = publication_of(session, order.path, order.date)
        if not request.split:
            return (make(publication, identity, sound, order, watch),)
        gain = gain_for(session.timeline, sound, order)
        folder = order.path.parent
        made: list[Made] = []
        entries: list[tuple[str, str, float]] = []
        split = pieces(session.timeline)
        for track, piece in enumerate(split, 1):
            target = folder / f"{piece.name}{order.path.suffix}"
            about = replace(publication.about, album=session.timeline.title, track=track, tracks=len(split))
            told = replace(publication, timeline=piece.timeline, about=about, sound=target.name, handout=None)
            made.append(make(told, identity, sound, replace(order, target=target), watch, gain))
            entries.append((target.name, piece.timeline.title, piece.timeline.duration))
        write_text(order.path.with_suffix(".m3u8"), playlist(session.timeline.title, entries))
        return tuple(made)


def fill_all(requests: Iterable[Request], workers: int | None = None) -> Iterator[Outcome]:
    """Every request, over `workers` processes (None: one a core), in the order in which they are done.

    An error of one leaves the others alone. Whoever stops early ends the processes, and they their half files.
    """
    waiting = tuple(requests)
    count = min(workers or _cores(), len(waiting))
    if count <= 1:
        yield from map(_tried, waiting)
        return
    import multiprocessing

    # A fork would copy the locks of whatever thread the parent has; a fresh start costs a second in all.
    with multiprocessing.get_context("spawn").Pool(count, _deaf_to_the_keyboard) as pool:
        yield from pool.imap_unordered(_in_a_worker, waiting)


def told(error: VoicecoachError) -> list[str]:
    """One line, or two where there is more than one mistake: `check` is for those who want all of them."""
    # What begins with file:line:column is left as it is, for editors.
    placed = isinstance(error, RoutineError) and error.place
    lines = [str(error) if placed else f"voicecoach: {error}"]
    if isinstance(error, RoutineError) and (more := len(error.others)):
        file = f"voicecoach check {error.path}" if error.path else "voicecoach check"
        lines.append(f"and {more} more mistake{'s' if more > 1 else ''}; {file} tells all")
    return lines


def _in_a_worker(request: Request) -> Outcome:
    with Interrupts(worker=True) as interrupts:
        return _tried(request, interrupts.between)


def _tried(request: Request, watch: Watch = lambda blocks, _: blocks) -> Outcome:
    try:
        return Outcome(request, fill(request, watch))
    except VoicecoachError as error:
        return Outcome(request, errors=tuple(told(error)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _deaf_to_the_keyboard() -> None:
    """In a worker, before its first request and between two."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
