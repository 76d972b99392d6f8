"""Which pulled frame was which place of the session: outputs are heard later than they pull."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from voicecoach.timeline.timeline import Part


class Spot(NamedTuple):
    """A place in the session."""

    part: Part
    offset: int
    """Frames from the part's start."""


class _Run(NamedTuple):
    """Pulled frames `first` to `first + frames`: the part from `spot` on, or something said while it stayed
    there."""

    first: int
    frames: int
    spot: Spot
    moving: bool
    covered: bool
    """Whether something else was heard in its place."""


class Stretch(NamedTuple):
    """A piece of the session that was heard."""

    part: Part
    first: int
    """The offset of its first frame in the part."""
    end: int
    """The offset after its last."""


class PlayHistory:
    """Grows by what is pulled; forgets what is longer ago than any output queues."""

    def __init__(self, remembered: int) -> None:
        """`remembered` frames are kept."""
        self.pulled = 0
        """How many frames were pulled and not dropped."""
        self._remembered = remembered
        self._history: deque[_Run] = deque()

    def __len__(self) -> int:
        return len(self._history)

    def add(self, frames: int, spot: Spot | None, *, moving: bool, covered: bool = False) -> None:
        """The next `frames` are the part from `spot` on if `moving`, else something said at `spot`. They are
        `covered` if other words are laid over the part meanwhile.

        At the end of the session (`spot` is None) they belong to the last place.
        """
        last = self._history[-1] if self._history else None
        spot = spot or (last.spot if last is not None else None)
        if spot is not None and frames:
            if last is not None and last.covered == covered and _goes_on(last, spot, moving):
                self._history[-1] = last._replace(frames=last.frames + frames)
            else:
                self._history.append(_Run(self.pulled, frames, spot, moving, covered))
        self.pulled += frames
        oldest = self.pulled - self._remembered
        while self._history and self._history[0].first + self._history[0].frames < oldest:
            self._history.popleft()

    def at(self, frame: int) -> Spot | None:
        """Where pulled frame number `frame` was, counted from 0; None if that is not known."""
        found = None
        for run in reversed(self._history):
            found = run
            if run.first <= frame:
                break
        if found is None:
            return None
        ahead = min(max(0, frame - found.first), found.frames) if found.moving else 0
        return Spot(found.spot.part, found.spot.offset + ahead)

    def stretches(self, first: int, end: int) -> list[Stretch]:
        """What of the session itself is in the pulled frames from number `first` up to `end` (excluded), in order."""
        found = []
        for run in self._history:
            begin, stop = max(first, run.first), min(end, run.first + run.frames)
            if run.moving and not run.covered and begin < stop:
                at = run.spot.offset - run.first
                found.append(Stretch(run.spot.part, at + begin, at + stop))
        return found

    def forget(self) -> None:
        """Keep the number of frames, but no place of any."""
        self._history.clear()

    def drop(self, frame: int) -> None:
        """Forget frame number `frame` and all after it."""
        self.pulled = frame
        while self._history and self._history[-1].first >= frame:
            self._history.pop()
        if self._history:
            self._history[-1] = self._history[-1]._replace(frames=frame - self._history[-1].first)


def _goes_on(last: _Run, spot: Spot, moving: bool) -> bool:
    reached = last.spot.offset + (last.frames if moving else 0)
    return last.moving == moving and last.spot.part is spot.part and reached == spot.offset
