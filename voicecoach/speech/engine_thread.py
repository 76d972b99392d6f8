"""Code of an engine or of a third party's voice: on a thread of its own, within a limit, one call at a time.

What a `LimitedThread` abandons goes on running. A voice is used by one thread at a time, so the next call waits until the
abandoned one has come back; after one that took too long it does not wait at all, but fails.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from voicecoach.time_limited import SLICE_S, LimitedThread, TookTooLong

Answer = TypeVar("Answer")


class ForeignCode:
    """Makes calls for several threads, which take turns."""

    def __init__(self, name: str) -> None:
        """`name` says whose code it is."""
        self._name = name
        self._thread = LimitedThread(name)
        self._running = threading.Lock()
        self._hangs = False

    catches: type[BaseException] = BaseException
    """What counts as raised by the code: on its thread no signal raises, so everything does."""

    @property
    def busy(self) -> bool:
        """Whether a call runs, an abandoned one too."""
        return self._running.locked()

    def call(self, function: Callable[[], Answer], limit_s: float) -> Answer:
        """What `function` returns. Raises TookTooLong, or whatever `function` raises."""
        if self._hangs and self.busy:
            raise TookTooLong(self._name, limit_s)

        def run() -> Answer:
            with self._running:
                return function()

        try:
            answer = self._thread.call(run, limit_s)
        except TookTooLong:
            self._hangs = True
            raise
        self._hangs = False
        return answer

    def settle(self, limit_s: float) -> None:
        """Wait until an abandoned call has come back, for so long at most."""
        if self._running.acquire(timeout=limit_s):
            self._running.release()

    def close(self) -> None:
        """Let the thread end; may be called twice, and `call` starts a new one."""
        self._thread.close()


class ForeignCodeAtOnce:
    """The same for code that several threads may run at the same time: each call has a thread, of `count` at most."""

    catches: type[BaseException] = BaseException

    def __init__(self, first: ForeignCode, name: str, count: int) -> None:
        """`first` is one of the threads; none is started before it is needed."""
        self._all = (first, *(ForeignCode(name) for _ in range(count - 1)))
        self._free = list(self._all)
        self._changed = threading.Condition()

    @property
    def busy(self) -> bool:
        """Whether a call runs, an abandoned one too."""
        return any(code.busy for code in self._all)

    def call(self, function: Callable[[], Answer], limit_s: float) -> Answer:
        """What `function` returns, once a thread is free. Raises TookTooLong, or whatever `function` raises."""
        code = self._take()
        try:
            return code.call(function, limit_s)
        finally:
            with self._changed:
                self._free.insert(0, code)
                self._changed.notify()

    def close(self) -> None:
        """Let the threads end; may be called twice, and `call` starts new ones."""
        for code in self._all:
            code.close()

    def _take(self) -> ForeignCode:
        """One that nobody uses, and in which no abandoned call runs if there is such a one."""
        with self._changed:
            while not self._free:
                self._changed.wait(SLICE_S)
            idle = (index for index, code in enumerate(self._free) if not code.busy)
            return self._free.pop(next(idle, 0))


class OwnCode:
    """The same for a built-in backend that needs no thread, because it keeps a limit itself or runs nothing foreign."""

    catches: type[BaseException] = Exception
    """A KeyboardInterrupt here is somebody's Ctrl-C."""
    busy = False

    def call(self, function: Callable[[], Answer], limit_s: float) -> Answer:
        """What `function` returns; it runs in the thread that calls."""
        return function()

    def close(self) -> None:
        """There is nothing to end."""
