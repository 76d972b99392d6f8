"""The way after a jump: from where the body is, not from where it would be if no key had been pressed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voicecoach.play.coaching.ways import body_during, move_from, way_between
from voicecoach.play.engine import navigation
from voicecoach.script.cue import SegmentKind
from voicecoach.script.move_table import same_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.play.coaching.interludes import Interludes
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.play_history import Spot
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.engine.player import Player
    from voicecoach.timeline.timeline import Part


class Routes:
    """Leads from the part that is left to the one that is jumped to. Used by one thread."""

    def __init__(self, playback: Playback, studio: Studio, interludes: Interludes) -> None:
        self._playback = playback
        self._studio = studio
        self._interludes = interludes
        self._instead: list[tuple[Part, Part]] = []
        """Moves of the script that were replaced for one jump, each with its replacement."""

    def restore(self, player: Player) -> None:
        """Put the replaced moves of the script back. The lock is held."""
        for old, made in self._instead:
            for at, part in enumerate(player.parts):
                if part is made:
                    player.replace(at, at + 1, [old])
        self._instead.clear()

    def find(self, parts: Sequence[Part], spot: Spot, target: int) -> Route | None:
        """The way from `spot` to the part at `target`; None: the script's own leads there.

        Speaks it, so the lock is not held.
        """
        if not self.is_needed(parts, spot, target):
            return None
        now, like = spot.part.segment, parts[target].segment
        body, move = body_during(now), _move_of(parts, target)
        there = like.before if move is None else body
        out = way_between(self._studio, now, body, there, like=like)
        if move is None or same_place(body, like.before):
            return Route(out, None, None)
        return Route(out, parts[move], move_from(self._studio, body, parts[move]))

    def _put(self, player: Player, at: int, made: Part) -> None:
        self._instead.append((player.parts[at], made))
        player.replace(at, at + 1, [made])

    def is_needed(self, parts: Sequence[Part], spot: Spot, target: int) -> bool:
        """Whether the script's own way does not lead from `spot` to `target`."""
        if target >= len(parts):
            return False
        body, wanted = body_during(spot.part.segment), parts[target].segment.before
        return body.loaded or not same_place(body, wanted)

    def follow(self, player: Player, route: Route | None, target: int) -> None:
        """Go to the part at `target` by `route`. The lock is held."""
        if route is not None and route.move is not None and route.made is not None:
            at = next(at for at, part in enumerate(player.parts) if part is route.move)
            self._put(player, at, route.made)
            body = route.made.segment.before
            for before in range(target, at):  # words before the move are heard where the body is
                old = player.parts[before]
                made = replace(old, segment=replace(old.segment, before=body, after=body))
                self._put(player, before, self._studio.keep_voice(made, old))
        if route is not None and route.out is not None:
            self._interludes.add(route.out)
            player.replace(target, target, [route.out])
        player.jump(target)


@dataclass(frozen=True, slots=True)
class Route:
    """What replaces the script's own way, for one jump."""

    out: Part | None
    """A part before the target that is not the script's: out of the exercise that is left, and on if nothing else leads there."""
    move: Part | None
    """The script's move into the position."""
    made: Part | None
    """What takes its place."""


def _move_of(parts: Sequence[Part], target: int) -> int | None:
    """The move that leads into the position of the visit at `target`, before its first set."""
    _, last = navigation.visit_range(parts, target)
    for at in range(target, last):
        segment = parts[at].segment
        if segment.kind is SegmentKind.WORK:
            return None
        if segment.kind is SegmentKind.MOVE and not same_place(segment.before, segment.after):
            return at
    return None
