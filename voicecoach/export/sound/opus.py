"""Opus in Ogg: the smallest files at a quality; every browser and newer phone plays it."""

from __future__ import annotations

import base64
from typing import BinaryIO

from voicecoach.export.quality import Quality
from voicecoach.export.recording import Recording
from voicecoach.export.sound.encode import Encoding, encode_recording, for_channels
from voicecoach.export.sound.flac import picture_block, vorbis_comments

_BIT_RATES = {Quality.SMALL: 24_000, Quality.GOOD: 32_000, Quality.BEST: 48_000}


def opus_encoding(recording: Recording, container: str = "opus") -> Encoding:
    """The settings, for Ogg and for Matroska alike."""
    small = recording.quality is Quality.SMALL
    rate = 16_000 if small else 24_000 if recording.timeline.rate <= 24_000 else 48_000
    # Complexity 5, where the encoder does not yet analyse every frame for music. Measured on 90 s of espeak-ng at
    # 28 kbit/s, intelligibility (STOI, 1 is the original) and how far the spectrum is off: complexity 0 0.993 and
    # 2.9 dB, 5 0.992 and 3.3 dB, 10 0.995 and 3.2 dB, at 850, 470 and 110 times real time.
    # On three minutes, by rate: 24 kbit/s at 16 kHz 0.988, 28 at 24 kHz 0.990, 32 0.992, 48 0.997. Below 18 kbit/s the
    # encoder takes its other mode (0.977 at 16), which loses 0.7 LU and has single frames with peaks 8 dB too high; between
    # 18 and 24, and at 24 kHz up to 28, such peaks are rarer.
    options = {"compression_level": "5"}
    bit_rate = for_channels(_BIT_RATES[recording.quality], recording)
    return Encoding(container, "libopus", rate, bit_rate, "flt", options)


def write_opus(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`. Raises as `encode` does."""
    tags = vorbis_comments(recording)
    if recording.cover:
        tags["METADATA_BLOCK_PICTURE"] = base64.b64encode(picture_block(recording.cover)).decode("ascii")
    encode_recording(recording, out, opus_encoding(recording, "opus"), tags=tags, chapters=())
