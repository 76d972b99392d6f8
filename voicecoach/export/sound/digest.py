"""Reads back what went into a sound file of ours: the digest in its tags."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.export.sound.id3 import OWNER
from voicecoach.export.sound.m4a import digest_at_the_end
from voicecoach.logs import logger_for

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

logger = logger_for(__name__)

_NAMES = ("voicecoach_digest", f"id3v2_priv.{OWNER}")
"""What FFmpeg calls the tags in which the formats keep it; M4A has it behind all else."""

_SLACK_S = 0.2
"""Codecs add a little at the ends; a file that is shorter by more was cut short."""


def digest_in(path: Path, length_s: float) -> str | None:
    """The digest in the tags of a file that is `length_s` long; None for every other file."""
    import av

    try:
        with av.open(path) as container:
            stream = container.streams.audio[0]
            tags = {**stream.metadata, **container.metadata}
            last_s = _end(container, stream, length_s)
        behind = digest_at_the_end(path)
    except (av.FFmpegError, OSError, IndexError, ValueError) as error:
        logger.info("%s is not a file of ours, and is written again: %s", path, error)
        return None
    if abs(last_s - length_s) > _SLACK_S:
        return None
    found = {name.lower(): value for name, value in tags.items()}
    for name in _NAMES:
        if value := found.get(name, ""):
            return value
    return behind or None


def _end(container: InputContainer, stream: AudioStream, length_s: float) -> float:
    """When the last packet that is really there ends, in seconds: headers may promise what was cut off."""
    start = (container.start_time or 0) / 1_000_000
    container.seek(max(0, int((length_s - 2) * 1_000_000)))
    end = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None and packet.time_base is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return end - start
