"""How a kept phrase is written in its file.

    offset  bytes  what
    0       8      magic
    8       20     the digest of the key
    28      4      rate, frames a second
    32      4      onset, frames
    36      4      frames
    40      4      CRC-32 of the samples
    44      4      bytes of the key
    48      4      CRC-32 of bytes 0 to 47
    52      2 x frames   the samples, signed 16 bits, all little-endian
    then           the key: everything that decides how the phrase sounds, so that it can be made again and compared

The key needs no CRC: its digest is in the head. Neither numpy nor an engine is loaded to read any of it.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

try:  # hashlib loads OpenSSL, 2 ms of a start that is measured in tens
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

LARGEST = 64 * 2**20
"""Bytes of the largest file, of 25 minutes; a larger one is neither written nor read."""

_MAGIC = b"vcphras2"
_HEAD = struct.Struct("<8s20sIIIII")
_CRC = struct.Struct("<I")
HEAD_SIZE = _HEAD.size + _CRC.size
_DIGEST_SIZE = 20


class PhraseRecipe(NamedTuple):
    """Everything that decides how a phrase sounds."""

    voice: str
    """`backend:voice`."""
    version: str
    """Of the backend, and of what was done to its sound."""
    speed: int
    """Words a minute."""
    text: str


class PhraseKey(NamedTuple):
    """What a phrase is kept under."""

    digest: bytes
    """20 bytes: the file's name."""
    packed: bytes
    """The recipe in bytes: what is digested."""


class PhraseHeader(NamedTuple):
    """What is known of a kept phrase without its samples."""

    rate: int
    onset: Frames
    frames: Frames
    crc: int
    """Of the samples."""
    key_size: int
    """In bytes."""

    @property
    def length(self) -> Frames:
        """The frames that are heard."""
        return Frames(self.frames - self.onset)

    @property
    def size(self) -> int:
        """Of the samples, in bytes."""
        return 2 * self.frames


def phrase_key(voice: str, version: str, speed: int, text: str) -> PhraseKey:
    """The key of everything that decides how a phrase sounds; `voice` names its backend too."""
    fields = [part.encode("utf-8", "surrogatepass") for part in (voice, version, str(speed), text)]
    packed = b"".join(b"%d:%b" % (len(field), field) for field in fields)
    return PhraseKey(blake2b(packed, digest_size=_DIGEST_SIZE).digest(), packed)


def unpack_recipe(packed: bytes, digest: bytes) -> PhraseRecipe | None:
    """What the key says; None if it is not the key of this digest."""
    if blake2b(packed, digest_size=_DIGEST_SIZE).digest() != digest:
        return None
    fields = []
    try:
        while packed:
            size, _, packed = packed.partition(b":")
            fields.append(packed[: int(size)].decode("utf-8", "surrogatepass"))
            packed = packed[int(size) :]
        voice, version, speed, text = fields
        return PhraseRecipe(voice, version, int(speed), text)
    except ValueError:
        return None


def packed_entry(key: PhraseKey, clip: Clip) -> bytes:
    """The whole file."""
    data = clip.samples.astype("<i2", copy=False).tobytes()
    head = _HEAD.pack(
        _MAGIC, key.digest, clip.rate, clip.onset, len(clip.samples), zlib.crc32(data), len(key.packed)
    )
    return b"".join((head, _CRC.pack(zlib.crc32(head)), data, key.packed))


def checked_entry(data: bytes, key: PhraseKey) -> PhraseHeader | None:
    """What the head of a whole file says; None if it is not this phrase, whole and undamaged."""
    header = parse_head(data[:HEAD_SIZE], key.digest, len(data))
    if header is None or data[HEAD_SIZE + header.size :] != key.packed:
        return None
    return header if zlib.crc32(_samples(data, header)) == header.crc else None


def clip_of(data: bytes, header: PhraseHeader) -> Clip:
    """The phrase of a file that was checked."""
    return as_clip(_samples(data, header), header)


def as_clip(samples: bytes, header: PhraseHeader) -> Clip:
    """The phrase of its samples, as they are in the file."""
    import numpy as np

    from voicecoach.audio.pcm import Clip

    return Clip(np.frombuffer(samples, "<i2").astype(np.int16, copy=False), header.rate, header.onset)


def _samples(data: bytes, header: PhraseHeader) -> bytes:
    return data[HEAD_SIZE : HEAD_SIZE + header.size]


def parse_head(head: bytes, digest: bytes, size: int) -> PhraseHeader | None:
    """What the first HEAD_SIZE bytes of a file of `size` bytes say; None if they are not those of this phrase."""
    if len(head) != HEAD_SIZE or _CRC.unpack_from(head, _HEAD.size)[0] != zlib.crc32(head[: _HEAD.size]):
        return None
    magic, own, rate, onset, frames, crc, key_size = _HEAD.unpack_from(head)
    if magic != _MAGIC or own != digest or size != HEAD_SIZE + 2 * frames + key_size or size > LARGEST:
        return None
    if not onset <= frames or not rate:
        return None
    return PhraseHeader(rate, Frames(onset), Frames(frames), crc, key_size)
