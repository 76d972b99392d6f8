"""Feeds an output from a player: the threads of a live session, and nothing that needs to be clever.

Four threads share a player and its lock: the output pulls, one lays out parts, one mixes ahead, and whoever
owns the playback controls it and calls `tick` a few times a second.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.logs import logger_for
from voicecoach.play.engine.look_ahead import look_ahead
from voicecoach.play.engine.mix_ahead import Mix, MixAhead
from voicecoach.play.engine.pending_sink import PendingSink
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

HURRY_S = 3.0
"""With less than this laid out before the listener, in seconds, what can be estimated is not measured."""

TICK_S = 0.05
"""How often whoever owns a playback should call `tick`, in seconds."""

RETRY_S = 1.0
"""How often a device that went away is looked for, in seconds."""

PATIENCE_S = 60.0
"""For how long, in seconds; one that has played well is looked for without end, from then on every RETRY_LATER_S."""

RETRY_LATER_S = 5.0
"""How often, in seconds, a device is looked for that has been away for longer than PATIENCE_S."""

STEADY_S = 5.0
"""A device that plays less than this, in seconds, and goes away again was not back: PATIENCE_S runs on."""


LAST_WORD_S = 0.3
"""An output that does not pull the last word of a quit within this, in seconds, hangs."""


class Playback:
    """A session that runs. Used as a context, or closed by `close`."""

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
        """Nothing starts yet. `music` is the music, if there is any. Parts are laid out and mixed in threads
        of their own, or without `threads` at once and as they are pulled: for a clock that is faster than they
        are."""
        self.lock = threading.RLock()
        """Held by whoever touches the player."""
        self.clock = clock
        self.impatient = False
        """Whether somebody waits for what is not laid out yet."""
        self.mix_ahead = MixAhead(mix, to_frames(AHEAD_S, rate), alone=not threads)
        self.player = Player(rate, self.mix_ahead)
        self.volume = Volume(rate)
        """How loud all of it is."""
        self._music = music
        self._parts = parts
        self._open_sink = open_sink
        self._sink: Sink | None = None
        self._epoch = 0
        self._base = 0
        self._opening: PendingSink | None = None
        self._lost_at: float | None = None
        self._played_well = False
        self._backend = ""
        self._tried_at = 0.0
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
        return self._backend

    def start(self) -> None:
        """Begin: the first phrase is made while the output opens. Whether it opens is known to `tick`."""
        for thread in self._threads:
            thread.start()
        if not self._threads:
            self._lay_out()
        self._open()

    def tick(self) -> PlaybackStatus:
        """Look after the session. Raises what makes it impossible to go on."""
        if self._failure is not None:
            raise self._failure
        with self.lock:
            if self.player.ended or (self.player.ending and self._is_stuck()):
                return PlaybackStatus.OVER
        if self._opening is not None:
            return self._look_at(self._opening)
        if self._sink is None:
            return self._look_for_it()
        if self._sink.alive():
            return PlaybackStatus.PLAYING
        with self.lock:
            heard = self._heard()
            self.player.rewind(heard)
            self.player.pause()
        self._let_go()
        now = self._tried_at = self.clock.now()
        steady = heard - self._base > STEADY_S * self.player.rate
        self._played_well = self._played_well or steady
        if self._lost_at is None or steady:
            self._lost_at = now
        logger.warning("the output went away")
        self._still_gone()
        return PlaybackStatus.LOST

    def _is_stuck(self) -> bool:
        """Whether nobody pulls the last word of a quit: nobody waits for it then."""
        if self._pulls is None:
            self._pulls = IdleTimer(self.clock)
        return self._sink is None or self._pulls.seconds() > LAST_WORD_S

    def heard_since(self, frame: int) -> tuple[list[Stretch], int]:
        """What of the session was heard since that frame number, and the number of the frame that is heard next."""
        with self.lock:
            now = self.player.pulled if self.player.ended else self._heard()
            return self.player.stretches(frame, now), max(frame, now)

    def heard(self) -> Spot | None:
        """Where the listener is."""
        with self.lock:
            return self.player.at(self._heard())

    @contextlib.contextmanager
    def control(self) -> Iterator[Player]:
        """The player, at the place that the listener is at, for a change that is to be heard at once."""
        with self.lock:
            if self._sink is not None and self._sink.drop(self._epoch + 1):
                self._epoch += 1
                self.player.rewind(self._heard())
            yield self.player

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
        """Whether, after the end, something that was pulled is still to be heard; never for long after it should be."""
        now = self.clock.now()
        with self.lock:
            left = self.player.pulled - self._heard()
            if self._over_at is None:
                self._over_at = now + left / self.player.rate + TICK_S
        return left > 0 and now < self._over_at

    def close(self) -> None:
        """Fall silent at once and let go of the output and the threads; may be called twice."""
        self._stop.set()
        self.mix_ahead.wake.set()
        if self._music is not None:
            self._music.close()
        self._let_go()

    def _heard(self) -> int:
        pulled = self.player.pulled
        return self._base + self._sink.heard(pulled - self._base) if self._sink is not None else pulled

    def _open(self) -> None:
        self._opening = PendingSink(self._started, threads=bool(self._threads))

    def _started(self) -> Sink:
        """An output that has begun to pull. Not in the owner's thread, as it may take long. Raises DeviceError."""
        sink = self._open_sink()
        try:
            if self._music is not None and not sink.gapless:
                raise DeviceError(
                    "it cannot play music without gaps; use --output miniaudio", output=sink.backend
                )
            with self.lock:
                self._base = self.player.pulled
            sink.start(self._pull)
        except BaseException:
            sink.close()
            raise
        return sink

    def _let_go(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.abandon()
        sink, self._sink = self._sink, None
        if sink is not None:
            # A device that went away may never answer: nobody waits for it longer than a moment.
            closing = threading.Thread(target=sink.close, name="voicecoach-close", daemon=True)
            closing.start()
            closing.join(timeout=0.2)

    def _look_at(self, opening: PendingSink) -> PlaybackStatus:
        """What became of an output that was opened. Raises DeviceError if it is not to be had."""
        if not opening.done:
            return PlaybackStatus.OPENING if self._lost_at is None else self._still_gone()
        self._opening = None
        try:
            sink = opening.sink()
        except DeviceError as error:
            if self._lost_at is None:
                raise
            return self._still_gone(error)
        with self.lock:
            self._sink, self._backend = sink, sink.backend
        if self._lost_at is None:
            if self._music is not None:
                self._music.start()
            return PlaybackStatus.PLAYING
        return PlaybackStatus.BACK

    def _look_for_it(self) -> PlaybackStatus:
        now = self.clock.now()
        assert self._lost_at is not None
        pause = RETRY_S if now - self._lost_at <= PATIENCE_S else RETRY_LATER_S
        if now - self._tried_at >= pause:
            self._tried_at = now
            self._open()
        return PlaybackStatus.GONE if self._opening is None else self._look_at(self._opening)

    def _still_gone(self, error: DeviceError | None = None) -> PlaybackStatus:
        assert self._lost_at is not None
        if not self._played_well and self.clock.now() - self._lost_at > PATIENCE_S:
            gone = "the device went away before it had played for a while; voicecoach doctor --play tries it"
            raise DeviceError(gone, output=self._backend) from error
        return PlaybackStatus.GONE

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
            music = self._music
            ahead = look_ahead(self.player, frames + music.ahead) if music is not None else None
            piece = self.player.pull(frames)
            samples = piece.samples
            if music is not None and ahead is not None:
                samples = music.under(samples, ahead)
            return Piece(self.volume(samples), piece.seam, self._epoch)

    def _guarded(self, work: Callable[[], None]) -> None:
        """What fails in a thread is told by `tick`, to the owner: nobody hears a thread that dies."""
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
