"""The output of a session, found and opened in a thread while the session is made, and heard before that is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.logs import logger_for
from voicecoach.play.engine.greeting import GreetedSink, Greeting

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Sink
    from voicecoach.play.sinks.checked import CheckedOutput
    from voicecoach.play.sinks.checked_sink import CheckedSink

logger = logger_for(__name__)

_HEARD_S = 0.1
"""How long `wait_until_heard` waits, in seconds."""


_QUIET_S = 0.6
"""A little longer than stderr is ever kept quiet (`silenced_stderr`), in seconds."""


class EarlyOutput:
    """One output by its name. Its methods may be called by several threads."""

    def __init__(
        self,
        name: str,
        device: str | None,
        clock: Clock,
        rate: int,
        chime: Callable[[int], bytes],
        *,
        duck: bool = True,
    ) -> None:
        """Begins at once. `rate` is that of the voice as far as it is already known; `chime` gives the samples of the chime at a
        rate, none for no chime. `duck`: other programs are lowered meanwhile, if the output does that."""
        self._name, self._device, self._clock = name, device, clock
        self._chime = chime
        self._duck = duck
        self.rate = rate
        """The rate at which it is opened first, in frames a second."""
        self._lock = threading.Lock()
        self._output: CheckedOutput | None = None
        self._sink: CheckedSink | None = None
        self._error: BaseException | None = None
        self._closed = self._opened = False
        self._greeting: Greeting | None = None
        self._chimes, self._heard = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._begin, name="voicecoach-early", daemon=True)
        self._thread.start()
        # While the sound system is asked.
        self._greeting = Greeting(chime(rate))
        self._chimes.set()

    def wait_until_heard(self) -> None:
        """Waits until it plays, but not for long: two threads that load code at the same time are both late."""
        self._heard.wait(_HEARD_S)

    def open_with(self, phrase: bytes, rate: int) -> None:
        """Play these samples after the chime; the session begins with them."""
        if rate == self.rate and self._greeting is not None:
            self._greeting.open_with(phrase)

    def open(self, rate: int) -> Sink:
        """The output for the session: the first time the one that has begun already. Raises DeviceError."""
        self._thread.join()
        with self._lock:
            first, self._opened = not self._opened, True
            sink, self._sink = self._sink, None
        if first and self._error is not None:
            raise self._error
        output = self._found()
        greeting = self._greeting
        if sink is not None:
            if rate == self.rate and greeting is not None:
                return GreetedSink(sink, greeting)
            logger.info("opened at %d frames a second, and again at %d", self.rate, rate)
            sink.close()
        opened = output.open(rate, self._device, self._clock)
        if not first or sink is not None:
            return opened
        return GreetedSink(opened, Greeting(self._chime(rate)))

    def close(self) -> None:
        """Fall silent, if the session has not taken the output; may be called twice.

        While an output opens, stderr is kept from the libraries of the system, so that an error that is printed then could be
        lost: the end of that is waited for.
        """
        with self._lock:
            self._closed = True
            sink, self._sink = self._sink, None
        self._heard.wait(_QUIET_S)
        if sink is not None:
            sink.close()

    def _give(self, frames: int) -> bytes:
        return b"" if self._greeting is None else self._greeting.give(frames)

    def _found(self) -> CheckedOutput:
        if self._output is None:
            from voicecoach.play.sinks.registry import find_output

            self._output = find_output(self._name)
            if not self._duck:
                self._output.leave_others()
        return self._output

    def _begin(self) -> None:
        try:
            output = self._found()
            if output.greets:
                self._greet(output.open(self.rate, self._device, self._clock))
        except BaseException as error:  # `open` raises it
            logger.info("the output did not open: %s", error)
            self._error = error
        finally:
            self._heard.set()

    def _greet(self, sink: CheckedSink) -> None:
        try:
            self._chimes.wait(_HEARD_S)
            sink.greet(self._give)
        except BaseException:
            sink.close()
            raise
        with self._lock:
            if not self._closed:
                self._sink = sink
                return
        sink.close()
