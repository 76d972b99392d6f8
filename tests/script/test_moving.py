"""How long a change of position takes: never nothing, and longer the further the way."""

from __future__ import annotations

from itertools import product

import pytest

from voicecoach.routine.model import Position
from voicecoach.script.moving import level_of, seconds_to_move, seconds_to_switch


@pytest.mark.parametrize(("before", "after"), list(product([None, *Position], Position)))
def test_every_pair_of_positions_has_its_time(before: Position | None, after: Position):
    seconds = seconds_to_move(before, after)
    if before is after:
        assert seconds == 0
    else:
        assert 5 <= seconds <= 15
        if before is not None:
            assert seconds == seconds_to_move(after, before)


def test_from_the_floor_to_standing_is_not_three_seconds():
    assert seconds_to_move(Position.ON_THE_BACK, Position.STANDING) >= 10
    assert seconds_to_move(Position.STANDING, Position.FACE_DOWN) >= 10


def test_every_position_has_a_level_and_a_time_to_switch():
    for position in Position:
        assert level_of(position)
        assert seconds_to_switch(position) >= 3
    assert seconds_to_switch(Position.ON_THE_SIDE) > seconds_to_switch(Position.STANDING)
