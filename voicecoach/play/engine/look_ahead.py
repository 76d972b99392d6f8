"""What the next moments of a session hold, for the music, which must know before it is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.play.engine import navigation
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.play.engine.player import Player


@dataclass(frozen=True, slots=True)
class LookAhead:
    """From the next frame to be pulled on, if nobody presses a key."""

    playing: bool
    """Whether the session runs; False while it is paused."""
    words: tuple[tuple[int, int], ...]
    """First and last frame (excluded) of all that is heard, in order."""
    left: int | None
    """Frames to the end of the session; None if its end is not known yet."""


def look_ahead(player: Player, frames: int) -> LookAhead:
    """The next `frames` frames of what is laid out."""
    playing = player.state not in (PlayerState.PAUSED, PlayerState.ENDED)
    words = tuple(_words(player, frames)) if playing else ()
    return LookAhead(playing, words, _left(player))


def _words(player: Player, frames: int) -> Iterator[tuple[int, int]]:
    at = 0
    for sound in player.inserted:
        if sound.any():  # an answer is followed by a silence
            yield at, at + len(sound)
        at += len(sound)
    if player.laid_over:
        yield at, at + player.laid_over
    spot = player.spot
    if spot is None or player.ending:
        return
    at -= spot.offset
    for part in player.parts[player.index :]:
        for event in part.events:
            start, end = at + event.start - part.start, at + event.end - part.start
            if start >= frames:
                return
            if end > 0 and event.kind in (EventKind.SAY, EventKind.SOUND):
                yield start, end
        at += part.end - part.start
        if at >= frames:
            return


def _left(player: Player) -> int | None:
    inserted = sum(len(sound) for sound in player.inserted)
    if player.ending:
        return inserted
    if not player.complete:
        return None
    spot = player.spot
    return inserted + navigation.frames_left(player.parts, player.index, spot.offset if spot else 0)
