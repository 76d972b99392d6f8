"""The last samples of a stream, without numpy."""

from __future__ import annotations

FRAME = 2
"""Bytes of a frame: mono, 16 bits."""


class SampleRing:
    """What is at the last frames of a stream."""

    def __init__(self, frames: int) -> None:
        self._size = FRAME * frames
        self._bytes = bytearray(self._size)

    def put(self, samples: bytes, at: int) -> None:
        """These samples are at frame `at` of the stream and after it; no more than it holds."""
        first = FRAME * at % self._size
        room = self._size - first
        self._bytes[first : first + len(samples)] = samples[:room]
        self._bytes[: len(samples[room:])] = samples[room:]

    def get(self, at: int, frames: int) -> bytes:
        """The samples from there on."""
        first = FRAME * at % self._size
        wanted = FRAME * frames
        return bytes(self._bytes[first : first + wanted] + self._bytes[: max(0, first + wanted - self._size)])
