"""A place for phrases that several machines share: slow, full, gone or lying, it costs a bounded time and raises nothing.

Each operation runs on a thread of its own, within a time limit. After a few that failed, or took longer than to make a phrase,
the place is left alone for a minute; that is reported once for reading and once for writing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple, TypeVar

from voicecoach.errors import StateError
from voicecoach.logs import logger_for
from voicecoach.speech.cache.phrase_entry import LARGEST
from voicecoach.speech.cache.place_address import scheme_of, shown_address, why_no_place
from voicecoach.speech.cache.place_backends import ENDING, PlaceBackend, backend_of, what_to_install
from voicecoach.speech.result_checks import on_one_line
from voicecoach.time_limited import TookTooLong, call_limited

logger = logger_for(__name__)

Answer = TypeVar("Answer")

AT_ONCE = 8
"""How many phrases are fetched at the same time, if the place allows it."""

FAILURES = 3
"""After so many operations in a row that failed, the place is left alone for a while."""


class Patience(NamedTuple):
    """How long is waited for a place, in seconds."""

    open_s: float = 20.0
    """To load what reaches it, and to begin."""
    one_s: float = 4.0
    """To read, write or remove one phrase."""
    slow_s: float = 1.0
    """An operation that takes longer counts as failed, though what it brings is used: to make the phrase is quicker."""
    list_s: float = 120.0
    """To look through all of it."""
    away_s: float = 60.0
    """How long it is left alone."""


PATIENCE = Patience()


class PlaceUnusable(StateError):
    """An operation on a place failed."""


class SharedPlace:
    """Phrases by their digests. No method raises because of the place, but those that say so. For several threads."""

    def __init__(
        self,
        address: str,
        *,
        patience: Patience = PATIENCE,
        now: Callable[[], float] = time.monotonic,
        backend: Callable[[str], PlaceBackend] | None = None,
    ) -> None:
        """`address`: a whole path, or what fsspec knows. Touches nothing. Raises ValueError if it cannot be one."""
        if why := why_no_place(address):
            raise ValueError(f"{shown_address(address)} is not a place for phrases: {why}")
        self.address = address
        self.shown = shown_address(address)
        self.now = now
        self._patience = patience
        self._make = backend or backend_of
        self._opening = threading.Lock()
        self._open: tuple[PlaceBackend, AbstractContextManager[object]] | None = None
        self._reading = _Trust("cannot be read, so phrases are made here")
        self._writing = _Trust("cannot be written, so new phrases are kept on this machine alone")

    @property
    def at_once(self) -> int:
        """How many phrases may be read at the same time."""
        return AT_ONCE if self._open is None or self._open[0].concurrent else 1

    def read(self, digest: bytes) -> bytes | None:
        """What is there, unchecked and of LARGEST bytes at most; None if nothing is, or it cannot be had now."""
        data = self._tried(self._reading, lambda place: place.read(_name(digest), LARGEST))
        if data is not None and len(data) > LARGEST:
            logger.debug("a phrase of %s is too large, and is made again", self.shown)
            return None
        return data

    def write(self, digest: bytes, data: bytes) -> None:
        """Put it there, if that can be done now."""
        self._tried(self._writing, lambda place: place.write(_name(digest), data))

    def remove(self, digest: bytes) -> bool:
        """Remove a phrase, and say whether it was there. Raises PlaceUnusable."""
        try:
            self._limited(lambda place: place.remove(_name(digest)), self._patience.one_s)
        except FileNotFoundError:
            return False
        return True

    def sizes(self) -> dict[bytes, int]:
        """The size of every phrase in bytes, by its digest. Raises PlaceUnusable."""
        found = self._listed(lambda place: place.sizes())
        return {bytes.fromhex(name[:40]): size for name, size in sorted(found.items())}

    def remove_halves(self) -> None:
        """Remove what writers left who were killed. Raises PlaceUnusable."""
        self._listed(lambda place: place.remove_halves())

    def _listed(self, operation: Callable[[PlaceBackend], Answer]) -> Answer:
        try:
            return self._limited(operation, self._patience.list_s)
        except FileNotFoundError as error:
            raise PlaceUnusable(self._said(error), path=self.shown) from error

    def _tried(self, trust: _Trust, operation: Callable[[PlaceBackend], Answer]) -> Answer | None:
        """None if nothing is there, it failed, or the place is left alone."""
        if self.now() < trust.away_until:
            return None
        began = self.now()
        try:
            answer = self._limited(operation, self._patience.one_s)
        except FileNotFoundError as error:
            if trust is self._reading:
                trust.failures = 0
            else:
                self._failed(trust, self._said(error))
            return None
        except PlaceUnusable as error:
            self._failed(trust, error.message, at_once=isinstance(error, _NoAnswer))
            return None
        took = self.now() - began
        if took > self._patience.slow_s:
            self._failed(trust, f"it takes {took:.1f} s for one phrase")
        else:
            trust.failures = 0
        return answer

    def _failed(self, trust: _Trust, why: str, *, at_once: bool = False) -> None:
        trust.failures += 1
        logger.debug("%s: %s", self.shown, why)
        if trust.failures < FAILURES and not at_once:
            return
        trust.failures = FAILURES - 1  # after the pause one more is enough
        trust.away_until = self.now() + self._patience.away_s
        if not trust.reported:
            trust.reported = True
            logger.warning("%s %s: %s", self.shown, trust.complaint, why)

    def _limited(self, operation: Callable[[PlaceBackend], Answer], limit_s: float) -> Answer:
        """What the operation returns. Raises FileNotFoundError, PlaceUnusable."""
        backend, turn = self._opened()

        def run() -> Answer:
            with turn:
                return operation(backend)

        try:
            return self._mapped(run, limit_s)
        except _NoAnswer:
            with self._opening:
                if self._open is not None and self._open[0] is backend:
                    self._open = None  # the call that hangs keeps it
            raise

    def _opened(self) -> tuple[PlaceBackend, AbstractContextManager[object]]:
        with self._opening:
            if self._open is None:
                try:
                    backend = self._mapped(lambda: self._make(self.address), self._patience.open_s)
                except FileNotFoundError as error:
                    raise PlaceUnusable(self._said(error), path=self.shown) from error
                self._open = backend, nullcontext() if backend.concurrent else threading.Lock()
            return self._open

    def _mapped(self, function: Callable[[], Answer], limit_s: float) -> Answer:
        """Errors of all libraries become one of ours, but for a phrase that is not there."""
        try:
            return call_limited(self.shown, function, limit_s)
        except TookTooLong as error:
            raise _NoAnswer(f"it did not answer within {limit_s:g} s", path=self.shown) from error
        except FileNotFoundError:
            raise
        except ImportError as error:
            raise _NoAnswer(what_to_install(self.address, error), path=self.shown) from error
        except Exception as error:
            raise PlaceUnusable(self._said(error), path=self.shown) from error

    def _said(self, error: Exception) -> str:
        """What a library says, which may repeat the address with a password in it."""
        try:
            said = str(error)
        except Exception:
            said = ""
        if isinstance(error, OSError) and error.strerror and not scheme_of(self.address):
            said = error.strerror.lower()
        password = self.address.partition("://")[2].partition("@")[0].partition(":")[2]
        for secret in filter(None, (self.address, password)):
            said = said.replace(secret, "...")
        return on_one_line(f"{said} ({type(error).__name__})".strip())


class _Trust:
    """What is known of a place in one direction."""

    def __init__(self, complaint: str) -> None:
        self.complaint = complaint
        """What is reported once it is lost."""
        self.failures = 0
        """In a row."""
        self.away_until = float("-inf")
        self.reported = False


class _NoAnswer(PlaceUnusable):
    """One is enough to leave the place alone."""


def _name(digest: bytes) -> str:
    return f"{digest.hex()}{ENDING}"
