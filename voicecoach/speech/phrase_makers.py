"""Threads that make phrases before they are asked for, each phrase once.

What is expected is made in the order in which it is named. An error is kept for the one who asks for that phrase, so the
first that somebody hears of is the same as with one thread.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator

from voicecoach.time_limited import SLICE_S

_END_S = 0.5
"""How long closing waits for phrases in the making, so that Ctrl-C ends quickly."""


class PhraseMakers:
    """At most `threads` threads, which end when nothing is expected any more."""

    def __init__(self, make: Callable[[str], object], threads: int) -> None:
        """`make` keeps what it made, and makes nothing that is kept. With one thread nothing is made before it is asked
        for, and one phrase at a time."""
        self._make = make
        self._threads = threads
        self._changed = threading.Condition()
        self._expected: dict[str, None] = {}
        self._making: set[str] = set()
        self._failed: dict[str, BaseException] = {}
        self._running = 0

    def expect(self, texts: Iterable[str]) -> None:
        """Begin with these, after those that were expected before."""
        if self._threads == 1:
            return
        with self._changed:
            for text in texts:
                if text not in self._making and text not in self._failed:
                    self._expected[text] = None
            for _ in range(min(self._threads - self._running, len(self._expected))):
                try:
                    threading.Thread(target=self._work, name="voicecoach phrases", daemon=True).start()
                except RuntimeError:  # the system has no more: the caller makes them
                    return
                self._running += 1

    @contextlib.contextmanager
    def turn(self, text: str) -> Iterator[None]:
        """In it nobody else makes the phrase. Raises what kept the phrase from being made, if it was expected."""
        turn = text if self._threads > 1 else ""
        with self._changed:
            while turn in self._making:
                self._changed.wait(SLICE_S)
            if (error := self._failed.pop(text, None)) is not None:
                raise error
            self._expected.pop(text, None)
            self._making.add(turn)
        try:
            yield
        finally:
            self._done(turn)

    def close(self) -> None:
        """Expect nothing any more; what is in the making is waited for, but not for long. May be called twice."""
        with self._changed:
            self._expected.clear()
            self._failed.clear()
            self._changed.wait_for(lambda: not self._running, _END_S)

    def _work(self) -> None:
        while (text := self._next()) is not None:
            try:
                self._make(text)
            except BaseException as error:  # it belongs to the one who asks for the phrase, whatever it is
                with self._changed:
                    self._failed[text] = error
            finally:
                self._done(text)

    def _next(self) -> str | None:
        with self._changed:
            text = next(iter(self._expected), None)
            if text is None:
                self._running -= 1
                self._changed.notify_all()
                return None
            del self._expected[text]
            self._making.add(text)
            return text

    def _done(self, text: str) -> None:
        with self._changed:
            self._making.discard(text)
            self._changed.notify_all()
