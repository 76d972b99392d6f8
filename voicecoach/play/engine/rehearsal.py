"""An output and its clock in one: a whole session in no time, to the frame, heard by nobody. For programs that are tested."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Pull


class Rehearsal:
    """Satisfies Clock, Output and Sink. As its time passes, as much of the session is pulled; all in one thread."""

    backend = "a rehearsal"
    gapless = True

    def __init__(self) -> None:
        self._now = 0.0
        self._rate = 0
        self._pull: Pull | None = None

    # The clock.

    def now(self) -> float:
        return self._now

    def asleep(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self._now += seconds
            if self._pull is not None:
                self._pull(round(seconds * self._rate))

    def wait(self, event: threading.Event, timeout: float) -> bool:
        if not event.is_set():
            self.sleep(timeout)
        return event.is_set()

    # The output.

    def open(self, rate: int, device: str | None, clock: Clock) -> Rehearsal:
        self._rate = rate
        return self

    def devices(self) -> tuple[str, ...]:
        return ()

    # The sink.

    def start(self, pull: Pull) -> None:
        self._pull = pull

    def heard(self, pulled: int) -> int:
        return pulled

    def drop(self, epoch: int) -> bool:
        return False

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        self._pull = None
