"""Lets a sound server know when the coach speaks, so that it can lower other programs meanwhile.

A second stream, silent, of the role that announcements have: it runs while something is heard and stands still in silence. What
a server does then is its own affair: module-role-ducking of PulseAudio lowers other streams, and raises them again when this
process ends in whatever way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.play.sinks.pulse_stream import PulseConnection, PulseStream

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock

ROLE = "announcement"
LEAD_S = 0.3
"""How long before a word others are lowered, in seconds."""
REST_S = 1.5
"""How long after the last word they come back, in seconds: not between the counts of a hold."""


class Announcement:
    """The second stream of an output."""

    def __init__(self, connection: PulseConnection, rate: int, clock: Clock) -> None:
        """Raises DeviceError."""
        self._clock = clock
        self._held = True
        self._sounded_at = clock.now() - REST_S
        properties = {"application.name": "voicecoach", "media.name": "the coach speaks", "media.role": ROLE}
        self._stream = PulseStream(
            connection, rate, None, longest_s=1.0, latency_s=0.1, properties=properties, held=True
        )

    def follow(self, sounding: bool) -> None:
        """Whether something is heard now, or in LEAD_S at most."""
        now = self._clock.now()
        if sounding:
            self._sounded_at = now
        held = now - self._sounded_at >= REST_S
        if held != self._held:
            self._held = held
            self._stream.hold(held)

    def close(self) -> None:
        """Let go of it; may be called twice."""
        self._stream.close()
