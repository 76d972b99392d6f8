"""How a playback is, from one tick to the next."""

from __future__ import annotations

from enum import StrEnum


class PlaybackStatus(StrEnum):
    """What a tick found."""

    PLAYING = "playing"
    OPENING = "opening"
    """The output is not open yet, for the first time."""
    LOST = "lost"
    """The device went away just now; the player is paused."""
    GONE = "gone"
    """It is still away."""
    BACK = "back"
    """It came back just now; the player is still paused."""
    OVER = "over"
