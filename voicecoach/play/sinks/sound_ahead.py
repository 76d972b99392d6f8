"""Sound that was pulled and waits for a device to ask for it, and which of it each frame of the device is. Without numpy."""

from __future__ import annotations

from array import array
from collections import deque

FRAME = 2
"""Bytes of a frame: mono, 16 bits in the machine's own order."""

_REMEMBERED = 256
"""How many stretches are remembered: far more than lie in the queue of any device."""


class SoundAhead:
    """What is pulled is numbered from 0 on; frames of the device are counted from its last start. Not thread-safe."""

    def __init__(self, joint: int) -> None:
        """`joint` is how many frames it takes to fade into what is heard after something else, or after silence."""
        self.pulled = 0
        """How many frames were pulled and not given back."""
        self.given = 0
        """How many frames the device got since its start, silence too."""
        self._joint = joint
        self._ready = bytearray()
        self._before = bytes(FRAME * joint)
        """What would be heard next had nothing changed: the next sound fades out of it. Empty if that sound goes on from it."""
        self._stretches: deque[tuple[int, int, int]] = deque(maxlen=_REMEMBERED)
        """From which frame of the device on which number is heard, for how many frames; silence is between them."""

    @property
    def ready(self) -> int:
        """How many frames wait."""
        return len(self._ready) // FRAME

    @property
    def next_number(self) -> int:
        """The number of the frame that the device gets next."""
        return self.pulled - self.ready

    def add(self, samples: bytes) -> None:
        """They were pulled."""
        self._ready += samples
        self.pulled += len(samples) // FRAME

    def take(self, frames: int) -> bytes:
        """So many for the device: what is ready, then silence."""
        number, count = self.next_number, min(frames, self.ready)
        made = bytes(self._ready[: FRAME * count])
        del self._ready[: FRAME * count]
        if count:
            self._note(number, count)
        if count < frames:
            made = self._faded_out(made) + bytes(FRAME * (frames - count))
        if self._before and (count or any(self._before)):
            made = self._faded_in(made)
        if count < frames:
            self._before = bytes(FRAME * self._joint)
        self.given += frames
        return made

    def give_back(self) -> None:
        """What waits is pulled again, or something else is: that is faded into."""
        if self._ready:
            self._before = bytes(self._ready[: FRAME * self._joint])
        self.pulled = self.next_number
        self._ready.clear()

    def begin_again(self, number: int | None = None) -> None:
        """The device has forgotten what it had and starts again, with what waits, or with what is pulled from `number` on."""
        if number is not None:
            self._ready.clear()
            self.pulled = number
        self.given = 0
        self._stretches.clear()
        self._before = bytes(FRAME * self._joint)

    def number_at(self, frame: int) -> int:
        """How many of the pulled frames are heard when the device is at that frame."""
        for at, number, count in reversed(self._stretches):
            if frame >= at:
                return number + min(frame - at, count)
        return self._stretches[0][1] if self._stretches else self.next_number

    def _note(self, number: int, count: int) -> None:
        if self._stretches:
            at, first, length = self._stretches[-1]
            if at + length == self.given and first + length == number:
                self._stretches[-1] = at, first, length + count
                return
        self._stretches.append((self.given, number, count))

    def _faded_out(self, samples: bytes) -> bytes:
        made = array("h", samples)
        count = min(self._joint, len(made))
        for step in range(1, count + 1):
            made[-step] = round(made[-step] * (step - 1) / count)
        return made.tobytes()

    def _faded_in(self, samples: bytes) -> bytes:
        """The samples after what was heard before."""
        made, before = array("h", samples), array("h", self._before)
        self._before = b""
        for frame in range(min(len(before), len(made))):
            share = frame / len(before)
            made[frame] = round(made[frame] * share + before[frame] * (1 - share))
        return made.tobytes()
