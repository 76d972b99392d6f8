"""Where “previous” leads: to the start of this exercise, or for somebody who hardly began it, of the one before."""

from __future__ import annotations

import pytest

from tests.export.samples import RATE, part
from voicecoach.play.engine.navigation import previous_exercise
from voicecoach.script.cue import SegmentKind

PARTS = (
    part(0, 0, 10, SegmentKind.WORK, visit=1),
    part(1, 10, 20, SegmentKind.WORK, visit=1),
    part(2, 20, 22, SegmentKind.SETUP, visit=2),
    part(3, 22, 30, SegmentKind.WORK, visit=2),
)


@pytest.mark.parametrize(
    ("index", "seconds", "expected"),
    [
        (2, 0.0, 0),
        (2, 1.9, 0),
        (3, 1.999, 0),
        (3, 2.0, 2),  # four seconds in, with the set-up before it
        (3, 7.0, 2),
        (0, 1.0, 0),
        (1, 5.0, 0),
    ],
)
def test_previous(index: int, seconds: float, expected: int) -> None:
    assert previous_exercise(PARTS, index, round(seconds * RATE), RATE) == expected
