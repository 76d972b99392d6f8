"""Rests: between repetitions, sets and exercises."""

from __future__ import annotations

from collections.abc import Sequence

from voicecoach.routine.position import Position
from voicecoach.script.counting import COUNT, FLOW, HALF_MINUTE, PROGRESS, START, marks_at
from voicecoach.script.cue import Anchored, Role, Say, Slot
from voicecoach.script.visit import NEXT_FROM
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

TOLD_FROM = 6.0
"""Seconds: the shortest rest whose length is said; a shorter one has no room for it."""
READY_FROM = 10.0
"""Seconds: the shortest rest with a "get ready" before its end."""
READY_BEFORE = 3.0
"""Seconds before the end of a rest at which it comes."""
HOW_FROM = 20.0
"""Seconds: the shortest rest in which there is time to change something, and so a word on how to rest."""
BACK_BEFORE = 8.0
"""Seconds before the end of such a rest at which one is called back into position."""
TEN_LEFT_FROM = 45.0
"""Seconds: from here the last ten seconds of a rest are announced."""
LONGEST_BY_MINUTES = 600.0
"""Seconds: the longest rest of which each minute is said; in a longer one somebody does something else."""
HALF_MINUTE_LEFT_FROM = 60.0
"""Seconds: from here the last half minute is announced too, so that nobody wonders whether the coach is still there."""


LEADS_FROM = 6.0
"""Seconds: the shortest rest that has room for what leads into the next effort; after a shorter one that comes after it."""
LAST_WORD = 1.0
"""Seconds before the word that a rest ends in which nothing else begins."""


def rest_slot(
    words: Wording,
    length: Seconds,
    *,
    following: Say | None = None,
    opening: Say | None = None,
    ready: bool = True,
    how: Say | None = None,
    back: bool = False,
    cues: tuple[float, ...] | None = None,
    quiet: bool = False,
    count_in: int = 0,
    more: Sequence[Say] = (),
) -> Slot:
    """A rest of exact length: how long it is, which set is `following`, and a word before it ends.

    `how` says where to rest. Where it leads out of a set-up that is needed again, `back` calls back into it in time.
    `opening` takes the place of "rest": the release that ends the repetition before it. "Get ready" is
    said before its end; unless `ready`, as an exercise is introduced first, only that it ends. With a `count_in` the count
    before the effort is in it, and `more` has what else leads into that: all of it is heard, if the rest has to grow for it.

    A release must be heard, so the rest after it lasts at least as long as its words.
    """
    if quiet:
        return _quiet(words, length, ready=ready)
    marks: list[Anchored] = []
    released = opening is not None
    if opening is None:
        if length >= TOLD_FROM:
            opening = words.say("rest-for", Role.REST, length=words.phrases.length(length))
        else:
            opening = words.say("rest-short", Role.REST)
    marks.append(Anchored(Seconds(0.0), opening, START))
    if released and length >= READY_FROM:
        said = words.say("rest-for", Role.REST, length=words.phrases.length(length))
        marks.append(Anchored(Seconds(1.0), said, PROGRESS, Seconds(length / 2)))
    if how is not None and length >= HOW_FROM:
        marks.append(Anchored(Seconds(1.0), how, PROGRESS, Seconds(length / 2)))
        if back:
            said = words.say("rest-back", Role.REST)
            marks.append(Anchored(Seconds(length - BACK_BEFORE), said, COUNT))
    if following is not None and length >= NEXT_FROM:
        marks.append(Anchored(Seconds(1.0), following, PROGRESS, Seconds(max(1.0, length / 2))))
    marks += time_left(words, length) if cues is None else marks_at(words, cues, length)
    numbers = count_before(words, length, count_in)
    before = max(READY_BEFORE, float(count_in)) if numbers else READY_BEFORE
    if length >= READY_FROM:
        said = words.say("get-ready" if ready else "rest-ends", Role.REST)
        marks.append(Anchored(Seconds(length - before), said, COUNT))
    latest = Seconds(length - before - LAST_WORD)
    marks += [
        Anchored(Seconds(1.0), one, COUNT if one.role is Role.SIDE else PROGRESS, latest) for one in more
    ]
    return Slot(Role.REST, length, (*marks, *numbers), stretch=released)


def time_left(words: Wording, length: float) -> list[Anchored]:
    """What is left of a long rest, said each minute, half a minute before its end, and ten seconds before it.

    Of a rest between intervals, which may last an hour, every five minutes.
    """
    every = 60 if length <= LONGEST_BY_MINUTES else 300
    left = [*range(every, int(length - HALF_MINUTE) + 1, every)]
    left += [30] if length >= HALF_MINUTE_LEFT_FROM else []
    left += [10] if length >= TEN_LEFT_FROM else []
    return [
        Anchored(
            Seconds(length - one),
            words.say("time-left", Role.PROGRESS, length=words.phrases.length(one)),
            FLOW,
        )
        for one in left
    ]


def count_before(words: Wording, length: float, count_in: int) -> tuple[Anchored, ...]:
    """The count before an effort, at the end of the rest before it: its first word falls on the end."""
    return tuple(
        Anchored(Seconds(length - (number - 1)), Say(words.phrases.count(number), Role.GO), COUNT)
        for number in range(min(count_in, int(length)), 1, -1)
    )


def _quiet(words: Wording, length: Seconds, *, ready: bool) -> Slot:
    """A rest of which only the end is marked."""
    if length < READY_BEFORE:
        return Slot(Role.REST, length)
    said = words.say("get-ready" if ready else "rest-ends", Role.REST)
    return Slot(Role.REST, length, (Anchored(Seconds(length - READY_BEFORE), said, COUNT),))


def rest_words(words: Wording, position: Position | None) -> Say | None:
    """Where and how to rest after a set in that position; None for anyone who knows it."""
    if position is None or not words.full:
        return None
    return words.say("rest-how", Role.REST, position=position.value.replace(" ", "-"))
