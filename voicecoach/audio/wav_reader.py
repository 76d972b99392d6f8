"""Reads WAV files from anywhere: PCM of 8 to 32 bits or 32-bit floats, whatever the header claims."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voicecoach.errors import AudioError
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples

LONGEST_S = 30
"""The longest sound, in seconds: a chime is not a piece of music."""

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_WIDTHS = {_PCM: (1, 2, 3, 4), _FLOAT: (4,)}


@dataclass(frozen=True, slots=True)
class Wave:
    """A WAV file, checked but not converted."""

    rate: int
    """Frames a second, 4,000 to 192,000."""
    channels: int
    """1 to 8."""
    width: int
    """Bytes a sample, 1 to 4."""
    floating: bool
    data: bytes
    """Whole frames, interleaved."""

    @property
    def frames(self) -> Frames:
        """How many frames there are."""
        return Frames(len(self.data) // (self.channels * self.width))

    def onset(self, level: float) -> Frames | None:
        """The first frame in which a channel reaches `level` (0 to 1); None if none does. Needs no numpy."""
        step = self.channels
        return next((Frames(i // step) for i, value in enumerate(self.values()) if abs(value) >= level), None)

    def mono(self) -> FloatSamples:
        """All frames, the channels averaged, between -1 and 1; what is not a number becomes 0."""
        import numpy as np

        if self.floating:
            values = np.nan_to_num(np.frombuffer(self.data, "<f4"), nan=0.0, posinf=1.0, neginf=-1.0)
        elif self.width == 1:
            values = (np.frombuffer(self.data, np.uint8).astype(np.float32) - 128) / 128
        elif self.width == 3:
            raw = np.zeros((len(self.data) // 3, 4), np.uint8)
            raw[:, 1:] = np.frombuffer(self.data, np.uint8).reshape(-1, 3)
            values = raw.view("<i4")[:, 0] / np.float32(2**31)
        else:
            values = np.frombuffer(self.data, f"<i{self.width}") / np.float32(2 ** (8 * self.width - 1))
        mixed: FloatSamples = (
            values.astype(np.float32).reshape(-1, self.channels).mean(axis=1, dtype=np.float32)
        )
        return mixed.clip(-1.0, 1.0)

    def values(self) -> Iterator[float]:
        """Every sample, interleaved, between -1 and 1. Needs no numpy."""
        if self.floating:
            for (value,) in struct.iter_unpack("<f", self.data):
                yield value if math.isfinite(value) else 0.0
        elif self.width == 1:
            for byte in self.data:
                yield (byte - 128) / 128
        else:
            scale = float(2 ** (8 * self.width - 1))
            for start in range(0, len(self.data), self.width):
                yield int.from_bytes(self.data[start : start + self.width], "little", signed=True) / scale


def parse_wav(data: bytes, name: str, *, longest_s: float = LONGEST_S) -> Wave:
    """The WAV file in `data`; `name` is what messages call it. Raises AudioError."""
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise AudioError(f"{name}: this is not a WAV file")
    form: bytes | None = None
    for kind, body in _chunks(data):
        if kind == b"fmt ":
            form = body
        elif kind == b"data":
            if form is None or len(form) < 16:
                raise AudioError(f"{name}: the WAV file does not say its format")
            return _wave(form, body, name, longest_s)
    raise AudioError(f"{name}: the WAV file has no sound")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (size,) = struct.unpack_from("<I", data, at + 4)
        # A recorder that was interrupted leaves a size of 0 or of all ones: only what is there is taken.
        yield kind, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _wave(form: bytes, body: bytes, name: str, longest_s: float) -> Wave:
    code, channels, rate, _, align, bits = struct.unpack_from("<HHIIHH", form)
    if code == _EXTENSIBLE and len(form) >= 26:
        (code,) = struct.unpack_from("<H", form, 24)
    width = bits // 8
    if code not in _WIDTHS or bits % 8 or width not in _WIDTHS[code]:
        raise AudioError(f"{name}: format {code} with {bits} bits cannot be read; save it as 16-bit PCM")
    return checked_wave(Wave(rate, channels, width, code == _FLOAT, body), align, name, longest_s)


def checked_wave(wave: Wave, align: int, name: str, longest_s: float) -> Wave:
    """The same, cut to whole frames, if it is plausible. `align`: bytes a frame, as the file claims.

    Raises AudioError.
    """
    if not 1 <= wave.channels <= 8 or not 4000 <= wave.rate <= 192000 or align != wave.channels * wave.width:
        raise AudioError(
            f"{name}: {wave.channels} channels at {wave.rate} Hz are impossible; save it as mono, 44100 Hz"
        )
    if not wave.frames:
        raise AudioError(f"{name}: the file has no sound")
    if wave.frames > longest_s * wave.rate:
        raise AudioError(
            f"{name}: {wave.frames / wave.rate:.0f} s is too long for a sound; the limit is {longest_s:g} s"
        )
    return replace(wave, data=wave.data[: wave.frames * align])
