"""Foreign code (a sound server, a voice, a bus) on a thread of its own, each call within a time limit.

The caller waits in Python, so a signal ends the wait at once whatever the foreign code does, and an exception that a
signal handler raises never rises in the middle of a C callback. A thread cannot be killed: after a call that took too
long the thread is abandoned (a daemon, it cannot keep the process alive), and the next call gets a new one.
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")

SLICE_S = 0.2
"""How long one wait takes. On Windows a signal does not end it, and elsewhere one that comes as it begins is lost."""


class TookTooLong(Exception):
    """A call did not return within its limit. It may still be running."""

    def __init__(self, name: str, limit_s: float) -> None:
        super().__init__(f"{name} did not answer within {limit_s:g} s")
        self.limit_s = limit_s


class LimitedThread:
    """Makes calls one at a time, all on the same thread for as long as each one returns in time.

    `call` may be used by several threads, which then take turns. No thread is started before the first call, and it ends
    with this object if `close` is forgotten. After a fork the child gets a thread of its own.
    """

    def __init__(self, name: str) -> None:
        """`name` says whose code it is, for messages and for the name of the thread."""
        self._name = name
        self._turn = threading.Lock()
        self._calls: queue.SimpleQueue[object] | None = None
        self._thread: threading.Thread | None = None

    def call(self, function: Callable[[], Answer], limit_s: float) -> Answer:
        """What `function` returns. Raises TookTooLong, or whatever `function` raises, SystemExit and its like too.

        If the wait is interrupted (Ctrl-C), the exception passes at once and the call is abandoned like one that took
        too long: what it may still return is dropped.
        """
        with self._turn:
            call = _Call(function)
            calls = self._started()
            calls.put(call)
            try:
                returned, answer = call.wait(limit_s)
            except queue.Empty:
                self._abandon()
                raise TookTooLong(self._name, limit_s) from None
            except BaseException:
                self._abandon()
                raise
        if returned:
            return answer  # type: ignore[no-any-return]
        raise answer

    def close(self) -> None:
        """Let the thread end after the call that runs, if any; may be called twice, and `call` starts a new one."""
        self._abandon()

    def _started(self) -> queue.SimpleQueue[object]:
        if self._calls is None or self._thread is None or not self._thread.is_alive():
            calls = self._calls = queue.SimpleQueue()
            # The end of this object puts its dead reference there: no Python runs for it, in which a signal could be lost.
            end = weakref.ref(self, calls.put)
            self._thread = threading.Thread(
                target=_answer_all, args=(calls, end), name=self._name, daemon=True
            )
            self._thread.start()
        return self._calls

    def _abandon(self) -> None:
        calls, self._calls = self._calls, None
        if calls is not None:
            calls.put(None)


class _Call:
    """One call and where its answer goes: whether it returned, and what it returned or raised."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self.function = function
        self.answer: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    def wait(self, limit_s: float) -> tuple[bool, Any]:
        """Raises queue.Empty."""
        while limit_s > SLICE_S:
            try:
                return self.answer.get(timeout=SLICE_S)
            except queue.Empty:
                limit_s -= SLICE_S
        return self.answer.get(timeout=limit_s)


def _answer_all(calls: queue.SimpleQueue[object], _end: object) -> None:
    while isinstance(call := calls.get(), _Call):
        try:
            answer = (True, call.function())
        except BaseException as error:  # it belongs to the caller, whatever it is
            answer = (False, error)
        call.answer.put(answer)
        del call, answer  # held no longer than the caller holds them


def call_limited(name: str, function: Callable[[], Answer], limit_s: float) -> Answer:
    """One call on a thread of its own. Raises TookTooLong, or whatever `function` raises."""
    thread = LimitedThread(name)
    try:
        return thread.call(function, limit_s)
    finally:
        thread.close()
