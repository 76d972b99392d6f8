"""Steps that go by the clock: a start at each interval, or as many rounds as there is time for.

Where nobody wrote a rest there is time to change from one exercise to the next, as far as the clock has any.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from voicecoach.script.counting import COUNT, FLOW, soon
from voicecoach.script.cue import Role, Say, Slot, Sound
from voicecoach.script.set_length import change_seconds
from voicecoach.script.visit import Clock, ClockEnd, Interlude, Place, Round, Visit
from voicecoach.script.windows import Gap, Window, Work, add_window, seconds_of
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

AFTER_OPENING = 0.3
"""Seconds from the start of a rest to the earliest word after the one that opens it."""
LAST_WORD = 1.0
"""Seconds before the end of a time in which no new word begins."""
ROUGHLY = 5.0
"""Seconds: so much before its moment may the time that is left be said, where the words of a movement leave no other room."""
MARKED_EVERY = ((360.0, 1), (900.0, 2), (3600.0, 5))
"""The longest time that is marked every so many minutes."""
MARKED_SELDOM = 10
"""Minutes from one mark to the next in a time that is longer."""
TEN_LEFT_FROM = 30.0
"""Seconds: the shortest time whose last ten seconds are announced."""


def clock_end(items: Sequence[Visit | Interlude], at: int) -> int:
    """The index of the end of what begins at `at` with a Clock."""
    ends = (
        index
        for index, item in enumerate(items[at:], at)
        if isinstance(item, Interlude) and isinstance(item.step, ClockEnd)
    )
    return next(ends)


def clock_words(words: Wording, clock: Clock) -> Say:
    """What the clock asks for, before the first start."""
    if clock.times is None:
        return words.say("clock-for", Role.PROGRESS, length=words.phrases.length(clock.seconds))
    key = "clock-minutes" if clock.minutes else "clock-every"
    times, length = words.phrases.number(clock.times), words.phrases.length(clock.seconds)
    return words.say(key, Role.PROGRESS, number=clock.times, times=times, length=length)


def round_words(words: Wording, now: Round) -> Say | None:
    """Which round begins; None for one alone."""
    minutes = now.clock is not None and now.clock.minutes
    number = words.phrases.number(now.number)
    if now.of is None:
        return words.say("round-number", Role.PROGRESS, number=number)
    if now.of == 1:
        return None
    if now.number == now.of and not now.inner:
        return words.say("minute-last" if minutes else "round-last", Role.PROGRESS)
    key = "minute-of" if minutes else "round-of"
    return words.say(key, Role.PROGRESS, number=number, rounds=words.phrases.number(now.of))


def beside(work: Work, said: Iterable[Say | Sound]) -> Work:
    """The work with more words in its first window, if there is no rest before it."""
    first, *others = work.slots
    marks = tuple(soon(cue, AFTER_OPENING, first.seconds, FLOW) for cue in said)
    return replace(work, slots=(replace(first, anchored=(*first.anchored, *marks)), *others))


def in_intervals(
    words: Wording,
    clock: Clock,
    turns: Sequence[Sequence[Window]],
    said: Sequence[Sequence[Say | Sound]],
    place: Place,
) -> list[Window]:
    """Each turn from the start of its interval on, with rest to the end of it; `said` begins each turn.

    A turn that is longer than its interval delays the next.
    """
    found: list[Window] = []
    for at, (turn, opening) in enumerate(zip(turns, said, strict=True)):
        following = next((works[0] for one in turns[at + 1 : at + 2] if (works := _works(one))), None)
        left = clock.seconds - sum(map(seconds_of, turn))
        for window in _with_changes(words, turn, left, following):
            opening = _begun(found, window, opening)
            left -= 0.0 if any(window is one for one in turn) else seconds_of(window)
        add_window(found, Gap(max(0.0, left), place))
    return found


def in_time(
    words: Wording, clock: Clock, turns: Sequence[Sequence[Window]], said: Sequence[Sequence[Say | Sound]]
) -> list[Window]:
    """The rounds as far as the time goes, cut at its end, with the time left at sensible marks."""
    whole: list[Window] = []
    openings = {
        id(works[0]): opening for turn, opening in zip(turns, said, strict=True) if (works := _works(turn))
    }
    for window in _with_changes(words, [window for turn in turns for window in turn]):
        _begun(whole, window, openings.get(id(window), ()))
    found: list[Window] = []
    left: float = clock.seconds
    for window in whole:
        taken = min(left, seconds_of(window))
        if left <= 0:
            break
        if isinstance(window, Work):
            add_window(found, replace(window, slots=tuple(_cut(window.slots, left))))
        elif taken == window.seconds < left:
            add_window(found, window)
        else:
            # The time ends in a rest, which belongs to what is before it.
            before = found[-1]
            assert isinstance(before, Work)
            found[-1] = replace(before, slots=(*before.slots, Slot(Role.REST, Seconds(taken))))
        left -= taken
    return list(_marked(words, found, clock.seconds))


def _begun(found: list[Window], window: Window, opening: Sequence[Say | Sound]) -> Sequence[Say | Sound]:
    """The window comes after what was found, with what begins its round in the rest before it; what is still to be said."""
    first = not found
    if opening and isinstance(window, Work):
        if found and isinstance(before := found[-1], Gap):
            before.said += opening
        elif not first:
            window = beside(window, opening)
        opening = ()
    add_window(found, window)
    return opening


def _with_changes(
    words: Wording, windows: Sequence[Window], room: float | None = None, following: Work | None = None
) -> Iterator[Window]:
    """With the time to change exercises where works follow one another: all of it, or as much of it as there is `room` for.

    Of the room the way to the `following` work needs its part.
    """
    changes = change_between(words, windows)
    needed = sum(changes)
    if following is not None and windows:
        needed += _change(words, windows[-1], following)
    share = 1.0 if room is None or needed <= max(0.0, room) else max(0.0, room) / needed
    for window, change in zip(windows, (0.0, *changes), strict=False):
        seconds = change if share == 1 else math.floor(change * share)
        if seconds:
            assert isinstance(window, Work)
            yield Gap(seconds, window.visit.place)
        yield window


def change_between(words: Wording, windows: Sequence[Window]) -> list[float]:
    """Seconds that it takes to change from each window to the next."""
    return [_change(words, one, other) for one, other in pairwise(windows)]


def _change(words: Wording, before: Window, after: Window) -> float:
    """Seconds that it takes to change; none where a rest has them."""
    if isinstance(before, Gap) or isinstance(after, Gap):
        return 0.0
    return change_seconds(before.visit, after.visit, words.choices)


def _works(windows: Iterable[Window]) -> list[Work]:
    return [window for window in windows if isinstance(window, Work)]


def _cut(slots: Iterable[Slot], left: float) -> Iterator[Slot]:
    for slot in slots:
        if left <= 0:
            return
        if slot.seconds <= left:
            yield slot
        elif left < LAST_WORD:
            yield Slot(Role.REST, Seconds(left))
        else:
            marks = tuple(mark for mark in slot.anchored if mark.at <= left - LAST_WORD)
            yield replace(slot, seconds=Seconds(left), anchored=marks)
        left -= slot.seconds


def _marked(words: Wording, windows: Iterable[Window], length: float) -> Iterator[Window]:
    """The windows with the time that is left, each in the window in which it falls."""
    waiting = [(length - left, left) for left in marks_left(length)]
    at = 0.0

    def due(end: float) -> Iterator[tuple[float, Say]]:
        while waiting and waiting[0][0] < end:
            moment, left = waiting.pop(0)
            yield moment, words.say("time-left", Role.PROGRESS, length=words.phrases.length(left))

    for window in windows:
        if isinstance(window, Gap):
            window.said += [said for _, said in due(at + window.seconds)]
            at += window.seconds
            yield window
            continue
        slots = []
        for slot in window.slots:
            marks = [
                soon(said, max(AFTER_OPENING, moment - at - ROUGHLY), slot.seconds, COUNT + 1)
                for moment, said in due(at + slot.seconds)
            ]
            slots.append(replace(slot, anchored=(*slot.anchored, *marks)))
            at += slot.seconds
        yield replace(window, slots=tuple(slots))


def marks_left(length: float) -> list[float]:
    """How many seconds are left at each mark, the most first."""
    every = next((minutes for most, minutes in MARKED_EVERY if length <= most), MARKED_SELDOM)
    minutes = {minute * 60.0 for minute in range(every, int(length // 60) + 1, every)}
    found = {*minutes, *([60.0] if length > 90 else [])}
    return sorted(
        {one for one in found if one < length} | ({10.0} if length >= TEN_LEFT_FROM else set()), reverse=True
    )
