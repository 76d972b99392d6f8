"""A timeline becomes sound: blocks of samples, in order, as they are asked for.

Memory stays flat however long the session is: at any moment there are the block, and the clips that sound in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from voicecoach.audio.pcm import FULL_SCALE, Block, Clip
from voicecoach.audio.sounds import load_sound
from voicecoach.timeline.spoken import words_of
from voicecoach.timeline.timeline import Event, EventKind, Part
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.speech.api import Voice
    from voicecoach.timeline.arrange import Chimes

BLOCK = Frames(65536)
"""Frames in the longest block of a whole mix: three seconds at 22,050 Hz, few enough to stay small beside the clips and
many enough that a file is written at the speed of the disk."""

LIVE_BLOCK = Frames(16384)
"""Frames in the longest block of one part, from which a player takes what it needs."""


def mix(
    parts: Iterable[Part], voice: Voice, chimes: Chimes | None = None, *, block: int = BLOCK
) -> Iterator[Block]:
    """Every part in order. The blocks are as long, together, as the parts. Raises SpeechError, AudioError."""
    for part in parts:
        yield from mix_part(part, voice, chimes, block=block)


def mix_part(
    part: Part, voice: Voice, chimes: Chimes | None = None, *, skip: int = 0, block: int = LIVE_BLOCK
) -> Iterator[Block]:
    """One part from `skip` frames after its start: blocks of at most `block` frames, together `end - start - skip`.

    A phrase in whose middle `skip` falls is heard from there on.
    """
    clip_of = _clips(voice, chimes)
    pending = [event for event in part.events if event.kind in (EventKind.SAY, EventKind.SOUND)]
    pending.sort(key=lambda event: event.start, reverse=True)
    sounding: list[Event] = []
    here = part.start + skip
    while here < part.end:
        sounding = [event for event in sounding if event.end > here]
        while pending and pending[-1].start <= here:
            event = pending.pop()
            if event.end > here:
                sounding.append(event)
        if sounding:
            there = min(here + block, part.end)
            if len(sounding) == 1:
                # One sound by itself, as nearly all are, is passed on as it is, up to its end or the next one's start.
                (event,) = sounding
                alone = min(there, event.end, pending[-1].start if pending else there)
                heard = clip_of(event).heard[here - event.start : alone - event.start]
                if len(heard) == alone - here:
                    yield Block.of_pcm(heard, voice.rate)
                    here = alone
                    continue
            while pending and pending[-1].start < there:
                sounding.append(pending.pop())
            yield _sum(sounding, here, there, clip_of, voice.rate)
        else:
            # Silence up to the next sound is marked as such, so that no writer need look at the samples.
            there = min(here + block, part.end, pending[-1].start if pending else part.end)
            yield Block(_silence(there - here), voice.rate, silent=True)
        here = there


def _clips(voice: Voice, chimes: Chimes | None) -> Callable[[Event], Clip]:
    sound = chimes or load_sound

    def clip_of(event: Event) -> Clip:
        if event.kind is EventKind.SAY:
            return voice.say(words_of(event, voice))
        if event.beside is not None:
            return load_sound(event.text, voice.rate, event.beside)
        return sound(event.text, voice.rate)

    return clip_of


def _sum(sounding: list[Event], here: int, there: int, clip_of: Callable[[Event], Clip], rate: int) -> Block:
    """What sounds from `here` to `there`. Words never overlap; a chime may, and then the sum needs more than 16 bits."""
    pieces = []
    for event in sounding:
        begin, end = max(event.start, here), min(event.end, there)
        heard = clip_of(event).heard[begin - event.start : end - event.start]
        pieces.append((begin - here, heard))
    pieces.sort(key=lambda piece: piece[0])
    if all(at + len(heard) <= later for (at, heard), (later, _) in pairwise(pieces)):
        pcm = np.zeros(there - here, np.int16)
        for at, heard in pieces:
            pcm[at : at + len(heard)] = heard
        return Block.of_pcm(pcm, rate)
    samples = np.zeros(there - here, np.float32)
    for at, heard in pieces:
        samples[at : at + len(heard)] += heard * FULL_SCALE
    return Block(samples, rate)


@lru_cache(maxsize=1)
def _longest_silence(frames: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    zeros = np.zeros(frames, np.float32)
    zeros.setflags(write=False)
    return zeros


def _silence(frames: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return _longest_silence(max(frames, BLOCK))[:frames]
