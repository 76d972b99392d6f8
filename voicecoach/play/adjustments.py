"""Changes what is asked of the person: longer, easier, harder, slower, faster, and what follows "that hurts"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play import moves
from voicecoach.play.controls.table import Command
from voicecoach.play.notice import Notice, NoticeKind
from voicecoach.play.offers import offer_after_pain
from voicecoach.units import Seconds, to_frames

if TYPE_CHECKING:
    from voicecoach.play.answers import Answers
    from voicecoach.play.deck import Deck
    from voicecoach.play.record import Record
    from voicecoach.play.runs import Spot
    from voicecoach.play.studio import Studio, Which
    from voicecoach.play.transport import Transport
    from voicecoach.timeline.timeline import Part

LONGER_S = Seconds(10.0)
"""What one press of "longer" adds."""
LOADED_S = Seconds(1.0)
"""How much of a part is mixed before it takes the place of the one that runs."""


class Adjustments:
    """Has other parts made, and puts them in the place of those that are laid out. Used by one thread."""

    def __init__(
        self,
        deck: Deck,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
        transport: Transport,
    ) -> None:
        self._deck = deck
        self._studio = studio
        self._record = record
        self._notify = notify
        self._answers = answers
        self._transport = transport
        self._rate = studio.rate
        self.swaps: dict[int, str] = {}
        """Visits whose exercise another took the place of: that one's id."""

    def longer(self) -> None:
        """More time for the hold, rest or wait that runs; elsewhere a quiet moment."""
        extra = to_frames(LONGER_S, self._rate)
        with self._deck.lock:
            spot = self._deck.player.spot
        if spot is None:
            return
        step = to_frames(Seconds(1.0), self._rate)
        made = moves.longer(spot.part, spot.offset, extra, step, self._studio.counts)
        if made is None:
            self._quiet(extra)
            return
        words = self._answers.spoken_to(Command.LONGER)
        self._studio.keep_voice(made, spot.part)
        self._deck.reel.load(made, spot.offset, to_frames(LOADED_S, self._rate))
        with self._deck.control() as player:
            if player.spot is None or player.spot.part is not spot.part:
                return
            player.replace(player.index, player.index + 1, [made])
        self._answers.say(words)

    def _quiet(self, frames: int) -> None:
        """Time where nothing runs whose end could move."""
        if self._transport.paused:
            self._answers.tell(self._answers.text("take-your-time"))
            return
        words = self._answers.spoken("longer-quiet", length=self._studio.phrases.length(LONGER_S))
        with self._deck.control() as player:
            player.interject([words, np.zeros(frames, np.float32)])

    def variant(self, which: Which) -> None:
        """The easier or harder exercise from its introduction on, where there is one."""
        with self._transport.held() as player:
            spot, index = player.spot, player.index
        exercise = spot.part.segment.exercise if spot is not None else None
        variant = self._studio.variant_of(exercise, which)
        if spot is None or exercise is None or variant is None:
            self._transport.go_on(self._answers.spoken(f"no-{which}" if exercise else "no-exercise"))
            return
        segment = spot.part.segment
        self.swaps[segment.visit] = variant
        self._record.swapped.append([exercise, variant])
        words = self._answers.spoken(which)
        made = self._studio.with_variant(segment, variant)
        self._transport.left = segment
        self._replace_rest(index, made)
        self._transport.go_on(words)

    def hurt(self) -> None:
        """Stop at once, leave the exercise, and offer what can be done instead."""
        with self._transport.held() as player:
            spot, index = player.spot, player.index
        exercise = spot.part.segment.exercise if spot is not None else None
        if spot is None or exercise is None:
            self._transport.go_on(self._answers.spoken_to(Command.HURT))
            return
        self._record.hurt.append(exercise)
        with self._deck.lock:
            self._transport.leave(player)
        self._notify(Notice(NoticeKind.STATE, f"{spot.part.segment.title}: it hurts."))
        offer = offer_after_pain(self._studio, spot.part.segment, exercise, again=len(self._record.hurt) > 1)
        self._replace_rest(index, [offer])
        self._transport.paused = False  # an offer is not kept waiting
        self._transport.go_on()

    def _replace_rest(self, index: int, made: Sequence[Part]) -> None:
        """Go to `made`, which stands in the place of what is left of the exercise at `index`."""
        with self._deck.lock:
            player = self._deck.player
            player.replace(index + 1, moves.end_of_exercise(player.parts, index), made)
            player.jump(index + 1)

    def pace(self, steps: int) -> None:
        """Slower (-1) or faster (1), from the phrase of the moment on."""
        if not self._studio.change_pace(steps):
            self._answers.tell(self._answers.text("slowest" if steps < 0 else "fastest"))
            return
        words = self._answers.spoken("slower" if steps < 0 else "faster")
        with self._transport.held() as player:
            spot, index = player.spot, player.index
        if spot is not None:
            self._play_at_pace(spot, index)
        self._transport.go_on(words)

    def _play_at_pace(self, spot: Spot, index: int) -> None:
        made = self._studio.at_pace(spot.part)
        self._deck.reel.load(made, 0, to_frames(LOADED_S, self._rate))
        with self._deck.lock:
            player = self._deck.player
            player.replace(index, index + 1, [made])
            player.jump(index, moves.same_place(spot.part, made, spot.offset))

    def keep_pace(self) -> None:
        """Make what comes next at the pace of the moment; called now and then, a part at a time."""
        with self._deck.lock:
            player = self._deck.player
            ahead = list(enumerate(player.parts))[player.index + 1 : player.index + 3]
        for index, part in ahead:
            made = self._studio.at_pace(part)
            if made is not part:
                with self._deck.lock:
                    if index < len(player.parts) and player.parts[index] is part and player.index < index:
                        player.replace(index, index + 1, [made])
