"""Feeds an output from a player: the threads of a live session, and nothing that needs to be clever.

Three threads share a player, one lock: the output pulls, a maker lays out parts and mixes ahead, and whoever
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

TICK_S = 0.05
"""How often whoever owns a deck should call `tick`, in seconds."""


class Deck:
    """A session that runs. Used as a context, or closed by `close`."""

    def __init__(
        self, rate: int, parts: Iterator[Part], mix: Mix, open_sink: Callable[[], Sink], clock: Clock
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
        self._maker = threading.Thread(target=self._make, name="voicecoach-maker", daemon=True)

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
        self._maker.start()
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

    def _make(self) -> None:
        """What sounds next goes first; the rest of the session is laid out in the time between."""
        try:
            while not self._stop.is_set():
                if self.reel.fill():
                    continue
                if self.player.complete:
                    self.reel.wake.wait()
                    continue
                part = next(self._parts, None)
                with self.lock:
                    if part is None:
                        self.player.complete = True
                    else:
                        self.player.append(part)
        except Exception as exc:
            # Told by `tick`, in the thread of the owner: nobody hears a thread that dies.
            self._failure = exc
