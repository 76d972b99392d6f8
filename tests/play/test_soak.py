"""An hour of a session on a fast clock: nothing grows, nothing drifts, everything is heard once."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from tests.play import rig as rigs
from tests.play.rig import ROUTINE, Rig
from voicecoach.play.commands import Command

LONG = ROUTINE[: ROUTINE.index("steps:")] + "steps:\n  - repeat: 20\n    steps: [bridge, twist, march]\n"


@pytest.fixture
def hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    monkeypatch.setattr(rigs, "STEP_S", 0.1)
    return Rig(tmp_path, text=LONG)


@pytest.mark.slow
def test_an_hour_is_heard_once_and_to_the_frame_and_takes_no_more_memory_at_its_end(hour: Rig) -> None:
    player = hour.session.playback.player
    parts = list(player.parts)
    total = parts[-1].end
    assert total > 55 * 60 * rigs.RATE
    heard: list[np.ndarray] = []
    order: list[int] = []
    sizes: list[int] = []
    tracemalloc.start()
    try:
        while hour.step():
            heard.append((hour.samples.pop() * 32768).astype(np.int16))
            spot = hour.session.playback.heard()
            if spot is not None and (not order or order[-1] != spot.part.index):
                order.append(spot.part.index)
            if len(heard) in (6000, 30000):  # ten minutes, fifty minutes
                gc.collect()
                here = sum(chunk.nbytes for chunk in heard)
                sizes.append(tracemalloc.get_traced_memory()[0] - here)
    finally:
        tracemalloc.stop()
    assert order == list(range(len(parts)))
    hour.samples = [np.concatenate(heard).astype(np.float32) / 32768]
    wanted = [(e.text, e.start / rigs.RATE) for part in parts for e in part.events if e.kind == "say"]
    assert [(one.text, one.start) for one in hour.words()] == wanted
    assert hour.clock.now() == pytest.approx(total / rigs.RATE, abs=0.2)
    # What is left of the recording's own bookkeeping is some 100 bytes a step.
    assert sizes[1] - sizes[0] < 24000 * 150, sizes
    assert len(player._history) < 100


@pytest.mark.slow
def test_an_hour_of_keys_ends_as_it_should(hour: Rig) -> None:
    """A person who cannot leave the keys alone."""
    keys = [Command.TOGGLE, Command.TOGGLE, Command.HOW_LONG, Command.LOUDER, Command.REPEAT_WORDS, Command.SOFTER,
            Command.LONGER, Command.SLOWER, Command.FASTER, Command.EASIER, Command.DONE, Command.NEXT,
            Command.PREVIOUS, Command.REPEAT_SET, Command.HARDER, Command.HURT, Command.DONE]  # fmt: skip
    for number in range(1500):
        hour.do(keys[number * 7 % len(keys)])
        hour.hear(0.3 + number % 11 / 2)
        hour.samples.clear()
    if hour.session.conductor.pausing.paused:
        hour.do(Command.RESUME)
    hour.finish()
    assert hour.session.record.finished
