"""Notices that the machine was asleep, or that this program was stopped, while it meant to wait for a moment."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.units import Seconds

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock

STOOD_S = 3.0
"""A wait that takes this much longer than it should, in seconds, was not a wait: even a busy machine is quicker."""


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which nothing of a session could happen."""

    seconds: Seconds
    """How long it was, at least STOOD_S."""
    asleep_s: float
    """How much of it the session's clock does not know, in seconds."""


class Standstill:
    """Used by the thread that waits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asleep = clock.asleep()

    def wait(self, event: threading.Event, timeout: float) -> Away | None:
        """Wait for the event as the clock does, and report a standstill meanwhile, or since the wait before if it was a sleep."""
        before = self._clock.now()
        self._clock.wait(event, timeout)
        stopped_s = self._clock.now() - before - timeout
        asleep, before_it = self._clock.asleep(), self._asleep
        self._asleep = asleep
        slept_s = asleep - before_it
        away_s = max(0.0, stopped_s) + max(0.0, slept_s)
        return Away(Seconds(away_s), max(0.0, slept_s)) if away_s >= STOOD_S else None
