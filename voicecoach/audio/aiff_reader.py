"""Reads AIFF and AIFF-C files, the form of speech on macOS; not for users' files."""

from __future__ import annotations

import math
import struct

from voicecoach.audio.wav_reader import Wave, checked_wave
from voicecoach.errors import AudioError

_FLOATS = (b"fl32", b"FL32")
_BIG = (b"NONE", b"twos", *_FLOATS)
_LITTLE = (b"sowt",)


def parse_aiff(data: bytes, name: str, *, longest_s: float) -> Wave:
    """The AIFF file in `data`, turned into little-endian samples. Raises AudioError."""
    if len(data) < 12 or data[:4] != b"FORM" or data[8:12] not in (b"AIFF", b"AIFC"):
        raise AudioError(f"{name}: this is not an AIFF file")
    common = sound = b""
    at = 12
    while at + 8 <= len(data):
        (size,) = struct.unpack_from(">I", data, at + 4)
        if data[at : at + 4] == b"COMM":
            common = data[at + 8 : at + 8 + size]
        elif data[at : at + 4] == b"SSND":
            sound = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if len(common) < 18 or len(sound) < 8:
        raise AudioError(f"{name}: the AIFF file has no sound")
    channels, _, bits = struct.unpack_from(">hIh", common)
    kind = common[18:22] if data[8:12] == b"AIFC" else b"NONE"
    floating = kind in _FLOATS
    width = bits // 8
    if kind not in _BIG + _LITTLE or bits % 8 or width not in ((4,) if floating else (2, 3, 4)):
        raise AudioError(f"{name}: AIFF samples of kind {kind!r} with {bits} bits cannot be read")
    (offset,) = struct.unpack_from(">I", sound)
    body = sound[8 + offset :]
    body = body[: len(body) // width * width]
    if kind in _BIG:
        body = _swapped(body, width)
    return checked_wave(
        Wave(_extended(common[8:18]), channels, width, floating, body), channels * width, name, longest_s
    )


def _swapped(data: bytes, width: int) -> bytes:
    out = bytearray(len(data))
    for byte in range(width):
        out[byte::width] = data[width - 1 - byte :: width]
    return bytes(out)


def _extended(data: bytes) -> int:
    """A rate as the file has it, an 80-bit floating-point number; 0 if it cannot be a rate."""
    exponent, mantissa = struct.unpack(">HQ", data)
    if not 16383 <= exponent < 16383 + 32:
        return 0
    return round(math.ldexp(mantissa, exponent - 16383 - 63))
