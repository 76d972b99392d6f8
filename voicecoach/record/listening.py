"""One attempt at a phrase while it runs: the count-down, the words, and the silence after them that ends it.

The room is heard during the count-down, so that the words are known from its noise. Made of what a microphone hands over, and of
no clock: a pause of the machine makes nothing shorter.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.audio.spoken_take import FinishedTake, TakeRefused
from voicecoach.record.takes import finish_phrase, longest_take_s

if TYPE_CHECKING:
    from voicecoach.audio.pcm import FloatSamples
    from voicecoach.record.needed import NeededPhrase

COUNT_DOWN_S = 1.5
"""From the key to the words: three steps."""
STEPS = 3

_EARLY_S = 0.25
"""People begin a little before they should: so much of the count-down belongs to the words."""
_AFTER_S = 1.0
"""So much silence after the words ends the attempt."""
_PATIENCE_S = 6.0
"""So long nobody need begin to speak."""
_LEAST_S = 0.1
"""Sound of this length is speech."""
_BLOCK_S = 0.02
_LOUDER, _STILL_LOUDER = 6.0, 2.5
"""How much louder than the room is speech as it begins, and as it goes on, as factors of amplitude."""
_LOUD = 10 ** (-20 / 20)
"""What is louder than this is speech in any room."""
_SOFTEST = 10 ** (-46 / 20)
_LAST_BLOCKS, _BEGUN = 8, 0.2
"""Somebody speaks already if so many blocks before the words are louder than this share of them."""
_OF_PEAK = 0.05
"""What is below this share of the loudest is no longer speech."""


class Stage(Enum):
    """Where an attempt is."""

    COUNT_DOWN = "count-down"
    SPEAK = "speak"
    OVER = "over"


class Attempt:
    """What is heard from the key on. `take` what a microphone hands over until the stage is OVER, then `finish`."""

    def __init__(self, phrase: NeededPhrase, rate: int) -> None:
        self._phrase = phrase
        self._rate = rate
        self._pieces: list[FloatSamples] = []
        self._held = 0
        self._rest = np.zeros(0, np.float32)
        self._loud_s = self._silent_s = 0.0
        self._peak = 0.0
        self._room: list[float] = []
        self.stage = Stage.COUNT_DOWN
        self.level = 0.0
        """The loudest sample of what came last, up to 1."""

    @property
    def step(self) -> int:
        """What the count-down shows: 3, 2, 1."""
        left = COUNT_DOWN_S - self._held / self._rate
        return max(1, min(STEPS, math.ceil(left / COUNT_DOWN_S * STEPS)))

    @property
    def spoken_s(self) -> float:
        """How long the words have had up to now, in seconds."""
        return max(0.0, self._held / self._rate - COUNT_DOWN_S)

    def take(self, samples: FloatSamples) -> None:
        """What came next."""
        if not len(samples) or self.stage is Stage.OVER:
            return
        self.level = float(np.abs(samples).max())
        self._pieces.append(samples)
        self._held += len(samples)
        self._rest = np.concatenate([self._rest, samples])
        size = round(_BLOCK_S * self._rate)
        whole = len(self._rest) // size
        blocks = np.abs(self._rest[: whole * size]).reshape(whole, size).max(axis=1) if whole else []
        self._rest = self._rest[whole * size :]
        for number, peak in enumerate(blocks, start=1):
            # Blocks are looked at in their order, however many came at once.
            at_s = (self._held - len(self._rest)) / self._rate - (whole - number) * _BLOCK_S
            self._look(float(peak), at_s)

    def stop(self) -> None:
        """The speaker says that it is over."""
        self.stage = Stage.OVER

    def finish(self) -> FinishedTake:
        """The phrase. Raises TakeRefused."""
        if self._room and float(np.median(self._room[-_LAST_BLOCKS:])) > _BEGUN * self._peak > _SOFTEST:
            raise TakeRefused("you began before the count-down was over; wait for the words that say when")
        heard = np.concatenate([np.zeros(0, np.float32), *self._pieces])
        begin = round((COUNT_DOWN_S - _EARLY_S) * self._rate)
        quiet = heard[begin // 3 : begin]  # without the key that began it
        return finish_phrase(heard[begin:], self._rate, self._phrase, quiet)

    def _look(self, peak: float, at_s: float) -> None:
        if at_s <= COUNT_DOWN_S:
            if COUNT_DOWN_S / 3 < at_s <= COUNT_DOWN_S - _EARLY_S:
                self._room.append(peak)
            return
        if self.stage is Stage.COUNT_DOWN:
            self.stage = Stage.SPEAK
        self._peak = max(self._peak, peak)
        # Half of the room's blocks, as somebody may begin to speak in the middle of the count-down.
        floor = float(np.median(self._room)) if self._room else 0.0
        louder = _LOUDER if self._loud_s < _LEAST_S else _STILL_LOUDER
        if peak >= max(min(louder * floor, _LOUD), _SOFTEST, _OF_PEAK * self._peak):
            self._loud_s += _BLOCK_S
            self._silent_s = 0.0
        else:
            self._silent_s += _BLOCK_S
        begun = self._loud_s >= _LEAST_S
        spoken_s = at_s - COUNT_DOWN_S
        longest_s = longest_take_s(self._phrase) + _AFTER_S
        if (
            (begun and self._silent_s >= _AFTER_S)
            or (not begun and spoken_s > _PATIENCE_S)
            or spoken_s > longest_s
        ):
            self.stage = Stage.OVER
