"""The player: turns parts into samples, in order and from any place; a state machine without devices, threads or a clock.

An output pulls; controls change what is pulled next. Each change is exact to the sample: the timeline is either played frame
after frame or left by a fade, so no key press ever moves one count against another.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.play.engine import navigation
from voicecoach.play.engine.cursor import Cursor
from voicecoach.play.engine.fades import FADE_S, FadeIn, faded_out
from voicecoach.play.engine.laid_over import LaidOver
from voicecoach.play.engine.play_history import PlayHistory, Spot, Stretch
from voicecoach.play.engine.player_state import PlayerState
from voicecoach.play.engine.trail import Memo, Trail
from voicecoach.play.sinks.api import Piece
from voicecoach.timeline.timeline import EventKind, Part
from voicecoach.units import to_frames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.engine.sample_source import SampleSource

_REMEMBERED_S = 300.0
"""How far back, in seconds, the player knows the place of each frame: more than any output queues."""

_MEMO_S = 0.5
"""How often, in seconds, it notes how it is."""


class Player(Cursor):
    """Plays a growing list of parts. Not thread-safe: threads that share it need a lock."""

    def __init__(self, rate: int, source: SampleSource) -> None:
        super().__init__()
        self.rate = rate
        self._source = source
        self._paused = False
        self._ending = False
        self._fade = to_frames(FADE_S, rate)
        self._inserts: deque[FloatSamples] = deque()
        self._over = LaidOver()
        self._fade_in = FadeIn(self._fade)
        self._dropped = False
        self._changes = 0
        self._history = PlayHistory(to_frames(_REMEMBERED_S, rate))
        self._trail = Trail(to_frames(_MEMO_S, rate), to_frames(_REMEMBERED_S, rate))

    # Where it is.

    @property
    def state(self) -> PlayerState:
        if self.ended:
            return PlayerState.ENDED
        if self._paused:
            return PlayerState.PAUSED
        return PlayerState.WAITING if self.waits and not self._inserts else PlayerState.PLAYING

    @property
    def ended(self) -> bool:
        """Whether everything was pulled, or the last words of a quit were."""
        return (self.at_end or self._ending) and not self._inserts

    def at(self, frame: int) -> Spot | None:
        """The place of pulled frame number `frame`, counted from 0; for the last five minutes."""
        return self._history.at(frame) or self.spot

    def stretches(self, first: int, end: int) -> list[Stretch]:
        """What of the session itself was in those pulled frames; for the last five minutes."""
        return self._history.stretches(first, end)

    @property
    def pulled(self) -> int:
        """How many frames were pulled and not dropped."""
        return self._history.pulled

    @property
    def inserted(self) -> tuple[FloatSamples, ...]:
        """What is said before the timeline goes on."""
        return tuple(self._inserts)

    @property
    def laid_over(self) -> int:
        """For how many frames other words replace those of the timeline."""
        return len(self._over)

    @property
    def ending(self) -> bool:
        """Whether only the last words of a quit are to come."""
        return self._ending

    # Changing what comes next.

    def replace(self, first: int, last: int, parts: Iterable[Part]) -> None:
        """As a cursor does."""
        self._trail.note_next()
        super().replace(first, last, parts)

    def rewind(self, heard: int, *, silent: bool = True) -> None:
        """Go back to how it was after the first `heard` frames, which are all that the output still plays.

        What a control has changed since then stays changed. The output has fallen `silent` there, or plays on without a gap.
        """
        if heard >= self.pulled:
            return
        memo = self._trail.back_to(heard, self._changes)
        self._history.drop(heard if memo is None else min(heard, memo.pulled))
        if memo is not None:
            self._restore(memo)
            self._skip(heard - memo.pulled)
        self._dropped = silent

    def pause(self) -> None:
        """Fall silent with a fade; a phrase that this cuts will begin again."""
        self._changes += 1
        if not self._paused:
            self._cut()
            self._paused = True
            self._settle()

    def resume(self, words: Iterable[FloatSamples] = ()) -> None:
        """Go on, after `words`."""
        self._changes += 1
        self._paused = False
        self._inserts.extend(words)

    def interject(self, words: Iterable[FloatSamples]) -> None:
        """Leave the timeline with a fade, say these words, and go on with the phrase that this cut."""
        self._changes += 1
        if not self._paused and not self._inserts:
            self._cut()
            self._settle()
        self._inserts.extend(words)

    def lay_over(self, words: FloatSamples) -> None:
        """Say these words in place of what the timeline says meanwhile; its time runs on."""
        self._changes += 1
        spot, covered = self.spot, words.copy()
        if spot is not None and not self._inserts and not self._paused:
            tail = faded_out(self._source.read(spot.part, spot.offset, min(self._fade, len(words))))
            covered[: len(tail)] += tail
        self._over.words = covered

    def jump(self, index: int, offset: int = 0, words: Iterable[FloatSamples] = ()) -> None:
        """Leave with a fade, say these words, and go on there. A paused player stays paused after these words."""
        self._changes += 1
        self._cut()
        self._over.words = None
        self.entry = None
        self._go_to(index, offset)
        self._fade_in.leave()
        self._inserts.extend(words)

    def begin_at(self, index: int) -> None:
        """Begin there a session of which nothing but silence was pulled: that silence was at no other place."""
        self.jump(index)
        self._history.forget()

    def end(self, words: Iterable[FloatSamples] = ()) -> None:
        """Leave with a fade, say these last words, and end."""
        self._changes += 1
        self._cut()
        self._over.words = None
        self._inserts.extend(words)
        self._ending = True

    # Pulling.

    def pull(self, frames: int) -> Piece:
        """The next samples: `frames` of them, fewer if the next are not ready yet."""
        self._dropped = False
        if self._trail.wants(self.pulled, self._changes):
            self._trail.add(self._memo())
        made: list[FloatSamples] = []
        seam, missing = True, frames
        while missing:
            if self._inserts:
                chunk, quiet = self._insert(missing), False
            elif self._paused or self.ended:
                chunk, quiet = np.zeros(missing, np.float32), True
                self._history.add(len(chunk), self.spot, moving=False)
            else:
                chunk, quiet = self._play(missing)
                if not len(chunk) and not self.ended:
                    break
            made.append(chunk)
            seam = seam and quiet
            missing -= len(chunk)
        samples = made[0] if len(made) == 1 else np.concatenate([np.zeros(0, np.float32), *made])
        return Piece(samples, seam)

    def _insert(self, frames: int) -> FloatSamples:
        words = self._inserts[0]
        chunk, rest = words[:frames], words[frames:]
        if len(rest):
            self._inserts[0] = rest
        else:
            self._inserts.popleft()
        self._history.add(len(chunk), self.spot, moving=False)
        return chunk

    def _play(self, frames: int) -> tuple[FloatSamples, bool]:
        """The next of the timeline, and whether nothing sounds or runs there; empty if none is ready."""
        spot = self.spot
        if spot is None:
            return np.zeros(0, np.float32), True
        self._source.want(spot.part, spot.offset, self.following)
        chunk = self._source.read(spot.part, spot.offset, min(frames, self.left)) if self.left else None
        if chunk is not None and not len(chunk):
            return chunk, True
        count = 0 if chunk is None else len(chunk)
        quiet = not navigation.is_busy(spot.part, spot.offset, spot.offset + count)
        self._pass(spot, count)
        if chunk is None:
            return self._play(frames)
        return self._fade_in(self._over(chunk)), quiet and not self._over

    def _pass(self, spot: Spot, count: int) -> None:
        """So many frames of the timeline are over, from `spot` on."""
        covered = min(count, self.laid_over)
        self._history.add(covered, spot, moving=True, covered=True)
        self._history.add(count - covered, Spot(spot.part, spot.offset + covered), moving=True)
        self._move_on(count)

    def _cut(self) -> None:
        """Stop here: of what sounds now, only the next few samples are still heard, fading away.

        Nothing sounds any more if the output has dropped what it had.
        """
        spot, tail = self.spot, np.zeros(0, np.float32)
        if self._inserts and not self._dropped:
            tail = np.concatenate(list(self._inserts)[:2])[: self._fade]
        elif spot is not None and not self._paused and not self._dropped:
            tail = self._over(self._source.read(spot.part, spot.offset, min(self._fade, self.left)))
        self._inserts.clear()
        self._dropped = False
        if len(tail):
            self._inserts.append(faded_out(tail))

    def _settle(self) -> None:
        """Go back to the beginning of a phrase that was cut: there the timeline goes on after a break."""
        spot = self.spot
        if spot is None:
            return
        self._over.words = None
        for event in navigation.cut_at(spot.part, spot.offset):
            if event.kind is EventKind.SAY:
                self._go_to(self._index, event.start - spot.part.start)
                return
            self._fade_in.begin()

    def _memo(self) -> Memo:
        return Memo(
            self.pulled,
            self._changes,
            self._index,
            self.spot,
            self._paused,
            self._ending,
            tuple(self._inserts),
            self._over.words,
            self._fade_in.left,
        )

    def _restore(self, memo: Memo) -> None:
        self._go_back_to(memo.spot, memo.number)
        self._paused, self._ending = memo.paused, memo.ending
        self._inserts = deque(memo.inserts)
        self._over.words, self._fade_in.left = memo.over, memo.fading

    def _skip(self, frames: int) -> None:
        """Go on by so many frames that were pulled before and are still with the listener."""
        while frames > 0:
            spot = self.spot
            if self._inserts:
                taken = len(self._insert(frames))
            elif self._paused or self.ended or spot is None:
                taken = frames
                self._history.add(taken, spot, moving=False)
            else:
                taken = min(frames, self.left)
                self._pass(spot, taken)
                self._over.skip(taken)
                self._fade_in.left = max(0, self._fade_in.left - taken)
            frames -= taken
