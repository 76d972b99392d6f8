"""The first words of a session as plain samples, kept for the next time: they are heard while the rest is still being loaded.

An opening is found under a digest of everything that decides it, the number of the session among it; what is cut short, foreign
or damaged is a miss. It is the sound of the timeline's first part, sample for sample.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from voicecoach.files import read_bounded, write_atomically
from voicecoach.folders import cache_dir
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice

logger = logger_for(__name__)

LONGEST_S = 15
"""Seconds of the longest opening that is kept."""

MOST_KEPT = 40
"""Openings in the store; the oldest go first. One is about 100 kB."""

ENDING = ".opening"

_MAGIC = b"vcopen1\n"
_HEAD = struct.Struct("<8s20sIII")
_CRC = struct.Struct("<I")
_FASTEST_RATE = 192_000
_LARGEST = _HEAD.size + _CRC.size + 2 * LONGEST_S * _FASTEST_RATE


class Opening(NamedTuple):
    """What is heard first."""

    rate: int
    """Frames a second."""
    samples: bytes
    """Mono, signed 16 bits in the machine's own order."""


def opening_key(session: str, voice: str, number: int) -> bytes:
    """What an opening is kept under: the `session_digest` of its routine and choices, the identity of its voice, and the number
    of the session."""
    from hashlib import blake2b

    return blake2b(f"{session} {number} {voice}".encode("utf-8", "surrogatepass"), digest_size=20).digest()


def kept_opening(key: bytes, folder: Path | None = None) -> Opening | None:
    """What is kept under the key; None if there is nothing usable."""
    file = _file(key, folder)
    try:
        data = read_bounded(file, _LARGEST)
    except OSError:
        return None
    try:
        head, data = data[: _HEAD.size + _CRC.size], data[_HEAD.size + _CRC.size :]
        magic, own, rate, frames, crc = _HEAD.unpack_from(head)
        (of_head,) = _CRC.unpack_from(head, _HEAD.size)
    except struct.error:
        return None
    whole = len(data) == 2 * frames and zlib.crc32(data) == crc and zlib.crc32(head[: _HEAD.size]) == of_head
    if not whole or magic != _MAGIC or own != key or not 0 < rate <= _FASTEST_RATE:
        logger.debug("%s is damaged, and made again", file)
        return None
    return Opening(rate, _swapped(data))


def keep_opening(key: bytes, opening: Opening, folder: Path | None = None) -> None:
    """Keep it, if it can be kept."""
    frames = len(opening.samples) // 2
    if not 0 < frames <= LONGEST_S * opening.rate or opening.rate > _FASTEST_RATE:
        return
    data = _swapped(opening.samples)
    head = _HEAD.pack(_MAGIC, key, opening.rate, frames, zlib.crc32(data))
    file = _file(key, folder)
    try:
        # Not durable: what a power cut takes is a miss.
        write_atomically(file, head + _CRC.pack(zlib.crc32(head)) + data, durable=False)
        kept = sorted(file.parent.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink()
    except OSError as error:
        logger.debug("%s is not kept: %s", file, error)


def opening_of(loaded: LoadedRoutine, choices: Choices, voice: Voice) -> Opening:
    """The sound of the first part. Raises SpeechError, AudioError."""
    import numpy as np

    from voicecoach.script.coach import segments
    from voicecoach.timeline.arrange import arrange_parts
    from voicecoach.timeline.mix import mix_part

    part = next(arrange_parts(iter((next(segments(loaded.routine, choices)),)), voice))
    sound = np.concatenate([block.samples for block in mix_part(part, voice)])
    samples = np.rint(np.clip(sound * 32768, -32768, 32767)).astype(np.int16)
    return Opening(voice.rate, samples.tobytes())


def _file(key: bytes, folder: Path | None) -> Path:
    return (folder or cache_dir() / "timelines") / f"{key.hex()}{ENDING}"


def _swapped(samples: bytes) -> bytes:
    """From the machine's own order to little-endian, or back."""
    if sys.byteorder == "little":
        return samples
    swapped = array("h", samples)
    swapped.byteswap()
    return swapped.tobytes()
