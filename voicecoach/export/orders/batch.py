"""Renders several routines at once, over several cores."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voicecoach.cores import usable_cores
from voicecoach.errors import Interrupted, RoutineError, SpeechError, VoicecoachError
from voicecoach.export.orders.interrupts import Interrupts
from voicecoach.export.orders.order import RenderOrder
from voicecoach.export.orders.own_music import own_music
from voicecoach.export.orders.preflight import check_orders
from voicecoach.export.orders.produce import RenderedFile, publication_of
from voicecoach.export.orders.session_files import write_session
from voicecoach.export.orders.watch import UNWATCHED, Watch
from voicecoach.export.orders.workers import CannotStart, Workers
from voicecoach.script.choices import Choices

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an order led to: files, or the lines of an error."""

    routine: str
    """As it was given: an id or a path."""
    files: tuple[RenderedFile, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders routines with one voice and the same choices."""

    choices: Choices
    voice: str
    """As `open_voice` takes it."""
    speed: int
    """Words a minute."""
    threads: int | None = None
    """How many phrases are made at the same time, at most; None: one a core."""
    yielding: frozenset[str] = frozenset()
    """What gives way to the keys of a routine: voice, speed, music."""
    music_lufs: float = -24.0
    """How loud a routine's own music is while nothing is said."""

    def render_routine(
        self, routine: str, order: RenderOrder, watch: Watch = UNWATCHED
    ) -> tuple[RenderedFile, ...]:
        """Opens the voice, compiles the routine (an id or a path) and writes its files. Raises VoicecoachError."""
        from voicecoach.routine.library import load_routine
        from voicecoach.session import prepare
        from voicecoach.speech.registry import open_voice

        loaded = load_routine(routine)
        order = replace(order, routine_files=(*order.routine_files, *loaded.files))
        if "music" in self.yielding:
            order = replace(order, music=own_music(loaded, self.music_lufs))
        if not order.split:
            check_orders([order])
        own = loaded.routine
        speed = own.speed if own.speed is not None and "speed" in self.yielding else self.speed
        named = own.voice if own.voice is not None and "voice" in self.yielding else None
        try:
            opened = open_voice(named or self.voice, speed=speed, threads=self.threads, language=own.language)
        except SpeechError as error:
            if named is None:
                raise
            # A file is not quietly made with another voice, as it would not be noticed before somebody hears it.
            raise loaded.error(f"voice: {error}; --voice takes another", ("voice",)) from error
        with opened as voice:
            session = prepare(loaded, self.choices, voice)
            publication = publication_of(session, order.path, order.date)
            return write_session(publication, voice, speed, order, watch)

    def render_all(
        self,
        orders: Iterable[tuple[str, RenderOrder]],
        workers: int | None = None,
        warn: Callable[[str], None] = lambda line: None,
        watch: Watch = UNWATCHED,
    ) -> Generator[Outcome, None, None]:
        """Every routine with its order, over `workers` processes (None: one a core), in the order in which they are done.

        An error of one leaves the others alone. If this is closed early, the processes end and remove their half files.
        `warn` gets a line if no process can be started and all is done in this one, where `watch` sees it. Raises
        ExportError before anything is written if a file would replace what another is made from.
        """
        waiting = tuple(orders)
        count = min(workers or usable_cores(), len(waiting))
        if count > 1:
            try:
                share = replace(self, threads=self.threads or max(1, usable_cores() // count))
                with Workers(share._render_in_worker, count) as started:
                    # Checked here, while the processes start.
                    yield from started.results(_protecting_all(waiting), _killed)
                return
            except CannotStart as error:
                warn(
                    f"voicecoach: one routine after the other, as no further process can be started: {error}"
                )
        for task in _protecting_all(waiting):
            yield self._try(task, watch)

    def _render_in_worker(self, task: tuple[str, RenderOrder]) -> Outcome:
        try:
            with Interrupts(worker=True) as interrupts:
                return self._try(task, interrupts)
        except Interrupted as end:  # ended by the process that started this one
            sys.exit(end.code)

    def _try(self, task: tuple[str, RenderOrder], watch: Watch = UNWATCHED) -> Outcome:
        routine, order = task
        try:
            return Outcome(routine, self.render_routine(routine, order, watch))
        except VoicecoachError as error:
            return Outcome(routine, errors=tuple(error_lines(error)))


def _killed(task: tuple[str, RenderOrder], how: str) -> Outcome:
    routine, _ = task
    return Outcome(
        routine, errors=(f"voicecoach: {routine}: the process that rendered it was killed ({how})",)
    )


def _protecting_all(orders: Iterable[tuple[str, RenderOrder]]) -> tuple[tuple[str, RenderOrder], ...]:
    """The same orders, none of which replaces a file that one of them is made from. Raises ExportError."""
    waiting = tuple(orders)
    files = tuple(dict.fromkeys(path for routine, _ in waiting for path in _files_of(routine)))
    guarded = tuple((routine, replace(order, routine_files=files)) for routine, order in waiting)
    check_orders(order for _, order in guarded if not order.split)
    return guarded


def _files_of(routine: str) -> tuple[Path, ...]:
    """The files of a routine, as far as they can be found; what is wrong with it is reported when it is rendered."""
    from voicecoach.routine.library import find_routine, load_file

    try:
        path = find_routine(routine)
    except RoutineError:
        return ()
    try:
        return load_file(path).files
    except RoutineError:
        return (path,)


def error_lines(error: VoicecoachError) -> list[str]:
    """One line, and a second one if there are more mistakes, which `check` lists."""
    # A line that begins with file:line:column stays as it is, for editors.
    placed = isinstance(error, RoutineError) and error.place
    lines = [str(error) if placed else f"voicecoach: {error}"]
    if isinstance(error, RoutineError) and (more := len(error.others)):
        file = f"voicecoach check {error.path}" if error.path else "voicecoach check"
        lines.append(f"and {more} more mistake{'s' if more > 1 else ''}; {file} lists all")
    return lines
