"""Moves a session along, as the keys of a tape deck do: pause, go on, done, next, previous, this set again, stop."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play.coaching.interludes import Interludes
from voicecoach.play.coaching.return_point import AWAY_S
from voicecoach.play.coaching.routes import Routes
from voicecoach.play.engine import navigation
from voicecoach.play.engine.play_history import Spot
from voicecoach.play.engine.player import Player, PlayerState
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.script.cue import Segment, SegmentKind
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.saved.record import Record


QUIET_S = 1.0
"""Seconds of silence before a pause is confirmed: what is pressed to be quiet is quiet first."""
REMIND_S = 60.0
"""How often somebody who paused is reminded, in seconds."""
SOFT = 0.5
"""How loud a reminder is, beside everything else: six decibels down."""
TAKEN_BACK_S = 10.0
"""How long, in seconds, a "next" or a "done" can be taken back."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """What a "next" or a "done" left, for whoever did not mean it."""

    spot: Spot
    at: float
    """When, by the clock of the session."""
    skipped: tuple[str, ...]
    """The record's, as it was before."""


class Transport:
    """Where playing goes on, and whether it does. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
    ) -> None:
        self._playback = playback
        self._record = record
        self._notify = notify
        self._answers = answers
        self._rate = playback.player.rate
        self._quitting = False
        self._next_is_due = False
        self._paused_at = 0.0
        self._reminders = 0
        self._slip: _Slip | None = None
        self.interludes = Interludes(playback, studio)
        """The parts of the moment."""
        self._routes = Routes(playback, studio, self.interludes)
        self.paused = False
        """Whether the person asked for a pause."""
        self.left: Segment | None = None
        """The segment that was left before its end by the last control that did so."""

    # Stopping and going on.

    def toggle(self) -> None:
        """Pause, or go on after a pause or from a wait. Where only a choice leads on, the choice is said again."""
        with self._playback.lock:
            waiting = self._playback.player.state is PlayerState.WAITING
        if self.paused:
            self.resume()
        elif self.say_choices():
            pass
        elif waiting:
            self.done()
        else:
            self.pause()

    def say_choices(self) -> bool:
        """Say again what can be chosen, if only a choice leads on; whether that is so."""
        with self._playback.lock:
            player = self._playback.player
            spot = player.spot
            at = navigation.choice_at(player.parts, player.index) if spot is not None else None
            if at is None:
                return False
            part = player.parts[at]
            wait = next(event for event in part.events if event.kind is EventKind.WAIT)
        with self._playback.control() as player:
            player.jump(at, wait.end - part.start)
        return True

    def pause(self) -> None:
        """Fall silent."""
        with self._playback.control() as player:
            # Held already (the device is away): it stays so, as the person now asks for it.
            if self.paused or player.state is PlayerState.ENDED:
                return
            player.pause()
        self.paused = True
        self._paused_at, self._reminders = self._playback.clock.now(), 0
        self._notify(Notice(NoticeKind.STATE, "Paused."))
        # Said to nobody now, so that it is ready when it is asked for.
        self._answers.sound(self._answers.text("paused"))
        self._answers.sound(self._answers.text("going-on", where=self._answers.where(whole=True)))

    def remind(self) -> None:
        """Confirm a pause once it is quiet, and say once a minute that it goes on."""
        if not self.paused:
            return
        waited = self._playback.clock.now() - self._paused_at
        if waited < (QUIET_S if self._reminders == 0 else self._reminders * REMIND_S):
            return
        key, loud = ("paused", 1.0) if self._reminders == 0 else ("paused-still", SOFT)
        words = self._answers.sound(self._answers.text(key)) * np.float32(loud)
        with self._playback.control() as player:
            if (
                player.state is not PlayerState.PAUSED or player.inserted
            ):  # with the device gone, nobody hears it
                return
            player.interject([words])
        self._reminders += 1

    def resume(self, key: str = "going-on", *, away_s: float | None = None) -> None:
        """Say where we are, and go on; after an absence, with the way back into the position.

        `away_s` is how long nobody was there, in seconds; None: since the pause.
        """
        with self._playback.lock:
            if self._playback.player.state is not PlayerState.PAUSED:
                return
        if away_s is None:
            away_s = self._playback.clock.now() - self._paused_at
        returning = away_s > AWAY_S
        words = self._answers.spoken(key, where=self._answers.where(whole=returning or key != "going-on"))
        back = self.interludes.way_back(away_s) if returning else None
        with self._playback.control() as player:
            if player.state is not PlayerState.PAUSED:
                return
            said = [self._answers.wake(), words, self._answers.gap()]
            if back is None:
                player.resume(said)
            else:
                self.interludes.land(player, *back, said)
                player.resume()
        self.paused = False
        self._notify(Notice(NoticeKind.STATE, "Going on."))

    def quit(self) -> None:
        """A closing word, and the end; the place is kept. Asked for again, the end without the word."""
        words = [] if self._quitting else [self._answers.spoken("quit")]
        self._quitting = True
        with self._playback.control() as player:
            player.end(words)

    @contextlib.contextmanager
    def held(self) -> Iterator[Player]:
        """Silent at once, for what takes a moment to make; `go_on` ends it."""
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

    # Moving about.

    def done(self) -> None:
        """The end of a wait, or of what runs: a set that the person ends counts as done. After a pause, go on."""
        if self.paused:
            self.resume()
            return
        answer = self._answers.text("done")
        words = self._answers.sound(answer)
        with self._playback.control() as player:
            spot, index = player.spot, player.index
            if spot is None:
                return
            choice = navigation.choice_at(player.parts, index)
            wait = navigation.event_at(spot.part, spot.offset, EventKind.WAIT)
            if choice is not None:
                player.jump(choice + 1)
            elif wait is not None:
                player.jump(index, wait.end - spot.part.start)
            else:
                self._remember(spot)
                working = spot.part.segment.kind is SegmentKind.WORK
                player.jump(index + 1, words=[words, self._answers.gap()] if working else [])
                if working:
                    self._notify(Notice(NoticeKind.ANSWER, answer))

    def next(self) -> None:
        """The next exercise; where what comes next is still being made, as soon as it is there."""
        with self._playback.control() as player:
            spot = player.spot
            target = navigation.next_exercise(player.parts, player.index) if spot is not None else None
            self._next_is_due = self._playback.impatient = target is None and not player.complete
            if self._next_is_due or spot is None:
                return
            self._remember(spot)
            self.leave(player)
        self._go_to(spot, len(player.parts) if target is None else target)

    def _go_to(self, spot: Spot, target: int) -> None:
        """On at the part `target`, by the way from where the body is at `spot`."""
        with self._playback.lock:
            player = self._playback.player
            self._routes.restore(player)
            parts = list(player.parts)
            if not self._routes.needed(parts, spot, target):
                player.jump(target)
                return
            held = player.state is not PlayerState.PAUSED
            player.pause()
        route = self._routes.make(parts, spot, target)
        with self._playback.lock:
            self._routes.take(player, route, target)
            if held:
                player.resume(())

    def _remember(self, spot: Spot) -> None:
        self._slip = _Slip(spot, self._playback.clock.now(), tuple(self._record.skipped))

    def undo(self) -> None:
        """Back to what the last "next" or "done" left, if that was a moment ago and by mistake."""
        slip, self._slip = self._slip, None
        now = self._playback.clock.now()
        with self._playback.lock:
            parts = self._playback.player.parts
            known = slip is not None and any(part is slip.spot.part for part in parts)
        if slip is None or not known or now - slip.at > TAKEN_BACK_S:
            self._answers.answer("nothing-to-undo")
            return
        self._record.skipped[:] = slip.skipped
        self._record.take_back(slip.spot.part)
        with self.held() as player:
            index = next(at for at, part in enumerate(player.parts) if part is slip.spot.part)
            self.left = player.spot.part.segment if player.spot is not None else None
            start = (
                navigation.repetition_start(*slip.spot)
                if slip.spot.part.segment.kind is SegmentKind.WORK
                else None
            )
            player.jump(index, slip.spot.offset if start is None else start)
        self._paused_at = slip.at
        if self.paused:  # it goes on there when the person does
            self._answers.answer("undone", where=self._answers.where(whole=True))
            return
        self.resume("undone")

    def catch_up(self) -> None:
        """Do what waited for parts that were still being laid out."""
        if self._next_is_due:
            self.next()

    def previous(self) -> None:
        """The start of this exercise, or of the one before."""
        with self._playback.control() as player:
            spot, index = player.spot, min(player.index, len(player.parts) - 1)
            if index < 0:
                return
            self.left = player.parts[index].segment
            target = navigation.previous_exercise(player.parts, index, spot.offset if spot else 0, self._rate)
            if spot is None:
                player.jump(target)
                return
        self._go_to(spot, target)

    def repeat_set(self) -> None:
        """The set that runs from its beginning; before the first set, the exercise's introduction."""
        words = self._answers.spoken("set-again")
        with self._playback.control() as player:
            if player.spot is None:
                return
            target = navigation.this_set(player.parts, player.index)
            if target is None:
                target, _ = navigation.visit_range(player.parts, player.index)
            self.left = player.parts[player.index].segment
            player.jump(target, words=[words, self._answers.gap()])

    def leave(self, player: Player) -> None:
        """Note that the exercise of the moment is left, unless all its sets are behind."""
        first, last = navigation.visit_range(player.parts, player.index)
        ahead = player.parts[max(first, player.index) : last]
        self.left = player.parts[player.index].segment
        if any(part.segment.kind is SegmentKind.WORK for part in ahead):
            self._record.add_skipped(self.left.exercise)
