"""The usual output without a sound server: a callback stream of miniaudio, exact to the sample.

The device pulls small periods, so that a pause is heard at once. numpy is not loaded before `start`: a chime need not wait
for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.play.sinks.miniaudio_device import Context, MiniaudioFailed, PlaybackDevice
from voicecoach.play.sinks.pcm import to_int16
from voicecoach.play.sinks.silenced_stderr import SilencedStderr

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Give, Pull

logger = logger_for(__name__)

PERIOD_MS = 20
"""How much the device pulls at a time."""
PERIODS = 6
"""How many such periods it queues: with PERIOD_MS the delay between a key and its effect."""

LATE_S = 0.01
"""Sound that comes so long after the device had none left, in seconds, is heard as a hole."""

STALL_S = 2.0
"""A device that has not pulled for so long is gone: PulseAudio's end, for one, calls no callback."""

_NO_DEVICE = (
    "no sound system found. Install one (Debian, Ubuntu: sudo apt install pulseaudio, or pipewire-pulse),\n"
    "or write the session to a file instead: voicecoach render ROUTINE -o session.wav"
)


class MiniaudioSink:
    """One open playback device."""

    gapless = True

    def __init__(self, rate: int, device_id: Any, clock: Clock) -> None:
        self.breaks = 0
        """How often the device had no sound left."""
        self._rate = rate
        self._clock = clock
        self._given = 0
        self._began = self._late_s = 0.0
        self._idle = IdleTimer(clock)
        self._stopped = False
        self._started = False
        self._next: Give = lambda frames: b""
        try:
            with SilencedStderr():
                self._device = PlaybackDevice(
                    rate,
                    period_ms=PERIOD_MS,
                    periods=PERIODS,
                    device_id=device_id,
                    fill=self._fill,
                    stopped=self._on_stop,
                )
        except MiniaudioFailed as exc:
            raise DeviceError(_NO_DEVICE, output="miniaudio") from exc
        self._queue = round(PERIOD_MS * PERIODS * rate / 1000)

    @property
    def backend(self) -> str:
        return self._device.backend

    def greet(self, give: Give) -> None:
        self._next = give
        self._start_device()

    def start(self, pull: Pull) -> None:
        self._next = lambda frames: to_int16(pull(frames).samples).tobytes()
        if not self._started:
            self._start_device()

    def heard(self, pulled: int) -> int:
        return max(0, pulled - self._queue)

    def drop(self, epoch: int) -> bool:
        return False

    def alive(self) -> bool:
        idle = self._idle.seconds() >= STALL_S
        return not self._stopped and not (self._started and idle)

    def close(self) -> None:
        self._device.close()

    def _start_device(self) -> None:
        self._idle.moved()
        try:
            self._device.start()
        except MiniaudioFailed as exc:
            raise DeviceError(str(exc), output="miniaudio") from exc
        self._started = True

    def _on_stop(self) -> None:
        logger.info("the device stopped")
        self._stopped = True

    def _fill(self, frames: int) -> bytes:
        self._idle.moved()
        now = self._clock.now()
        self._began = self._began or now
        behind_s = now - self._began - self._given / self._rate
        if behind_s > self._late_s + LATE_S:
            # Each hole delays all that comes after it.
            self.breaks, self._late_s = self.breaks + 1, behind_s
            logger.warning("the sound broke off, %.0f ms by now", behind_s * 1000)
        self._given += frames
        return self._next(frames)


class MiniaudioOutput:
    """`--output miniaudio`, and what `auto` means where no sound server runs."""

    greets = True

    def open(self, rate: int, device: str | None, clock: Clock) -> MiniaudioSink:
        return MiniaudioSink(rate, self._find(device) if device is not None else None, clock)

    def devices(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._playbacks())

    def _playbacks(self) -> list[tuple[str, Any]]:
        try:
            with SilencedStderr():
                context = Context()
                try:
                    return context.devices()
                finally:
                    context.close()
        except MiniaudioFailed as exc:
            raise DeviceError(_NO_DEVICE, output="miniaudio") from exc

    def _find(self, device: str) -> Any:
        found = self._playbacks()
        for match in (str.__eq__, str.__contains__):
            for name, device_id in found:
                if match(name.casefold(), device.casefold()):
                    return device_id
        names = ", ".join(f"“{name}”" for name, _ in found) or "none"
        raise DeviceError(f"no device “{device}”; there are {names}", output="miniaudio")
