"""Music under the words of a file: faded in and out, and softer where something is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.audio.ducking import FADE_IN_S, FADE_OUT_S, Duck, fade_gains
from voicecoach.audio.music import Bed
from voicecoach.audio.pcm import Block, FloatSamples
from voicecoach.timeline.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from voicecoach.audio.music import Music


def mix_music_under(blocks: Iterable[Block], timeline: Timeline, music: Music) -> Iterator[Block]:
    """The same blocks with the music under them; their peaks may go up. Raises AudioError."""
    rate, end = timeline.rate, timeline.end
    bed, duck, words = Bed(music, rate), Duck(rate), _Words(timeline)
    at = 0
    for block in blocks:
        size = len(block)
        gains = duck.gains(size, words.between(at, at + size + duck.ahead))
        if at < FADE_IN_S * rate or at + size > end - FADE_OUT_S * rate:
            gains *= _fades(np.arange(at, at + size), end, rate)
        yield Block(block.samples + bed.take(size) * gains, rate)
        at += size


class _Words:
    """What is heard of a timeline, looked up from its first frame to its last."""

    def __init__(self, timeline: Timeline) -> None:
        self._spans = sorted(
            (int(event.start), int(event.end))
            for _, event in timeline.events()
            if event.kind in (EventKind.SAY, EventKind.SOUND)
        )
        self._next = 0

    def between(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """What is heard from frame `first` on and begins before `last`, counted from `first`; which never goes back."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= first:
            self._next += 1
        for number in range(self._next, len(self._spans)):
            start, end = self._spans[number]
            if start >= last:
                return
            yield start - first, end - first


def _fades(frames: np.ndarray[tuple[int], np.dtype[np.int64]], end: int, rate: int) -> FloatSamples:
    rise = np.clip(frames / (FADE_IN_S * rate), 0, 1)
    fall = np.clip((end - frames) / (FADE_OUT_S * rate), 0, 1)
    return fade_gains(np.minimum(rise, fall).astype(np.float32))
