"""Intervals that are too short for what is to be done in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.phrases import phrases_of
from voicecoach.routine.model import Routine
from voicecoach.script.choices import Choices
from voicecoach.script.clocked import change_between, clock_end
from voicecoach.script.outline import outline
from voicecoach.script.strict_windows import turns_of_clock
from voicecoach.script.visit import Clock, Interlude, Place
from voicecoach.script.windows import Work, seconds_of
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


def crowded_intervals(routine: Routine, choices: Choices) -> Iterator[Crowded]:
    """Every group whose turns have not the time that they need, once each."""
    words = Wording(phrases_of(routine.language), choices.settled(routine))
    items = outline(routine, choices)
    found: dict[Place, Crowded] = {}
    for at, item in enumerate(items):
        if not (isinstance(item, Interlude) and isinstance(clock := item.step, Clock)) or clock.times is None:
            continue
        turns, _ = turns_of_clock(words, clock, items[at + 1 : clock_end(items, at)])
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
