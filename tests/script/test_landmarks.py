"""Which marks and reminders a window has, by its length: at which second each comes, at every bound."""

from __future__ import annotations

import itertools

import pytest

from voicecoach.phrases import phrases_of
from voicecoach.routine.breathing import breath_of
from voicecoach.script.breaths import BreathWords, breath_slots
from voicecoach.script.choices import Choices, Counting
from voicecoach.script.counting import hold_slot, timed_slot
from voicecoach.script.cue import Role, Say, Slot
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

GO = Say("Go.", Role.GO)


def marks(slot: Slot, *roles: Role) -> list[tuple[float, str]]:
    """Second and words of what has one of these roles."""
    return [
        (item.at, item.cue.text) for item in slot.anchored if isinstance(item.cue, Say) and item.cue.role in roles
    ]  # fmt: skip


def timed(seconds: float, *, count: Counting = Counting.EVERY, reminders: tuple[str, ...] = ()) -> Slot:
    words = Wording(phrases_of("en"), Choices(talk="full", count=count))
    return timed_slot(words, Seconds(seconds), GO, itertools.cycle(reminders), instead=GO, side=None)


def held(seconds: float, *, count: Counting = Counting.EVERY, reminders: tuple[str, ...] = ()) -> Slot:
    words = Wording(phrases_of("en"), Choices(talk="full", count=count))
    return hold_slot(words, Seconds(seconds), itertools.cycle(reminders), side=None)


def test_a_hold_of_ten_seconds_is_counted_and_a_longer_one_has_its_end_counted_down() -> None:
    ten = marks(held(10), Role.COUNT)
    assert [at for at, _ in ten] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert (ten[0][1], ten[-1][1]) == ("two", "ten")
    eleven = marks(held(11), Role.COUNT)
    assert eleven == [(6, "five"), (7, "four"), (8, "three"), (9, "two"), (10, "one")]
    assert marks(held(8, count=Counting.LANDMARKS), Role.COUNT) == [(5, "three"), (6, "two"), (7, "one")]


@pytest.mark.parametrize(("seconds", "first"), [(3, 1), (4, 2), (7, 5), (8, 5), (3.5, 2)])
def test_a_short_time_is_counted_down_as_far_as_there_is_room(seconds: float, first: int) -> None:
    counts = marks(timed(seconds), Role.COUNT)
    assert [at for at, _ in counts] == [seconds - left for left in range(first, 0, -1)]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (13, []),
        (14, [7]),
        (29, [14.5]),
        (30, [15, 20]),
        (79, [39.5, 69]),
        (80, [30, 40, 50, 70]),
        (119, [30, 59.5, 89, 109]),
        (120, [60, 90, 110]),
        (129, [60, 99, 119]),
        (150, [60, 120, 140]),
        (159, [60, 120, 149]),
        (160, [60, 120, 130, 150]),
    ],
)
def test_the_marks_of_a_time(seconds: float, expected: list[float]) -> None:
    assert [at for at, _ in marks(timed(seconds), Role.PROGRESS)] == expected


def test_reminders_keep_their_distance_from_marks_and_from_one_another() -> None:
    found = timed(40, reminders=("Breathe.",))
    reminded = [(item.at, item.by) for item in found.anchored if item.cue.role is Role.REMIND]
    # Marks at 0, 20, 30 and 35 to 39: three seconds after each, nine apart, and three before the next.
    assert reminded == [(3, 7.5), (12, 16.5), (23, 27.5)]
    long = timed(120, reminders=("Breathe.",))
    starts = [item.at for item in long.anchored if item.cue.role is Role.REMIND]
    assert starts[:2] == [3, 19]
    assert starts[2] == pytest.approx(19 + 16 * 1.15)
    # One second less is not a window of minutes, and so has them closer.
    starts = [
        item.at for item in timed(119, reminders=("Breathe.",)).anchored if item.cue.role is Role.REMIND
    ]
    assert starts[:3] == [3, 12, 21]


def test_even_breaths_say_halfway_and_the_last_and_remind_on_the_way_out_of_every_third() -> None:
    words = Wording(phrases_of("en"), Choices(talk="full"))
    pace, said = breath_of((Seconds(4.0), Seconds(6.0))), BreathWords(GO, GO, GO, GO)

    def beside(breaths: int, *, only: bool) -> list[list[tuple[float, float | None, str]]]:
        slots = breath_slots(words, breaths, pace, said, itertools.cycle(("Soften.",)), only=only, side=None)
        return [
            [(item.at, item.by, item.cue.text) for item in slot.anchored if isinstance(item.cue, Say) and item.by is not None]
            for slot in slots
        ]  # fmt: skip

    reminder, half, last = (5.0, 9.0, "Soften."), (5.0, 9.0, "halfway"), (5.0, 9.0, "one more breath")
    assert beside(6, only=False) == [[], [reminder], [], [], [last], []]
    assert beside(6, only=True) == [[], [reminder], [half], [], [last], []]
    assert beside(3, only=True) == [[], [last], []]
    assert beside(2, only=True) == [[], [reminder]]
