"""Changes what is asked of the person: longer, easier, harder, slower, faster, and what follows "that hurts"."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play.coaching.offers import offer_after_pain, offer_before_going_on
from voicecoach.play.engine import navigation
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.script.cue import SegmentKind
from voicecoach.units import Seconds, to_frames

if TYPE_CHECKING:
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.studio import Studio, Which
    from voicecoach.play.coaching.transport import Transport
    from voicecoach.play.engine.play_history import Spot
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.saved.record import Record
    from voicecoach.timeline.timeline import Part

LONGER_S = Seconds(10.0)
"""What one press of "longer" adds."""
HURT_APART_S = 5.0
"""Seconds: "that hurts" pressed again sooner is the same pain, and a nervous finger."""
LOADED_S = Seconds(1.0)
"""How much of a part is mixed before it takes the place of the one that runs."""


class Adjustments:
    """Has other parts made, and puts them in the place of those that are laid out. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
        transport: Transport,
    ) -> None:
        self._playback = playback
        self._studio = studio
        self._record = record
        self._notify = notify
        self._answers = answers
        self._transport = transport
        self._rate = studio.rate
        self._hurt_at: float | None = None
        self._close_for: tuple[str, ...] = ()
        self._lessened: set[int] = set()
        self.swaps: dict[int, str] = {}
        """Visits whose exercise another took the place of: that one's id."""

    def longer(self) -> None:
        """More time for the hold, rest or wait that runs; elsewhere a quiet moment."""
        extra = to_frames(LONGER_S, self._rate)
        with self._playback.lock:
            spot = self._playback.player.spot
        if spot is None:
            return
        step = to_frames(Seconds(1.0), self._rate)
        made = navigation.longer(spot.part, spot.offset, extra, step, self._studio.counts)
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
            self._transport.interludes.instead(spot.part, made)
        self._answers.say(words)

    def _quiet(self, frames: int) -> None:
        """Time where nothing runs whose end could move."""
        if self._transport.paused:
            self._answers.answer("take-your-time")
            return
        words = self._answers.spoken("longer-quiet", length=self._studio.phrases.length(LONGER_S))
        with self._playback.control() as player:
            player.interject([words, np.zeros(frames, np.float32)])

    def variant(self, which: Which) -> None:
        """The easier or harder exercise from its introduction on; without an easier one, less of this one."""
        with self._transport.held() as player:
            spot, index = player.spot, player.index
        exercise = spot.part.segment.exercise if spot is not None else None
        if spot is None or exercise is None:
            self._transport.go_on(self._answers.spoken("no-exercise"))
            return
        segment, variant = spot.part.segment, self._studio.variant_of(exercise, which)
        if variant is not None:
            self.swaps[segment.visit] = variant
            self._record.swapped.append((exercise, variant))
            words, made = self._answers.spoken(which), self._studio.with_variant(segment, variant)
        elif which == "easier" and segment.visit not in self._lessened and self._studio.can_be_less(exercise):
            self._lessened.add(segment.visit)
            words, made = self._answers.spoken("less"), self._studio.with_less(segment)
        else:
            self._transport.go_on(self._answers.spoken("no-harder" if which == "harder" else "no-less"))
            return
        self._transport.left = segment
        self._replace_rest(index, made)
        self._transport.go_on(words)

    def hurt(self) -> None:
        """Stop at once, lead out of the position, and wait without end for what is chosen.

        Between exercises it counts for the one just done, before the first for the one about to come. Pressed again
        within HURT_APART_S it is the same pain.
        """
        now = self._playback.clock.now()
        if self._hurt_at is not None and now - self._hurt_at < HURT_APART_S:
            return
        self._hurt_at = now
        with self._transport.held() as player:
            spot, index, parts = player.spot, player.index, list(player.parts)
        if spot is None:
            self._transport.go_on(self._answers.spoken("hurt"))
            return
        segment = spot.part.segment
        exercise = navigation.exercise_of(parts, index)
        again = bool(self._record.hurt) and navigation.choice_at(parts, index) is None
        if exercise is not None and (again or exercise not in self._record.hurt):
            self._record.hurt.append(exercise)
        if segment.exercise is not None:
            with self._playback.lock:
                self._transport.leave(player)
        self._notify(Notice(NoticeKind.STATE, f"{segment.title}: it hurts."))
        again = again or len(self._record.hurt) > 1
        offer = offer_after_pain(self._studio, segment, exercise, again=again)
        self._transport.interludes.add(*offer)
        self._replace_rest(index, offer)
        self._transport.paused = False  # an offer is not kept waiting
        self._transport.go_on()

    def ask_before_going_on(self) -> None:
        """For a session that was left after pain: a choice, and only after it the way back into what was left."""
        with self._transport.held() as player:
            segment = player.parts[min(player.index, len(player.parts) - 1)].segment
        offer = offer_before_going_on(self._studio, segment, self._record.hurt)
        back = self._transport.interludes.way_back(math.inf)
        with self._playback.lock:
            if back is not None:
                self._transport.interludes.land(player, *back, [])
            entry = player.entry
            self._transport.interludes.add(*offer)
            player.replace(player.index, player.index, offer)
            player.jump(player.index - len(offer))
            player.entry = entry
        self._transport.go_on()

    def _replace_rest(self, index: int, made: Sequence[Part]) -> None:
        """Go to `made`, in the place of the exercise at `index`: what was done of it is behind for good."""
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

    def keep_close(self) -> None:
        """Once something hurt, the close says so, in place of words that know nothing of it."""
        hurt = tuple(dict.fromkeys(self._record.hurt))
        if not hurt or hurt == self._close_for:
            return
        with self._playback.lock:
            player = self._playback.player
            at = len(player.parts) - 1
            if (
                not player.complete
                or at <= player.index
                or player.parts[at].segment.kind is not SegmentKind.CLOSE
            ):
                return
            close = player.parts[at]
        made = self._studio.close_after_pain(close, hurt)
        with self._playback.lock:
            player = self._playback.player
            if player.parts[-1] is close and player.index < len(player.parts) - 1:
                player.replace(len(player.parts) - 1, len(player.parts), [made])
                self._close_for = hurt

    def pace(self, steps: int) -> None:
        """Slower (-1) or faster (1), from the phrase of the moment on."""
        if not self._studio.change_pace(steps):
            self._answers.answer("slowest" if steps < 0 else "fastest")
            return
        words = self._answers.spoken("slower" if steps < 0 else "faster")
        with self._transport.held() as player:
            spot, index = player.spot, player.index
        if spot is not None:
            self._play_at_pace(spot, index)
        self._transport.go_on(words)

    def _play_at_pace(self, spot: Spot, index: int) -> None:
        made = self._studio.at_pace(spot.part)
        self._playback.mix_ahead.load(made, 0, to_frames(LOADED_S, self._rate))
        with self._playback.lock:
            player = self._playback.player
            player.replace(index, index + 1, [made])
            self._transport.interludes.instead(spot.part, made)
            entry = player.entry
            player.jump(index, navigation.same_place(spot.part, made, spot.offset))
            player.entry = entry

    def keep_pace(self) -> None:
        """Make what comes next at the pace of the moment; called now and then, a part at a time."""
        with self._playback.lock:
            player = self._playback.player
            ahead = list(enumerate(player.parts))[player.index + 1 : player.index + 3]
        for index, part in ahead:
            made = self._studio.at_pace(part)
            if made is not part:
                with self._playback.lock:
                    if index < len(player.parts) and player.parts[index] is part and player.index < index:
                        player.replace(index, index + 1, [made])
                        self._transport.interludes.instead(part, made)
