"""What a player does at a moment."""

from __future__ import annotations

from enum import StrEnum


class PlayerState(StrEnum):
    """One of the four."""

    PLAYING = "playing"
    PAUSED = "paused"
    WAITING = "waiting"
    """Playing, at a place where it waits for the person."""
    ENDED = "ended"
