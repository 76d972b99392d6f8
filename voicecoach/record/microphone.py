"""The microphone: a callback stream of miniaudio, whose callback puts bytes in a queue and does nothing else.

Its calls run on a thread of their own within a time limit, as a sound server may hang. As with playback, miniaudio would
take its Null backend if it finds no system audio library, so its list of backends is given without it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, TypeVar

import miniaudio
import numpy as np

from voicecoach.audio.pcm import FULL_SCALE
from voicecoach.errors import DeviceError, MicrophoneError
from voicecoach.logs import logger_for
from voicecoach.near import did_you_mean
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.play.sinks.output_calls import DoesNotAnswer, call_output
from voicecoach.play.sinks.silenced_stderr import SilencedStderr
from voicecoach.time_limited import LimitedThread

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.clock import Clock

logger = logger_for(__name__)

Answer = TypeVar("Answer")

PERIOD_MS = 20
"""How much the device hands over at a time."""
STALL_S = 4.0
"""A device that has handed over nothing for so long is gone: PulseAudio's end, for one, calls no callback. A virtual one of
PulseAudio's may hand over two seconds at a time."""
OPEN_S = 10.0
"""How long a device may take to open, to start, or to be listed, in seconds."""
CLOSE_S = 0.5
"""How long its close is waited for, in seconds; it may go on by itself."""
MOST_HELD_S = 60.0
"""What is heard and not read is forgotten after so long, in seconds."""

NO_MICROPHONE = (
    "no microphone found. Plug one in, or record on a phone and give the files with --from FOLDER"
    " (--list prints their names)"
)
_LINUX = "; on Linux a sound system is needed too: sudo apt install pulseaudio, or pipewire-pulse"

_SILENT = "the sound system does not answer; start it again (pulseaudio -k, or systemctl --user restart pipewire-pulse)"


def _backends() -> list[Any]:
    """In miniaudio's own order; without Null, which hears nothing."""
    real = [one for one in miniaudio.get_enabled_backends() if one.name not in ("NULL", "CUSTOM")]
    return sorted(real, key=lambda one: int(one.value))


def _on_its_thread(
    what: str, call: Callable[[], Answer], limit_s: float, thread: LimitedThread | None = None
) -> Answer:
    """What the call answers within its limit. Raises MicrophoneError whatever it raises."""
    try:
        return call_output("microphone", what, call, limit_s, thread=thread)
    except DoesNotAnswer as error:
        raise MicrophoneError(_SILENT) from error
    except DeviceError as error:
        raise MicrophoneError(error.message) from error


class _Device(miniaudio.CaptureDevice):  # type: ignore[misc]
    """A device of which no exception rises in C, and which is closed by us or never."""

    def __del__(self) -> None:
        pass

    def _data_callback(self, *arguments: Any) -> None:
        try:
            super()._data_callback(*arguments)
        except BaseException:
            logger.warning("the callback of the microphone failed; it counts as gone", exc_info=True)
            self.callback_generator = None

    def _stop_callback(self, *arguments: Any) -> None:
        try:
            super()._stop_callback(*arguments)
        except BaseException:
            logger.warning("the microphone stopped untidily", exc_info=True)


class Microphone:
    """One that is open. Satisfies Source."""

    def __init__(self, rate: int, device_id: Any, clock: Clock, thread: LimitedThread) -> None:
        """Opens it and begins to hear. Raises MicrophoneError; to be called on the thread."""
        self._heard: deque[bytes] = deque(maxlen=round(MOST_HELD_S * 1000 / PERIOD_MS))
        self._idle = IdleTimer(clock)
        self._stopped = False
        self._thread = thread
        try:
            with SilencedStderr():
                self._device = _Device(
                    input_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=rate,
                    buffersize_msec=PERIOD_MS,
                    device_id=device_id,
                    backends=_backends(),
                    app_name="voicecoach",
                )
                stream = self._stream()
                next(stream)
                self._device.stop_callback = self._on_stop
                self._idle.moved()
                self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            logger.info("no microphone: %s", error)
            raise _none_found() from error

    @property
    def backend(self) -> str:
        return str(self._device.backend)

    def read(self) -> FloatSamples:
        pieces = []
        while self._heard:
            pieces.append(self._heard.popleft())
        return np.frombuffer(b"".join(pieces), np.int16) * FULL_SCALE

    def alive(self) -> bool:
        return not self._stopped and self._idle.seconds() < STALL_S

    def close(self) -> None:
        self._stopped = True
        try:
            _on_its_thread("close()", self.let_go, CLOSE_S, self._thread)
        except MicrophoneError as error:
            logger.warning("closing the microphone: %s", error)
        self._thread.close()

    def let_go(self) -> None:
        """Close the device; to be called on the thread."""
        self._device.close()

    def _on_stop(self) -> None:
        self._stopped = True

    def _stream(self) -> Generator[None, bytes, None]:
        while True:
            self._heard.append(bytes((yield)))
            self._idle.moved()


class MiniaudioInput:
    """The microphones of this machine. Satisfies Input."""

    def open(self, rate: int, device: str | None, clock: Clock) -> Microphone:
        thread = LimitedThread("microphone")
        awaited = threading.Event()
        awaited.set()

        def opened() -> Microphone:
            found = Microphone(rate, _find(device) if device else None, clock, thread)
            if not awaited.is_set():  # nobody would ever close it
                found.let_go()
            return found

        try:
            return _on_its_thread("opening it", opened, OPEN_S, thread)
        except BaseException:
            awaited.clear()
            raise

    def devices(self) -> tuple[str, ...]:
        return tuple(one["name"] for one in _on_its_thread("listing them", _captures, OPEN_S))


def _captures() -> list[dict[str, Any]]:
    try:
        with SilencedStderr():
            found: list[dict[str, Any]] = miniaudio.Devices(_backends()).get_captures()
    except miniaudio.MiniaudioError as error:
        raise _none_found() from error
    return found


def _find(device: str) -> Any:
    found = _captures()
    for match in (str.__eq__, str.__contains__):
        for one in found:
            if match(one["name"].casefold(), device.casefold()):
                return one["id"]
    names = [one["name"] for one in found]
    there = did_you_mean(device, names) or f"; there are {', '.join(f'“{name}”' for name in names)}"
    raise MicrophoneError(f"no microphone “{device}”{there}" if names else NO_MICROPHONE)


def _none_found() -> MicrophoneError:
    import sys

    return MicrophoneError(NO_MICROPHONE + (_LINUX if sys.platform.startswith("linux") else ""))
