"""What counts as skipped."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from voicecoach.play.coaching.transport import Transport
from voicecoach.script.cue import Segment, SegmentKind


@pytest.mark.parametrize(("index", "skipped"), [(0, ["bridge"]), (1, ["bridge"]), (2, [])])
def test_an_exercise_is_skipped_only_if_a_set_of_it_is_still_ahead(index: int, skipped: list[str]) -> None:
    kinds = (SegmentKind.SETUP, SegmentKind.WORK, SegmentKind.REST)
    parts = [SimpleNamespace(segment=Segment(kind, (), visit=1, exercise="bridge")) for kind in kinds]
    noted: list[str | None] = []
    anything: Any = SimpleNamespace(player=SimpleNamespace(rate=1), add_skipped=noted.append)
    transport = Transport(anything, anything, anything, anything, anything, anything, anything)
    transport.note_leaving(cast(Any, SimpleNamespace(parts=parts, index=index)))
    assert noted == skipped
    assert anything.left == (parts[index].segment,)
