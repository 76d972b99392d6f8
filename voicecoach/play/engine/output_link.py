"""Keeps the output of a session open: opens it off the owner's thread, and looks for its device again when that goes away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.engine.pending_sink import PendingSink
from voicecoach.play.engine.playback_status import PlaybackStatus
from voicecoach.play.sinks.api import CountsBreaks

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Sink

logger = logger_for(__name__)

RETRY_S = 1.0
"""How often a device that went away is looked for, in seconds."""

PATIENCE_S = 60.0
"""For how long, in seconds; one that has played well is looked for without end, from then on every RETRY_LATER_S."""

RETRY_LATER_S = 5.0
"""How often a device is looked for that has been away for longer than PATIENCE_S, in seconds."""

STEADY_S = 5.0
"""A device that plays for less than this, in seconds, and goes away again does not count as back: PATIENCE_S runs on."""

CLOSE_S = 0.2
"""How long the owner waits for the close of an output whose device went away, in seconds; it may never answer."""


def sum_of_breaks(before: int | None, after: int | None) -> int | None:
    """All of them; None if either number is not known."""
    return None if before is None or after is None else before + after


class OutputLink:
    """One output at a time. Its owner calls `open` once and `look` at every tick."""

    def __init__(self, start_sink: Callable[[], Sink], clock: Clock, *, threads: bool) -> None:
        """`start_sink` gives an output that has begun to pull; it may take long. Without `threads` it is called in `open`."""
        self.sink: Sink | None = None
        """What plays now, if anything does."""
        self._breaks_before: int | None = 0
        self.backend = ""
        """What really plays, for a person; empty before the start."""
        self._start_sink = start_sink
        self._clock = clock
        self._in_threads = threads
        self._pending: PendingSink | None = None
        self._lost_at: float | None = None
        self._played_well = False
        self._tried_at = 0.0

    @property
    def breaks(self) -> int | None:
        """How often the sound broke off so far, as the outputs count it; None if one of them does not."""
        sink = self.sink
        if sink is None:
            return self._breaks_before
        return sum_of_breaks(self._breaks_before, sink.breaks if isinstance(sink, CountsBreaks) else None)

    def open(self) -> None:
        """Begin to open an output; `look` reports whether it opens."""
        self._pending = PendingSink(self._start_sink, threads=self._in_threads)

    def look(self) -> PlaybackStatus:
        """How the output is: never LOST, but GONE if `lose` was called. Raises DeviceError if there is no hope."""
        if self._pending is not None:
            return self._look_at(self._pending)
        return PlaybackStatus.PLAYING if self.sink is not None else self._look_again()

    def lose(self, played_s: float) -> None:
        """Give up an output whose device went away after `played_s` seconds. Raises DeviceError if there is no hope."""
        self.close()
        now = self._tried_at = self._clock.now()
        steady = played_s > STEADY_S
        self._played_well = self._played_well or steady
        if self._lost_at is None or steady:
            self._lost_at = now
        logger.warning("the output went away")
        self._still_gone()

    def close(self) -> None:
        """Fall silent at once; may be called twice."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.abandon()
        self._breaks_before = self.breaks
        sink, self.sink = self.sink, None
        if sink is not None:
            closing = threading.Thread(target=sink.close, name="voicecoach-close", daemon=True)
            closing.start()
            closing.join(timeout=CLOSE_S)

    def _look_at(self, pending: PendingSink) -> PlaybackStatus:
        if not pending.done:
            return PlaybackStatus.OPENING if self._lost_at is None else self._still_gone()
        self._pending = None
        try:
            sink = pending.sink()
        except DeviceError as error:
            if self._lost_at is None:
                raise
            return self._still_gone(error)
        self.sink, self.backend = sink, sink.backend
        return PlaybackStatus.PLAYING if self._lost_at is None else PlaybackStatus.BACK

    def _look_again(self) -> PlaybackStatus:
        now = self._clock.now()
        assert self._lost_at is not None
        pause = RETRY_S if now - self._lost_at <= PATIENCE_S else RETRY_LATER_S
        if now - self._tried_at >= pause:
            self._tried_at = now
            self.open()
        return PlaybackStatus.GONE if self._pending is None else self._look_at(self._pending)

    def _still_gone(self, error: DeviceError | None = None) -> PlaybackStatus:
        assert self._lost_at is not None
        if not self._played_well and self._clock.now() - self._lost_at > PATIENCE_S:
            gone = "the device went away before it had played for a while; voicecoach doctor --play tries it"
            raise DeviceError(gone, output=self.backend) from error
        return PlaybackStatus.GONE
