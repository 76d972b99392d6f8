"""For how long nothing has moved, in time during which somebody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock

LONGEST_LOOK_S = 0.5
"""A longer time than this between two looks counts as this much: the whole process was stopped (Ctrl-Z), not the device."""


class IdleTimer:
    """Counts the seconds since the last movement. `moved` may be called by any thread, `seconds` by one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._looked_at = clock.now()
        self._seconds = 0.0

    def moved(self) -> None:
        """Something moved just now."""
        self._seconds = 0.0

    def seconds(self) -> float:
        """The time since the last movement, as far as this was called at least every LONGEST_LOOK_S."""
        now = self._clock.now()
        passed, self._looked_at = now - self._looked_at, now
        self._seconds += min(passed, LONGEST_LOOK_S)
        return self._seconds
