"""Intervals that are too short for what is to be done in them, and strict rests that are too short to get into position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicecoach.phrases import phrases_of
from voicecoach.routine.model import Position, Routine
from voicecoach.script.choices import Choices
from voicecoach.script.clocked import change_between, clock_end
from voicecoach.script.outline import outline
from voicecoach.script.set_length import change_seconds
from voicecoach.script.strict import strict_end
from voicecoach.script.strict_windows import turns_of_clock, windows_of
from voicecoach.script.visit import Clock, Interlude, Place, Visit
from voicecoach.script.windows import Gap, Work, seconds_of
from voicecoach.script.wording import Wording


@dataclass(frozen=True, slots=True)
class Crowded:
    """One group of intervals, at its worst turn."""

    place: Place
    interval_s: float
    done_s: float
    """What is to be done in a turn takes so long, with the rests that are written."""
    change_s: float
    """To change from one exercise to the next takes so long, beside that."""


SHARE = 0.5
"""Of the usual time of a way: somebody who hurries needs no less."""


@dataclass(frozen=True, slots=True)
class Hurried:
    """A way from one exercise to the next in strict time, which has not the time that it takes."""

    place: Place
    """Of the second exercise."""
    name: str
    """What the coach calls it."""
    position: Position
    """Where it begins."""
    rest_s: float
    """So long is the time between the two."""
    takes_s: float
    """So long the way usually takes."""


def hurried_ways(routine: Routine, choices: Choices) -> Iterator[Hurried]:
    """Every way into another position in strict time that has less than half of the time that it takes, once each."""
    choices = choices.settled(routine)
    words = Wording(phrases_of(routine.language), choices)
    items = outline(routine, choices)
    found: dict[Place, Hurried] = {}
    at = 0
    while at < len(items):
        end = strict_end(routine, items, at)
        # Intervals have a remark of their own.
        if end > at and isinstance(items[at], Visit):
            for one in _hurried(words, items[at:end]):
                found.setdefault(one.place, one)
        at = max(end, at + 1)
    yield from found.values()


def _hurried(words: Wording, items: Sequence[Visit | Interlude]) -> Iterator[Hurried]:
    before: Work | None = None
    rest = 0.0
    for window in windows_of(words, items):
        if isinstance(window, Gap):
            rest += window.seconds
            continue
        visit = window.visit
        if before is not None and before.visit.exercise.position is not visit.exercise.position:
            takes = change_seconds(before.visit, visit, words.choices)
            if rest < SHARE * takes:
                yield Hurried(visit.place, visit.exercise.name, visit.exercise.position, rest, takes)
        before, rest = window, 0.0


def crowded_intervals(routine: Routine, choices: Choices) -> Iterator[Crowded]:
    """Every group whose turns have not the time that they need, once each."""
    words = Wording(phrases_of(routine.language), choices.settled(routine))
    items = outline(routine, choices)
    found: dict[Place, Crowded] = {}
    for at, item in enumerate(items):
        if not (isinstance(item, Interlude) and isinstance(clock := item.step, Clock)) or clock.times is None:
            continue
        turns, *_ = turns_of_clock(words, clock, items[at + 1 : clock_end(items, at)])
        for number, turn in enumerate(turns):
            done = sum(map(seconds_of, turn))
            following = [
                window for one in turns[number + 1 : number + 2] for window in one if isinstance(window, Work)
            ]
            change = sum(change_between(words, [*turn, *following[:1]]))
            if done + change > clock.seconds:
                before = found.get(item.place)
                if before is None or done + change > before.done_s + before.change_s:
                    found[item.place] = Crowded(item.place, clock.seconds, done, change)
    yield from found.values()
