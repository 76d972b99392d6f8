"""What the rows of the table of controls act on: pausing, transport, adjustments, answers, and the volume."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.play.coaching.adjustments import Adjustments
from voicecoach.play.coaching.hurting import Hurting
from voicecoach.play.coaching.interludes import Interludes
from voicecoach.play.coaching.pausing import Pausing
from voicecoach.play.coaching.presses import Presses
from voicecoach.play.coaching.transport import Transport
from voicecoach.play.commands import Command
from voicecoach.play.engine import navigation
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.notices import Notice
from voicecoach.play.volume_range import LOUDEST_DB, SOFTEST_DB
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.engine.standstill import Away
    from voicecoach.play.saved.record import Record

STEP_DB = 3
"""One press of louder or softer, in decibels."""


class Conductor:
    """The controls of one session. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
        volume_db: int = 0,
        carry_out: Callable[[Command], None] = lambda command: None,
        press_meanings: tuple[Command, Command] = (Command.DONE, Command.HURT),
    ) -> None:
        """`carry_out` does what a command asks for; `press_meanings` are those of two and three presses of the one button."""
        self._playback = playback
        self.answers: Answers = answers
        """What the coach says beside the session."""
        self.volume_db = volume_db
        """How loud the session is, from SOFTEST_DB to LOUDEST_DB."""
        playback.volume.begin(_gain(volume_db))
        interludes = self.interludes = Interludes(playback, studio)
        """Parts of the moment."""
        self.pausing: Pausing = Pausing(playback, interludes, notify, answers)
        """Whether the session is paused."""
        self.transport: Transport = Transport(
            playback, studio, record, notify, answers, interludes, self.pausing
        )
        """Where playing goes on."""
        self.adjustments: Adjustments = Adjustments(
            playback, studio, record, answers, interludes, self.pausing
        )
        """What the person is asked to do."""
        self.hurting: Hurting = Hurting(
            playback, studio, record, notify, answers, interludes, self.pausing, self.transport
        )
        """What follows "that hurts"."""
        self.presses: Presses = Presses(playback, self.pausing, self.transport, carry_out, press_meanings)
        """The one button."""

    def tick(self) -> None:
        """Do what is due between commands; called at every tick."""
        self.presses.tick()
        self.transport.catch_up()
        self.pausing.remind()
        self.interludes.remove_played()
        self.adjustments.adapt_pace()
        self.hurting.adapt_close()

    def come_back(self, away: Away) -> None:
        """The machine was asleep, or stood still: nobody knows whether the person is still on the mat."""
        if self.pausing.paused:
            self.pausing.lengthen(away.asleep_s)
        elif not self.transport.say_choices():  # after pain nothing goes on by itself anyway
            with self._playback.control() as player:
                if player.state is PlayerState.WAITING:  # says again what it waits for
                    player.jump(player.index)
            self.pausing.pause("paused-away")
            self.pausing.lengthen(away.seconds)

    def change_volume(self, steps: int) -> None:
        """Louder or softer by that many presses; at the limit the coach says so."""
        wanted = min(max(self.volume_db + STEP_DB * steps, SOFTEST_DB), LOUDEST_DB)
        if wanted == self.volume_db:
            self.answers.answer("loudest" if steps > 0 else "softest")
            return
        self.volume_db = wanted
        with self._playback.control() as player:
            self._playback.volume.gain = _gain(wanted)
            spot = player.spot
            speaking = (
                spot is not None and navigation.event_at(spot.part, spot.offset, EventKind.SAY) is not None
            )
        answer = "louder" if steps > 0 else "softer"
        if speaking:  # what is being said is answer enough for ears
            self.answers.show(answer)
        else:
            self.answers.answer(answer)


def _gain(volume_db: int) -> float:
    return float(10 ** (volume_db / 20))
