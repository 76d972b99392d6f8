"""The player: every frame once and in order, and what each control changes, to the sample."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.play.fakes import RATE, frames_of, part, player, pull, say, session
from voicecoach.play.engine.fades import FADE_S
from voicecoach.play.engine.player_state import PlayerState

FADE = round(FADE_S * RATE)


def test_plays_every_frame_once_and_then_is_over() -> None:
    made = player()
    heard = frames_of(pull(made, 30))
    assert heard == list(range(30 * RATE))
    assert made.state is PlayerState.ENDED
    assert not pull(made, 1).any()


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=30))
def test_the_size_of_a_pull_changes_nothing(sizes: list[int]) -> None:
    made = player()
    heard: list[int] = []
    for size in sizes:
        heard += frames_of(made.pull(size).samples)
    assert heard[: 30 * RATE] == list(range(min(sum(sizes), 30 * RATE)))


def test_a_pause_fades_falls_silent_and_goes_on_with_the_phrase_that_it_cut() -> None:
    made = player()
    pull(made, 3.8)  # in the middle of “Lie on your back.”, which starts at 3.5
    made.pause()
    tail = pull(made, 2)
    assert made.state is PlayerState.PAUSED
    assert tail[:FADE].any()
    assert not tail[FADE:].any()
    made.resume()
    assert frames_of(pull(made, 1)) == list(range(3500, 4500))


def test_a_pause_between_phrases_goes_on_at_the_very_frame() -> None:
    made = player()
    pull(made, 4.7)
    made.pause()
    pull(made, 1)
    made.resume()
    assert frames_of(pull(made, 1)) == list(range(4700, 5700))


def test_a_second_pause_and_a_second_resume_change_nothing() -> None:
    made = player()
    pull(made, 4.7)
    made.pause()
    pull(made, 1)
    made.pause()
    assert not pull(made, 1).any()
    made.resume()
    made.resume()
    assert frames_of(pull(made, 0.1))[0] == 4700


def test_a_fade_has_no_step() -> None:
    made = player()
    before = pull(made, 3.8)[-1]
    made.pause()
    tail = np.concatenate([[before], pull(made, 0.1)])
    assert np.abs(np.diff(tail)).max() <= before / (FADE - 1) * 1.01


def test_ten_pauses_leave_every_hold_its_length() -> None:
    made = player()
    pull(made, 5)
    heard: list[int] = []
    for _ in range(10):
        heard += frames_of(pull(made, 0.45))
        made.pause()
        pull(made, 0.33)
        made.resume()
    heard += frames_of(pull(made, 10))
    # Without what is said again, each frame of the hold is heard once and in order.
    once = [frame for at, frame in enumerate(heard) if frame >= 0 and frame > max(heard[:at], default=-1)]
    assert once[:6000] == list(range(5000, 11000))


def test_words_are_said_before_what_was_cut_is_said_again() -> None:
    made = player()
    pull(made, 3.8)
    made.interject([np.full(300, 0.5, np.float32)])
    heard = pull(made, 1)
    assert (heard[FADE : FADE + 300] == 0.5).all()
    assert frames_of(heard[FADE + 300 :])[0] == 3500


def test_words_laid_over_take_no_time() -> None:
    made = player()
    pull(made, 6.1)
    made.lay_over(np.full(300, 0.5, np.float32))
    heard = pull(made, 1)
    assert (heard[FADE:300] == 0.5).all()
    assert heard[0] == pytest.approx(0.5 + 6101e-6)  # what it takes the place of fades away under it
    assert frames_of(heard[300:]) == list(range(6400, 7100))


def test_a_jump_to_the_end_of_a_part_goes_on_with_the_next() -> None:
    made = player()
    pull(made, 3)
    made.jump(2, 6000)
    assert frames_of(pull(made, 0.1)[FADE:])[0] == 11000


def test_a_jump_leaves_with_a_fade_and_says_its_words_first() -> None:
    made = player()
    pull(made, 3.8)
    made.jump(5, words=[np.full(200, 0.5, np.float32)])
    heard = pull(made, 1)
    assert (heard[FADE : FADE + 200] == 0.5).all()
    assert frames_of(heard[FADE + 200 :])[:100] == list(range(19000, 19100))


def test_a_jump_in_a_pause_stays_paused() -> None:
    made = player()
    pull(made, 3.8)
    made.pause()
    pull(made, 1)
    made.jump(5)
    assert made.state is PlayerState.PAUSED
    assert not pull(made, 1).any()
    made.resume()
    assert frames_of(pull(made, 0.1))[0] == 19000


def test_the_end_has_its_last_words() -> None:
    made = player()
    pull(made, 3.8)
    made.end([np.full(200, 0.5, np.float32)])
    assert made.state is not PlayerState.ENDED
    heard = pull(made, 1)
    assert (heard[FADE : FADE + 200] == 0.5).all()
    assert not heard[FADE + 200 :].any()
    assert made.state is PlayerState.ENDED


def test_a_wait_is_a_place_where_it_waits() -> None:
    made = player()
    pull(made, 21)
    assert made.state is PlayerState.WAITING
    pull(made, 2.1)
    assert made.state is PlayerState.PLAYING


def test_starves_without_losing_a_frame() -> None:
    made = player(session()[:2])
    made.complete = False
    assert len(made.pull(6 * RATE).samples) == 5 * RATE
    assert len(made.pull(100).samples) == 0
    assert made.state is PlayerState.PLAYING
    made.append(session()[2])
    assert frames_of(made.pull(100).samples)[0] == 5000


def test_knows_what_the_listener_hears() -> None:
    made = player()
    pull(made, 6)
    spot = made.at(5500)
    assert spot is not None
    assert (spot.part.index, spot.offset) == (2, 500)
    spot = made.at(4000)
    assert spot is not None
    assert (spot.part.index, spot.offset) == (1, 2000)


def test_goes_back_to_what_the_listener_heard() -> None:
    made = player()
    pull(made, 20, step=5000)
    made.rewind(10500)
    assert frames_of(pull(made, 0.1))[0] == 10500
    spot = made.at(10500)
    assert spot is not None
    assert (spot.part.index, spot.offset) == (2, 5500)


def test_goes_back_from_the_end() -> None:
    made = player()
    pull(made, 32)
    made.rewind(29000)
    assert made.state is PlayerState.PLAYING
    assert frames_of(pull(made, 0.1))[0] == 29000


def test_a_seam_is_where_nothing_sounds_and_no_window_runs() -> None:
    made = player()
    assert not made.pull(1500).seam
    assert made.pull(500).seam
    pull(made, 3)
    for _ in range(56):
        assert not made.pull(100).seam
    assert made.pull(400).seam


def test_parts_before_the_present_one_can_be_replaced() -> None:
    made = player()
    pull(made, 6)
    made.replace(0, 2, [part(0, 0, 1, say(0, 1, "Hello."))])
    assert frames_of(pull(made, 0.1))[0] == 6000


def test_a_part_of_no_length_is_passed() -> None:
    made = player([part(0, 0, 1), part(1, 1, 1), part(2, 1, 2)])
    assert frames_of(pull(made, 2)) == list(range(2000))
    assert made.state is PlayerState.ENDED
