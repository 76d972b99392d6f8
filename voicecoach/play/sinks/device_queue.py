"""How much sound lies in a device."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class DeviceQueue:
    """What lies in a device."""

    period_ms: int
    """How much it asks for at a time, in milliseconds."""
    periods: int
    """How many of these it holds."""
    most_ms: int
    """How much it may hold after it has run dry, in milliseconds."""

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.period_ms * self.periods / 1000

    def grown(self) -> DeviceQueue:
        """Twice as long, as far as it may be."""
        return replace(self, periods=min(2 * self.periods, self.most_ms // self.period_ms))


LONG = DeviceQueue(period_ms=25, periods=40, most_ms=4000)
"""Of a device that forgets it at once."""
SHORT = DeviceQueue(period_ms=20, periods=6, most_ms=240)
"""Of one that plays it to its end: the delay between a key and its effect."""
