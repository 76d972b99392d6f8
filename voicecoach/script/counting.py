"""What is heard inside a window: the seconds of a hold, the landmarks of a long time, reminders if there is room.

Counting up names the second in progress: "hold" at 0, "two" at 1. Counting down names the seconds that are left: "two"
two seconds before the end, "one" one second before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from voicecoach.script.choices import Counting
from voicecoach.script.cue import Anchored, Role, Say, Side, Slot, Sound
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

COUNTED_HOLD = 10.0
"""Seconds: to here every second of a hold is counted; longer ones get landmarks."""
LAST_COUNTED = 5
"""How many seconds before the end of a longer window are counted down."""
LAST_LANDMARKS = 3
"""The same, where only landmarks are counted."""
HALFWAY_FROM = 14.0
"""Seconds: the shortest window with a "halfway"; below it, it would run into the last five."""
TEN_LEFT_FROM = 30.0
"""Seconds: the shortest window in which the last ten seconds are announced."""
MINUTES_FROM = 120.0
"""Seconds: from here the minutes are called out, instead of halfway."""
HALF_MINUTE = 30.0
"""Seconds: from the start of a window without minutes, and before the end of any, to a mark of its own."""
ROUND_LENGTH = 10.0
"""Seconds: what is left of a window is said with what is done if it is so round."""
MARKS_APART = 10.0
"""Seconds from another mark to one of half a minute: any nearer, it says nothing new."""
REMIND_EVERY = {"hold": 9.0, "minutes": 16.0}
"""Seconds from one reminder to the next, in a hold and in a window of minutes."""
THINNING = 1.15
"""How much longer each pause between reminders is than the one before it, in a window of minutes: what was said is known."""
ALONE_FROM = 45.0
"""Seconds: the shortest gap between marks in which a single reminder comes in the midst, so that nobody wonders whether the
coach is still there."""
AFTER_MARK = 3.0
"""Seconds from the start of a landmark to the earliest reminder: its words are over by then, and sink in."""
REMINDER_ROOM = 3.0
"""Seconds that a reminder and the quiet around it need before the next landmark."""
# What wins if there is no room for all.
START, COUNT, LANDMARK, PROGRESS, FLOW, REMINDER = 100, 90, 60, 50, 40, 20


def hold_slot(
    words: Wording,
    length: Seconds,
    reminders: Iterator[str],
    *,
    side: Side | None,
    cues: tuple[float, ...] | None = None,
    quiet: bool = False,
) -> Slot:
    """One held repetition: "hold" at its start, counts, and room for the release at its exact end."""
    marks = [Anchored(Seconds(0.0), words.say("hold", Role.GO), START)]
    if quiet:
        return Slot(Role.HOLD, length, tuple(marks))
    if length <= COUNTED_HOLD and words.choices.count is not Counting.LANDMARKS:
        for second in range(2, math.floor(length) + 1):
            marks.append(Anchored(Seconds(second - 1.0), words.count(second), COUNT))
    else:
        marks += _landmarks(words, length, cues)
        marks += _reminders(words, marks, length, reminders, REMIND_EVERY["hold"], side)
    return Slot(Role.HOLD, length, _ordered(marks))


def timed_slot(
    words: Wording,
    length: Seconds,
    go: Say,
    reminders: Iterator[str],
    *,
    instead: Say,
    side: Side | None,
    beats: tuple[Anchored, ...] = (),
    cues: tuple[float, ...] | None = None,
    quiet: bool = False,
) -> Slot:
    """A set that goes on for a time: minutes or halves called out, the end counted down; or the words of its `beats`."""
    if quiet:
        return Slot(Role.TIME, length, (Anchored(Seconds(0.0), go, START, instead=instead),), side=side)
    marks = [Anchored(Seconds(0.0), go, START, instead=instead), *beats]
    if not beats:
        marks += _landmarks(words, length, cues)
    every = REMIND_EVERY["minutes" if length >= MINUTES_FROM else "hold"]
    marks += _reminders(words, marks, length, reminders, every, side)
    return Slot(Role.TIME, length, _ordered(marks), side=side)


def soon(cue: Say | Sound, at: float, by: float, priority: int, instead: Say | None = None) -> Anchored:
    """Something that begins between two moments, in seconds from the start of its window."""
    return Anchored(Seconds(at), cue, priority, Seconds(by), instead)


def marks_at(words: Wording, times: tuple[float, ...], length: float) -> list[Anchored]:
    """The marks of a window where its author wants them: half of it, and how much is done, or left in its second half."""
    found = []
    for at in times:
        if at == length / 2:
            found.append(Anchored(Seconds(at), words.halfway(), LANDMARK))
        elif at < length / 2:
            found.append(_mark(words, at, "time-so-far", length=at))
        else:
            found.append(_mark(words, at, "time-left", length=length - at))
    return found


def _landmarks(words: Wording, length: Seconds, cues: tuple[float, ...] | None = None) -> list[Anchored]:
    """How much time is done or left, and the countdown, as far as the length has room for them.

    `cues` take the place of the marks before the countdown.
    """
    marks = []
    last = LAST_COUNTED if words.choices.count is not Counting.LANDMARKS else LAST_LANDMARKS
    last = min(last, math.ceil(length) - 2)
    for left in range(last, 0, -1):
        marks.append(Anchored(Seconds(length - left), words.count(left), COUNT))
    if cues is not None:
        return marks + marks_at(words, cues, length)
    if length >= TEN_LEFT_FROM and not words.bare:
        marks.append(_mark(words, length - 10.0, "time-left", length=10.0))
    if length < HALFWAY_FROM:
        return marks
    if length < MINUTES_FROM:
        latest = length / 2
        marks.append(Anchored(Seconds(latest), words.halfway(), LANDMARK))
        if latest - HALF_MINUTE >= MARKS_APART and not words.bare:
            marks.append(_mark(words, HALF_MINUTE, "time-so-far", length=HALF_MINUTE))
    else:
        # Nearer the end, the last half minute says it.
        for latest in range(60, int(length - HALF_MINUTE) + 1, 60):
            remaining = length - latest
            # Nobody takes in "two minutes done, three minutes and 39 seconds to go".
            if remaining % ROUND_LENGTH:
                marks.append(_mark(words, latest, "time-so-far", length=latest))
            else:
                marks.append(_mark(words, latest, "time-done", done=latest, left=remaining))
    if length - HALF_MINUTE - latest >= MARKS_APART:
        marks.append(_mark(words, length - HALF_MINUTE, "time-left", length=HALF_MINUTE))
    return marks


def _mark(words: Wording, at: float, key: str, **lengths: float) -> Anchored:
    said = {name: words.phrases.length(length) for name, length in lengths.items()}
    return Anchored(Seconds(at), words.say(key, Role.PROGRESS, **said), LANDMARK)


def _reminders(
    words: Wording,
    marks: list[Anchored],
    length: Seconds,
    reminders: Iterator[str],
    every: float,
    side: Side | None,
) -> list[Anchored]:
    """One in every gap between marks that has room, and again every so often in a long one."""
    if words.bare:
        return []
    every = every if words.full else 2 * every
    rarer = THINNING if length >= MINUTES_FROM else 1.0
    found: list[Anchored] = []
    edges = sorted({*(mark.at for mark in marks), length})
    for begin, end in pairwise(edges):
        at = begin + AFTER_MARK
        if end - begin >= ALONE_FROM and every > (end - begin) / 2:
            # The only one in a long gap parts its silence.
            at = (begin + end) / 2 - AFTER_MARK
        while end - at >= REMINDER_ROOM:
            text = next(reminders, None)
            if text is None:
                return found
            cue = words.author(text, Role.REMIND, side)
            found.append(soon(cue, at, min(at + every / 2, end - 1.0), REMINDER))
            at += every
            every *= rarer
    return found


def _ordered(marks: list[Anchored]) -> tuple[Anchored, ...]:
    return tuple(sorted(marks, key=lambda mark: mark.at))
