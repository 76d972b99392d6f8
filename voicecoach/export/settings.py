"""What a person chooses for a sound file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Quality(StrEnum):
    """How much room the sound may take."""

    SMALL = "small"
    """For a message or an old phone: clear words, no more."""
    GOOD = "good"
    """For everyday use: speech without audible loss on a phone or a loudspeaker."""
    BEST = "best"
    """For an archive, or where music is mixed in."""


SOFTEST_LUFS, LOUDEST_LUFS = -40.0, -14.0
"""What the loudness of the speech may be brought to."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one sound file."""

    quality: Quality = Quality.GOOD
    stereo: bool = False
    cover: bytes = b""
    """A picture as PNG, for formats that hold one; empty: none."""
    digest: str = ""
    """What went into the file, in one short text without spaces, kept in its tags; empty: left out."""
