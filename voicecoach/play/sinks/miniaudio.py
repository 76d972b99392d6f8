"""The usual output: a callback stream of miniaudio, exact to the sample.

The device pulls small periods, so that a pause is heard at once. miniaudio silently takes its Null backend
if it finds no system audio library: its list of backends is given without Null, and the name of what it
took is looked at.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import miniaudio
import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.play.sinks.pcm import to_int16
from voicecoach.play.sinks.silenced_stderr import SilencedStderr

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Pull

logger = logger_for(__name__)

PERIOD_MS = 20
"""How much the device pulls at a time."""
PERIODS = 6
"""How many such periods it queues: with PERIOD_MS the delay between a key and its effect."""

STALL_S = 2.0
"""A device that has not pulled for so long is gone: PulseAudio's end, for one, calls no callback."""

_NO_DEVICE = (
    "no sound system found. Install one (Debian, Ubuntu: sudo apt install pulseaudio, or pipewire-pulse),\n"
    "or write the session to a file instead: voicecoach render ROUTINE -o session.wav"
)


def _backends() -> list[Any]:
    """In miniaudio's own order (PulseAudio, ALSA, JACK on Linux); without Null, which plays into nothing."""
    real = [one for one in miniaudio.get_enabled_backends() if one.name not in ("NULL", "CUSTOM")]
    return sorted(real, key=lambda one: int(one.value))


class _Device(miniaudio.PlaybackDevice):  # type: ignore[misc]
    """A device of which no exception rises in C, and which is closed by us or never.

    Collected by chance, in whichever thread that happens, it would wait there for a sound server that may hang.
    """

    def __del__(self) -> None:
        pass

    def _data_callback(self, *arguments: Any) -> None:
        try:
            super()._data_callback(*arguments)
        except BaseException:
            logger.warning("the callback of the device failed; it counts as gone", exc_info=True)
            self.callback_generator = None

    def _stop_callback(self, *arguments: Any) -> None:
        try:
            super()._stop_callback(*arguments)
        except BaseException:
            logger.warning("the device stopped untidily", exc_info=True)


class MiniaudioSink:
    """One open playback device."""

    gapless = True

    def __init__(self, rate: int, device_id: Any, clock: Clock) -> None:
        self._idle = IdleTimer(clock)
        self._stopped = False
        self._started = False
        try:
            with SilencedStderr():
                self._device = _Device(
                    output_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=rate,
                    buffersize_msec=PERIOD_MS,
                    callback_periods=PERIODS,
                    device_id=device_id,
                    backends=_backends(),
                    app_name="voicecoach",
                )
        except miniaudio.MiniaudioError as exc:
            raise DeviceError(_NO_DEVICE, output="miniaudio") from exc
        if self._device.backend == "Null":
            self._device.close()
            raise DeviceError(_NO_DEVICE, output="miniaudio")
        self._queue = round(PERIOD_MS * PERIODS * rate / 1000)

    @property
    def backend(self) -> str:
        return str(self._device.backend)

    def start(self, pull: Pull) -> None:
        stream = self._stream(pull)
        next(stream)
        self._device.stop_callback = self._on_stop
        self._idle.moved()
        try:
            self._device.start(stream)
        except miniaudio.MiniaudioError as exc:
            raise DeviceError(f"the device does not start: {exc}", output="miniaudio") from exc
        self._started = True

    def heard(self, pulled: int) -> int:
        return max(0, pulled - self._queue)

    def drop(self, epoch: int) -> bool:
        return False

    def alive(self) -> bool:
        idle = self._idle.seconds() >= STALL_S
        return not self._stopped and not (self._started and idle)

    def close(self) -> None:
        self._device.close()

    def _on_stop(self) -> None:
        logger.info("the device stopped")
        self._stopped = True

    def _stream(self, pull: Pull) -> Generator[Any, int, None]:
        wanted = yield b""
        while True:
            self._idle.moved()
            piece = pull(wanted).samples
            if len(piece) < wanted:
                piece = np.concatenate([piece, np.zeros(wanted - len(piece), np.float32)])
            wanted = yield to_int16(piece).tobytes()


class MiniaudioOutput:
    """`--output miniaudio`, and what `auto` means."""

    def open(self, rate: int, device: str | None, clock: Clock) -> MiniaudioSink:
        return MiniaudioSink(rate, self._find(device) if device is not None else None, clock)

    def devices(self) -> tuple[str, ...]:
        return tuple(found["name"] for found in self._playbacks())

    def _playbacks(self) -> list[dict[str, Any]]:
        try:
            with SilencedStderr():
                found: list[dict[str, Any]] = miniaudio.Devices(_backends()).get_playbacks()
        except miniaudio.MiniaudioError as exc:
            raise DeviceError(_NO_DEVICE, output="miniaudio") from exc
        return found

    def _find(self, device: str) -> Any:
        found = self._playbacks()
        for match in (str.__eq__, str.__contains__):
            for one in found:
                if match(one["name"].casefold(), device.casefold()):
                    return one["id"]
        names = ", ".join(f"“{one['name']}”" for one in found) or "none"
        raise DeviceError(f"no device “{device}”; there are {names}", output="miniaudio")
