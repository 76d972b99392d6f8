"""Several routines in one go: each is a request; over several cores where there are several."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voicecoach.errors import Interrupted, RoutineError, VoicecoachError
from voicecoach.export.orders.interrupts import Interrupts
from voicecoach.export.orders.preflight import check
from voicecoach.export.orders.produce import Made, Order, publication_of
from voicecoach.export.orders.session_files import write_session
from voicecoach.export.orders.watch import UNWATCHED, Watch
from voicecoach.export.orders.workers import CannotStart, Workers
from voicecoach.script.choices import Choices

if TYPE_CHECKING:
    from pathlib import Path


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


def fill(request: Request, watch: Watch = UNWATCHED) -> tuple[Made, ...]:
    """Opens the voice, compiles the routine and writes its files. Raises VoicecoachError."""
    from voicecoach.routine.library import load_routine
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice

    loaded = load_routine(request.routine)
    order = replace(request.order, routine_files=(*request.order.routine_files, *loaded.files))
    if not request.split:
        check([order])
    with open_voice(request.voice, speed=request.speed) as voice:
        session = prepare(loaded, request.choices, voice)
        publication = publication_of(session, order.path, order.date)
        return write_session(publication, voice, request.speed, order, watch, split=request.split)


def fill_all(
    requests: Iterable[Request],
    workers: int | None = None,
    notice: Callable[[str], None] = lambda line: None,
    watch: Watch = UNWATCHED,
) -> Generator[Outcome, None, None]:
    """Every request, over `workers` processes (None: one a core), in the order in which they are done.

    An error of one leaves the others alone. If this is closed early, the processes end, and take back their half files.
    `notice` gets a line if no process can be started and all is done in this one, where `watch` sees it.
    Raises ExportError, before anything is written, where one's file would take the place of what another is read from.
    """
    waiting = tuple(requests)
    count = min(workers or _cores(), len(waiting))
    if count > 1:
        try:
            with Workers(_in_a_worker, count) as started:
                # Looked into here, while the processes start.
                yield from started.results(_knowing_all(waiting), _died)
            return
        except CannotStart as error:
            notice(f"voicecoach: one routine after the other, as no further process can be started: {error}")
    for request in _knowing_all(waiting):
        yield _tried(request, watch)


def _knowing_all(requests: Iterable[Request]) -> tuple[Request, ...]:
    """The same requests, each with the files of all: none of these is replaced by any of them. Raises ExportError."""
    waiting = tuple(requests)
    files = tuple(dict.fromkeys(path for request in waiting for path in _files(request.routine)))
    guarded = [replace(request, order=replace(request.order, routine_files=files)) for request in waiting]
    check(request.order for request in guarded if not request.split)
    return tuple(guarded)


def _files(routine: str) -> tuple[Path, ...]:
    """What a routine is read from, as far as it can be told: whoever fills the request tells what is wrong with it."""
    from voicecoach.routine.library import find_routine, load_file

    try:
        path = find_routine(routine)
    except RoutineError:
        return ()
    try:
        return load_file(path).files
    except RoutineError:
        return (path,)


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
    try:
        with Interrupts(worker=True) as interrupts:
            return _tried(request, interrupts)
    except Interrupted as end:  # the process that started this one has ended it
        sys.exit(end.code)


def _died(request: Request, how: str) -> Outcome:
    return Outcome(
        request, errors=(f"voicecoach: {request.routine}: the process that made it was killed ({how})",)
    )


def _tried(request: Request, watch: Watch = UNWATCHED) -> Outcome:
    try:
        return Outcome(request, fill(request, watch))
    except VoicecoachError as error:
        return Outcome(request, errors=tuple(told(error)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
