"""Falls silent and goes on: at the person's request, and for a moment while something is being made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play.coaching.return_point import AWAY_S
from voicecoach.play.engine.player import Player
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.interludes import Interludes
    from voicecoach.play.commands import Command
    from voicecoach.play.engine.playback import Playback

QUIET_S = 1.0
"""Seconds of silence before a pause is confirmed: somebody who asks for quiet gets quiet first."""
REMIND_S = 60.0
"""How often somebody who paused is reminded, in seconds."""
SOFT = 0.5
"""The volume of a reminder as a factor: six decibels below everything else."""


class Pausing:
    """Whether a session is paused. Used by one thread."""

    def __init__(
        self, playback: Playback, interludes: Interludes, notify: Callable[[Notice], None], answers: Answers
    ) -> None:
        self._playback = playback
        self._interludes = interludes
        self._notify = notify
        self._answers = answers
        self._paused_at = 0.0
        self._reminders = 0
        self.paused = False
        """Whether the person asked for a pause."""
        self._began_at = 0.0
        self._confirmation = "paused"
        self._confirmed_with: dict[str, str] = {}
        self._button_explained = False

    def pause(self, confirmation: str = "paused") -> None:
        """Fall silent, and say that message a moment later."""
        with self._playback.control() as player:
            # The player may be paused already because the device is gone; then the person's pause outlasts that.
            if self.paused or player.state is PlayerState.ENDED:
                return
            player.pause()
        self.paused = True
        self._paused_at = self._began_at = self._playback.clock.now()
        self._reminders, self._confirmation, self._confirmed_with = 0, confirmation, {}
        self._notify(Notice(NoticeKind.STATE, self._answers.text("state-paused")))
        # Not heard now: made ahead, so that they are ready when they are needed.
        self._answers.sound(self._answers.text(confirmation))
        self._answers.sound(self._answers.text("going-on", where=self._answers.where(whole=True)))

    def remind(self) -> None:
        """Confirm a pause once it is quiet, and repeat that every minute; called at every tick."""
        if not self.paused:
            return
        waited = self._playback.clock.now() - self._began_at
        if waited < (QUIET_S if self._reminders == 0 else self._reminders * REMIND_S):
            return
        key, volume = (self._confirmation, 1.0) if self._reminders == 0 else ("paused-still", SOFT)
        words = self._answers.sound(self._answers.text(key, **self._confirmed_with)) * np.float32(volume)
        with self._playback.control() as player:
            # While the device is gone, what was inserted before is still waiting.
            if player.state is not PlayerState.PAUSED or player.inserted:
                return
            player.interject([words])
        self._reminders += 1

    def confirm_button(self, meanings: Sequence[Command]) -> None:
        """The pause was asked for by the one button: say once in a session what two and three presses mean."""
        if self._button_explained or not self.paused or self._reminders:
            return
        self._button_explained = True
        twice, thrice = (self._answers.text(f"control-{command}") for command in meanings)
        self._confirmation, self._confirmed_with = "paused-button", {"twice": twice, "thrice": thrice}

    @contextlib.contextmanager
    def withdrawn(self) -> Iterator[None]:
        """Take back a pause that was the beginning of something else, without a word, once that is done."""
        self.paused = False
        yield
        with self._playback.control() as player:
            if player.state is PlayerState.PAUSED and not self.paused:
                player.resume()

    def resume(self, key: str = "going-on", *, away_s: float | None = None) -> None:
        """Say where we are, and go on; after an absence, with the way back into the position.

        `away_s` is the length of the absence in seconds; None: since the pause.
        """
        with self._playback.lock:
            if self._playback.player.state is not PlayerState.PAUSED:
                return
        if away_s is None:
            away_s = self._playback.clock.now() - self._paused_at
        returning = away_s > AWAY_S
        words = self._answers.spoken(key, where=self._answers.where(whole=returning or key != "going-on"))
        back = self._interludes.way_back(away_s) if returning else None
        with self._playback.control() as player:
            if player.state is not PlayerState.PAUSED:
                return
            said = [self._answers.wake(), words, self._answers.gap()]
            if back is None:
                player.resume(said)
            else:
                self._interludes.return_to(player, *back, said)
                player.resume()
        self.paused = False
        self._notify(Notice(NoticeKind.STATE, self._answers.text("state-going-on")))

    def count_from(self, moment: float) -> None:
        """Count the absence from this moment on, in seconds of the session's clock, instead of from the pause."""
        self._paused_at = self._began_at = moment

    def lengthen(self, seconds: float) -> None:
        """Count the absence as so much longer than the session's clock says."""
        self._paused_at -= seconds

    @contextlib.contextmanager
    def held(self) -> Iterator[Player]:
        """Silent at once, while something is made that takes a moment; `go_on` ends it."""
        with self._playback.control() as player:
            if player.state is not PlayerState.ENDED:
                player.pause()
            yield player

    def go_on(self, *words: FloatSamples) -> None:
        """Say these words, and go on unless the person asked for a pause."""
        with self._playback.control() as player:
            if self.paused:
                player.interject(words)
            else:
                player.resume([*words, self._answers.gap()] if words else ())
