"""What sounds at once is added up, to the sample, however the blocks fall; what sounds alone is passed on as it is."""

from __future__ import annotations

import numpy as np
import pytest

from voicecoach.audio.pcm import Clip
from voicecoach.script.cue import Role, Segment, SegmentKind
from voicecoach.timeline.mix import mix_part
from voicecoach.timeline.timeline import Event, EventKind, Part
from voicecoach.units import Frames

RATE = 1000
ONSET = 7
"""Frames of a clip before it is heard: they are not in the mix."""


class Steps:
    """Says a phrase as a ramp that starts at its number, 100 frames long."""

    id = "steps:one"
    rate = RATE

    def length(self, text: str) -> Frames:
        return Frames(100)

    def say(self, text: str) -> Clip:
        ramp = np.arange(-ONSET, 100, dtype=np.int16) + np.int16(int(text))
        return Clip(ramp, RATE, Frames(ONSET))

    def close(self) -> None: ...


def chime(name: str, rate: int) -> Clip:
    return Clip(np.full(60, 30_000, np.int16), rate, Frames(0))


def said(start: int, number: int) -> Event:
    return Event(Frames(start), Frames(start + 100), EventKind.SAY, Role.COUNT, str(number))


def rung(start: int) -> Event:
    return Event(Frames(start), Frames(start + 60), EventKind.SOUND, Role.GO, "bell")


def expected(length: int, *events: Event) -> np.ndarray:
    """The same, added up without blocks, in whole numbers."""
    out = np.zeros(length, np.int64)
    for event in events:
        clip = Steps().say(event.text) if event.kind is EventKind.SAY else chime(event.text, RATE)
        out[event.start : event.end] += clip.samples[clip.onset :]
    return out


CASES = {
    "alone": (said(50, 1000),),
    "one after the other": (said(50, 1000), said(150, 2000)),
    "a chime under words": (said(50, 20_000), rung(80)),
    "a chime that words begin in": (rung(50), said(90, 20_000)),
    "a chime that outlasts words": (said(50, 20_000), rung(120)),
    "three at once": (said(50, 20_000), rung(60), rung(70)),
    "at both ends": (said(0, 500), said(400, 600)),
}


@pytest.mark.parametrize("block", [1, 13, 64, 499, 500, 4096])
@pytest.mark.parametrize("events", CASES.values(), ids=CASES)
def test_the_sum_is_exact_however_the_blocks_fall(events: tuple[Event, ...], block: int) -> None:
    part = Part(0, Segment(SegmentKind.WORK, ()), Frames(0), Frames(500), events)
    blocks = list(mix_part(part, Steps(), chime, block=block))
    assert all(0 < len(one.samples) <= block for one in blocks)
    samples = np.concatenate([one.samples for one in blocks])
    assert np.array_equal(np.rint(samples * 32768).astype(np.int64), expected(500, *events))


def test_what_sounds_alone_is_one_piece_and_silence_says_that_it_is() -> None:
    part = Part(0, Segment(SegmentKind.WORK, ()), Frames(0), Frames(500), (said(50, 1000),))
    found = [(len(one.samples), one.silent) for one in mix_part(part, Steps(), chime)]
    assert found == [(50, True), (100, False), (350, True)]
