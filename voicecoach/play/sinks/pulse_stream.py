"""A connection to the server of PulseAudio or PipeWire, and one stream of which every place can be written again.

The library's own thread, which is not Python's, talks to the server; nothing here is called back by it but the list of devices.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
from collections.abc import Callable, Iterator
from ctypes import c_uint64
from typing import TYPE_CHECKING, Any, NamedTuple

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.sinks.libpulse import ON_SINK, Attributes, NoServer, Spec, load_library
from voicecoach.play.sinks.output_calls import does_not_answer

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock

logger = logger_for(__name__)

ANSWER_S = 12.0
"""How long the server may take to answer, in seconds: a little longer than an output is given to open."""
LOOK_S = 0.001
"""How often an answer is looked for meanwhile, in seconds."""

_CONTEXT_READY, _CONTEXT_FAILED = 4, 5
_STREAM_READY, _STREAM_FAILED = 2, 3
_NO_AUTOSPAWN = 1
_START_CORKED = 0x1
_INTERPOLATE_TIMING, _AUTO_TIMING_UPDATE, _EARLY_REQUESTS = 0x2, 0x8, 0x4000
_SEEK_ABSOLUTE = 1
_RUNNING = 0
_NO_VALUE = 0xFFFFFFFF
_SAMPLE_BYTES = 2


class Timing(NamedTuple):
    """What the server said last of a stream."""

    said_at: tuple[int, int]
    """Another value whenever it has said something."""
    device_s: float
    """How much the device has taken and not played, in seconds."""


class PulseDevice(NamedTuple):
    """One that can be played on."""

    name: str
    description: str
    """For a person."""


class PulseConnection:
    """A connection to the server. Its methods may be called by several threads; none waits but the first and `devices`."""

    def __init__(self, clock: Clock) -> None:
        """Raises NoServer, or DoesNotAnswer if it hangs."""
        self.library = load_library()
        self._clock = clock
        self._loop = self.library.pa_threaded_mainloop_new()
        self.context = None
        self._closed = False
        self._guard = threading.RLock()
        try:
            api = self.library.pa_threaded_mainloop_get_api(self._loop)
            self.context = self.library.pa_context_new(api, b"voicecoach")
            self.library.pa_context_connect(self.context, None, _NO_AUTOSPAWN, None)
            self.library.pa_threaded_mainloop_start(self._loop)
            self.wait_for(lambda: self.state >= _CONTEXT_READY)
            if self.state != _CONTEXT_READY:
                raise NoServer(self._reason("no PulseAudio or PipeWire server answers"), output="pulse")
        except BaseException:
            self.close()
            raise

    @property
    def state(self) -> int:
        """As the library counts states."""
        with self.locked():
            return int(self.library.pa_context_get_state(self.context))

    @property
    def ready(self) -> bool:
        """Whether the server is there, as far as the library knows."""
        return not self._closed and self.state == _CONTEXT_READY

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """The library's thread rests meanwhile. Raises DeviceError once this is closed: the library has freed all by then."""
        with self._guard:
            if self._closed:
                raise DeviceError("it is closed", output="pulse")
            self.library.pa_threaded_mainloop_lock(self._loop)
            try:
                yield
            finally:
                self.library.pa_threaded_mainloop_unlock(self._loop)

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Returns once that is so. Raises DoesNotAnswer after ANSWER_S."""
        end = self._clock.now() + ANSWER_S
        while not done():
            if self._clock.now() > end:
                raise does_not_answer("pulse")
            self._clock.sleep(LOOK_S)

    def failure(self, what: str) -> DeviceError:
        """The error, with what the library says of the reason."""
        return DeviceError(self._reason(what), output="pulse")

    def _reason(self, what: str) -> str:
        with self.locked():
            reason = self.library.pa_strerror(self.library.pa_context_errno(self.context)) or b""
        return f"{what} ({reason.decode(errors='replace')})"

    def devices(self) -> tuple[PulseDevice, ...]:
        """What can be played on. Raises DeviceError."""
        found: list[PulseDevice] = []

        def note(_context: object, info: Any, end: int, _data: object) -> None:
            try:
                if not end:
                    name, description = info.contents.name, info.contents.description or info.contents.name
                    found.append(PulseDevice(*(one.decode(errors="replace") for one in (name, description))))
            except BaseException:  # it must not rise in C
                logger.warning("a device has no name", exc_info=True)

        on_sink = ON_SINK(note)  # held until the answer is complete
        with self.locked():
            asked = self.library.pa_context_get_sink_info_list(self.context, on_sink, None)
        if not asked:
            raise self.failure("no list of devices")
        try:
            self.wait_for(lambda: self._state_of(asked) != _RUNNING)
        except DeviceError:
            self.close()  # before the callback goes
            raise
        with self.locked():
            self.library.pa_operation_unref(asked)
        return tuple(found)

    def _state_of(self, operation: object) -> int:
        with self.locked():
            return int(self.library.pa_operation_get_state(operation))

    def close(self) -> None:
        """Let go at once; may be called twice."""
        with self._guard:
            if self._closed:
                return
            if self.context:
                with self.locked():
                    self.library.pa_context_disconnect(self.context)
                    self.library.pa_context_unref(self.context)
            self._closed = True
            self.library.pa_threaded_mainloop_stop(self._loop)
            self.library.pa_threaded_mainloop_free(self._loop)


class PulseStream:
    """A stream of 16-bit mono that runs from its start to its end, silent wherever nothing is written."""

    def __init__(
        self,
        connection: PulseConnection,
        rate: int,
        device: str | None,
        *,
        longest_s: float,
        latency_s: float,
        properties: dict[str, str],
        held: bool = False,
    ) -> None:
        """On the device of that name, or the usual one. At most `longest_s` seconds are ever written ahead; the device is
        asked to take no more than `latency_s` at a time. One that is `held` does not run before `hold(False)`. Raises
        DeviceError."""
        self._connection = connection
        self._library = library = connection.library
        self._rate = rate
        self._frame = 0
        longest, latency = (round(seconds * rate) * _SAMPLE_BYTES for seconds in (longest_s, latency_s))
        attributes = Attributes(_NO_VALUE, longest, 0, latency, _NO_VALUE)
        spec = Spec(3 if sys.byteorder == "little" else 4, rate, 1)
        with connection.locked():
            listed = library.pa_proplist_new()
            for key, value in properties.items():
                library.pa_proplist_sets(listed, key.encode(), value.encode())
            self._stream = library.pa_stream_new_with_proplist(
                connection.context, b"voicecoach", ctypes.byref(spec), None, listed
            )
            library.pa_proplist_free(listed)
            # No byte is waited for before it starts, and it does not stop where none was written.
            flags = (
                _INTERPOLATE_TIMING | _AUTO_TIMING_UPDATE | _EARLY_REQUESTS | (_START_CORKED if held else 0)
            )
            name = None if device is None else device.encode()
            if self._stream:
                library.pa_stream_connect_playback(
                    self._stream, name, ctypes.byref(attributes), flags, None, None
                )
        if not self._stream:
            raise connection.failure("no stream")
        try:
            connection.wait_for(lambda: self._state >= _STREAM_READY or not connection.ready)
            if not self.ready:
                raise connection.failure("the device does not start")
            self.ask_timing()
            connection.wait_for(lambda: self.timing() is not None or not self.ready)
        except BaseException:
            self.close()
            raise

    @property
    def _state(self) -> int:
        with self._running():
            return int(self._library.pa_stream_get_state(self._stream))

    @contextlib.contextmanager
    def _running(self) -> Iterator[None]:
        """As `locked`. Raises DeviceError once the stream is closed."""
        with self._connection.locked():
            if not self._stream:
                raise DeviceError("it is closed", output="pulse")
            yield

    @property
    def ready(self) -> bool:
        """Whether it plays, as far as the library knows."""
        return bool(self._stream) and self._connection.ready and self._state == _STREAM_READY

    def write(self, samples: bytes, frame: int) -> None:
        """Have these samples heard from that frame of the stream on, in place of what was written there."""
        with self._running():
            self._library.pa_stream_write(
                self._stream, samples, len(samples), None, frame * _SAMPLE_BYTES, _SEEK_ABSOLUTE
            )

    def heard(self) -> int:
        """The frame of the stream that is heard at this moment."""
        microseconds = c_uint64()
        with self._running():
            if self._library.pa_stream_get_time(self._stream, ctypes.byref(microseconds)) == 0:
                self._frame = round(microseconds.value * self._rate / 1_000_000)
        return self._frame

    def hold(self, still: bool) -> None:
        """Whether it stands still, which the server takes for a program that plays nothing at the moment."""
        with self._running():
            asked = self._library.pa_stream_cork(self._stream, int(still), None, None)
            if asked:
                self._library.pa_operation_unref(asked)

    def ask_timing(self) -> None:
        """Have the server say how far it is; the answer is seen in `timing`."""
        with self._running():
            asked = self._library.pa_stream_update_timing_info(self._stream, None, None)
            if asked:
                self._library.pa_operation_unref(asked)

    def timing(self) -> Timing | None:
        """What it said last; None before the first time."""
        with self._running():
            info = self._library.pa_stream_get_timing_info(self._stream)
            if not info:
                return None
            said = info.contents
            taken = max(said.sink_usec, said.configured_sink_usec)
            return Timing((said.seconds, said.microseconds), taken / 1_000_000)

    def close(self) -> None:
        """Fall silent at once; may be called twice."""
        with contextlib.suppress(DeviceError), self._connection.locked():
            stream, self._stream = self._stream, None
            if stream:
                self._library.pa_stream_disconnect(stream)
                self._library.pa_stream_unref(stream)
