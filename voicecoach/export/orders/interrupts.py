"""Ctrl-C, SIGTERM and a terminal that closes while a file is being written: the stack unwinds, and the half file is
removed.

An exception that a signal raises inside one of FFmpeg's callbacks is lost, and the file would be written to its end. So
while an encoder has a block a signal is only noted, and raised when the next one is asked for.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from voicecoach.errors import Interrupted

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block

_HANGUP: int | None = getattr(signal, "SIGHUP", None)
"""Windows has none."""
OF_TERMINALS: tuple[int, ...] = (signal.SIGINT, *([] if _HANGUP is None else [_HANGUP]))
"""What a terminal sends to all that runs in it."""


class Interrupts:
    """A context and a Watch, for the main thread: in it these signals end what is done, by Interrupted.

    While what was begun is being undone, a second one is ignored; a third Ctrl-C ends the process at once, and so does a
    second one if the first was noted and nothing came of it yet. In a worker what comes from the terminal is nothing:
    anyone who started it hears it too, and ends its workers by SIGTERM. What is ignored from the start (nohup, a job in
    the background) stays ignored.
    """

    def __init__(self, *, worker: bool = False) -> None:
        self._worker = worker
        self._before: dict[int, Any] = {}
        self._noted: int | None = None
        self._later = False
        self._impatient = 0
        """How often Ctrl-C came again."""

    def __enter__(self) -> Interrupts:
        try:
            self._take()
        except BaseException:  # one of them came meanwhile
            self._give_back()
            raise
        return self

    def _take(self) -> None:
        for number in (*OF_TERMINALS, signal.SIGTERM):
            if not self._worker and signal.getsignal(number) == signal.SIG_IGN:
                continue
            handler = signal.SIG_IGN if self._worker and number in OF_TERMINALS else self._note
            self._before[number] = signal.getsignal(number)
            signal.signal(number, handler)

    def _give_back(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_back()
        if kind is None:
            self._now()

    def writing(self, blocks: Iterable[Block], total: int, name: str) -> Iterator[Block]:
        """The same blocks; from this call on (before a file is begun) a signal takes effect only while the next block is
        made, and not while one is written. So it stays after the last one, until `step`."""
        self._later = True
        return self._between(blocks)

    def measuring(self, blocks: Iterable[Block], total: int, name: str) -> Iterable[Block]:
        """The same blocks; a signal takes effect at once."""
        return blocks

    def step(self, name: str) -> None:
        """The file is written: a signal takes effect at once again."""
        self._now()

    def _now(self) -> None:
        self._later = False
        self._raise()

    def _between(self, blocks: Iterable[Block]) -> Iterator[Block]:
        made = iter(blocks)
        while True:
            self._now()
            block = next(made, None)
            self._later = True
            if block is None:
                return
            yield block

    def _note(self, number: int, _: FrameType | None) -> None:
        if self._noted is not None:
            self._impatient += number == signal.SIGINT
            if self._impatient > (not self._later):
                os._exit(128 + number)
            return
        self._noted = number
        if not self._later:
            self._raise()

    def _raise(self) -> None:
        if self._noted is not None:
            raise Interrupted(self._noted)


@contextlib.contextmanager
def away_from_the_terminal() -> Iterator[None]:
    """What a terminal sends waits until the end of this; processes that start meanwhile never hear it.

    A process that gets it while it starts ends with a traceback.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    before = signal.pthread_sigmask(signal.SIG_BLOCK, OF_TERMINALS)
    try:
        resource_tracker.ensure_running()  # it starts with the pool otherwise, and lets Ctrl-C through again
        signal.pthread_sigmask(signal.SIG_BLOCK, OF_TERMINALS)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
