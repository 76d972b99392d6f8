"""WAV: 16-bit PCM, streamed block by block.

The length of a session is known before its first sample, so the header is right from the start and the output
need not be seekable. If it is, long silences are stepped over: most of a session, which the file system then keeps as a
hole that reads as zeros and takes no time to write. Past 4 GB, where RIFF's own sizes end, the file is RF64 (EBU Tech 3306).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from voicecoach.export.recording import Recording
from voicecoach.export.sound.wav_tags import tag_chunks

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block

_LARGEST = 0xFFFFFFFF
"""The largest size that RIFF can say, in bytes; in RF64 it means "see ds64"."""

_ZEROS = bytes(1 << 16)

_LEAST_HOLE = 1 << 16
"""Bytes of silence from which on they are stepped over: file systems keep holes in blocks of 4 to 64 KiB."""


def write_wav(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out` as 16-bit WAV at its own rate.

    Raises OSError as `out` does, and ValueError if the sound is not as long as its timeline.
    """
    timeline, tail = recording.timeline, tag_chunks(recording)
    stereo = recording.stereo
    out.write(wav_header(timeline.end, timeline.rate, len(tail), channels=1 + stereo))
    seekable = out.seekable()
    held = 0  # bytes of silence, not written yet
    for samples in _pieces(recording.blocks, timeline.end):
        if isinstance(samples, int):
            held += samples * 2 * (1 + stereo)
            continue
        _silence(out, held, seekable)
        held = 0
        out.write(_doubled(samples) if stereo else samples)
    _silence(out, held, seekable)
    out.write(tail)


def _silence(out: BinaryIO, size: int, seekable: bool) -> None:
    if seekable and size >= _LEAST_HOLE:
        out.seek(size, 1)
        return
    for zeros in _zeros(size):
        out.write(zeros)


def wav_header(frames: int, rate: int, after: int = 0, channels: int = 1) -> bytes:
    """Everything before the samples, for `frames` frames of one or two channels and `after` bytes of chunks behind them."""
    width = channels * 2
    data = frames * width
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, rate, rate * width, width, 16)
    size = 4 + len(form) + 8 + data + after
    if size <= _LARGEST:
        return struct.pack("<4sI4s", b"RIFF", size, b"WAVE") + form + struct.pack("<4sI", b"data", data)
    wide = struct.pack("<4sIQQQI", b"ds64", 28, size + 36, data, frames, 0)
    return (
        struct.pack("<4sI4s", b"RF64", _LARGEST, b"WAVE")
        + wide
        + form
        + struct.pack("<4sI", b"data", _LARGEST)
    )


def pcm16_chunks(blocks: Iterable[Block], frames: int) -> Iterator[bytes | memoryview]:
    """The samples of `blocks` as little-endian 16-bit PCM; each piece is good until the next is asked for.

    Samples that came from 16 bits (n / 32768) come out as the same n; what is beyond full scale is clipped.
    Raises ValueError unless there are `frames` of them in all.
    """
    for samples in _pieces(blocks, frames):
        if isinstance(samples, int):
            yield from _zeros(samples * 2)
        else:
            yield samples


def _pieces(blocks: Iterable[Block], frames: int) -> Iterator[memoryview | int]:
    """What `pcm16_chunks` says; of a silent block only how many samples it has."""
    import numpy as np

    left = frames
    scaled = np.empty(0, np.float32)
    whole = np.empty(0, np.dtype("<i2"))
    for block in blocks:
        size = len(block)
        left -= size
        if left < 0:
            break
        if block.silent:
            yield size
            continue
        if block.pcm is not None:
            yield block.pcm.astype("<i2", copy=False).data.cast("B")
            continue
        if len(scaled) < size:
            scaled, whole = np.empty(size, np.float32), np.empty(size, np.dtype("<i2"))
        floats, ints = scaled[:size], whole[:size]
        np.multiply(block.samples, np.float32(32768), out=floats)
        np.rint(floats, out=floats)
        np.clip(floats, -32768, 32767, out=floats)
        np.copyto(ints, floats, casting="unsafe")
        yield ints.data.cast("B")
    if left:
        raise ValueError(f"the mix is {abs(left)} frames {'short of' if left > 0 else 'beyond'} its {frames}")


def _doubled(samples: memoryview) -> memoryview:
    """The same samples in two channels."""
    import numpy as np

    once = np.frombuffer(samples, "<u2")
    # As one number: this is an eighth of the time that copying sample by sample takes.
    twice = np.multiply(once, np.uint32(0x10001), dtype=np.uint32)
    return memoryview(twice.astype("<u4", copy=False)).cast("B")


def _zeros(size: int) -> Iterator[bytes | memoryview]:
    while size > len(_ZEROS):
        yield _ZEROS
        size -= len(_ZEROS)
    yield memoryview(_ZEROS)[:size]
