"""A stream of miniaudio, filled ahead.

The library asks for sound in a thread of its own, by a call of Python. All that happens there is a copy of what another thread
has pulled ahead. Where a device forgets its queue at once (ALSA, also on the way to a sound server), a second lies in it, so that
nothing this process or the machine has to do leaves a hole, and a control has it forgotten. Others have a short queue, and their
system wakes their thread before all others. numpy is not loaded before `start`: a chime need not wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.alsa_plugins import leads_to_a_server
from voicecoach.play.sinks.device_clock import DeviceClock
from voicecoach.play.sinks.device_queue import LONG, SHORT, DeviceQueue
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.play.sinks.miniaudio_device import Context, MiniaudioFailed, PlaybackDevice
from voicecoach.play.sinks.pcm import to_int16
from voicecoach.play.sinks.silenced_stderr import SilencedStderr
from voicecoach.play.sinks.sound_ahead import SoundAhead

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Give, Pull

logger = logger_for(__name__)


READY_S = 0.5
"""How much is pulled ahead of the device, in seconds."""
PIECE_S = 0.1
"""How much is pulled at a time, in seconds."""
FULL_S, EMPTY_S = 0.05, 0.008
"""How often it is looked whether that is there, and how often sound that is not ready is asked for again, in seconds."""
DRY_S = 0.05
"""With so much left in a long queue, in seconds, silence is queued if no sound is ready; before that it is waited for."""
FIRST_S = 0.1
"""How long sound is waited for before a device starts again, in seconds."""
JOINT_S = 0.006
"""How long what is heard fades into what comes instead, in seconds."""
LATENCY_S = 0.03
"""About how long after a device has asked for the first time it is heard, in seconds."""
STALL_S = 2.0
"""A device that has not asked for so long, in seconds, is gone: PulseAudio's end, for one, calls no callback."""

NO_DEVICE = (
    "no sound system found. Install one (Debian, Ubuntu: sudo apt install pulseaudio, or pipewire-pulse)"
)


