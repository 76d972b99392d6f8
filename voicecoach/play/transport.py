"""Moves a session along, as the keys of a tape deck do: pause, go on, done, next, previous, this set again, stop."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from voicecoach.play import moves
from voicecoach.play.controls.table import Command
from voicecoach.play.notice import Notice, NoticeKind
from voicecoach.play.player import Player, State
from voicecoach.script.cue import Segment, SegmentKind
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.answers import Answers
    from voicecoach.play.deck import Deck
    from voicecoach.play.record import Record


class Transport:
    """Where playing goes on, and whether it does. Used by one thread."""

    def __init__(
        self, deck: Deck, record: Record, notify: Callable[[Notice], None], answers: Answers
    ) -> None:
        self._deck = deck
        self._record = record
        self._notify = notify
        self._answers = answers
        self._rate = deck.player.rate
        self._quitting = False
        self._next_is_due = False
        self.paused = False
        """Whether the person asked for a pause."""
        self.left: Segment | None = None
        """The segment that was left before its end by the last control that did so."""

    # Stopping and going on.

    def toggle(self) -> None:
        """Pause, or go on after a pause."""
        self.resume() if self.paused else self.pause()

    def pause(self) -> None:
        """Fall silent."""
        with self._deck.control() as player:
            if player.state in (State.PAUSED, State.ENDED):
                return
            player.pause()
        self.paused = True
        self._notify(Notice(NoticeKind.STATE, "Paused."))
        # Said to nobody now, so that it is ready when it is asked for.
        self._answers.sound(self._answers.text("going-on", where=self._answers.where()))

    def resume(self, key: str = "going-on") -> None:
        """Say where we are, and go on."""
        words = self._answers.spoken(key, where=self._answers.where(whole=key != "going-on"))
        with self._deck.control() as player:
            if player.state is not State.PAUSED:
                return
            player.resume([self._answers.wake(), words, self._answers.gap()])
        self.paused = False
        self._notify(Notice(NoticeKind.STATE, "Going on."))

    def quit(self) -> None:
        """A closing word, and the end; the place is kept. Asked for again, the end without the word."""
        words = [] if self._quitting else [self._answers.spoken_to(Command.QUIT)]
        self._quitting = True
        with self._deck.control() as player:
            player.end(words)

    @contextlib.contextmanager
    def held(self) -> Iterator[Player]:
        """Silent at once, for what takes a moment to make; `go_on` ends it."""
        with self._deck.control() as player:
            if player.state is not State.ENDED:
                player.pause()
            yield player

    def go_on(self, *words: FloatSamples) -> None:
        """Say these words, and go on unless the person asked for a pause."""
        with self._deck.control() as player:
            if self.paused:
                player.interject(words)
            else:
                player.resume([*words, self._answers.gap()] if words else ())

    # Moving about.

    def done(self) -> None:
        """The end of a wait, or of what runs: a set that the person ends counts as done."""
        answer = self._answers.text_to(Command.DONE)
        words = self._answers.sound(answer)
        with self._deck.control() as player:
            spot, index = player.spot, player.index
            if spot is None:
                return
            wait = moves.event_at(spot.part, spot.offset, EventKind.WAIT)
            if wait is not None:
                player.jump(index, wait.end - spot.part.start)
            else:
                working = spot.part.segment.kind is SegmentKind.WORK
                player.jump(index + 1, words=[words, self._answers.gap()] if working else [])
                if working:
                    self._notify(Notice(NoticeKind.ANSWER, answer))

    def next(self) -> None:
        """The next exercise; where what comes next is still being made, as soon as it is there."""
        with self._deck.control() as player:
            ahead = player.spot is not None
            target = moves.next_exercise(player.parts, player.index) if ahead else None
            self._next_is_due = self._deck.impatient = target is None and not player.complete
            if self._next_is_due or not ahead:
                return
            self.leave(player)
            player.jump(len(player.parts) if target is None else target)

    def catch_up(self) -> None:
        """Do what waited for parts that were still being laid out."""
        if self._next_is_due:
            self.next()

    def previous(self) -> None:
        """The start of this exercise, or of the one before."""
        with self._deck.control() as player:
            spot, index = player.spot, min(player.index, len(player.parts) - 1)
            if index < 0:
                return
            self.left = player.parts[index].segment
            player.jump(moves.previous_exercise(player.parts, index, spot.offset if spot else 0, self._rate))

    def repeat_set(self) -> None:
        """The set that runs from its beginning; before the first set, the exercise's introduction."""
        words = self._answers.spoken_to(Command.REPEAT_SET)
        with self._deck.control() as player:
            if player.spot is None:
                return
            target = moves.this_set(player.parts, player.index)
            if target is None:
                target, _ = moves.visit_range(player.parts, player.index)
            self.left = player.parts[player.index].segment
            player.jump(target, words=[words, self._answers.gap()])

    def leave(self, player: Player) -> None:
        """Note that the exercise of the moment is left, unless all its sets are behind."""
        first, last = moves.visit_range(player.parts, player.index)
        ahead = player.parts[max(first, player.index) : last]
        self.left = player.parts[player.index].segment
        if any(part.segment.kind is SegmentKind.WORK for part in ahead):
            self._record.add_skipped(self.left.exercise)
