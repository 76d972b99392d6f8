"""Moves about in a session: done, next, previous, this set again, undo, and the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.play.coaching.open_rounds import OpenRounds
from voicecoach.play.coaching.routes import Routes
from voicecoach.play.coaching.ways import begins_at_once, body_during
from voicecoach.play.engine import navigation
from voicecoach.play.engine.play_history import Spot
from voicecoach.play.engine.player import Player
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.notices import Notice, NoticeKind
from voicecoach.script.cue import SegmentKind
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.coaching.answers import Answers
    from voicecoach.play.coaching.interludes import Interludes
    from voicecoach.play.coaching.pausing import Pausing
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.engine.playback import Playback
    from voicecoach.play.saved.record import Record
    from voicecoach.timeline.timeline import Part


UNDO_S = 10.0
"""How long, in seconds, a "next" or a "done" can be undone."""


@dataclass(frozen=True, slots=True)
class _Left:
    """The place that a "next" or a "done" left, for somebody who pressed it by mistake."""

    spot: Spot
    at: float
    """When, in seconds of the session's clock."""
    skipped: tuple[str, ...]
    """What the record had as skipped before."""
    done: int
    """How many sets it had as done before."""


class Transport:
    """Where playing goes on. Used by one thread."""

    def __init__(
        self,
        playback: Playback,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
        interludes: Interludes,
        pausing: Pausing,
    ) -> None:
        self._playback = playback
        self._record = record
        self._notify = notify
        self._answers = answers
        self._rate = playback.player.rate
        self._quitting = False
        self._next_is_due = False
        self._pausing = pausing
        self._last_left: _Left | None = None
        self._interludes = interludes
        self._routes = Routes(playback, studio, interludes)
        self.rounds: OpenRounds = OpenRounds(playback, studio, record, interludes, pausing)
        """The rounds that the person counts."""

    def toggle(self) -> None:
        """Pause, or go on after a pause or from a wait. If only a choice leads on, say the choices again."""
        with self._playback.lock:
            waiting = self._playback.player.state is PlayerState.WAITING
        if self._pausing.paused:
            self._pausing.resume()
        elif self.say_choices():
            pass
        elif waiting:
            self.done()
        else:
            self._pausing.pause()

    def can_pause(self) -> bool:
        """Whether there is something to pause: it plays, and does not wait for the person."""
        with self._playback.lock:
            player = self._playback.player
            choosing = (
                player.spot is not None and navigation.choice_at(player.parts, player.index) is not None
            )
            return player.state is PlayerState.PLAYING and not choosing

    def say_choices(self) -> bool:
        """Say the choices again if only a choice leads on. Returns whether it does."""
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

    def quit(self) -> None:
        """End with a closing word, and keep the place. Asked for again, end at once."""
        words = [] if self._quitting else [self._answers.spoken("quit")]
        self._quitting = True
        with self._playback.control() as player:
            player.end(words)

    def done(self) -> None:
        """End the wait or whatever runs; a set that the person ends counts as done. After a pause, go on.

        Where there are as many rounds as the person can do, the round is done.
        """
        if self._pausing.paused:
            self._pausing.resume()
            return
        if self.rounds.done():
            return
        answer = self._answers.text("done")
        words = self._answers.sound(answer)
        following: Part | None = None
        with self._playback.control() as player:
            spot, index = player.spot, player.index
            if spot is None:
                return
            choice = navigation.choice_at(player.parts, index)
            wait = navigation.event_at(spot.part, spot.offset, EventKind.WAIT)
            if choice is not None:
                player.jump(choice + 1)
                following = player.parts[choice + 1] if choice + 1 < len(player.parts) else None
            elif wait is not None:
                player.jump(index, wait.end - spot.part.start)
            else:
                self._remember_leaving(spot)
                working = spot.part.segment.kind is SegmentKind.WORK
                player.jump(index + 1, words=[words, self._answers.gap()] if working else [])
                if working:
                    self._notify(Notice(NoticeKind.ANSWER, answer))
        if following is not None and begins_at_once(following.segment):
            self._lead_into(following)

    def _lead_into(self, part: Part) -> None:
        """Put what leads into a part before it, which is next."""
        with self._pausing.held():
            made = self._interludes.lead_into(part.segment, None)
        with self._playback.lock:
            player = self._playback.player
            at = next(at for at, one in enumerate(player.parts) if one is part)
            player.replace(at, at, [made])
            player.jump(at)
        self._pausing.go_on()

    def next(self) -> None:
        """Go to the next exercise; if that is still being made, as soon as it is ready."""
        with self._playback.control() as player:
            spot = player.spot
            target = navigation.next_exercise(player.parts, player.index) if spot is not None else None
            self._next_is_due = self._playback.impatient = target is None and not player.complete
            if self._next_is_due or spot is None:
                return
            self._remember_leaving(spot)
            self.note_leaving(player)
        self._go_to(spot, len(player.parts) if target is None else target)

    def _go_to(self, spot: Spot, target: int) -> None:
        """Go on at part number `target`, by the way there from where the body is at `spot`."""
        with self._playback.lock:
            player = self._playback.player
            self._routes.restore(player)
            parts = list(player.parts)
            at_once = target < len(parts) and begins_at_once(parts[target].segment)
            if not at_once and not self._routes.is_needed(parts, spot, target):
                self._begin_again(player, target)
                return
            held = player.state is not PlayerState.PAUSED
            player.pause()
        route = self._routes.find(parts, spot, target)
        work = parts[target].segment
        lead = [self._interludes.lead_into(work, work.before)] if at_once else []
        with self._playback.lock:
            player.replace(target, target, lead)
            self._routes.follow(player, route, target)
            if held:
                player.resume(())

    def _begin_again(self, player: Player, target: int, words: Iterable[FloatSamples] = ()) -> None:
        """Go to the start of a part; if it runs now it is not left, and will be done at its end. The lock is held."""
        if target < len(player.parts) and player.parts[target].segment in self._interludes.left:
            self._interludes.left = ()
        player.jump(target, words=words)

    def _remember_leaving(self, spot: Spot) -> None:
        record, now = self._record, self._playback.clock.now()
        self._last_left = _Left(spot, now, tuple(record.skipped), len(record.done))

    def undo(self) -> None:
        """Go back to what the last "next" or "done" left, if that was within UNDO_S."""
        with self._playback.control() as player:
            left = self.go_back(UNDO_S)
            if left is not None:
                player.pause()
        if left is None:
            self._answers.answer("nothing-to-undo")
            return
        self._pausing.count_from(left)
        if self._pausing.paused:  # it goes on from there when the person resumes
            self._answers.answer("undone", where=self._answers.where(whole=True))
            return
        self._pausing.resume("undone")

    def go_back(self, within_s: float, *, again: bool = True) -> float | None:
        """Go back without a word to what the last "next" or "done" left, if that was within so many seconds.

        With `again` a repetition that was left begins again. Returns when it was left, in seconds of the session's clock;
        None: there is nothing to go back to.
        """
        left, self._last_left = self._last_left, None
        with self._playback.lock:
            player = self._playback.player
            known = left is not None and any(part is left.spot.part for part in player.parts)
            if left is None or not known or self._playback.clock.now() - left.at > within_s:
                return None
            self._record.skipped[:] = left.skipped
            self._record.take_back(left.spot.part, left.done)
            index = next(at for at, part in enumerate(player.parts) if part is left.spot.part)
            self._interludes.left = (player.spot.part.segment,) if player.spot is not None else ()
            working = left.spot.part.segment.kind is SegmentKind.WORK
            start = navigation.repetition_start(*left.spot) if working and again else None
            player.jump(index, left.spot.offset if start is None else start)
        return left.at

    def catch_up(self) -> None:
        """Do a "next" or a "done" that had to wait for its part; called at every tick."""
        self.rounds.catch_up()
        if self._next_is_due:
            self.next()

    def previous(self) -> None:
        """Go to the start of this exercise, or of the one before."""
        with self._playback.control() as player:
            spot, index = player.spot, min(player.index, len(player.parts) - 1)
            if index < 0:
                return
            self._interludes.left = (player.parts[index].segment,)
            target = navigation.previous_exercise(player.parts, index, spot.offset if spot else 0, self._rate)
            if spot is None:
                player.jump(target)
                return
        self._go_to(spot, target)

    def repeat_set(self) -> None:
        """Begin the current set again; before the first set, the introduction of the exercise."""
        words = [self._answers.spoken("set-again"), self._answers.gap()]
        with self._playback.control() as player:
            spot = player.spot
            if spot is None:
                return
            now = spot.part.segment
            self._interludes.left = (now,)
            target = navigation.current_set(player.parts, player.index)
            at_once = target is not None and begins_at_once(player.parts[target].segment)
            if target is not None and not at_once and now.kind in (SegmentKind.WORK, SegmentKind.REST):
                self._begin_again(player, target, words)
                return
            first, _ = navigation.visit_range(player.parts, player.index)
            work = None if target is None else player.parts[target]
        if work is None:
            self._go_to(spot, first)
            with self._playback.control() as player:
                player.interject(words)
            return
        with self._pausing.held() as player:
            made = self._interludes.way_into(work.segment, body_during(now))
            at = next(at for at, part in enumerate(player.parts) if part is work)
            player.replace(at, at, [made])
            player.jump(at)
        self._pausing.go_on(*words)

    def note_leaving(self, player: Player) -> None:
        """Record the current exercise as skipped unless all its sets are over. The lock is held."""
        first, last = navigation.visit_range(player.parts, player.index)
        ahead = player.parts[max(first, player.index) : last]
        now = player.parts[player.index].segment
        self._interludes.left = (now,)
        if any(part.segment.kind is SegmentKind.WORK for part in ahead):
            self._record.add_skipped(now.exercise)
