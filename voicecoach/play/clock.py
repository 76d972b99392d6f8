"""Time for everything live. Nothing else in this process sleeps; other code that measures a time limit is given its `now`.

Code that needs time is given a Clock, so that a test runs an hour of coaching in a second, to the frame.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import Protocol


class Clock(Protocol):
    """Monotonic time in seconds from an arbitrary start."""

    def now(self) -> float:
        """Seconds, never running backwards."""

    def asleep(self) -> float:
        """For how many seconds the machine has been asleep, from an arbitrary start; `now` may leave these out."""

    def sleep(self, seconds: float) -> None:
        """Return after `seconds`; at once if that is 0 or less."""

    def wait(self, event: threading.Event, timeout: float) -> bool:
        """Return when the event is set, at the latest after `timeout` seconds; whether it is set."""


class RealClock:
    """The time of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def asleep(self) -> float:
        if sys.platform.startswith("linux"):
            return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC_RAW) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
        return 0.0  # the clock of Windows goes on while it is asleep

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)

    def wait(self, event: threading.Event, timeout: float) -> bool:
        return event.wait(max(0.0, timeout))


class FastClock:
    """Time that passes by being slept: sleeping takes no time and moves the clock by exactly that much.

    Meant for one sleeper; a wait for an event that is not set counts as a sleep of its whole timeout.
    """

    def __init__(self, start: float = 0.0) -> None:
        self._now = start
        self._lock = threading.Lock()
        self.slept = 0.0
        """What `asleep` says."""

    def now(self) -> float:
        with self._lock:
            return self._now

    def asleep(self) -> float:
        return self.slept

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            with self._lock:
                self._now += seconds

    def wait(self, event: threading.Event, timeout: float) -> bool:
        if not event.is_set():
            self.sleep(timeout)
        return event.is_set()
