"""The table from a Command to the deed: what a person asks for, and who does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voicecoach.play import moves
from voicecoach.play.adjustments import Adjustments
from voicecoach.play.controls.table import LOUDEST_DB, SOFTEST_DB, Command
from voicecoach.play.notice import Notice
from voicecoach.play.transport import Transport
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.play.answers import Answers
    from voicecoach.play.deck import Deck
    from voicecoach.play.record import Record
    from voicecoach.play.studio import Studio

STEP_DB = 3
"""One press of louder or softer, in decibels."""


NO_CHOICE = frozenset({Command.PREVIOUS, Command.REPEAT_SET, Command.HARDER})
"""What leads back into an effort, and so is no answer after pain."""


class Conductor:
    """Controls one session. Used by one thread."""

    def __init__(
        self,
        deck: Deck,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
        volume_db: int = 0,
    ) -> None:
        self._deck = deck
        self._answers = answers
        self.volume_db = volume_db
        """How loud the session is, from SOFTEST_DB to LOUDEST_DB."""
        deck.volume.begin(_gain(volume_db))
        self.transport = Transport(deck, studio, record, notify, answers)
        """Where playing goes on, and whether it does."""
        self.adjustments = Adjustments(deck, studio, record, notify, answers, self.transport)
        """What is asked of the person."""

    def do(self, command: Command) -> None:
        """What one entry of the table says."""
        if command in NO_CHOICE and self.transport.say_choices():
            return
        match command:
            case Command.TOGGLE:
                self.transport.toggle()
            case Command.PAUSE:
                self.transport.pause()
            case Command.RESUME:
                self.transport.resume()
            case Command.DONE:
                self.transport.done()
            case Command.NEXT:
                self.transport.next()
            case Command.PREVIOUS:
                self.transport.previous()
            case Command.REPEAT_SET:
                self.transport.repeat_set()
            case Command.REPEAT_WORDS:
                self._answers.repeat_words()
            case Command.UNDO:
                self.transport.undo()
            case Command.LONGER:
                self.adjustments.longer()
            case Command.HURT:
                self.adjustments.hurt()
            case Command.EASIER:
                self.adjustments.variant("easier")
            case Command.HARDER:
                self.adjustments.variant("harder")
            case Command.SLOWER:
                self.adjustments.pace(-1)
            case Command.FASTER:
                self.adjustments.pace(1)
            case Command.LOUDER:
                self._louder(1)
            case Command.SOFTER:
                self._louder(-1)
            case Command.HOW_LONG:
                self._answers.tell_how_long()
            case Command.QUIT:
                self.transport.quit()

    def tend(self) -> None:
        """What goes on between commands; called at every tick."""
        self.transport.catch_up()
        self.transport.remind()
        self.transport.passing.tidy()
        self.adjustments.keep_pace()
        self.adjustments.keep_close()

    def _louder(self, steps: int) -> None:
        wanted = min(max(self.volume_db + STEP_DB * steps, SOFTEST_DB), LOUDEST_DB)
        if wanted == self.volume_db:
            self._answers.tell(self._answers.text("loudest" if steps > 0 else "softest"))
            return
        self.volume_db = wanted
        with self._deck.lock:
            self._deck.volume.gain = _gain(wanted)
            spot = self._deck.player.spot
            speaking = spot is not None and moves.event_at(spot.part, spot.offset, EventKind.SAY) is not None
        if not speaking:  # what is being said tells by itself
            self._answers.tell(self._answers.text("louder" if steps > 0 else "softer"))


def _gain(volume_db: int) -> float:
    return float(10 ** (volume_db / 20))
