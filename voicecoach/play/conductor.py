"""Does what a person asks for: turns a Command into a change of the player, words of the coach, and a note in
the record."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play import moves
from voicecoach.play.controls.table import Command, control_of
from voicecoach.play.notice import Notice, NoticeKind
from voicecoach.play.offers import offer_after_pain
from voicecoach.play.player import Player, State
from voicecoach.script.cue import Segment, SegmentKind
from voicecoach.timeline.timeline import EventKind
from voicecoach.units import Frames, Seconds, to_frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.answers import Answers
    from voicecoach.play.deck import Deck
    from voicecoach.play.record import Record
    from voicecoach.play.studio import Studio, Which
    from voicecoach.timeline.timeline import Part

LONGER_S = 10.0
"""What one press of "longer" adds, in seconds."""
LOADED_S = 1.0
"""How much of a part is mixed before it takes the place of the one that runs, in seconds."""
GAIN_STEP = 10 ** (3 / 20)
"""One press of louder or softer: three decibels."""
GAIN_STEPS = (-5, 3)
"""How often softer and louder can be pressed."""


class Conductor:
    """Controls one session. Used by one thread."""

    def __init__(
        self,
        deck: Deck,
        studio: Studio,
        record: Record,
        notify: Callable[[Notice], None],
        answers: Answers,
    ) -> None:
        self._deck = deck
        self._studio = studio
        self._record = record
        self._notify = notify
        self._rate = studio.rate
        self._answers = answers
        self._gain = 0
        self._quitting = False
        self.paused = False
        """Whether the person asked for a pause."""
        self.pending: Command | None = None
        """What was asked for and waits for parts that are still being laid out."""
        self.left: Segment | None = None
        """The segment that was left before its end by the last control that did so."""
        self.swaps: dict[int, str] = {}
        """Visits whose exercise another took the place of: that one's id."""

    def do(self, command: Command) -> None:
        """What one entry of the table says."""
        match command:
            case Command.TOGGLE:
                self.resume() if self.paused else self.pause()
            case Command.PAUSE:
                self.pause()
            case Command.RESUME:
                self.resume()
            case Command.DONE:
                self._done()
            case Command.NEXT:
                self._next()
            case Command.PREVIOUS:
                self._previous()
            case Command.REPEAT_SET:
                self._repeat_set()
            case Command.REPEAT_WORDS:
                self._repeat_words()
            case Command.LONGER:
                self._longer()
            case Command.HURT:
                self._hurt()
            case Command.EASIER:
                self._variant("easier")
            case Command.HARDER:
                self._variant("harder")
            case Command.SLOWER:
                self._pace(-1, "slowest")
            case Command.FASTER:
                self._pace(1, "fastest")
            case Command.LOUDER:
                self._louder(1, "loudest")
            case Command.SOFTER:
                self._louder(-1, "softest")
            case Command.HOW_LONG:
                self._how_long()
            case Command.QUIT:
                self.quit()

    # Stopping and going on.

    def pause(self) -> None:
        """Fall silent."""
        with self._deck.control() as player:
            if player.state in (State.PAUSED, State.ENDED):
                return
            player.pause()
        self.paused = True
        self._notify(Notice(NoticeKind.STATE, "Paused."))
        self._studio.say(
            self._answers.text("going-on", where=self._answers.where())
        )  # so that it is ready when it is asked for

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

    # Moving about.

    def _done(self) -> None:
        answer = self._answers.text(control_of(Command.DONE).says or "")
        words = self._studio.say(answer)
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

    def _next(self) -> None:
        with self._deck.control() as player:
            spot, index = player.spot, player.index
            if spot is None:
                return
            target = moves.next_exercise(player.parts, index)
            if target is None and not player.complete:
                # What comes next is still being made: as soon as it is there.
                self.pending, self._deck.impatient = Command.NEXT, True
                return
            self._leave(player)
            player.jump(len(player.parts) if target is None else target)

    def _previous(self) -> None:
        with self._deck.control() as player:
            spot, index = player.spot, min(player.index, len(player.parts) - 1)
            if index < 0:
                return
            self.left = player.parts[index].segment
            player.jump(moves.previous_exercise(player.parts, index, spot.offset if spot else 0, self._rate))

    def _repeat_set(self) -> None:
        words = self._answers.spoken_to(Command.REPEAT_SET)
        with self._deck.control() as player:
            if player.spot is None:
                return
            target = moves.this_set(player.parts, player.index)
            if target is None:
                # Before the first set: what is said again is the exercise's introduction.
                target, _ = moves.visit_range(player.parts, player.index)
            self.left = player.parts[player.index].segment
            player.jump(target, words=[words, self._answers.gap()])

    def _repeat_words(self) -> None:
        with self._deck.lock:
            player = self._deck.player
            spot = player.spot
            text = moves.said_last(player.parts, player.index, spot.offset if spot else 0)
        self._answers.tell(text or self._answers.text("nothing-said"))

    def _leave(self, player: Player) -> None:
        """Note that the exercise of the moment is left, unless all its sets are behind."""
        first, last = moves.visit_range(player.parts, player.index)
        ahead = player.parts[max(first, player.index) : last]
        self.left = player.parts[player.index].segment
        if any(part.segment.kind is SegmentKind.WORK for part in ahead):
            self._record.add_skipped(self.left.exercise)

    # Changing the dose.

    def _longer(self) -> None:
        words = self._answers.spoken_to(Command.LONGER)
        extra = to_frames(LONGER_S, self._rate)
        with self._deck.lock:
            spot = self._deck.player.spot
        if spot is None:
            return
        step = to_frames(1.0, self._rate)
        made = moves.longer(spot.part, spot.offset, extra, step, self._studio.counts)
        if made is None:
            # Nothing runs whose end could move: time by itself, after the phrase that is being said.
            silence = np.zeros(extra, np.float32)
            with self._deck.control() as player:
                player.interject([words, silence])
            return
        self._studio.keep_voice(made, spot.part)
        self._deck.reel.load(made, spot.offset, to_frames(LOADED_S, self._rate))
        with self._deck.control() as player:
            if player.spot is None or player.spot.part is not spot.part:
                return
            player.replace(player.index, player.index + 1, [made])
        self._answers.say(words)

    def _variant(self, which: Which) -> None:
        with self._held() as player:
            spot, index = player.spot, player.index
        if spot is None:
            return
        segment = spot.part.segment
        variant = self._studio.variant_of(segment.exercise, which)
        if segment.exercise is None or variant is None:
            key = f"no-{which}" if segment.exercise else "no-exercise"
            self._go_on(self._answers.spoken(key))
            return
        self.swaps[segment.visit] = variant
        self._record.swapped.append([segment.exercise, variant])
        words = self._answers.spoken(which)
        made = self._studio.with_variant(segment.visit, segment.exercise, variant)
        with self._deck.lock:
            self.left = segment
            player.replace(index + 1, self._end_of(player, index), made)
            player.jump(index + 1)
        self._go_on(words)

    def _pace(self, steps: int, limit: str) -> None:
        if not self._studio.change_pace(steps):
            self._answers.tell(self._answers.text(limit))
            return
        words = self._answers.spoken("slower" if steps < 0 else "faster")
        with self._held() as player:
            spot, index = player.spot, player.index
        if spot is not None:
            made = self._studio.at_pace(spot.part)
            self._deck.reel.load(made, 0, to_frames(LOADED_S, self._rate))
            with self._deck.lock:
                player.replace(index, index + 1, [made])
                player.jump(index, _same_place(spot.part, made, spot.offset))
        self._go_on(words)

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

    def _louder(self, steps: int, limit: str) -> None:
        low, high = GAIN_STEPS
        if not low <= self._gain + steps <= high:
            self._answers.tell(self._answers.text(limit))
            return
        self._gain += steps
        with self._deck.lock:
            player = self._deck.player
            self._deck.volume.gain = GAIN_STEP**self._gain
            spot = player.spot
            speaking = spot is not None and moves.event_at(spot.part, spot.offset, EventKind.SAY) is not None
        if not speaking:  # what is being said tells by itself
            self._answers.tell(self._answers.text("louder" if steps > 0 else "softer"))

    def _how_long(self) -> None:
        with self._deck.lock:
            player = self._deck.player
            spot, complete = player.spot, player.complete
            left = moves.frames_left(player.parts, player.index, spot.offset if spot else 0) / self._rate
        if not complete:
            self._answers.tell(self._answers.text("time-unknown"))
        elif left < 20:
            self._answers.tell(self._answers.text("time-nearly"))
        else:
            self._answers.tell(
                self._answers.text("time-still", length=self._studio.phrases.total(Seconds(left)))
            )

    # That hurts.

    def _hurt(self) -> None:
        with self._held() as player:
            spot, index = player.spot, player.index
        exercise = spot.part.segment.exercise if spot is not None else None
        if spot is None or exercise is None:
            self._go_on(self._answers.spoken_to(Command.HURT))
            return
        self._record.hurt.append(exercise)
        with self._deck.lock:
            self._leave(player)
        self._notify(Notice(NoticeKind.STATE, f"{spot.part.segment.title}: it hurts."))
        offer = offer_after_pain(self._studio, spot.part.segment, exercise, again=len(self._record.hurt) > 1)
        with self._deck.lock:
            player.replace(index + 1, self._end_of(player, index), [offer])
            player.jump(index + 1)
        self.paused = False
        with self._deck.control() as player:
            player.resume()

    @contextlib.contextmanager
    def _held(self) -> Iterator[Player]:
        """Silent at once, for what takes a moment to make; `_go_on` ends it."""
        with self._deck.control() as player:
            if player.state is not State.ENDED:
                player.pause()
            yield player

    def _go_on(self, words: FloatSamples) -> None:
        with self._deck.control() as player:
            if self.paused:
                player.interject([words])
            else:
                player.resume([words, self._answers.gap()])

    @staticmethod
    def _end_of(player: Player, index: int) -> int:
        """The first part after `index` that is not of the same exercise's visit."""
        here = player.parts[index].segment
        end = index + 1
        while end < len(player.parts) and (
            player.parts[end].segment.visit == here.visit and player.parts[end].segment.exercise is not None
        ):
            end += 1
        return end


def _same_place(old: Part, new: Part, offset: int) -> Frames:
    """The offset in `new` of the phrase or window that runs, or began last, at `offset` of `old`."""
    here = old.start + offset
    begun = [event for event in old.events if event.start <= here]
    if not begun:
        return Frames(0)
    last = begun[-1]
    same = [(e.kind, e.role, e.rep, e.text) for e in begun].count((last.kind, last.role, last.rep, last.text))
    for event in new.events:
        if (event.kind, event.role, event.rep, event.text) == (last.kind, last.role, last.rep, last.text):
            same -= 1
            if not same:
                return Frames(event.start - new.start)
    return Frames(0)
