"""The usual output without a sound server, and that of macOS and Windows. numpy is not loaded before a session starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voicecoach.errors import DeviceError
from voicecoach.play.sinks.miniaudio_device import Context, MiniaudioFailed
from voicecoach.play.sinks.miniaudio_sink import NO_DEVICE, MiniaudioSink
from voicecoach.play.sinks.silenced_stderr import SilencedStderr

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock


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
            raise DeviceError(NO_DEVICE, output="miniaudio") from exc

    def _find(self, device: str) -> Any:
        found = self._playbacks()
        for match in (str.__eq__, str.__contains__):
            for name, device_id in found:
                if match(name.casefold(), device.casefold()):
                    return device_id
        names = ", ".join(f"“{name}”" for name, _ in found) or "none"
        raise DeviceError(f"no device “{device}”; there are {names}", output="miniaudio")
