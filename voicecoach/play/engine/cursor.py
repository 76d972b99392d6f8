"""A place in a session whose parts are still being made, and how it moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicecoach.play.engine import navigation
from voicecoach.play.engine.play_history import Spot
from voicecoach.timeline.timeline import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voicecoach.timeline.timeline import Part


class Cursor:
    """Where the next frame of the session is. Makes no sound."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        """Every part known so far, in the order of playing."""
        self.complete = False
        """Whether `parts` is the whole session."""
        self.entry: Spot | None = None
        """Where playing begins in a part still ahead when it gets there by itself; None: at the start of each."""
        self._index = 0
        self._offset = 0

    @property
    def index(self) -> int:
        """The index of the part that is pulled; the number of parts at the end."""
        return self._index

    @property
    def spot(self) -> Spot | None:
        """The place that is pulled next; None at the end, or while the next part is not made yet."""
        if self._index >= len(self.parts):
            return None
        return Spot(self.parts[self._index], self._offset)

    @property
    def at_end(self) -> bool:
        """Whether nothing of the session is left."""
        return self.complete and self._index >= len(self.parts)

    @property
    def waits(self) -> bool:
        """Whether it is at a place where the session waits for the person."""
        spot = self.spot
        return spot is not None and navigation.event_at(spot.part, spot.offset, EventKind.WAIT) is not None

    @property
    def following(self) -> Part | None:
        """The part after the one that is pulled, if it is made."""
        return self.parts[self._index + 1] if self._index + 1 < len(self.parts) else None

    @property
    def left(self) -> int:
        """How many frames of the part are still to be pulled; 0 without a part."""
        spot = self.spot
        return 0 if spot is None else max(0, spot.part.end - spot.part.start - spot.offset)

    def append(self, part: Part) -> None:
        """Add the next part of the session."""
        self.parts.append(part)

    def replace(self, first: int, last: int, parts: Iterable[Part]) -> None:
        """Replace parts `first` to `last` (excluded) by `parts`. Call `jump` afterwards if playing is inside."""
        made = tuple(parts)
        self.parts[first:last] = made
        if self._index >= last:
            self._index += len(made) - (last - first)

    def _go_to(self, index: int, offset: int = 0) -> None:
        self._index, self._offset = index, offset

    def _go_back_to(self, spot: Spot | None, number: int) -> None:
        """To where it was: the place, which was in part `number`; None: it was at the end. Nothing happens if that part was
        replaced meanwhile."""
        index = next((at for at, part in enumerate(self.parts) if spot and part is spot.part), None)
        if spot is None:
            self._go_to(min(number, len(self.parts)))
        elif index is not None:
            self._go_to(index, spot.offset)

    def _move_on(self, frames: int) -> None:
        """By frames of the part that is pulled; from its end to the next part. An endless part is followed by itself."""
        spot = self.spot
        self._offset += frames
        if spot is None or self.left:
            return
        if spot.part.segment.endless:
            self._offset = 0
            return
        self._go_to(self._index + 1)
        if self.entry is not None and self.spot is not None and self.spot.part is self.entry.part:
            self._offset = self.entry.offset
