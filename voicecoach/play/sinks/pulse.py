"""The usual output on Linux: sound lies a second and more ahead in the server of PulseAudio or PipeWire.

So nothing that this process or the machine has to do leaves a hole. When a control comes, what was queued is written again
from the next few milliseconds on. numpy is not loaded before `start`: a chime need not wait for it.
"""

from __future__ import annotations

import threading
from array import array
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.clock import RealClock
from voicecoach.play.sinks.announcement import LEAD_S, Announcement
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.play.sinks.pcm import to_int16
from voicecoach.play.sinks.pulse_stream import PulseConnection, PulseStream
from voicecoach.play.sinks.sample_ring import FRAME, SampleRing
from voicecoach.play.sinks.silenced_stderr import SilencedStderr

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Give, Pull

logger = logger_for(__name__)

AHEAD_S = 1.0
"""How much is queued ahead of the listener at first, in seconds."""
LONGEST_AHEAD_S = 4.0
"""The most that is queued after the queue has run dry, in seconds."""
PIECE_S = 0.2
"""How much is pulled at a time, in seconds."""
LATENCY_S = 0.02
"""How much a device is asked to take at a time, in seconds: what it has taken can no longer be written again."""
MARGIN_S = 0.008
"""How long a change takes to reach the server, in seconds."""
JOINT_S = 0.006
"""How long what is heard fades into what comes instead, in seconds."""
FULL_S, EMPTY_S = 0.1, 0.008
"""How often a full queue is looked at, and how often sound that is not ready is asked for again, in seconds."""
STALL_S = 2.5
"""A server that has not said anything for so long, in seconds, is gone."""


