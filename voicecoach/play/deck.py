"""Feeds an output from a player: the threads of a live session, and nothing that needs to be clever.

Four threads share a player and its lock: the output pulls, one lays out parts, one mixes ahead, and whoever
owns the deck controls it and calls `tick` a few times a second.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from voicecoach.errors import DeviceError
from voicecoach.play.outlook import outlook
from voicecoach.play.player import Player
from voicecoach.play.reel import Mix, Reel
from voicecoach.play.runs import Spot
from voicecoach.play.sinks.api import Piece
from voicecoach.play.volume import Volume
from voicecoach.units import to_frames

if TYPE_CHECKING:
    from voicecoach.play.backing import Backing
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Sink
    from voicecoach.timeline.timeline import Part

AHEAD_S = 4.0
"""How much sound is mixed ahead, in seconds."""

HURRY_S = 3.0
"""With less than this laid out before the listener, in seconds, what can be estimated is not measured."""

TICK_S = 0.05
"""How often whoever owns a deck should call `tick`, in seconds."""

RETRY_S = 1.0
"""How often a device that went away is looked for, in seconds."""

PATIENCE_S = 60.0
"""For how long, in seconds."""


class Running(StrEnum):
    """What a tick found."""

    PLAYING = "playing"
    LOST = "lost"
    """The device went away just now; the player is paused."""
    GONE = "gone"
    """It is still away."""
    BACK = "back"
    """It came back just now; the player is still paused."""
    OVER = "over"


class Deck:
    """A session that runs. Used as a context, or closed by `close`."""

    def __init__(
        self,
        rate: int,
        parts: Callable[[], Iterator[Part]],
        mix: Mix,
        open_sink: Callable[[], Sink],
        clock: Clock,
        *,
        backing: Backing | None = None,
        threads: bool = True,
    ) -> None:
        """Nothing starts yet. `backing` is the music, if there is any. Parts are laid out and mixed in threads
        of their own, or without `threads` at once and as they are pulled: for a clock that is faster than they
        are."""
        self.lock = threading.RLock()
        """Held by whoever touches the player."""
        self.clock = clock
        self.impatient = False
        """Whether somebody waits for what is not laid out yet."""
        self.reel = Reel(mix, to_frames(AHEAD_S, rate), alone=not threads)
        self.player = Player(rate, self.reel)
        self.volume = Volume(rate)
        """How loud all of it is."""
        self._backing = backing
        self._parts = parts
        self._open_sink = open_sink
        self._sink: Sink | None = None
        self._epoch = 0
        self._base = 0
        self._lost_at: float | None = None
        self._tried_at = 0.0
        self._failure: BaseException | None = None
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._guarded, args=(work,), name=f"voicecoach-{work.__name__}", daemon=True
            )
            for work in (self._lay_out, self._mix)
            if threads
        ]

    def __enter__(self) -> Deck:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def backend(self) -> str:
        """What really plays, for a person; empty before the start."""
        return self._sink.backend if self._sink is not None else ""

    def start(self) -> None:
        """Begin: the first phrase is made while the output opens. Raises DeviceError."""
        for thread in self._threads:
            thread.start()
        if not self._threads:
            self._lay_out()
        self._open()
        if self._backing is not None:
            self._backing.start()

    def tick(self) -> Running:
        """Look after the session. Raises what makes it impossible to go on."""
        if self._failure is not None:
            raise self._failure
        with self.lock:
            if self.player.ended:
                return Running.OVER
        if self._lost_at is not None:
            return self._look_for_it(self._lost_at)
        if self._sink is None or self._sink.alive():
            return Running.PLAYING
        with self.lock:
            self.player.rewind(self._heard())
            self.player.pause()
        self._let_go()
        self._lost_at = self._tried_at = self.clock.now()
        return Running.LOST

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

    def play_out(self) -> None:
        """Wait until what was pulled is heard."""
        with self.lock:
            left = self.player.pulled - self._heard()
        self.clock.sleep(left / self.player.rate)

    def close(self) -> None:
        """Fall silent at once and let go of the output and the threads; may be called twice."""
        self._stop.set()
        self.reel.wake.set()
        if self._backing is not None:
            self._backing.close()
        self._let_go()

    def _heard(self) -> int:
        pulled = self.player.pulled
        return self._base + self._sink.heard(pulled - self._base) if self._sink is not None else pulled

    def _open(self) -> None:
        sink = self._open_sink()
        if self._backing is not None and not sink.gapless:
            sink.close()
            raise DeviceError(
                "it cannot play music without gaps; use --output miniaudio", output=sink.backend
            )
        with self.lock:
            self._base = self.player.pulled
            self._sink = sink
        sink.start(self._pull)

    def _let_go(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            # A device that went away may never answer: nobody waits for it longer than a moment.
            closing = threading.Thread(target=sink.close, name="voicecoach-close", daemon=True)
            closing.start()
            closing.join(timeout=0.3)

    def _look_for_it(self, lost_at: float) -> Running:
        now = self.clock.now()
        if now - self._tried_at < RETRY_S:
            return Running.GONE
        self._tried_at = now
        try:
            self._open()
        except DeviceError as exc:
            self._sink = None
            if now - lost_at > PATIENCE_S:
                gone = "the device went away for more than a minute; voicecoach resume goes on there"
                raise DeviceError(gone, output=exc.output) from exc
            return Running.GONE
        self._lost_at = None
        return Running.BACK

    def _pull(self, frames: int) -> Piece:
        with self.lock:
            backing = self._backing
            ahead = outlook(self.player, frames + backing.ahead) if backing is not None else None
            piece = self.player.pull(frames)
            samples = piece.samples
            if backing is not None and ahead is not None:
                samples = backing.under(samples, ahead)
            return Piece(self.volume(samples), piece.seam, self._epoch)

    def _guarded(self, work: Callable[[], None]) -> None:
        """What fails in a thread is told by `tick`, to the owner: nobody hears a thread that dies."""
        try:
            work()
        except Exception as exc:
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
            if not self.reel.fill():
                self.reel.wake.wait()
