"""What follows "that hurts": it stops at once, it is noted, and only an answer leads on."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.play.coaching.offers import close_after_pain, offer_after_pain, offer_before_going_on
from voicecoach.play.commands import Command
from voicecoach.play.engine import navigation
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.script.cue import SegmentKind

if TYPE_CHECKING:
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.interludes import Interludes
    from voicecoach.play.coaching.pausing import Pausing
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.coaching.transport import Transport
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.saved.record import Record

HURT_APART_S = 5.0
"""Seconds: "that hurts" pressed again within this, while the coach waits for a choice, is the same pain, and a nervous finger."""
TOGETHER_S = 0.4
"""Seconds: a key pressed so soon after "that hurts" is no answer to it; the hand fell on both."""
JUST_LEFT_S = 2.0
"""Seconds: "that hurts" so soon after a "next" or a "done" is about what that left."""


class Hurting:
    """Stops, and asks. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
        interludes: Interludes,
        pausing: Pausing,
        transport: Transport,
    ) -> None:
        self._playback = playback
        self._studio = studio
        self._record = record
        self._notify = notify
        self._answers = answers
        self._interludes = interludes
        self._pausing = pausing
        self._transport = transport
        self._rate = studio.rate
        self._said_at = -math.inf
        self._close_for: tuple[str, ...] = ()
        self.before: tuple[str, ...] = ()
        """Ids of exercises of the routine that hurt earlier today, in another session."""

    def hurt(self) -> None:
        """Stop at once, lead out of the position, and wait for a choice without a time limit.

        Between exercises this is about the one just done, before the first about the one to come. Pressed again within
        HURT_APART_S, before a choice was made, it is the same pain.
        """
        now = self._playback.clock.now()
        with self._playback.lock:
            player = self._playback.player
            waiting = player.spot is not None and navigation.choice_at(player.parts, player.index) is not None
        if waiting and now - self._said_at < HURT_APART_S:
            return
        self._said_at = now
        with self._pausing.held() as player:
            went_back = self._transport.go_back(JUST_LEFT_S, again=False) is not None
            spot, index, parts = player.spot, player.index, list(player.parts)
        if spot is None:
            # At the end, which the output does not give back: it is remembered all the same.
            last = navigation.exercise_of(parts, len(parts) - 1) if parts else None
            if last is not None and last not in self._record.hurt:
                self._record.add_hurt(last, parts[-1], 0, self._rate)
            self._pausing.go_on(self._answers.spoken("hurt"))
            return
        came_from = self._interludes.left if went_back else ()
        segment = spot.part.segment
        exercise = navigation.exercise_of(parts, index)
        if exercise is None and self._studio.visits:
            exercise = self._studio.visits[0].id  # not laid out yet
        again = bool(self._record.hurt) and navigation.choice_at(parts, index) is None
        if exercise is not None and (again or exercise not in self._record.hurt):
            self._record.add_hurt(exercise, spot.part, spot.offset, self._rate)
        if segment.exercise is not None:
            with self._playback.lock:
                self._transport.note_leaving(player)
                self._interludes.left += came_from
        name = self._studio.names_of([exercise]) if exercise is not None else segment.title
        self._notify(Notice(NoticeKind.STATE, self._answers.text("state-hurt", exercise=name)))
        again = again or len(self._record.hurt) > 1
        offer = offer_after_pain(self._studio, segment, exercise, again=again)
        self._interludes.add(*offer)
        self._interludes.replace_rest(index, offer)
        self._pausing.paused = False  # the choices are said even then
        self._pausing.go_on()

    def is_one_with(self, command: Command, asked_at: float) -> bool:
        """Whether that command, asked for at that moment of the session's clock, came with "that hurts": no answer to it."""
        return command not in (Command.HURT, Command.QUIT) and asked_at - self._said_at < TOGETHER_S

    def ask_before_going_on(self) -> None:
        """For a session that was left after pain: a choice, and only then the way back into the exercise that was left."""
        with self._pausing.held() as player:
            segment = player.parts[min(player.index, len(player.parts) - 1)].segment
        offer = offer_before_going_on(self._studio, segment, self._record.hurt)
        back = self._interludes.way_back(math.inf)
        with self._playback.lock:
            if back is not None:
                self._interludes.return_to(player, *back, [])
            entry = player.entry
            self._interludes.add(*offer)
            player.replace(player.index, player.index, offer)
            player.jump(player.index - len(offer))
            player.entry = entry
        self._pausing.go_on()

    def adapt_close(self) -> None:
        """Once something hurt, have the close say so; called at every tick."""
        hurt = tuple(dict.fromkeys([*self.before, *self._record.hurt]))
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
        made = close_after_pain(self._studio, close, hurt)
        with self._playback.lock:
            player = self._playback.player
            if player.parts[-1] is close and player.index < len(player.parts) - 1:
                player.replace(len(player.parts) - 1, len(player.parts), [made])
                self._close_for = hurt
