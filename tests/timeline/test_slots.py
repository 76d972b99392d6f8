"""A window of exact length, to the frame: what fits, where it starts, what gives way, and what a misfit reports.

The voice says a frame a letter, at a thousand frames a second; SPACE is 120 of them.
"""

from __future__ import annotations

import pytest

from tests.timeline.voices import MeanVoice
from voicecoach.script.cue import Anchored, Role, Say, Script, Segment, SegmentKind, Side, Slot
from voicecoach.timeline.arrange import SPACE, arrange
from voicecoach.timeline.timeline import EventKind, Part
from voicecoach.units import Seconds

RATE = 1000
GAP = round(SPACE * RATE)
VOICE = MeanVoice("a frame a letter", RATE, lambda text, rate: len(text))


def at(
    start: int, letters: int, priority: int = 0, *, by: int | None = None, instead: int | None = None
) -> Anchored:
    """Words of that many letters that start at that frame; `by` and `instead` as in Anchored."""
    return Anchored(
        Seconds(start / RATE),
        Say("x" * letters, Role.REMIND),
        priority,
        None if by is None else Seconds(by / RATE),
        None if instead is None else Say("y" * instead, Role.REMIND),
    )


def arranged(length: int, *anchored: Anchored, stretch: bool = False) -> Part:
    slot = Slot(Role.HOLD, Seconds(length / RATE), anchored, rep=3, side=Side.LEFT, stretch=stretch)
    segment = Segment(SegmentKind.WORK, (slot,))
    (part,) = arrange(Script("r", "R", (segment,)), VOICE).parts
    return part


def heard(part: Part) -> list[tuple[int, int]]:
    """First frame and length of all that is said."""
    return [(event.start, event.end - event.start) for event in part.events if event.kind is EventKind.SAY]


def test_exact_words_may_touch_and_may_not_overlap() -> None:
    assert heard(arranged(1000, at(0, 100), at(100, 50))) == [(0, 100), (100, 50)]
    assert heard(arranged(1000, at(0, 101), at(100, 50))) == [(0, 101)]
    assert heard(arranged(1000, at(50, 51, 1), at(0, 51))) == [(50, 51)]


def test_exact_words_may_end_with_the_window_and_no_later() -> None:
    assert heard(arranged(1000, at(900, 100))) == [(900, 100)]
    assert heard(arranged(1000, at(900, 101))) == []


def test_words_that_may_choose_keep_their_space_from_exact_ones() -> None:
    assert heard(arranged(1000, at(0, 100, 9), at(0, 50, by=1000))) == [(0, 100), (100 + GAP, 50)]
    between = [at(0, 100, 9), at(100 + 2 * GAP + 50, 100, 9)]
    assert heard(arranged(1000, *between, at(0, 50, by=400)))[1] == (100 + GAP, 50), "it fits to the frame"
    assert heard(arranged(1000, *between, at(0, 51, by=1000)))[-1] == (between[1].at * RATE + 100 + GAP, 51)


def test_words_that_may_choose_start_by_their_last_moment_or_not_at_all() -> None:
    assert heard(arranged(1000, at(0, 100, 9), at(0, 50, by=100 + GAP))) == [(0, 100), (100 + GAP, 50)]
    assert heard(arranged(1000, at(0, 100, 9), at(0, 50, by=100 + GAP - 1))) == [(0, 100)]
    assert heard(arranged(1000, at(0, 100, by=900), at(950, 50, by=950))) == [(0, 100), (950, 50)]
    assert heard(arranged(1000, at(951, 50, by=960))) == []


def test_the_higher_priority_is_placed_first_and_equals_by_their_time() -> None:
    assert heard(arranged(1000, at(0, 100, 1), at(50, 100, 2))) == [(50, 100)]
    assert heard(arranged(1000, at(50, 100, 2), at(0, 100, 2))) == [(0, 100)]


def test_fewer_words_take_the_place_of_what_does_not_fit() -> None:
    part = arranged(1000, at(900, 200, instead=100))
    assert heard(part) == [(900, 100)]
    (misfit,) = part.misfits
    assert (misfit.text, misfit.rep) == ("x" * 200, 3)
    assert (misfit.needed_s, misfit.room_s) == (0.2, 0.1)
    part = arranged(1000, at(900, 200, instead=101))
    assert (heard(part), len(part.misfits)) == ([], 1)


@pytest.mark.parametrize(
    ("anchored", "room"),
    [
        ((at(0, 100, 9), at(50, 60)), 0.0),
        ((at(200, 100, 9), at(50, 200)), 0.15),
        ((at(200, 100, 9), at(0, 900, by=500)), 0.58),
        ((at(0, 500, 9), at(0, 500, by=400)), 0.0),
    ],
)
def test_a_misfit_reports_the_longest_room_that_there_was(
    anchored: tuple[Anchored, ...], room: float
) -> None:
    (misfit,) = arranged(1000, *anchored).misfits
    assert misfit.room_s == pytest.approx(room)


def test_a_window_that_may_stretch_gives_exact_words_their_time_and_moves_the_rest() -> None:
    part = arranged(300, at(0, 200), at(100, 50), at(250, 10), stretch=True)
    second, third = 200 + GAP, 250 + (200 + GAP - 100)
    third = max(third, second + 50 + GAP)
    assert heard(part) == [(0, 200), (second, 50), (third, 10)]
    assert part.end == max(300 + third - 250, third + 10 + GAP)
    assert part.misfits == ()


def test_a_window_that_may_stretch_keeps_its_length_if_all_fits() -> None:
    part = arranged(1000, at(0, 100), at(300, 100, by=500), stretch=True)
    assert (heard(part), part.end) == ([(0, 100), (300, 100)], 1000)


def test_words_in_a_window_have_its_repetition_and_side() -> None:
    (said,) = [event for event in arranged(1000, at(0, 10)).events if event.kind is EventKind.SAY]
    assert (said.rep, said.side) == (3, Side.LEFT)


def test_windows_follow_one_another_without_a_gap() -> None:
    slot = Slot(Role.HOLD, Seconds(1.0), (at(0, 10),))
    segments = (Segment(SegmentKind.WORK, (slot, slot)), Segment(SegmentKind.REST, (slot,)))
    first, second = arrange(Script("r", "R", segments), VOICE).parts
    assert [event.start for event in first.events] == [0, 0, 1000, 1000]
    assert (first.start, first.end, second.start, second.end) == (0, 2000, 2000, 3000)
    assert (first.index, second.index) == (0, 1)
