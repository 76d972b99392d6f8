"""Softer music while something is said: down before the words and back after them, in straight lines of decibels.

The words are known before they are spoken, so the music is down when they begin; between words that are close
together, such as the counts of a hold, it stays down, so that nothing pumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from voicecoach.audio.pcm import FloatSamples

DUCK_DB = -14.0
"""How much softer music is under the words."""

FALL_S, RISE_S = 0.6, 1.5
"""How long it takes to go down before the words, and to come back after them, in seconds."""

NEAR_S = 3.0
"""Words nearer to one another than this are one stretch for the music, in seconds."""

FADE_IN_S, FADE_OUT_S = 3.0, 6.0
"""How long music fades in and out at the ends of a session, in seconds."""


class Duck:
    """The music's gain, piece by piece. It begins down, as a session begins with words."""

    def __init__(self, rate: int) -> None:
        """`rate` in frames a second."""
        self.ahead = round(NEAR_S * rate)
        """How many frames beyond a piece its words must be known."""
        self._fall, self._rise = DUCK_DB / (FALL_S * rate), -DUCK_DB / (RISE_S * rate)
        self._early = round(FALL_S * rate)
        self._level_db = DUCK_DB
        self._silent_for = self.ahead
        """Frames since the last word, as the next piece begins."""

    @property
    def state(self) -> tuple[float, int]:
        """How it is now, for `restore`."""
        return self._level_db, self._silent_for

    def restore(self, state: tuple[float, int]) -> None:
        """Go on from how it was."""
        self._level_db, self._silent_for = state

    def gains(self, size: int, words: Iterable[tuple[int, int]]) -> FloatSamples:
        """The factor of each of the next `size` frames.

        `words` are first and last frame (excluded) of what is heard in them and in the `ahead` frames after them,
        counted from the first of them and in order; what began before may be among them again.
        """
        gains = np.empty(size, np.float32)
        at = 0
        for until, down in self._turns(size, words):
            while at < until:
                at = self._move(gains, at, until, down=down)
        return gains

    def _turns(self, size: int, words: Iterable[tuple[int, int]]) -> Iterator[tuple[int, bool]]:
        """Up to which frame the music is to be down, or not, in turn."""
        last = -self._silent_for
        for start, end in words:
            begin = min(start, last) if start - last < self.ahead else start - self._early
            yield min(max(0, begin), size), False
            yield min(max(0, end), size), True
            if start < size:
                last = max(last, min(end, size))
        yield size, False
        self._silent_for = min(size - last, self.ahead)

    def _move(self, gains: FloatSamples, at: int, until: int, *, down: bool) -> int:
        """Fill a straight line from frame `at` on, towards the goal or at it; returns its end."""
        goal, slope = (DUCK_DB, self._fall) if down else (0.0, self._rise)
        steps = int(np.ceil((goal - self._level_db) / slope))
        if steps <= 0:
            gains[at:until] = 10 ** (goal / 20)
            return until
        end = min(until, at + steps)
        line = self._level_db + slope * np.arange(1, end - at + 1)
        if end == at + steps:
            line[-1] = goal
        gains[at:end] = 10 ** (line / 20)
        self._level_db = float(line[-1])
        return end


def fade_gains(presence: FloatSamples) -> FloatSamples:
    """The gain of music that comes or goes: from how far it is there (0 to 1) to a factor that begins and ends softly."""
    gains: FloatSamples = np.sin(presence * np.float32(np.pi / 2)) ** 2
    return gains
