"""Feeds an output from a player: the threads of a live session, and nothing that needs to be clever.

Four threads share a player and its lock: the output pulls, one lays out parts, one mixes ahead, and whoever
owns the deck controls it and calls `tick` a few times a second.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from voicecoach.play.player import Player, Spot
from voicecoach.play.reel import Mix, Reel
from voicecoach.units import to_frames

if TYPE_CHECKING:
    from voicecoach.play.clock import Clock
    from voicecoach.play.sinks.api import Piece, Sink
    from voicecoach.timeline.timeline import Part

AHEAD_S = 4.0
"""How much sound is mixed ahead, in seconds."""

HURRY_S = 3.0
"""With less than this laid out before the listener, in seconds, whatever can be estimated is not measured."""

TICK_S = 0.05
"""How often whoever owns a deck should call `tick`, in seconds."""


class Deck:
    """A session that runs. Used as a context, or closed by `close`."""

    def __init__(
        self,
        rate: int,
        parts: Callable[[], Iterator[Part]],
        mix: Mix,
        open_sink: Callable[[], Sink],
        clock: Clock,
    ) -> None:
        """Nothing starts yet. `parts` are made, and `mix` is called, in the maker's thread."""
        self.lock = threading.RLock()
        """Held by whoever touches the player."""
        self.clock = clock
        self.reel = Reel(mix, to_frames(AHEAD_S, rate))
        self.player = Player(rate, self.reel)
        self._parts = parts
        self._open_sink = open_sink
        self._sink: Sink | None = None
        self._failure: BaseException | None = None
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._guarded, args=(work,), name=f"voicecoach-{work.__name__}", daemon=True
            )
            for work in (self._lay_out, self._mix)
        ]

    def __enter__(self) -> Deck:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def sink(self) -> Sink | None:
        """The open output."""
        return self._sink

    def start(self) -> None:
        """Begin: the first phrase is made while the output opens. Raises DeviceError."""
        for thread in self._threads:
            thread.start()
        self._sink = self._open_sink()
        self._sink.start(self._pull)

    def tick(self) -> bool:
        """Look after the session; whether it still runs. Raises what made it impossible to go on."""
        if self._failure is not None:
            raise self._failure
        with self.lock:
            return not self.player.ended

    def heard(self) -> Spot | None:
        """Where the listener is."""
        unheard = self._sink.unheard if self._sink is not None else 0
        with self.lock:
            return self.player.heard(unheard)

    def play_out(self) -> None:
        """Wait until what was pulled is heard."""
        if self._sink is not None:
            self.clock.sleep(self._sink.unheard / self.player.rate)

    def close(self) -> None:
        """Fall silent at once and let go of the output and the threads; may be called twice."""
        self._stop.set()
        self.reel.wake.set()
        if self._sink is not None:
            self._sink.close()

    def _pull(self, frames: int) -> Piece:
        with self.lock:
            return self.player.pull(frames)

    def hurry(self) -> bool:
        """Whether the listener is about to reach the end of what is laid out."""
        with self.lock:
            player = self.player
            known = sum(part.end - part.start for part in player.parts[player.index :])
            spot = player.spot
            return known - (spot.offset if spot else 0) < HURRY_S * player.rate

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
