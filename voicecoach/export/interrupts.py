"""Ctrl-C, SIGTERM and a terminal that closes while a file is being written: the stack unwinds, and the half file is taken
back.

An exception that a signal raises inside one of FFmpeg's callbacks is lost, and the file would be written to its end. So
while sound flows into an encoder a signal is only noted, and raised between two blocks.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block

_HANGUP: int | None = getattr(signal, "SIGHUP", None)
"""Windows has none."""
OF_TERMINALS: tuple[int, ...] = (signal.SIGINT, *([] if _HANGUP is None else [_HANGUP]))
"""What a terminal sends to all that runs in it."""


class Interrupts:
    """A context, for the main thread, in which these signals end what is done: by KeyboardInterrupt and SystemExit.

    A second one is nothing, so that all is taken back that was begun. In a worker what comes from the terminal is nothing:
    whoever started it hears it too, and ends its workers by SIGTERM. Under nohup a closed terminal is nothing at all.
    """

    def __init__(self, *, worker: bool = False) -> None:
        self._worker = worker
        self._before: dict[int, Any] = {}
        self._noted: int | None = None
        self._later = False

    def __enter__(self) -> Interrupts:
        for number in (*OF_TERMINALS, signal.SIGTERM):
            if number == _HANGUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # nohup
            handler = signal.SIG_IGN if self._worker and number in OF_TERMINALS else self._note
            self._before[number] = signal.signal(number, handler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if kind is None:
            self._later = False
            self._raise()

    def between(self, blocks: Iterable[Block], total: int = 0) -> Iterator[Block]:
        """The same blocks; from this call on (before a file is begun) a signal takes effect between two of them."""
        self._later = True
        return self._between(blocks)

    def _between(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            self._raise()
            yield block
        self._raise()

    def _note(self, number: int, _: FrameType | None) -> None:
        if self._noted is None:  # a second one would stop the taking back
            self._noted = number
            if not self._later:
                self._raise()

    def _raise(self) -> None:
        if self._noted == signal.SIGINT:
            raise KeyboardInterrupt
        if self._noted is not None:
            sys.exit(128 + self._noted)


@contextlib.contextmanager
def away_from_the_terminal() -> Iterator[None]:
    """What a terminal sends waits until the end of this; processes that start meanwhile never hear it.

    A process that hears it while it starts tells of its end in a traceback.
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
