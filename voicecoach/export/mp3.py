"""MP3: what everything plays. The tag is our own ID3, with chapters, sets below them, the transcript."""

from __future__ import annotations

from typing import BinaryIO

from voicecoach.export.encode import Encoding, common_tags, encode
from voicecoach.export.id3 import tag
from voicecoach.export.recording import Recording
from voicecoach.export.settings import Quality

_BIT_RATES = {Quality.SMALL: 32_000, Quality.GOOD: 48_000, Quality.BEST: 64_000}


def write(recording: Recording, out: BinaryIO) -> None:
    """Writes `recording` to `out`. Raises as `encode` does."""
    start = out.write(tag(recording, common_tags(recording)))
    encoding = Encoding(
        "mp3",
        "libmp3lame",
        bit_rate=_BIT_RATES[recording.settings.quality],
        options={"compression_level": "7"},
        # FFmpeg's own ID3 has no transcript and no chapters below chapters.
        container_options={"id3v2_version": "0", "write_id3v1": "0"},
    )
    encode(recording, out, encoding, tags={}, chapters=False, start=start)
