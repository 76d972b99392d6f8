"""How good and how loud a sound file can be."""

from __future__ import annotations

from enum import StrEnum


class Quality(StrEnum):
    """How much room the sound may take."""

    SMALL = "small"
    """For a message or an old phone: clear words, no more."""
    GOOD = "good"
    """For everyday use: speech without audible loss on a phone or a loudspeaker."""
    BEST = "best"
    """For an archive, or with music under the words."""


SOFTEST_LUFS, LOUDEST_LUFS = -40.0, -14.0
"""The limits of the loudness that the speech can be brought to."""
