"""What falls on beats around an effort: the count before it, and the words of a timed set that has a tempo."""

from __future__ import annotations

import math
from collections.abc import Iterator

from voicecoach.script.counting import PROGRESS, START
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
    length: Seconds, tempo: tuple[Seconds, ...], go: Say, back: Say, last: Say
) -> Iterator[Anchored]:
    """The words of each repetition of a timed set that has a tempo, after the first, which has words of its own.

    `last` announces the last of several on the way back from the one before it, if that way is long enough for both words.
    """
    whole = sum(tempo)
    there = tempo[0] + (tempo[1] if len(tempo) > 2 else 0.0)
    turns = math.ceil((length - SHORTEST_WORD) / whole)
    if turns > 1 and whole - there >= 2 * SHORTEST_WORD:
        before = Seconds((turns - 1) * whole - SHORTEST_WORD)
        yield Anchored(before, last, PROGRESS, before)
    for turn in range(turns):
        for at, cue in ((turn * whole, go), (turn * whole + there, back)):
            if 0 < at <= length - SHORTEST_WORD:
                yield Anchored(Seconds(at), cue, START)
