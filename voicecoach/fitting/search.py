"""Finds the session that is nearest to what was chosen and lasts at most so long, and at least 95 % of it.

The order in which things give way: first the level of all amounts moves, freely; only if that is not enough the number of sets,
then the rests, then the optional exercises, then the words. What comes later in this order is moved as little as possible,
whatever that asks of what comes before it; among the levels that are left the one with the longest session is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from voicecoach.fitting.ways import Ways
from voicecoach.units import Frames

LEAST_SHARE = 0.95
"""So much of the wanted length a session has at least, if the ranges allow it."""


class Point(NamedTuple):
    """One session, by its place in each of the ways."""

    talk: int
    optional: int
    rests: int
    sets: int
    amounts: int


class Found(NamedTuple):
    """What was found."""

    point: Point
    length: Frames


Measure = Callable[[Point], Frames]


class Search:
    """One search; lengths are in frames."""

    def __init__(self, ways: Ways, measure: Measure, most: Frames, slack: Frames) -> None:
        """`most` is the wanted length. `slack`: so much a session may become shorter though there is more of it, as other
        words are said."""
        self._ways = ways
        self._most = most
        self._least = most * LEAST_SHARE
        self._slack = slack
        self._measure = measure
        self._known: dict[Point, Frames] = {}

    def length(self, point: Point) -> Frames:
        """Of the session at that point; measured once."""
        if point not in self._known:
            self._known[point] = self._measure(point)
        return self._known[point]

    @property
    def most(self) -> Point:
        """The most of all amounts."""
        ways = self._ways
        return Point(
            0, len(ways.optional) - 1, len(ways.rests) - 1, len(ways.sets) - 1, len(ways.amounts) - 1
        )

    def ends(self) -> tuple[Frames, Frames]:
        """The shortest and the longest session."""
        least = Point(len(self._ways.talk) - 1, 0, 0, 0, 0)
        for one in (least, least._replace(amounts=min(1, self.most.amounts)), self.most):
            self.length(one)
        return min(self._known.values()), max(self._known.values())

    def best(self) -> Found | None:
        """The session that is wanted; if none is long enough the longest one that is not too long; None if all are."""
        under: Found | None = None
        for talk in range(len(self._ways.talk)):
            for optional in nearest_first(self._ways.optional_at, len(self._ways.optional)):
                for rests in nearest_first(self._ways.rests_at, len(self._ways.rests)):
                    last = self.most
                    if not self._spans(
                        Point(talk, optional, rests, 0, 0),
                        Point(talk, optional, rests, last.sets, last.amounts),
                        under,
                    ):
                        continue
                    for sets in nearest_first(self._ways.sets_at, len(self._ways.sets)):
                        found = self._by_amounts(Point(talk, optional, rests, sets, 0), under)
                        if found is None:
                            continue
                        if found.length >= self._least:
                            return found
                        if under is None or found.length > under.length:
                            under = found
        return under

    def _spans(self, least: Point, most: Point, under: Found | None) -> bool:
        """Whether there may be a session between these that is wanted, or is better than the one that is known."""
        # The gentle level may have an exercise of its own, which is not always the shorter one.
        gentle = min(self.length(one) for one in (least, least._replace(amounts=min(1, most.amounts))))
        if gentle > self._most + self._slack:
            return False
        wanted = self._least if under is None else min(self._least, under.length)
        return under is None or self.length(most) >= wanted - self._slack

    def _by_amounts(self, first: Point, under: Found | None) -> Found | None:
        """The longest one that is not too long; of several the first."""
        top = len(self._ways.amounts) - 1
        if not self._spans(first, first._replace(amounts=top), under):
            return None
        low, high = 0, top  # the last that is not too long, if lengths only rise
        while low < high:
            middle = (low + high + 1) // 2
            if self.length(first._replace(amounts=middle)) <= self._most:
                low = middle
            else:
                high = middle - 1
        near = {0, top, low}
        for step, ends in ((1, top), (-1, 0)):
            at = low
            while at != ends and abs(self.length(first._replace(amounts=at)) - self._most) <= self._slack:
                at += step
                near.add(at)
        points = [first._replace(amounts=at) for at in sorted(near)]
        short_enough = [Found(one, self.length(one)) for one in points if self.length(one) <= self._most]
        return max(short_enough, key=lambda one: one.length, default=None)


def nearest_first(at: int, number: int) -> Iterator[int]:
    """The numbers below `number`, those next to `at` first; the smaller of two that are as near."""
    yield from sorted(range(number), key=lambda one: (abs(one - at), one))