class MiniaudioSink:
    """One open playback device, and a thread that pulls ahead of it."""

    gapless = True
    never_waits = True

    def __init__(self, rate: int, device_id: Any, clock: Clock) -> None:
        """Raises DeviceError."""
        self.breaks = 0
        """How often the device had no sound left."""
        self._rate = rate
        self._device_id = device_id
        self._clock = clock
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._stop, self._wake = threading.Event(), threading.Event()
        self._idle = IdleTimer(clock)
        self._ahead = SoundAhead(self._frames(JOINT_S))
        self._epoch = self._kept = 0
        self._down = True
        """Whether the device does not run, or is about to be stopped: it gets nothing."""
        self._grow = False
        self._starved = self._empty = True
        """Whether the device got silence as nothing was ready, and whether the last pull gave nothing."""
        self._gone = False
        self._thread: threading.Thread | None = None
        self._source: Callable[[int], tuple[bytes, int]] = lambda frames: (b"", self._epoch)
        """Gives at most so many frames, and the epoch in which they were pulled."""
        self._queue: DeviceQueue | None = None
        try:
            self._device = self._opened()
        except MiniaudioFailed as exc:
            raise DeviceError(NO_DEVICE, output="miniaudio") from exc
        self._times = DeviceClock(rate, clock.now())

    @property
    def backend(self) -> str:
        return self._device.backend

    @property
    def falls_silent(self) -> bool:
        """Whether `drop` cuts the sound off."""
        return self._device.forgets

    def greet(self, give: Give) -> None:
        self._begin(lambda frames: (give(frames), self._epoch))

    def start(self, pull: Pull) -> None:
        def pulled(frames: int) -> tuple[bytes, int]:
            piece = pull(frames)
            return to_int16(piece.samples).tobytes(), piece.epoch

        self._begin(pulled)

    def heard(self, pulled: int) -> int:
        with self._lock:
            return min(pulled, max(self._kept, self._number_now()))

    def drop(self, epoch: int) -> bool:
        with self._changed:
            self._epoch = epoch
            if not self._device.forgets:
                self._ahead.give_back()
            elif self._down:
                self._ahead.begin_again(self._ahead.next_number)
            else:
                self._ahead.begin_again(self._number_now())
                self._down = True
            self._kept = self._ahead.pulled
            self._changed.notify_all()
        self._wake.set()
        return True

    def alive(self) -> bool:
        running = self._thread is None or (self._thread.is_alive() and self._idle.seconds() < STALL_S)
        return running and not self._gone

    def close(self) -> None:
        self._stop.set()
        with self._changed:
            self._down = True
            self._changed.notify_all()
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=1.0)
        self._device.close()

    # The device.

    def _opened(self) -> PlaybackDevice:
        """Raises MiniaudioFailed."""
        # Its stream of PulseAudio can neither have a long queue nor forget one; ALSA's way to the same server can.
        by_alsa = self._device_id is None and leads_to_a_server()
        with SilencedStderr():
            if by_alsa:
                try:
                    return self._opened_by(Context(alsa_alone=True))
                except MiniaudioFailed as error:
                    logger.info("not by ALSA: %s", error)
            return self._opened_by(Context())

    def _opened_by(self, context: Context) -> PlaybackDevice:
        self._queue = self._queue or (LONG if context.backend == "ALSA" else SHORT)
        return PlaybackDevice(
            context,
            self._rate,
            period_ms=self._queue.period_ms,
            periods=self._queue.periods,
            device_id=self._device_id,
            fill=self._give,
            stopped=self._on_stop,
        )

    def _start_device(self) -> None:
        """Raises MiniaudioFailed."""
        with self._lock:
            if self._stop.is_set():
                return
            self._idle.moved()
            self._times = DeviceClock(self._rate, self._clock.now() + LATENCY_S)
            self._down = False
        self._device.start()

    def _on_stop(self) -> None:
        logger.info("the device stopped")
        self._gone = True

    def _give(self, frames: int) -> bytes:
        """For the device, in its thread: the next sound."""
        with self._changed:
            self._idle.moved()
            if self._down:
                return b""
            now = self._clock.now()
            late_s = self._times.asked(now, self._ahead.given)
            waited_for = self._starved or self._empty
            if late_s and not waited_for:
                self._break_off(late_s)
                if self._down:
                    return b""
            if self._device.forgets:
                self._wait_for(frames)
                if self._down:
                    return b""
            enough = self._ahead.ready >= frames
            if not enough and not self._starved and not self._empty:
                self._break_off((frames - self._ahead.ready) / self._rate)
                if self._down:
                    return b""
            self._starved = not enough
            return self._ahead.take(frames)

    def _wait_for(self, frames: int) -> None:
        """Until so many are ready, or the device is about to run dry."""
        waited = False
        while not self._down and self._ahead.ready < frames:
            left_s = self._times.left_s(self._clock.now(), self._ahead.given) - DRY_S
            if left_s <= 0:
                break
            waited = True
            self._changed.wait(left_s)
        if waited:
            self._times.disturb(self._clock.now())

    def _break_off(self, late_s: float) -> None:
        """The device had nothing left: from here on it holds more."""
        self.breaks += 1
        assert self._queue is not None
        grown = self._queue.grown()
        logger.warning(
            "the sound broke off for %.0f ms: %g s are queued from here on", late_s * 1000, grown.seconds
        )
        if grown != self._queue:
            self._queue, self._grow, self._down = grown, True, True
            self._kept = self._ahead.next_number
            self._ahead.begin_again()
            self._wake.set()

    def _number_now(self) -> int:
        """How many of the pulled frames are heard by now."""
        if self._down:
            return self._ahead.next_number
        if self._device.forgets:
            return self._ahead.number_at(self._times.heard(self._clock.now(), self._ahead.given))
        assert self._queue is not None
        return self._ahead.number_at(self._ahead.given - self._frames(self._queue.seconds))

    # The thread that pulls.

    def _begin(self, source: Callable[[int], tuple[bytes, int]]) -> None:
        self._source = source
        if self._thread is None:
            self._fill()
            try:
                self._start_device()
            except MiniaudioFailed as exc:
                raise DeviceError(str(exc), output="miniaudio") from exc
            self._thread = threading.Thread(target=self._run, name="voicecoach-sink", daemon=True)
            self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._wake.clear()
                if self._down:
                    self._restart()
                self._clock.wait(self._wake, self._fill())
        except BaseException:  # `alive` says so
            if not self._stop.is_set():
                logger.warning("no more is played", exc_info=True)

    def _restart(self) -> None:
        """The device forgets what it had, and starts again with what is heard instead. Raises MiniaudioFailed."""
        if self._grow:
            self._device.close()
            self._device, self._grow = self._opened(), False
        else:
            self._device.stop()
        until = self._clock.now() + FIRST_S
        while not self._stop.is_set():
            pause_s = self._fill()
            if self._ahead.ready or self._clock.now() >= until:
                break
            self._clock.wait(self._stop, pause_s)
        self._start_device()

    def _fill(self) -> float:
        """Pull until enough is ready, or nothing more is; in how many seconds to look again."""
        while not self._stop.is_set():
            if self._ahead.ready >= self._frames(READY_S):
                return FULL_S
            samples, epoch = self._source(self._frames(PIECE_S))
            with self._changed:
                if epoch < self._epoch:
                    continue  # pulled before a control, which has it pulled again
                self._ahead.add(samples)
                self._empty = not samples
                self._changed.notify_all()
            if not samples:
                return EMPTY_S
        return 0.0

    def _frames(self, seconds: float) -> int:
        return round(seconds * self._rate)
