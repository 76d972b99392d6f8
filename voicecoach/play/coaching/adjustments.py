"""Changes what the person is asked to do: longer, easier, harder, explained, slower, faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play.coaching.explaining import explained_visit, in_full
from voicecoach.play.coaching.variants import Direction, can_be_less, variant_of, with_less, with_variant
from voicecoach.play.engine import navigation
from voicecoach.units import Seconds, to_frames

if TYPE_CHECKING:
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.interludes import Interludes
    from voicecoach.play.coaching.pausing import Pausing
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.play_history import Spot
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.saved.record import Record
    from voicecoach.timeline.timeline import Part

LONGER_S = Seconds(10.0)
"""What one press of "longer" adds, in seconds."""
LOADED_S = Seconds(1.0)
"""How many seconds of a part are mixed before it replaces the one that runs."""


class Adjustments:
    """Replaces parts of the session with others that it makes. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        answers: Answers,
        interludes: Interludes,
        pausing: Pausing,
    ) -> None:
        self._playback = playback
        self._studio = studio
        self._record = record
        self._answers = answers
        self._interludes = interludes
        self._pausing = pausing
        self._rate = studio.rate
        self._lessened: set[int] = set()
        self.swaps: dict[int, str] = {}
        """The numbers of visits whose exercise was replaced, each with the id of the other exercise."""

    def longer(self) -> None:
        """More time for the current hold, rest or wait; elsewhere a quiet moment."""
        extra = to_frames(LONGER_S, self._rate)
        with self._playback.lock:
            spot = self._playback.player.spot
        if spot is None:
            return
        step = to_frames(Seconds(1.0), self._rate)
        made = navigation.lengthened(spot.part, spot.offset, extra, step, self._studio.counts)
        if made is None:
            self._quiet(extra)
            return
        words = self._answers.spoken("longer")
        self._studio.keep_voice(made, spot.part)
        self._playback.mix_ahead.load(made, spot.offset, to_frames(LOADED_S, self._rate))
        with self._playback.control() as player:
            if player.spot is None or player.spot.part is not spot.part:
                return
            player.replace(player.index, player.index + 1, [made])
            self._interludes.replaced(spot.part, made)
        self._answers.say(words)

    def _quiet(self, frames: int) -> None:
        """Add time while no window runs that could be lengthened."""
        if self._pausing.paused:
            self._answers.answer("take-your-time")
            return
        words = self._answers.spoken("longer-quiet", length=self._studio.phrases.length(LONGER_S))
        with self._playback.control() as player:
            player.interject([words, np.zeros(frames, np.float32)])

    def change_variant(self, which: Direction) -> None:
        """The easier or harder exercise from its introduction on; if there is no easier one, less of this one."""
        with self._pausing.held() as player:
            spot, index = player.spot, player.index
        exercise = spot.part.segment.exercise if spot is not None else None
        if spot is None or exercise is None:
            self._pausing.go_on(self._answers.spoken("no-exercise"))
            return
        segment, variant = spot.part.segment, variant_of(self._studio, exercise, which)
        if variant is not None:
            self.swaps[segment.visit] = variant
            self._record.swapped.append((exercise, variant))
            words, made = self._answers.spoken(which), with_variant(self._studio, segment, variant)
        elif (
            which == "easier" and segment.visit not in self._lessened and can_be_less(self._studio, exercise)
        ):
            self._lessened.add(segment.visit)
            words, made = self._answers.spoken("less"), with_less(self._studio, segment)
        else:
            self._pausing.go_on(self._answers.spoken("no-harder" if which == "harder" else "no-less"))
            return
        self._interludes.left = (segment,)
        self._interludes.replace_rest(index, made)
        self._pausing.go_on(words)

    def explain(self) -> None:
        """The exercise in full: before its first set from its introduction on, in it before the repetition that was cut.

        From here on it is in full for the rest of the session.
        """
        with self._pausing.held() as player:
            spot, index, parts = player.spot, player.index, list(player.parts)
        exercise = spot.part.segment.exercise if spot is not None else None
        if spot is None or exercise is None:
            self._pausing.go_on(self._answers.spoken("no-exercise"))
            return
        sets = navigation.sets_of(parts, index)
        if not sets or sets[-1] < index:
            self._pausing.go_on(self._answers.spoken("explain-over"))
            return
        words = self._answers.spoken("explain")
        self._studio.explained |= {exercise}
        for old, made in in_full(self._studio, parts[index:], exercise):
            self._put(old, made)
        self._pausing.paused = False
        if index < sets[0]:
            segment = spot.part.segment
            self._interludes.left = (segment,)
            self._interludes.replace_rest(index, explained_visit(self._studio, segment))
            self._pausing.go_on(words)
            return
        back = self._interludes.way_back(0.0, explained=True)
        with self._playback.lock:
            if back is not None:
                self._interludes.return_to(self._playback.player, *back, [words, self._answers.gap()])
                self._interludes.left = (spot.part.segment,)
        self._pausing.go_on()

    def _put(self, old: Part, made: Part) -> None:
        """Puts `made` in the place of `old`; if `old` is running, `made` goes on from the same point."""
        with self._playback.lock:
            player = self._playback.player
            at = next((at for at, part in enumerate(player.parts) if part is old), None)
            if at is None:
                return
            spot = player.spot if at == player.index else None
            player.replace(at, at + 1, [made])
            self._interludes.replaced(old, made)
            if spot is not None:
                entry = player.entry
                player.jump(at, navigation.matching_offset(old, made, spot.offset))
                player.entry = entry

    def change_pace(self, steps: int) -> None:
        """Slower (-1) or faster (1), from the current phrase on."""
        if not self._studio.change_pace(steps):
            self._answers.answer("slowest" if steps < 0 else "fastest")
            return
        words = self._answers.spoken("slower" if steps < 0 else "faster")
        with self._pausing.held() as player:
            spot, index = player.spot, player.index
        if spot is not None:
            self._play_at_pace(spot, index)
        self._pausing.go_on(words)

    def _play_at_pace(self, spot: Spot, index: int) -> None:
        made = self._studio.at_pace(spot.part)
        self._playback.mix_ahead.load(made, 0, to_frames(LOADED_S, self._rate))
        with self._playback.lock:
            player = self._playback.player
            player.replace(index, index + 1, [made])
            self._interludes.replaced(spot.part, made)
            entry = player.entry
            player.jump(index, navigation.matching_offset(spot.part, made, spot.offset))
            player.entry = entry

    def adapt_pace(self) -> None:
        """Make the next two parts again if the pace has changed; called at every tick."""
        with self._playback.lock:
            player = self._playback.player
            ahead = list(enumerate(player.parts))[player.index + 1 : player.index + 3]
        for index, part in ahead:
            made = self._studio.at_pace(part)
            if made is not part:
                with self._playback.lock:
                    if index < len(player.parts) and player.parts[index] is part and player.index < index:
                        player.replace(index, index + 1, [made])
                        self._interludes.replaced(part, made)
