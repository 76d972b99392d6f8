"""What fitting finds is what trying every session would have found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from tests.fitting.generated import small_routine
from voicecoach.errors import DoesNotFit
from voicecoach.fitting.fit import at_point, fitted
from voicecoach.fitting.length import true_length
from voicecoach.fitting.search import Point
from voicecoach.fitting.ways import Ways, ways_of
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.outline import Visit, outline
from voicecoach.session import prepare
from voicecoach.speech.registry import open_voice

VOICE = open_voice("silent")

MOST_SESSIONS = 40
"""Of one routine; more take too long to try."""
QUICK = 12
SLOW = 1000


def points(ways: Ways) -> Iterator[Point]:
    each = (ways.talk, ways.optional, ways.rests, ways.sets, ways.amounts)
    return (Point(*one) for one in product(*(range(len(way)) for way in each)))


def moved(ways: Ways, point: Point) -> tuple[int | tuple[int, int], ...]:
    """How far a session is from what was chosen, what is to be moved last before all else."""
    pairs = (
        (point.optional, ways.optional_at),
        (point.rests, ways.rests_at),
        (point.sets, ways.sets_at),
    )
    return (point.talk, *((abs(at - begin), at) for at, begin in pairs))


def every_session(loaded: LoadedRoutine, choices: Choices, ways: Ways) -> dict[Point, int]:
    return {
        point: true_length(loaded.routine, at_point(choices, ways, point), VOICE) for point in points(ways)
    }


def wanted(ways: Ways, lengths: dict[Point, int], most: int) -> Point | None:
    """The first by the stated order of those between 95 and 100 % of the length; else the longest that is not longer."""
    short_enough = [point for point, length in lengths.items() if length <= most]
    right = [point for point in short_enough if lengths[point] >= most * 0.95]
    if right:
        return min(right, key=lambda one: (*moved(ways, one), -lengths[one], one.amounts))
    return max(short_enough, key=lambda one: lengths[one], default=None)


def tried(seed: int) -> None:
    random = Random(seed)
    ways = None
    while ways is None or not 5 < sum(1 for _ in points(ways)) <= MOST_SESSIONS:
        loaded = small_routine(random)
        talk = random.choice(["auto", "short", "counts", "counts"])
        choices = Choices(random.choice([0.0, 0.5, 1.0]), talk, include=random.choice([(), "all"]))
        choices = choices.settled(loaded.routine)
        ways = ways_of(loaded.routine, choices)
    lengths = every_session(loaded, choices, ways)
    least, most = min(lengths.values()), max(lengths.values())
    length = random.uniform(least * 0.9, most * 1.1)
    minutes = max(1.0, length / VOICE.rate / 60)
    frames = int(minutes * 60 * VOICE.rate + 0.5)
    best = wanted(ways, lengths, frames)
    asked = replace(choices, minutes=minutes)
    if best is None or most < frames * 0.95:
        with pytest.raises(DoesNotFit) as raised:
            fitted(loaded, asked, VOICE)
        assert raised.value.shortest_s == pytest.approx(least / VOICE.rate, abs=15)
        assert raised.value.longest_s == pytest.approx(most / VOICE.rate, abs=15)
        return
    chosen = fitted(loaded, asked, VOICE)
    session = prepare(loaded, chosen, VOICE)
    assert session.timeline.end <= frames
    # The session itself is as long as the search said, and announced as it is.
    assert session.timeline.end == lengths[best]
    if lengths[best] >= frames * 0.95:
        expected = at_point(choices, ways, best)
        assert chosen.fit is not None
        assert expected.fit is not None
        # Of levels with the same length any will do.
        assert replace(chosen, fit=replace(chosen.fit, amounts=expected.fit.amounts)) == replace(
            expected, minutes=chosen.minutes
        )
    look_at_doses(loaded, choices, chosen)


def look_at_doses(loaded: LoadedRoutine, asked: Choices, chosen: Choices) -> None:
    """Within the ranges, alike on both sides; what is strict is as the level says."""
    every = Choices(asked.level, include="all")
    as_asked = {
        visit.place: visit.doses for visit in outline(loaded.routine, every) if isinstance(visit, Visit)
    }
    for visit in outline(loaded.routine, chosen):
        if not isinstance(visit, Visit):
            continue
        assert len({dose for _, dose in visit.doses}) == 1
        if visit.strict:
            assert visit.doses == as_asked[visit.place]
        dose = visit.doses[0][1]
        assert 1 <= dose.sets <= 3
        assert dose.reps is None or 1 <= dose.reps <= 8
        assert dose.hold_s is None or 5 <= dose.hold_s <= 12


@pytest.mark.parametrize("seed", range(QUICK))
def test_a_few_routines(seed: int) -> None:
    tried(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_a_thousand_routines(block: int) -> None:
    for seed in range(block * SLOW // 10, (block + 1) * SLOW // 10):
        tried(seed)
