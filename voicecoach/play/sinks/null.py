"""An output that nobody hears: paced by the clock, for tests, for trying a session out, and for measuring."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Pull

logger = logger_for(__name__)

PERIOD_S = 0.04
"""How much is pulled at a time, in seconds."""

_LATE_S = 0.5
"""Behind by more than this, the machine slept: go on from now instead of hurrying after."""


class PacedSink:
    """Pulls in a thread as fast as the clock says, and gives what it pulled to `take`."""

    backend = "none"
    gapless = True
    breaks = 0

    def __init__(self, rate: int, clock: Clock) -> None:
        self._clock = clock
        self._rate = rate
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._failure: DeviceError | None = None

    def start(self, pull: Pull) -> None:
        self._thread = threading.Thread(target=self._run, args=(pull,), name="voicecoach-sink", daemon=True)
        self._thread.start()

    def heard(self, pulled: int) -> int:
        return pulled

    def drop(self, epoch: int) -> bool:
        return False

    def alive(self) -> bool:
        if self._failure is not None:
            raise self._failure
        return self._thread is None or self._thread.is_alive()

    def close(self) -> None:
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=1.0)

    def take(self, pull: Pull, frames: int) -> None:
        """Pull once; whatever becomes of it is up to the class. Raises DeviceError if that is the end."""
        pull(frames)

    def _run(self, pull: Pull) -> None:
        try:
            self._pull_all(pull)
        except DeviceError as error:
            self._failure = error
        except BaseException:  # `alive` says so
            logger.warning("no more is pulled", exc_info=True)

    def _pull_all(self, pull: Pull) -> None:
        period = round(PERIOD_S * self._rate)
        due = self._clock.now()
        while not self._stop.is_set():
            self.take(pull, period)
            due += period / self._rate
            behind = self._clock.now() - due
            if behind > _LATE_S:
                due += behind
            self._clock.wait(self._stop, -behind)


class NullOutput:
    """`--output null`."""

    def open(self, rate: int, device: str | None, clock: Clock) -> PacedSink:
        if device is not None:
            raise DeviceError("has no devices; leave --device out", output="null")
        return PacedSink(rate, clock)

    def devices(self) -> tuple[str, ...]:
        return ()
