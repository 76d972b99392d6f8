"""How a player was at each of its last pulls, so that it can go back to what the listener hears."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.play.engine.play_history import Spot


class Memo(NamedTuple):
    """All that decides what a player does next."""

    pulled: int
    changes: int
    """How often a control had changed the course by then."""
    number: int
    """The index of the part."""
    spot: Spot | None
    paused: bool
    ending: bool
    inserts: tuple[FloatSamples, ...]
    over: FloatSamples | None
    fading: int
    """How many frames are still to be faded in."""


class Trail:
    """The memos of the last pulls, in order."""

    def __init__(self, step: int, remembered: int) -> None:
        """One every `step` frames, as between two of them all is known; those of the last `remembered` frames are kept."""
        self._step = step
        self._remembered = remembered
        self._memos: deque[Memo] = deque()
        self._due = True

    def __len__(self) -> int:
        return len(self._memos)

    def note_next(self) -> None:
        """Have the next pull noted: parts that memos speak of may be gone."""
        self._due = True

    def wants(self, pulled: int, changes: int) -> bool:
        """Whether a memo is due."""
        last = self._memos[-1] if self._memos else None
        return self._due or last is None or last.changes != changes or pulled - last.pulled >= self._step

    def add(self, memo: Memo) -> None:
        """Before a pull."""
        if self._memos and self._memos[-1].pulled == memo.pulled:
            self._memos.pop()
        self._memos.append(memo)
        self._due = False
        while self._memos[0].pulled < memo.pulled - self._remembered:
            self._memos.popleft()

    def back_to(self, frame: int, changes: int) -> Memo | None:
        """The last memo up to that frame, else the first after the last of so many `changes`; None if there is none.

        All later ones are forgotten.
        """
        found = None
        while self._memos and self._memos[-1].changes == changes:
            found = self._memos.pop()
            if found.pulled <= frame:
                break
        while self._memos and self._memos[-1].pulled >= frame:
            self._memos.pop()
        self._due = True
        return found
