"""One recorded phrase as a file: a WAV that any player opens, with its words and a digest of its sound inside.

The layout is fixed, so that the head alone says whether a file is whole, and a voice of hundreds of phrases is opened in
milliseconds. What was changed by another program, is cut short or foreign is not a recording: it raises ValueError.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip, Samples

RATE = 48_000
"""Frames a second of every recording: what microphones have, and Opus."""

LONGEST_S = 120
"""A recording is shorter than this, in seconds."""

LONGEST_TEXT = 2000
"""Characters of the longest phrase that can be recorded."""

SUFFIX = ".wav"

_FMT = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16)
_RIFF, _CHUNK = struct.Struct("<4sI4s"), struct.Struct("<4sI")
_OURS, _DATA = b"vcph", b"data"
_HEAD_SIZE = _RIFF.size + len(_FMT) + 2 * _CHUNK.size
_MOST_WORDS = 12 * LONGEST_TEXT + 200
"""Bytes of our own chunk: each character takes twelve at most."""

LARGEST = _HEAD_SIZE + _MOST_WORDS + 2 * RATE * LONGEST_S
"""Bytes of the largest file."""

_SLUG = 40
"""Characters of the words that a file's name shows."""


@dataclass(frozen=True, slots=True)
class RecordedPhrase:
    """What the head of a file says."""

    text: str
    """The words, as `plain_words` has them."""
    length: Frames
    """How long it is heard, at RATE."""
    digest: str
    """Of the samples."""


def plain_words(text: str) -> str:
    """The words of a phrase as recordings are found by: with single spaces, and each letter written in one way."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def file_stem(text: str) -> str:
    """The name, without a suffix, of the file of a phrase: the same always, different for each phrase, safe on every system."""
    words = plain_words(text)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG].strip("-") or "phrase"
    return f"{slug}-{blake2b(words.encode('utf-8', 'surrogatepass'), digest_size=5).hexdigest()}"


def digest_of(samples: Samples) -> str:
    """The digest of 16-bit samples."""
    return blake2b(samples.astype("<i2", copy=False).tobytes(), digest_size=16).hexdigest()


def packed_recording(text: str, clip: Clip) -> bytes:
    """The whole file of a phrase. Raises ValueError for what cannot be one."""
    heard, words = clip.heard, plain_words(text)
    if clip.rate != RATE or not 0 < len(heard) < LONGEST_S * RATE:
        raise ValueError(f"a recording has up to {LONGEST_S} s at {RATE} Hz")
    if not words or len(words) > LONGEST_TEXT:
        raise ValueError(f"a phrase has 1 to {LONGEST_TEXT} characters")
    ours = json.dumps({"text": words, "digest": digest_of(heard)}).encode("ascii")
    ours += b" " * (len(ours) % 2)
    data = heard.astype("<i2", copy=False).tobytes()
    body = b"".join((_FMT, _CHUNK.pack(_OURS, len(ours)), ours, _CHUNK.pack(_DATA, len(data)), data))
    return _RIFF.pack(b"RIFF", 4 + len(body), b"WAVE") + body


def read_head(path: Path) -> RecordedPhrase:
    """What the file holds, without its sound. Raises OSError, ValueError."""
    import os

    from voicecoach.files import open_to_read

    handle = open_to_read(path)
    with os.fdopen(handle, "rb") as file:
        size = os.fstat(handle).st_size
        return _parsed(file.read(_HEAD_SIZE + _MOST_WORDS), size)[0]


def read_samples(path: Path, expected: RecordedPhrase) -> Samples:
    """The sound of a file whose head was read. Raises OSError, ValueError, also if it is another one by now."""
    import numpy as np

    from voicecoach.files import read_bounded

    data = read_bounded(path, LARGEST)
    phrase, start = _parsed(data, len(data))
    samples = np.frombuffer(data, "<i2", offset=start).astype(np.int16, copy=False)
    if digest_of(samples) != phrase.digest:
        raise ValueError("its sound was changed or is damaged")
    if phrase != expected:
        raise ValueError("it was recorded again in the meantime")
    return samples


def _parsed(data: bytes, size: int) -> tuple[RecordedPhrase, int]:
    """What the beginning of a file of that size says, and where its samples begin. Raises ValueError."""
    try:
        riff, length, wave = _RIFF.unpack_from(data)
        at = _RIFF.size + len(_FMT)
        ours, words = _CHUNK.unpack_from(data, at)
        begin = at + _CHUNK.size
        kind, sound = _CHUNK.unpack_from(data, begin + words)
    except struct.error as error:
        raise ValueError("it is cut short") from error
    start = begin + words + _CHUNK.size
    fits = (riff, wave, data[_RIFF.size : at], ours, kind) == (b"RIFF", b"WAVE", _FMT, _OURS, _DATA)
    if not fits or words > _MOST_WORDS:
        raise ValueError("voicecoach did not write it")
    if (length + 8, start + sound) != (size, size) or sound % 2 or not 0 < sound < 2 * RATE * LONGEST_S:
        raise ValueError("it is cut short")
    said = json.loads(data[begin : begin + words])
    text, digest = (said.get("text"), said.get("digest")) if isinstance(said, dict) else (None, None)
    if not isinstance(text, str) or not isinstance(digest, str) or text != plain_words(text) or not text:
        raise ValueError("voicecoach did not write it")
    return RecordedPhrase(text, Frames(sound // 2), digest), start
