"""How far a device has played, by our clock: what it asks for shows how fast it really plays, and when it had nothing left."""

from __future__ import annotations

LATE_S = 0.02
"""Sound that comes so long after the device had none left, in seconds, is heard as a hole."""
WINDOW_S = 5.0
"""For so long, in seconds, the fullest queue is looked for before our clock is set by it."""
SETTLE_S = 1.0
"""How long, in seconds, how full a queue is shows nothing after it was filled."""
STEP_S = 0.01
"""By at most so much, in seconds, it is set each time."""


class DeviceClock:
    """One device from its start on. Frames are counted from there."""

    def __init__(self, rate: int, now: float) -> None:
        """`now` is when its first frame is heard, in seconds of our clock."""
        self._rate = rate
        self._began = now
        self._full_s: float | None = None
        self._fullest_s = 0.0
        self._window_at = now + SETTLE_S

    def left_s(self, now: float, given: int) -> float:
        """For how long it still plays of the `given` frames; below 0 for how long it has had nothing."""
        return given / self._rate - (now - self._began)

    def heard(self, now: float, given: int) -> int:
        """How many of the `given` frames are heard."""
        return min(given, max(0, round((now - self._began) * self._rate)))

    def asked(self, now: float, given: int) -> float:
        """It asks for more after `given` frames. For how many seconds it has had nothing, 0 if that cannot be heard."""
        left_s = self.left_s(now, given)
        if left_s < -LATE_S and given:
            self._began -= left_s
            self.disturb(now)
            return -left_s
        if now >= self._window_at:
            self._fullest_s = max(self._fullest_s, left_s)
        if now - self._window_at >= WINDOW_S:
            self._keep_step()
            self._window_at, self._fullest_s = now, 0.0
        return 0.0

    def disturb(self, now: float) -> None:
        """It was not given all that it could take: how full its queue was shows nothing."""
        self._window_at, self._fullest_s = now + SETTLE_S, 0.0

    def _keep_step(self) -> None:
        """A queue is as full as ever when it asks: if it seems to grow, the device plays faster than we count."""
        if self._full_s is None:
            self._full_s = self._fullest_s
        off_s = self._fullest_s - self._full_s
        self._began -= max(-STEP_S, min(STEP_S, off_s))
