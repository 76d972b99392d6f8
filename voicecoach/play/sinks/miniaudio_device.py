"""A playback device of the miniaudio library, by its C extension alone.

The Python module `miniaudio` loads numpy and half a web client beside it: a fifth of a second before the first sound. Both
can be used in one process. The library has one callback for all devices, and whichever of the two was loaded last provides
it; so a device here has the methods that the module calls on its own, and the other way round.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from _miniaudio import ffi, lib

from voicecoach.logs import logger_for

logger = logger_for(__name__)

BYTES_A_FRAME = 2
"""Mono, signed 16 bits in the machine's own order."""

APP_NAME = ffi.new("char[]", b"voicecoach")

lib.init_miniaudio()


class MiniaudioFailed(Exception):
    """A call of the library failed."""


@ffi.def_extern()  # type: ignore[untyped-decorator]
def _internal_data_callback(device: Any, output: Any, heard: Any, frames: int) -> None:
    if frames > 0 and device.pUserData:
        ffi.from_handle(device.pUserData)._data_callback(device, output, heard, frames)


@ffi.def_extern()  # type: ignore[untyped-decorator]
def _internal_stop_callback(device: Any) -> None:
    if device.pUserData:
        ffi.from_handle(device.pUserData)._stop_callback(device)


class Context:
    """A connection to the system's sound: the first of miniaudio's backends that answers, in its own order (PulseAudio,
    ALSA, JACK on Linux). Never Null, which plays into nothing."""

    def __init__(self, *, alsa_alone: bool = False) -> None:
        """`alsa_alone` leaves out all others. Raises MiniaudioFailed if there is no sound system."""
        wanted = [lib.ma_backend_alsa] if alsa_alone else _real_backends()
        backends = ffi.new("ma_backend[]", wanted)
        config = lib.ma_context_config_init()
        config.threadPriority = lib.ma_thread_priority_highest
        config.pulse.pApplicationName = config.jack.pClientName = APP_NAME
        self.context = ffi.new("ma_context *")
        _check(
            lib.ma_context_init(backends, len(wanted), ffi.addressof(config), self.context),
            "no sound system answers",
        )

    @property
    def backend(self) -> str:
        """Its name."""
        return str(ffi.string(lib.ma_get_backend_name(self.context.backend)).decode())

    def devices(self) -> list[tuple[str, Any]]:
        """The name of each playback device, and what opens it. Raises MiniaudioFailed."""
        infos, count = ffi.new("ma_device_info **"), ffi.new("ma_uint32 *")
        _check(
            lib.ma_context_get_devices(self.context, infos, count, ffi.NULL, ffi.NULL),
            "the devices cannot be listed",
        )
        found = (infos[0][at] for at in range(count[0]))
        return [
            (ffi.string(one.name).decode(errors="replace"), ffi.new("ma_device_id *", one.id))
            for one in found
        ]

    def close(self) -> None:
        """To be called once."""
        lib.ma_context_uninit(self.context)


_open: set[PlaybackDevice] = set()
"""A device that is open stays in memory: the library's thread uses it. It is closed by `close` or never; collected by chance, in
whichever thread that happens, it would wait there for a sound server that may hang."""


class PlaybackDevice:
    """An open device for mono sound. Two methods are called by the library's thread: no exception rises in them."""

    def __init__(
        self,
        context: Context,
        rate: int,
        *,
        period_ms: int,
        periods: int,
        device_id: Any,
        fill: Callable[[int], bytes],
        stopped: Callable[[], None],
    ) -> None:
        """`fill` gives at most so many frames, and silence is played for those that it does not give; it is called from `start`
        on. `stopped` is called when it stops by itself. `device_id` is from `Context.devices`, None for the default. The context
        is closed with the device, and here if this raises MiniaudioFailed."""
        self._fill: Callable[[int], bytes] | None = fill
        self._stopped = stopped
        self._turning = threading.Lock()
        """Held while it starts, stops or closes."""
        self._stopping = False
        self._context: Context | None = context
        self._device = ffi.new("ma_device *")
        self._handle = ffi.new_handle(self)
        config = lib.ma_device_config_init(lib.ma_device_type_playback)
        config.sampleRate = rate
        config.playback.channels = 1
        config.playback.format = lib.ma_format_s16
        config.playback.pDeviceID = device_id if device_id is not None else ffi.NULL
        config.periodSizeInMilliseconds = period_ms
        config.periods = periods
        config.wasapi.usage = (
            lib.ma_wasapi_usage_pro_audio
        )  # Windows does not let such a thread wait for others
        config.pUserData = self._handle
        config.dataCallback = lib._internal_data_callback
        config.stopCallback = lib._internal_stop_callback
        try:
            _check(
                lib.ma_device_init(self._context.context, ffi.addressof(config), self._device),
                "the device cannot be opened",
            )
        except MiniaudioFailed:
            self._context.close()
            raise
        self.backend = self._context.backend
        """The name of the sound system."""
        _open.add(self)

    def start(self) -> None:
        """Begin to play, also after `stop`; not once it is closed. Raises MiniaudioFailed."""
        with self._turning:
            if self._context is not None:
                self._stopping = False
                _check(lib.ma_device_start(self._device), "the device does not start")

    def stop(self) -> None:
        """Fall silent; of some systems what is queued is forgotten, see `forgets`. Waits for the sound system."""
        with self._turning:
            if self._context is not None:
                self._stopping = True
                lib.ma_device_stop(self._device)

    @property
    def forgets(self) -> bool:
        """Whether a long queue may lie in it, as `stop` empties it at once. Others play it to its end, or keep it."""
        return self.backend == "ALSA"

    def close(self) -> None:
        """Stop and let go of the device; may be called twice."""
        with self._turning:
            context, self._context = self._context, None
            if context is None:
                return
            self._fill, self._stopping = None, True
            lib.ma_device_stop(self._device)
            lib.ma_device_uninit(self._device)
            context.close()
            _open.discard(self)

    def _data_callback(self, device: Any, output: Any, heard: Any, frames: int) -> None:
        fill = self._fill
        if fill is None:
            return
        try:
            samples = fill(frames)
            if len(samples) > frames * BYTES_A_FRAME:
                raise ValueError(f"{len(samples)} bytes for {frames} frames")
            ffi.memmove(output, samples, len(samples))
        except BaseException:
            logger.warning("the callback of the device failed; it counts as gone", exc_info=True)
            self._fill = None

    def _stop_callback(self, device: Any) -> None:
        try:
            if not self._stopping:
                self._stopped()
        except BaseException:
            logger.warning("the device stopped untidily", exc_info=True)


def _real_backends() -> list[int]:
    found, count = ffi.new("ma_backend[30]"), ffi.new("size_t *")
    _check(lib.ma_get_enabled_backends(found, 30, count), "its backends cannot be listed")
    return sorted(set(found[0 : count[0]]) - {lib.ma_backend_null, lib.ma_backend_custom})


def _check(result: int, failure: str) -> None:
    if result != lib.MA_SUCCESS:
        raise MiniaudioFailed(f"{failure} (miniaudio's result {result})")