class PulseSink:
    """One stream, filled by a thread of its own."""

    backend = "PulseAudio"
    gapless = True
    never_waits = True

    def __init__(self, rate: int, device: str | None, clock: Clock, *, lowers_others: bool = True) -> None:
        """Raises DeviceError."""
        self.breaks = 0
        """How often the queue has run dry."""
        self._rate = rate
        self._clock = clock
        self._lowers_others = lowers_others
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._idle = IdleTimer(clock)
        self._said_at = (0, 0)
        self._epoch = 0
        self._ahead_s = AHEAD_S
        self._device_s = LATENCY_S
        self._pulled = self._kept = 0
        self._cursor = self._end = 0
        """Frames of the stream: the one that is written next, and the one after the last that was ever written."""
        self._ring = SampleRing(round((LONGEST_AHEAD_S + 1) * rate))
        """What was written last at each frame of the stream."""
        self._joints: deque[tuple[int, int]] = deque()
        """From which frame of the stream on which number of what was pulled is heard."""
        self._given_back = self._starved = True
        self._thread: threading.Thread | None = None
        self._source: Callable[[int], tuple[bytes, int]] = lambda frames: (b"", self._epoch)
        """Gives at most so many frames, and the epoch in which they were pulled."""
        self._announcement: Announcement | None = None
        with SilencedStderr():
            self._connection = PulseConnection(clock)
            try:
                self._stream = PulseStream(
                    self._connection,
                    rate,
                    None if device is None else _find(self._connection, device),
                    longest_s=LONGEST_AHEAD_S,
                    latency_s=LATENCY_S,
                    properties={"application.name": "voicecoach", "media.name": "voicecoach"},
                )
            except BaseException:
                self._connection.close()
                raise

    def greet(self, give: Give) -> None:
        self._begin(lambda frames: (give(frames), self._epoch))

    def start(self, pull: Pull) -> None:
        def pulled(frames: int) -> tuple[bytes, int]:
            piece = pull(frames)
            return to_int16(piece.samples).tobytes(), piece.epoch

        self._begin(pulled)

    def heard(self, pulled: int) -> int:
        with self._lock:
            return min(pulled, max(self._kept, self._number_at(self._stream.heard())))

    def drop(self, epoch: int) -> bool:
        with self._lock:
            self._epoch = epoch
            # The device has taken what is before this; from here on everything can be written again.
            first = self._stream.heard() + self._frames(self._device_s + MARGIN_S)
            if first < self._cursor:
                self._pulled = self._number_at(first)
                self._cursor = first
                self._given_back = True
            self._kept = self._pulled
        self._wake.set()
        return True

    def alive(self) -> bool:
        timing = self._stream.timing()
        if timing is not None and timing.said_at != self._said_at:
            self._said_at = timing.said_at
            self._idle.moved()
        running = self._thread is None or self._thread.is_alive()
        return running and self._stream.ready and self._idle.seconds() < STALL_S

    def close(self) -> None:
        self._stop.set()
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=1.0)
        with self._lock:
            if self._announcement is not None:
                self._announcement.close()
            self._stream.close()
            self._connection.close()

    # The thread that pulls.

    def _begin(self, source: Callable[[int], tuple[bytes, int]]) -> None:
        self._source = source
        if self._thread is None:
            self._idle.moved()
            self._thread = threading.Thread(target=self._run, name="voicecoach-sink", daemon=True)
            self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        try:
            self._clock.wait(self._wake, self._fill())
            self._announcement = self._announced()
            while not self._stop.is_set():
                self._wake.clear()
                self._clock.wait(self._wake, self._fill())
        except BaseException:  # `alive` says so
            if not self._stop.is_set():
                logger.warning("no more is played", exc_info=True)

    def _announced(self) -> Announcement | None:
        """Not at the start: the first sound goes first. None if others are not lowered."""
        if not self._lowers_others:
            return None
        try:
            return Announcement(self._connection, self._rate, self._clock)
        except DeviceError as error:
            logger.warning("other programs are not lowered: %s", error)
            return None

    def _fill(self) -> float:
        """Pull until the queue is full, or nothing more is ready; in how many seconds to look again."""
        self._stream.ask_timing()
        while not self._stop.is_set():
            with self._lock:
                timing = self._stream.timing()
                if timing is not None:
                    # Forgotten slowly: a device may take less now and more again.
                    self._device_s = max(timing.device_s, 0.99 * self._device_s)
                heard = self._stream.heard()
                if self._announcement is not None:
                    near = min(self._frames(LEAD_S), self._end - heard)
                    self._announcement.follow(any(self._ring.get(heard, max(0, near))))
                if self._cursor - heard >= self._frames(self._ahead_s):
                    return FULL_S
            samples, epoch = self._source(self._frames(PIECE_S))
            with self._lock:
                if self._stop.is_set():
                    break
                if epoch < self._epoch:
                    continue  # pulled before a control, which has it pulled again
                self._write(samples)
            if not samples:
                return EMPTY_S
        return 0.0

    def _write(self, samples: bytes) -> None:
        """Queue it after what is queued, or from the next frame on that can still be heard."""
        count = len(samples) // FRAME
        if not count and not self._given_back:
            self._starved = True
            return
        heard, at = self._stream.heard(), self._cursor
        if at < heard + self._frames(self._device_s) or not self._joints:
            at = heard + self._frames(self._device_s + MARGIN_S)
            if not self._given_back and not self._starved:
                self._run_dry()
        made = samples
        if self._end and (at != self._cursor or self._given_back):
            made = self._joined(samples, at)
        if at != self._cursor or not self._joints:
            self._joints.append((at, self._pulled))
        # What was queued behind it must not be heard even if nothing comes in time.
        end = at + len(made) // FRAME
        written = made + bytes(FRAME * max(0, self._end - end)) if self._given_back else made
        self._stream.write(written, at)
        self._ring.put(written, at)
        self._end, self._cursor = end, at + count
        self._pulled += count
        self._given_back, self._starved = False, not count
        while len(self._joints) > 1 and self._joints[1][0] < heard:
            self._joints.popleft()

    def _joined(self, made: bytes, at: int) -> bytes:
        """The samples, faded into from what is heard there so far."""
        frames = self._frames(JOINT_S)
        before = array("h", self._ring.get(at, max(0, min(frames, self._end - at))))
        before.frombytes(bytes(FRAME * (frames - len(before))))
        joined = array("h", made + bytes(max(0, FRAME * frames - len(made))))
        # Not by numpy: it may still be on its way, and loading it here would leave a hole.
        for frame in range(frames):
            share = frame / (frames - 1)
            joined[frame] = round(joined[frame] * share + before[frame] * (1 - share))
        return joined.tobytes()

    def _run_dry(self) -> None:
        self.breaks += 1
        self._ahead_s = min(2 * self._ahead_s, LONGEST_AHEAD_S)
        logger.warning("the sound broke off: %g s are queued from here on", self._ahead_s)

    def _number_at(self, frame: int) -> int:
        """How many of the pulled frames are heard when the stream is at that frame."""
        latest = self._pulled
        for at, number in reversed(self._joints):
            if frame >= at:
                return min(latest, number + frame - at)
            latest = number
        return min(latest, self._joints[0][1] if self._joints else 0)

    def _frames(self, seconds: float) -> int:
        return round(seconds * self._rate)


class PulseOutput:
    """`--output pulse`, and what `auto` means where a server runs."""

    greets = True

    def __init__(self) -> None:
        self.lowers_others = True

    def open(self, rate: int, device: str | None, clock: Clock) -> PulseSink:
        return PulseSink(rate, device, clock, lowers_others=self.lowers_others)

    def devices(self) -> tuple[str, ...]:
        connection = PulseConnection(RealClock())
        try:
            return tuple(one.description for one in connection.devices())
        finally:
            connection.close()


def _find(connection: PulseConnection, device: str) -> str:
    """The server's name for it. Raises DeviceError if there is none."""
    found, wanted = connection.devices(), device.casefold()
    for match in (str.__eq__, str.__contains__):
        for one in found:
            if match(one.description.casefold(), wanted) or match(one.name.casefold(), wanted):
                return one.name
    names = ", ".join(f"“{one.description}”" for one in found) or "none"
    raise DeviceError(f"no device “{device}”; there are {names}", output="pulse")
