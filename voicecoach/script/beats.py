"""What falls on beats around an effort: the count before it, and the words of a timed set that has a tempo."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from voicecoach.script.choices import Counting
from voicecoach.script.counting import COUNT, PROGRESS, START
from voicecoach.script.cue import Anchored, Cue, Role, Say, Slot
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

BEAT = Seconds(1.0)
"""From one count of the lead-in to the next."""
SHORTEST_WORD = 1.0
"""Seconds before the end of a timed set in which no new word begins."""


def lead_in(words: Wording, count_in: int) -> tuple[Cue, ...]:
    """The count before an effort, from `count_in` to two: its first word falls on the beat of one."""
    if count_in < 2:
        return ()
    numbers = tuple(
        Anchored(Seconds(BEAT * index), Say(words.phrases.count(number), Role.GO), START)
        for index, number in enumerate(range(count_in, 1, -1))
    )
    return (Slot(Role.MOVE, Seconds(BEAT * (count_in - 1)), numbers),)


def beats_of(
    length: Seconds, tempo: tuple[Seconds, ...], go: Callable[[int], Say], back: Say, last: Say
) -> Iterator[Anchored]:
    """The words of each repetition of a timed set that has a tempo, after the first, which has words of its own; `go` gives those
    of a later one.

    `last` announces the last of several on the way back from the one before it, if that way is long enough for both words.
    """
    whole = sum(tempo)
    there = tempo[0] + (tempo[1] if len(tempo) > 2 else 0.0)
    turns = math.ceil((length - SHORTEST_WORD) / whole)
    if turns > 1 and whole - there >= 2 * SHORTEST_WORD:
        before = Seconds((turns - 1) * whole - SHORTEST_WORD)
        yield Anchored(before, last, PROGRESS, before)
    for turn in range(turns):
        for at, cue in ((turn * whole, go(turn + 1)), (turn * whole + there, back)):
            if 0 < at <= length - SHORTEST_WORD:
                yield Anchored(Seconds(at), cue, START)


def phase_beats(
    words: Wording, tempo: tuple[Seconds, ...], said: tuple[Say | None, ...], short: Say, start: float = 0.0
) -> Iterator[Anchored]:
    """The word of each phase of a repetition on its beat, and the count of its seconds, from the second one on.

    The repetition begins `start` seconds into its window; `short` is a shorter word for its first phase.
    """
    at = start
    for index, (seconds, cue) in enumerate(zip(tempo, said, strict=True)):
        if cue is not None:
            # A long word for the first phase gives way to a short one, never to no word for the next.
            yield Anchored(Seconds(at), cue, START + bool(index), instead=None if index else short)
            if words.choices.count is not Counting.LANDMARKS:
                for second in range(2, math.floor(seconds) + 1):
                    yield Anchored(Seconds(at + second - 1), words.count(second), COUNT)
        at += seconds


def phases_of_time(
    words: Wording,
    length: Seconds,
    tempo: tuple[Seconds, ...],
    said: Callable[[int], tuple[Say | None, ...]],
    short: Say,
    last: Say,
) -> Iterator[Anchored]:
    """The same for as many repetitions as a timed set has; `said` gives the words of each, from 1."""
    whole = sum(tempo)
    turns = math.ceil((length - SHORTEST_WORD) / whole)
    if turns > 1:
        before = (turns - 1) * whole
        yield Anchored(Seconds(before - min(whole, tempo[-1]) + 0.6), last, COUNT + 1, Seconds(before))
    for turn in range(turns):
        for mark in phase_beats(words, tempo, said(turn + 1), short, turn * whole):
            if 0 < mark.at <= length - SHORTEST_WORD:
                yield mark
