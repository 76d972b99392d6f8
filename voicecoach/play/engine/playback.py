"""Feeds an output from a player: the threads of a live session.

Four threads share a player and its lock: the output's pulls, one lays out parts, one mixes ahead, and the owner's controls
the playback and calls `tick` a few times a second.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.engine.look_ahead import look_ahead
from voicecoach.play.engine.mix_ahead import Mix, MixAhead
from voicecoach.play.engine.output_link import OutputLink
from voicecoach.play.engine.play_history import Spot, Stretch
from voicecoach.play.engine.playback_status import PlaybackStatus
from voicecoach.play.engine.player import Player
from voicecoach.play.engine.volume import Volume
from voicecoach.play.sinks.api import Piece
from voicecoach.play.sinks.idle_timer import IdleTimer
from voicecoach.units import to_frames

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.engine.background_music import BackgroundMusic
    from voicecoach.play.sinks.api import Sink
    from voicecoach.timeline.timeline import Part

logger = logger_for(__name__)

AHEAD_S = 4.0
"""How much sound is mixed ahead, in seconds."""

BEHIND_S = 6.0
"""How much of what was pulled stays ready, in seconds: more than an output without gaps queues."""

NEAR_S = 0.25
"""How much is pulled ahead of the listener, in seconds, while a control is carried out."""

HURRY_S = 3.0
"""With less than this laid out ahead of the listener, in seconds, lengths are estimated rather than measured."""

TICK_S = 0.05
"""How often the owner of a playback should call `tick`, in seconds."""

LAST_WORD_S = 0.3
"""An output that does not pull the last word of a quit within this time, in seconds, hangs."""


class Playback:
    """A session that is being played. A context, or closed by `close`."""

    def __init__(
        self,
        rate: int,
        parts: Callable[[], Iterator[Part]],
        mix: Mix,
        open_sink: Callable[[], Sink],
        clock: Clock,
        *,
        music: BackgroundMusic | None = None,
        threads: bool = True,
    ) -> None:
        """Nothing starts yet. Parts are laid out and mixed in threads of their own; without `threads`, at once and as they are
        pulled, for a clock that is faster than these threads."""
        self.lock = threading.RLock()
        """To be held while the player is used."""
        self.clock = clock
        self.impatient = False
        """Whether the person asked for a part that is not laid out yet."""
        self.mix_ahead = MixAhead(mix, to_frames(AHEAD_S, rate), to_frames(BEHIND_S, rate), alone=not threads)
        self.player = Player(rate, self.mix_ahead)
        self.volume = Volume(rate)
        """The volume of everything that is heard."""
        self._music = music
        self._parts = parts
        self._open_sink = open_sink
        self._output = OutputLink(self._start_sink, clock, threads=threads)
        self._epoch = self._pulled_before = 0
        self._near: tuple[float, int, float] | None = None
        self._music_runs = False
        self._over_at: float | None = None
        self._pulls: IdleTimer | None = None
        self._failure: BaseException | None = None
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._guarded, args=(work,), name=f"voicecoach-{work.__name__}", daemon=True
            )
            for work in (self._lay_out, self._mix)
            if threads
        ]

    def __enter__(self) -> Playback:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def backend(self) -> str:
        """What really plays, for a person; empty before the start."""
        return self._output.backend

    @property
    def breaks(self) -> int | None:
        """How often the sound broke off so far; None if the output does not count."""
        return self._output.breaks

    def start(self) -> None:
        """Begin: the first phrase is made while the output opens. `tick` reports whether it opens."""
        for thread in self._threads:
            thread.start()
        if not self._threads:
            self._lay_out()
        self._output.open()

    def tick(self) -> PlaybackStatus:
        """How the playback is now. Raises whatever makes it impossible to go on."""
        if self._failure is not None:
            raise self._failure
        with self.lock:
            if self.player.ended or (self.player.ending and self._is_stuck()):
                return PlaybackStatus.OVER
        self._over_at = None
        sink = self._output.sink
        if sink is not None and not sink.alive():
            with self.lock:
                heard = self._heard()
                self._rewind(heard, silent=True)
                self.player.pause()
            self._output.lose((heard - self._pulled_before) / self.player.rate)
            return PlaybackStatus.LOST
        status = self._output.look()
        if status is PlaybackStatus.PLAYING and self._music is not None and not self._music_runs:
            self._music_runs = True
            self._music.start()
        return status

    def _is_stuck(self) -> bool:
        """Whether the output does not pull the last word of a quit."""
        if self._pulls is None:
            self._pulls = IdleTimer(self.clock)
        return self._output.sink is None or self._pulls.seconds() > LAST_WORD_S

    def heard_since(self, frame: int) -> tuple[list[Stretch], int]:
        """What of the session was heard since that frame number, and the number of the next frame to be heard."""
        with self.lock:
            now = self.player.pulled if self.player.ended else self._heard()
            return self.player.stretches(frame, now), max(frame, now)

    def heard(self) -> Spot | None:
        """The place that the listener hears."""
        with self.lock:
            return self.player.at(self._heard())

    @contextlib.contextmanager
    def control(self) -> Iterator[Player]:
        """The player, at the place that the listener hears, for a change that takes effect at once."""
        with self.lock:
            self._take_back()
            yield self.player

    @contextlib.contextmanager
    def attention(self) -> Iterator[None]:
        """As a context manager, keeps pulls from running far ahead: the player stays near the place that the listener hears.

        An output that is cut off stays silent: a moment of sound after it would be one more cut.
        """
        with self.lock:
            if self._take_back():
                ahead_s = -math.inf if self._is_cut_off() else NEAR_S
                self._near = self.clock.now(), self.player.pulled, ahead_s
        try:
            yield
        finally:
            self._near = None

    def _take_back(self) -> bool:
        """Have the output give back what is not heard yet; returns whether it did. The lock is held."""
        sink = self._output.sink
        if sink is None or not sink.drop(self._epoch + 1):
            return False
        self._epoch += 1
        self._rewind(self._heard(), silent=self._is_cut_off())
        return True

    def _is_cut_off(self) -> bool:
        """Whether the sound ends at once when the output gives back what is not heard."""
        sink = self._output.sink
        return sink is not None and bool(getattr(sink, "falls_silent", not sink.gapless))

    def _rewind(self, heard: int, *, silent: bool) -> None:
        if self._music is not None:
            self._music.rewind(max(0, self.player.pulled - heard))
        self.player.rewind(heard, silent=silent)

    def _is_far(self) -> bool:
        if self._near is None:
            return False
        since, pulled, ahead_s = self._near
        return self.player.pulled > pulled + (self.clock.now() - since + ahead_s) * self.player.rate

    def hurry(self) -> bool:
        """Whether the listener is about to reach the end of what is laid out."""
        with self.lock:
            if self.impatient:
                return True
            player = self.player
            known = sum(part.end - part.start for part in player.parts[player.index :])
            spot = player.spot
            return known - (spot.offset if spot else 0) < HURRY_S * player.rate

    def sounding(self) -> bool:
        """Whether, after the end, something that was pulled is still to be heard; false soon after it should have been."""
        now = self.clock.now()
        with self.lock:
            left = self.player.pulled - self._heard()
            if self._over_at is None:
                self._over_at = now + left / self.player.rate + TICK_S
        return left > 0 and now < self._over_at

    def close(self) -> None:
        """Fall silent at once, close the output and end the threads; may be called twice."""
        self._stop.set()
        self.mix_ahead.wake.set()
        if self._music is not None:
            self._music.close()
        self._output.close()

    def _heard(self) -> int:
        pulled, before, sink = self.player.pulled, self._pulled_before, self._output.sink
        return before + sink.heard(pulled - before) if sink is not None else pulled

    def _start_sink(self) -> Sink:
        """An output that has begun to pull. Called off the owner's thread, as it may take long. Raises DeviceError."""
        sink = self._open_sink()
        try:
            if self._music is not None and not sink.gapless:
                raise DeviceError("it cannot play music without gaps; use --output auto", output=sink.backend)
            with self.lock:
                self._pulled_before = self.player.pulled
            sink.start(self._pull)
        except BaseException:
            sink.close()
            raise
        return sink

    def _pull(self, frames: int) -> Piece:
        """For the output, in a thread of its own, perhaps called from C: raises nothing."""
        try:
            return self._next(frames)
        except BaseException as error:
            logger.warning("the next sound could not be made", exc_info=True)
            self._failure = error
            return Piece(np.zeros(0, np.float32), epoch=self._epoch)

    def _next(self, frames: int) -> Piece:
        if self._pulls is not None:
            self._pulls.moved()
        with self.lock:
            if self._is_far():
                return Piece(np.zeros(0, np.float32), epoch=self._epoch)
            music = self._music
            ahead = look_ahead(self.player, frames + music.ahead) if music is not None else None
            piece = self.player.pull(frames)
            samples = piece.samples
            if music is not None and ahead is not None:
                samples = music.under(samples, ahead)
            return Piece(self.volume(samples), piece.seam, self._epoch)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Keeps what fails in a thread for `tick`, which raises it in the owner's."""
        try:
            work()
        except BaseException as exc:
            logger.warning("a thread of the session failed: %s", work.__name__, exc_info=True)
            self._failure = exc

    def _lay_out(self) -> None:
        for part in self._parts():
            if self._stop.is_set():
                return
            with self.lock:
                self.player.append(part)
        with self.lock:
            self.player.complete = True

    def _mix(self) -> None:
        while not self._stop.is_set():
            if not self.mix_ahead.fill():
                self.mix_ahead.wake.wait()
