"""The sound of parts, mixed a little ahead of where the player reads, so that reading never waits for a voice.

What was read lately is kept, for a reader that goes back. One thread reads, another fills; one that fills itself while it
reads (a test, a fast clock) needs only one.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Block, FloatSamples
    from voicecoach.timeline.timeline import Part

Mix = Callable[["Part", int], "Iterator[Block]"]
"""Gives a part in blocks, from that many frames after its start. May be slow at a phrase that was never spoken
before."""

_EMPTY = np.zeros(0, np.float32)


class _Track:
    """What is mixed of one part: `chunks` follow one another from its frame `low` to its frame `high`."""

    def __init__(self, part: Part, offset: int, mix: Mix) -> None:
        self.part = part
        self.length = part.end - part.start
        self.low = self.high = offset
        self.chunks: deque[FloatSamples] = deque()
        self.read_at = 0
        """When it was read last, in frames of all that was read."""
        self._blocks = mix(part, offset)

    def holds(self, part: Part, offset: int) -> bool:
        """Whether reading `part` from `offset` goes on with what this track has or mixes next."""
        return self.part is part and self.low <= offset <= self.high

    def grow(self) -> FloatSamples:
        """Mix the next block; empty at the end."""
        block = next(self._blocks, None)
        return _EMPTY if block is None else block.samples


class MixAhead:
    """Holds `ahead` frames of the part that is read, and as many of the one after it; and `behind` frames of what was read."""

    def __init__(self, mix: Mix, ahead: int, behind: int = 0, *, alone: bool = False) -> None:
        """`alone`: nothing else calls `fill`, so `read` does."""
        self._mix = mix
        self._ahead = ahead
        self._behind = behind
        self._read = 0
        self._alone = alone
        self._lock = threading.Lock()
        self._tracks: list[_Track] = []
        self._loaded: _Track | None = None
        self._wanted: list[tuple[Part, int]] = []
        self.wake = threading.Event()
        """Set whenever there is something to fill."""

    def want(self, part: Part, offset: int, following: Part | None) -> None:
        """Say where reading is, and what comes after this part."""
        with self._lock:
            self._wanted = [(part, offset)]
            if following is not None:
                self._wanted.append((following, 0))
            # Not at every pull: a thread that wakes sixty times a second for nothing costs as much as the
            # mixing.
            if any(self._lacks(part, offset) for part, offset in self._wanted):
                self.wake.set()

    def read(self, part: Part, offset: int, frames: int) -> FloatSamples:
        """At most `frames` of the part from `offset` on; empty if they are not mixed yet."""
        if self._alone:
            while (got := self._ready(part, offset, frames)) is _EMPTY and self.fill():
                pass
            return got
        return self._ready(part, offset, frames)

    def fill(self) -> bool:
        """Mix one block of what is wanted; returns whether there was anything to mix. Raises what the mix raises."""
        track = self._hungry()
        if track is None:
            return False
        # The slow part, outside the lock: reading goes on meanwhile.
        samples = track.grow()
        with self._lock:
            if len(samples):
                track.chunks.append(samples)
                track.high += len(samples)
            else:
                track.length = track.high
        return True

    def load(self, part: Part, offset: int, frames: int) -> None:
        """Mix that much of a part at once, before it replaces the one that runs."""
        track = _Track(part, offset, self._mix)
        while track.high < min(track.length, offset + frames) and len(samples := track.grow()):
            track.chunks.append(samples)
            track.high += len(samples)
        with self._lock:
            self._loaded = track
            self._tracks.append(track)

    def _is_recent(self, track: _Track) -> bool:
        return track.read_at > self._read - self._behind

    def _lacks(self, part: Part, offset: int) -> bool:
        """Whether less than half of what should be ready is."""
        for track in self._tracks:
            if track.holds(part, offset):
                return track.high < min(track.length, offset + self._ahead // 2)
        return True

    def _hungry(self) -> _Track | None:
        with self._lock:
            kept: list[_Track] = []
            hungry = None
            for part, offset in self._wanted:
                track = next((track for track in self._tracks if track.holds(part, offset)), None)
                if track is None:
                    track = _Track(part, offset, self._mix)
                kept.append(track)
                if hungry is None and track.high < min(track.length, offset + self._ahead):
                    hungry = track
            if self._loaded is not None and self._loaded not in kept:
                kept.append(self._loaded)
            self._tracks = kept + [
                track for track in self._tracks if track not in kept and self._is_recent(track)
            ]
            if hungry is None:
                self.wake.clear()
            return hungry

    def _ready(self, part: Part, offset: int, frames: int) -> FloatSamples:
        with self._lock:
            for track in self._tracks:
                if track.holds(part, offset) and offset < track.high:
                    if track is self._loaded:
                        self._loaded = None
                    return self._cut(track, offset, frames)
        return _EMPTY

    def _cut(self, track: _Track, offset: int, frames: int) -> FloatSamples:
        while offset - self._behind - track.low >= len(track.chunks[0]):
            track.low += len(track.chunks.popleft())
        at = track.low
        for chunk in track.chunks:
            if offset < at + len(chunk):
                got = chunk[offset - at : offset - at + frames]
                self._read += len(got)
                track.read_at = self._read
                return got
            at += len(chunk)
        return _EMPTY
