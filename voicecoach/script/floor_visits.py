"""How often a session leads down to the floor and up again: each time is an effort for a sore back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from voicecoach.script.cue import Segment
from voicecoach.script.move_table import FLOOR


def floor_visits(segments: Iterable[Segment]) -> int:
    """How many times somebody who does all segments in order comes down to the floor."""
    down = [False, *(segment.after.position in FLOOR for segment in segments)]
    return sum(after and not before for before, after in pairwise(down))
