"""An output that queues a second and gives it back at each control is heard like one that queues nothing."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest

from tests.play.fakes import RATE, mix, player, session
from voicecoach.audio.pcm import FloatSamples
from voicecoach.play.engine.mix_ahead import MixAhead
from voicecoach.play.engine.player import Player

AHEAD = RATE
STEP = 37


def words(frames: int) -> FloatSamples:
    return np.full(frames, 0.5, np.float32)


CONTROLS: tuple[Callable[[Player, random.Random], object], ...] = (
    lambda made, _: made.pause(),
    lambda made, _: made.resume([words(400)]),
    lambda made, _: made.resume(),
    lambda made, chance: made.interject([words(chance.randrange(50, 900)), words(100)]),
    lambda made, chance: made.lay_over(words(chance.randrange(50, 900))),
    lambda made, chance: made.jump(chance.randrange(len(made.parts)), 0, [words(300)]),
    lambda made, _: None,  # louder: the same again, and nothing lost
)


def heard_by(number: int, *, ahead: int) -> tuple[FloatSamples, list[object]]:
    """What is heard of 25 seconds with some thirty controls, the same ones for each number."""
    chance = random.Random(number)
    made = Player(RATE, MixAhead(mix, 2 * RATE, 3 * AHEAD, alone=True))
    for one in session():
        made.append(one)
    made.complete = True
    heard = np.zeros(27 * RATE, np.float32)
    spots: list[object] = []
    for now in range(0, 25 * RATE, STEP):
        if chance.random() < 0.05:
            control = chance.choice(CONTROLS)
            made.rewind(now, silent=False)
            assert made.pulled == now
            control(made, chance)
        while made.pulled < now + max(ahead, STEP):
            at, piece = made.pulled, made.pull(min(STEP, now + max(ahead, STEP) - made.pulled)).samples
            heard[at : at + len(piece)] = piece
        spots.append(made.at(now))
    return heard[: 25 * RATE], spots


@pytest.mark.parametrize("number", range(20))
def test_a_long_queue_is_heard_like_none(number: int) -> None:
    at_once, places = heard_by(number, ahead=0)
    queued, same_places = heard_by(number, ahead=AHEAD)
    assert np.array_equal(at_once, queued)
    assert places == same_places


def test_what_was_said_beside_the_session_goes_on_after_a_control() -> None:
    made = player()
    made.pull(500)
    made.interject([words(800)])
    made.pull(1000)
    made.rewind(900, silent=False)
    assert sum(map(len, made.inserted)) == 800 - (900 - 512)


def test_parts_that_were_made_again_meanwhile_are_not_undone() -> None:
    made = player()
    made.pull(2500)
    new = session()[2]
    made.replace(2, 3, [new])
    made.pull(1000)
    made.rewind(2600, silent=False)
    assert made.parts[2] is new
    assert made.spot is not None
    assert (made.spot.part.index, made.spot.offset) == (1, 600)


def test_a_change_that_was_not_taken_back_first_stays() -> None:
    made = player()
    made.pull(3000)
    made.jump(4)
    made.pull(500)
    made.rewind(2000, silent=False)
    assert made.pulled == 2000
    assert made.spot is not None
    assert made.spot.part.index == 4


@pytest.mark.parametrize("inserted", [True, False])
def test_a_sound_that_was_cut_off_has_no_end_that_comes_after_it(inserted: bool) -> None:
    made = Player(RATE, MixAhead(mix, 2 * RATE, 3 * AHEAD, alone=True))
    for one in session():
        made.append(one)
    made.complete = True
    made.pull(STEP)
    if inserted:
        made.interject([words(2 * RATE)])
    made.pull(RATE)
    made.rewind(RATE // 2, silent=True)
    made.rewind(RATE // 2, silent=True)
    made.pause()
    assert not made.pull(RATE).samples.any()
