"""Parts that are not the script's: a way back into a position, an offer after pain. They are heard once, and then removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.play.coaching.return_point import FAR_AWAY_S, FORGOTTEN_S, ReturnPoint, return_point
from voicecoach.play.coaching.variants import visit_at
from voicecoach.play.coaching.ways import lead_part, way_back_part
from voicecoach.play.engine import navigation
from voicecoach.play.engine.play_history import Spot
from voicecoach.script.cue import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.engine.player import Player
    from voicecoach.script.body import Body
    from voicecoach.script.cue import Segment
    from voicecoach.timeline.timeline import Part


class Interludes:
    """Puts such parts into a session and takes them out again. Used by one thread."""

    def __init__(self, playback: Playback, studio: Studio) -> None:
        self._playback = playback
        self._studio = studio
        self._parts: list[Part] = []
        self.left: tuple[Segment, ...] = ()
        """The segments that the last control left before their end: that which is heard is one of them."""

    def add(self, *parts: Part) -> None:
        """Take these out of the session once they are over."""
        self._parts += parts

    def way_back(self, away_s: float, *, explained: bool = False) -> tuple[ReturnPoint, Part | None] | None:
        """Where to go on after an absence of `away_s` seconds, and the part that leads there if one is needed.

        With `explained` it explains the exercise in full. None at the end of the session. Speaks the part, so the lock is
        not held.
        """
        with self._playback.lock:
            player = self._playback.player
            spot, parts, index = player.spot, list(player.parts), player.index
        if spot is None:
            return None
        at = return_point(parts, index, spot.offset)
        if at.way_back_at is None:
            return at, None
        work = parts[at.way_back_at].segment
        made = way_back_part(
            self._studio,
            visit_at(self._studio, work),
            work,
            far=away_s > FAR_AWAY_S,
            cautions=away_s > FORGOTTEN_S,
            lead_in=at.entry > 0 or work.led,
            explained=explained,
        )
        return at, made

    def way_into(self, work: Segment, body: Body) -> Part:
        """The way into the position of a set that is done again, for somebody who has come out of it."""
        made = way_back_part(
            self._studio,
            visit_at(self._studio, work),
            work,
            far=False,
            cautions=False,
            lead_in=work.led,
            body=body,
        )
        self.add(made)
        return made

    def lead_into(self, work: Segment, body: Body | None) -> Part:
        """What leads into a set that begins at once, for somebody who comes to it from elsewhere."""
        made = lead_part(self._studio, visit_at(self._studio, work), work, body)
        self.add(made)
        return made

    def return_to(
        self, player: Player, at: ReturnPoint, made: Part | None, words: list[FloatSamples]
    ) -> None:
        """Say these words, then `made`, and go on at `at`. The lock is held."""
        entry = player.entry  # a way back that was interrupted still leads to the same place
        if made is not None and at.way_back_at is not None:
            work = player.parts[at.way_back_at]
            entry = Spot(work, at.entry)
            if work.segment.led and at.way_back_at == at.index + 1:
                # The way back has the count: the rest before it must not end with one.
                rest = player.parts[at.index]
                uncounted = replace(rest, events=tuple(one for one in rest.events if one.role is not Role.GO))
                player.replace(at.index, at.index + 1, [self._studio.keep_voice(uncounted, rest)])
            if player.spot is not None and player.spot.part is work:
                self.left = (work.segment,)  # it is not done yet: it goes on after the way back
            player.replace(at.way_back_at, at.way_back_at, [made])
            self.add(made)
        player.jump(at.index, at.offset, words)
        player.entry = entry

    def replace_rest(self, index: int, made: Sequence[Part]) -> None:
        """Go to `made`, which replaces the exercise at `index`; what was done of it is over for good."""
        with self._playback.lock:
            player = self._playback.player
            exercise = player.parts[index].segment.exercise
            player.replace(index + 1, navigation.end_of_exercise(player.parts, index), made)
            player.jump(index + 1)
            if exercise is not None:
                first, _ = navigation.visit_range(player.parts, index)
                while first <= index and player.parts[first].segment.exercise is None:
                    first += 1
                player.replace(first, index + 1, [])

    def replaced(self, old: Part, made: Part) -> None:
        """Follow a part that was made again: `made` is now in the place of `old`. The lock is held."""
        self._parts = [made if part is old else part for part in self._parts]
        entry = self._playback.player.entry
        if entry is not None and entry.part is old:
            self._playback.player.entry = Spot(made, navigation.matching_offset(old, made, entry.offset))

    def remove_played(self) -> None:
        """Take out what is over, so that "previous" does not lead there; called at every tick."""
        heard = self._playback.heard()
        with self._playback.lock:
            player = self._playback.player
            for made in list(self._parts):
                at = next((at for at, part in enumerate(player.parts) if part is made), None)
                if at is None:
                    self._parts.remove(made)
                elif at < player.index and not (heard and heard.part is made):
                    player.replace(at, at + 1, [])
                    self._parts.remove(made)
