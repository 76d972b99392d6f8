"""Frames of MPEG layer III: what their headers say, and the frame of information that a file begins with.

FFmpeg's muxer gives that frame the next bit rate at which a table for seeking fits in, and readers that take the bit rate of
the first frame for that of the file then report a wrong length. Ours has the rate of the file, and no table: if all frames
have one size, a place is a proportion.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Bit rates of MPEG-1 and of MPEG-2 and 2.5 by their index, in kbit/s."""

_RATES = (44_100, 48_000, 32_000)
"""Of MPEG-1 by their index; MPEG-2 has the half and 2.5 the quarter of them."""

_FRAMES, _BYTES = 1, 2
_CONSTANT = 1
_ENCODER = b"Lavc"
"""Who encodes; readers look for a name before they believe what is behind it. With LAME's, some want a longer frame."""

DECODER_DELAY = 529
"""Samples by which every decoder is late; the delay that encoders report leaves them out."""

_MOST = 0xFFF
"""The largest delay or padding that can be said, in samples."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """Of one frame."""

    bit_rate: int
    """Bits a second."""
    rate: int
    """Samples a second."""
    samples: int
    """In the frame, in each channel."""
    side: int
    """Bytes of side information behind the four of the header."""

    @classmethod
    def of(cls, frame: bytes) -> FrameHeader:
        """Reads the header of a frame. Raises ValueError if it is not one of layer III."""
        if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:
            raise ValueError("that is not a frame of MPEG layer III")
        version, bit_rate, rate = frame[1] >> 3 & 3, frame[2] >> 4, frame[2] >> 2 & 3
        if version == 1 or bit_rate in (0, 15) or rate == 3:
            raise ValueError("that is not a frame of MPEG layer III")
        first, mono = version == 3, frame[3] >> 6 == 3
        return cls(
            bit_rate=(_KBITS_1 if first else _KBITS_2)[bit_rate] * 1000,
            rate=_RATES[rate] // (1 if first else 2 if version == 2 else 4),
            samples=1152 if first else 576,
            side=(17 if mono else 32) if first else (9 if mono else 17),
        )


def info_frame(like: bytes, frames: int, delay: int, length: int) -> bytes:
    """The frame for the start of a file with `frames` others, each of the size and the header of `like`.

    `delay` is how many samples the encoder puts ahead of the sound, and `length` how many the sound has.
    """
    header = FrameHeader.of(like)
    size = (frames + 1) * len(like)
    end = frames * header.samples - delay - length
    name = struct.pack(">4sIII", b"Info", _FRAMES | _BYTES, frames, size)
    lame = struct.pack(
        ">9sBB4s4sBB3sBBHI",
        _ENCODER,
        _CONSTANT,  # the revision, 0, and the method
        0,  # where the encoder's lowpass is: not known
        bytes(4),  # the peak, and two loudnesses: not known
        bytes(4),
        0,
        min(header.bit_rate // 1000, 255),
        (min(max(delay, 0), _MOST) << 12 | min(max(end, 0), _MOST)).to_bytes(3),
        0,
        0,
        0,
        size,
    )
    # No checksum of the sound, which nobody looks at; the last two bytes are that of what is before them.
    start = like[:4] + bytes(header.side) + name + lame + bytes(2)
    return (start + _crc16(start).to_bytes(2)).ljust(len(like), b"\0")


def delay_in(frame: bytes) -> int | None:
    """How many samples a decoder gives ahead of the sound, as the frame of information says; None if it is another frame."""
    place = 4 + FrameHeader.of(frame).side
    if frame[place : place + 4] != b"Info":
        return None
    at = place + struct.calcsize(">4sIII9sBB4s4sBB")
    return (int.from_bytes(frame[at : at + 3]) >> 12) + DECODER_DELAY


def _crc16(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value
