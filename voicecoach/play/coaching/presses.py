"""One button for everything: of a headset, or a key of its own. How often it is pressed says what is meant."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.play.commands import Command

if TYPE_CHECKING:
    from voicecoach.play.coaching.pausing import Pausing
    from voicecoach.play.coaching.transport import Transport
    from voicecoach.play.engine.playback import Playback

APART_S = 0.6
"""The longest between two presses that belong together, in seconds: a stiff thumb is not a game player's."""


class Presses:
    """Counts the presses of the one button. Used by one thread.

    The first press silences it at once, whatever follows: anyone who presses three times because it hurts gets quiet first.
    """

    def __init__(
        self,
        playback: Playback,
        pausing: Pausing,
        transport: Transport,
        carry_out: Callable[[Command], None],
        meanings: tuple[Command, Command],
    ) -> None:
        """`meanings` are those of two and of three presses."""
        self._clock = playback.clock
        self._pausing = pausing
        self._transport = transport
        self._carry_out = carry_out
        self._meanings = meanings
        self.asked_at = 0.0
        """When the press that is being carried out came, in seconds of the session's clock: it may have had to wait."""
        self._count = 0
        self._last_at = 0.0
        self._fell_silent = False
        self._first: Callable[[], None] = transport.toggle

    def press(self) -> None:
        """The button was pressed."""
        self._add(self._transport.toggle)

    def pause(self) -> None:
        """As a press, by a headset that knows that a session plays."""
        self._add(self._pausing.pause)

    def resume(self) -> None:
        """As a press, by a headset that knows that the session is paused."""
        self._add(self._pausing.resume)

    def tick(self) -> None:
        """Do what the presses mean once no more can come; called at every tick."""
        self._take_for_all(self._clock.now())

    def _take_for_all(self, now: float) -> None:
        """Do what the presses before `now` mean, unless another may belong to them."""
        if not self._count or now - self._last_at < APART_S:
            return
        count, self._count = self._count, 0
        if count == 1:
            if self._fell_silent:
                self._pausing.confirm_button(self._meanings)
            else:
                self._first()
            return
        # It stays silent until that is done: nothing of what is left is heard.
        with self._pausing.withdrawn() if self._fell_silent else contextlib.nullcontext():
            self._carry_out(self._meanings[min(count, 3) - 2])

    def _add(self, first: Callable[[], None]) -> None:
        self._take_for_all(self.asked_at)
        self._count += 1
        self._last_at = self.asked_at
        if self._count == 1:
            self._first = first
            self._fell_silent = first != self._pausing.resume and self._transport.can_pause()
            if self._fell_silent:
                self._pausing.pause()
        if self._fell_silent:
            self._pausing.count_from(self._last_at)  # not confirmed before it is known to be one
