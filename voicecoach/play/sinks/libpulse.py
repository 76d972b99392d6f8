"""PulseAudio's client library, which PipeWire serves too, bound by ctypes: it is part of the system, and no package brings it."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int64, c_long, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from functools import lru_cache
from typing import Any

from voicecoach.errors import DeviceError


class NoServer(DeviceError):
    """This system has no such server, or none runs."""


class Spec(ctypes.Structure):
    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class Attributes(ctypes.Structure):
    _fields_ = tuple((name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class TimingInfo(ctypes.Structure):
    _fields_ = (
        ("seconds", c_long),
        ("microseconds", c_long),
        ("synchronized_clocks", c_int),
        ("sink_usec", c_uint64),
        ("source_usec", c_uint64),
        ("transport_usec", c_uint64),
        ("playing", c_int),
        ("write_index_corrupt", c_int),
        ("write_index", c_int64),
        ("read_index_corrupt", c_int),
        ("read_index", c_int64),
        ("configured_sink_usec", c_uint64),
        ("configured_source_usec", c_uint64),
        ("since_underrun", c_int64),
    )


class SinkInfo(ctypes.Structure):
    """The beginning of it, which is all that is read."""

    _fields_ = (("name", c_char_p), ("index", c_uint32), ("description", c_char_p))


ON_SINK = ctypes.CFUNCTYPE(None, c_void_p, POINTER(SinkInfo), c_int, c_void_p)

_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "pa_threaded_mainloop_new": (c_void_p,),
    "pa_threaded_mainloop_free": (None, c_void_p),
    "pa_threaded_mainloop_start": (c_int, c_void_p),
    "pa_threaded_mainloop_stop": (None, c_void_p),
    "pa_threaded_mainloop_lock": (None, c_void_p),
    "pa_threaded_mainloop_unlock": (None, c_void_p),
    "pa_threaded_mainloop_get_api": (c_void_p, c_void_p),
    "pa_proplist_new": (c_void_p,),
    "pa_proplist_free": (None, c_void_p),
    "pa_proplist_sets": (c_int, c_void_p, c_char_p, c_char_p),
    "pa_context_new": (c_void_p, c_void_p, c_char_p),
    "pa_context_connect": (c_int, c_void_p, c_char_p, c_int, c_void_p),
    "pa_context_disconnect": (None, c_void_p),
    "pa_context_unref": (None, c_void_p),
    "pa_context_get_state": (c_int, c_void_p),
    "pa_context_errno": (c_int, c_void_p),
    "pa_context_get_sink_info_list": (c_void_p, c_void_p, ON_SINK, c_void_p),
    "pa_strerror": (c_char_p, c_int),
    "pa_operation_get_state": (c_int, c_void_p),
    "pa_operation_unref": (None, c_void_p),
    "pa_stream_new_with_proplist": (c_void_p, c_void_p, c_char_p, POINTER(Spec), c_void_p, c_void_p),
    "pa_stream_connect_playback": (
        c_int, c_void_p, c_char_p, POINTER(Attributes), c_int, c_void_p, c_void_p,
    ),
    "pa_stream_cork": (c_void_p, c_void_p, c_int, c_void_p, c_void_p),
    "pa_stream_disconnect": (c_int, c_void_p),
    "pa_stream_unref": (None, c_void_p),
    "pa_stream_get_state": (c_int, c_void_p),
    "pa_stream_write": (c_int, c_void_p, c_char_p, c_size_t, c_void_p, c_int64, c_int),
    "pa_stream_get_time": (c_int, c_void_p, POINTER(c_uint64)),
    "pa_stream_update_timing_info": (c_void_p, c_void_p, c_void_p, c_void_p),
    "pa_stream_get_timing_info": (POINTER(TimingInfo), c_void_p),
}  # fmt: skip
"""What a function gives, and what it takes."""


@lru_cache(maxsize=1)
def load_library() -> Any:
    """The library, with its types. Raises NoServer if this system has none."""
    try:
        library = ctypes.CDLL("libpulse.so.0")
        for name, (result, *arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as exc:
        raise NoServer(f"this system has no PulseAudio or PipeWire ({exc})", output="pulse") from exc
    return library
