"""Passes a sink from the thread that opens it to the one that waits for it, or no longer does."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.output_calls import call_output
from voicecoach.time_limited import LimitedThread

if TYPE_CHECKING:
    from voicecoach.play.sinks.api import Sink

logger = logger_for(__name__)

CLOSE_S = 0.2
"""How long the close of a sink is waited for, in seconds; it may go on by itself."""


class SinkArrival:
    """One attempt to open a sink."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._refused = False
        self._came: Any = None

    def take(self, sink: Sink) -> Sink:
        """In the thread that opened it."""
        with self._lock:
            self._came = sink
            refused = self._refused
        if refused:
            logger.warning("output %s opened too late; it is closed again", self._name)
            sink.close()
        return sink

    def refuse(self, thread: LimitedThread) -> None:
        """Have it closed, now or when it comes. Raises nothing."""
        with self._lock:
            self._refused = True
            came = self._came
        if came is not None:
            try:
                call_output(self._name, "close()", lambda: came.close(), CLOSE_S, thread=thread)
            except DeviceError as error:
                logger.warning("closing: %s", error)
        thread.close()
