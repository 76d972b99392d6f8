"""A window that is made longer in its midst: what is counted up goes on, what is counted down comes later."""

from __future__ import annotations

import pytest

from voicecoach.play.engine.navigation import lengthened
from voicecoach.script.cue import Role, Segment, SegmentKind
from voicecoach.timeline.timeline import Event, EventKind, Part
from voicecoach.units import Frames

STEP = 1000
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight"]


def part(*counts: str, role: Role = Role.HOLD, seconds: int = 5, start: int = 7000) -> Part:
    """One window of so many seconds; the counts, 200 frames each, are on the last of its seconds but one."""
    first = start + (seconds - len(counts)) * STEP
    events = [Event(Frames(start), Frames(start + seconds * STEP), EventKind.SPAN, role)]
    events += [
        Event(Frames(first + at * STEP), Frames(first + at * STEP + 200), EventKind.SAY, Role.COUNT, word)
        for at, word in enumerate(counts)
    ]
    end = start + seconds * STEP
    return Part(0, Segment(SegmentKind.WORK, ()), Frames(start), Frames(end), tuple(events))


def longer(part: Part, offset: int, seconds: int) -> tuple[int, list[tuple[str, int]]]:
    """Seconds of the window then, and each count with its second from the part's start."""
    made = lengthened(part, offset, seconds * STEP, STEP, WORDS)
    assert made is not None
    (window,) = [event for event in made.events if event.kind is EventKind.SPAN]
    assert made.end == part.end + seconds * STEP
    assert list(made.events) == sorted(made.events, key=lambda event: event.start)
    said = [(event.text, (event.start - part.start) // STEP) for event in made.events if event.text]
    assert all(event.end - event.start == 200 for event in made.events if event.text)
    return (window.end - window.start) // STEP, said


def test_what_is_counted_up_goes_on_to_the_new_end() -> None:
    counted = part("one", "two", "three", "four")
    assert longer(counted, 2500, 3) == (
        8, [("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7)],
    )  # fmt: skip


def test_a_count_ends_with_the_words_that_there_are() -> None:
    seconds, said = longer(part("five", "six", "seven"), 2500, 10)
    assert (seconds, said[-1]) == (15, ("eight", 5))


def test_what_is_counted_down_comes_later() -> None:
    assert longer(part("three", "two", "one"), 500, 2) == (7, [("three", 4), ("two", 5), ("one", 6)])


def test_a_countdown_that_has_begun_begins_again_before_the_new_end() -> None:
    seconds, said = longer(part("three", "two", "one"), 3500, 2)
    assert seconds == 7
    assert said[-3:] == [("three", 4), ("two", 5), ("one", 6)]


def test_one_word_alone_is_not_a_count_up() -> None:
    assert longer(part("three"), 500, 2) == (7, [("three", 6)])


@pytest.mark.parametrize("role", [Role.REP, Role.BREATH])
def test_a_repetition_is_not_made_longer(role: Role) -> None:
    assert lengthened(part("one", role=role), 500, 1000, STEP, WORDS) is None


def test_outside_a_window_there_is_nothing_to_make_longer() -> None:
    assert lengthened(part("one"), 5000, 1000, STEP, WORDS) is None
    assert lengthened(part("one"), 4999, 1000, STEP, WORDS) is not None
