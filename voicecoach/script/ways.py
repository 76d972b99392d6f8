"""The way from any place of the body into an exercise's start position, and out of it: the one function for files and live."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from voicecoach.routine.model import Exercise, Position
from voicecoach.script.body import Body, Side
from voicecoach.script.counting import FLOW
from voicecoach.script.cue import Anchored, Cue, Pause, Role, Say, Slot
from voicecoach.script.instructions import Asks, Line, ordered_lines, seconds_after
from voicecoach.script.move_table import (
    HEAD_DOWN,
    SIDED,
    UP,
    UPRIGHT,
    move_words,
    same_place,
    seconds_to_move,
)
from voicecoach.script.outline import Visit
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

QUICKER = 0.7
"""For those who asked for few words, and so know the exercise: the part of the time after an instruction."""
BY_HABIT = 0.6
"""For those who know it by heart, and do one thing after the other without waiting for words: the part of the time that
their instructions would be given one by one."""
SETTLES_FROM = 2.0
"""Seconds: such a time is announced if it is longer."""
LONG_TO_FOLLOW = 3.5
"""Seconds: from here the time after an instruction is a window of its own, which a listener can make longer."""
QUIET_S = 4.0
"""Seconds: nobody with closed eyes waits longer than this without knowing what for."""
SLOW_DOWN_FROM = 8.0
"""Seconds: the shortest move in which the coach says to take your time."""


@dataclass(frozen=True, slots=True)
class Way:
    """What leads into an exercise on one side, in the order in which it is said."""

    move: tuple[Cue, ...]
    """From where the body is to the start position; empty if it is there."""
    base: tuple[Cue, ...]
    """The set-up that costs nothing to keep."""
    load: tuple[Cue, ...]
    """The set-up that is taken last."""
    there: Body
    """After the move."""
    ready: Body
    """At the end."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The whole way."""
        return self.move + self.base + self.load


def way(
    words: Wording, body: Body, visit: Visit, side: Side | None, *, in_effect: Collection[str] = ()
) -> Way:
    """The way from `body` into the start of `visit` on `side`.

    `in_effect` are lines of the set-up that are done already, and hold as long as nobody has to move.
    """
    exercise = visit.exercise
    there = replace(place_of(words, exercise, side), held=body.held, done=body.done)
    move = move_cues(words, body, there)
    lines = ordered_lines(words.phrases, exercise.setup)
    known = frozenset() if move else frozenset(in_effect)
    # The coach has led there.
    place = words.phrases.pattern(
        "asks-place", position=exercise.position.value.replace(" ", "-"), side=re.escape("{side}")
    )
    base = [
        line
        for line in lines.base
        if words.sided(line.text, side) not in known and not place.search(line.text)
    ]
    return Way(
        move,
        followed(words, base, side),
        followed(words, lines.load, side),
        there,
        replace(there, held=exercise.props, loaded=True),
    )


def place_of(words: Wording, exercise: Exercise, side: Side | None) -> Body:
    """Where an exercise starts on that side; the side named in its set-up is the one that comes to the floor."""
    if exercise.position not in SIDED or side is None:
        return Body(exercise.position)
    if side is Side.ALTERNATE:
        return Body(exercise.position)
    pattern = words.phrases.pattern("asks-other-down", other=re.escape("{other}"))
    other = any(pattern.search(line) for line in exercise.setup)
    return Body(exercise.position, side.other if other else side)


def move_cues(words: Wording, body: Body, there: Body) -> tuple[Cue, ...]:
    """The words and the time from one place to another; nothing if nobody has to move."""
    if same_place(body, there):
        return ()
    seconds = words.at_pace(seconds_to_move(body, there))
    calm = unhurried(words, seconds)
    if body.position in HEAD_DOWN and there.position in UPRIGHT:
        steady = words.say("steady", Role.MOVE)
        calm += (Anchored(Seconds(seconds * 0.75), steady, FLOW, by=Seconds(seconds * 0.8)),)
    return move_words(words, body, there), Slot(Role.MOVE, seconds, calm, side=there.down)


def unhurried(words: Wording, seconds: Seconds) -> tuple[Anchored, ...]:
    """The word to take one's time, for somebody who moves or fetches things for that long and has not done so often."""
    if seconds < SLOW_DOWN_FROM or words.bare or words.known:
        return ()
    slow_down = words.say("take-your-time", Role.MOVE)
    return (Anchored(Seconds(seconds / 3), slow_down, FLOW, by=Seconds(seconds / 2)),)


def way_up(words: Wording, body: Body) -> tuple[Cue, ...]:
    """From the floor, or wherever somebody cannot be left, to standing; nothing if nobody has to move."""
    return () if body.position in UP else move_cues(words, body, Body(Position.STANDING))


def leaving(words: Wording, exercise: Exercise, side: Side | None) -> tuple[Cue, ...]:
    """Out of an exercise's set-up, back to rest in its position."""
    return followed(words, ordered_lines(words.phrases, exercise.leave).doing, side, role=Role.MOVE)


def lines_in_effect(words: Wording, exercise: Exercise, side: Side | None) -> frozenset[str]:
    """Lines of a set-up that still hold after the exercise."""
    return frozenset(
        words.sided(line.text, side) for line in ordered_lines(words.phrases, exercise.setup).base
    )


def followed(
    words: Wording,
    lines: Sequence[Line],
    side: Side | None,
    *,
    role: Role = Role.SETUP,
    briefly: bool = False,
) -> tuple[Cue, ...]:
    """Instructions, each with the time that it takes.

    What somebody knows by habit, or `briefly` as it was heard a round before, gets a part of that time, and no words.
    """
    cues: list[Cue] = []
    silent = 0.0
    for line, said in _needed(words, lines, role, briefly=briefly or words.habit):
        seconds = seconds_after(words.phrases, line)
        if line.asks is not Asks.WORDS:
            seconds = words.at_pace(seconds)
        if not said:
            silent += seconds * BY_HABIT
            continue
        cues += _settled(words, silent)
        silent = 0.0
        if not words.full and line.asks not in (Asks.WORDS, Asks.PROP):
            seconds = Seconds(round(seconds * QUICKER, 1))
        time = (
            Pause(seconds)
            if seconds < LONG_TO_FOLLOW
            else Slot(Role.MOVE, seconds, side=side if "{" in line.text else None)
        )
        cues += [words.author(line.text, role, side), time]
    return (*cues, *_settled(words, silent))


def _settled(words: Wording, seconds: float) -> tuple[Cue, ...]:
    """Time to do what is known; where it is long, nobody should wonder whether a word is missing."""
    if not seconds:
        return ()
    settle = Anchored(Seconds(0.0), words.say("settle", Role.SETUP), FLOW, Seconds(0.5))
    says_so = seconds > SETTLES_FROM
    return (Slot(Role.MOVE, Seconds(round(seconds, 1)), (settle,) if says_so else ()),)


def settled_once(words: Wording, cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cues with the word for setting oneself up the first time alone, as what follows belongs to it; and again where without
    it nothing would be heard for over QUIET_S."""
    settle, found, quiet_s = words.say("settle", Role.SETUP), False, 0.0
    made: list[Cue] = []
    for cue in cues:
        quiet_s += cue.seconds if isinstance(cue, Pause | Slot) else 0.0
        if isinstance(cue, Slot) and any(mark.cue == settle for mark in cue.anchored):
            if found and quiet_s <= QUIET_S:
                cue = replace(cue, anchored=tuple(mark for mark in cue.anchored if mark.cue != settle))
            found = True
        if isinstance(cue, Say) or (isinstance(cue, Slot) and cue.anchored):
            quiet_s = 0.0
        made.append(cue)
    return tuple(made)


def _needed(
    words: Wording, lines: Sequence[Line], role: Role, *, briefly: bool
) -> Iterator[tuple[Line, bool]]:
    """The lines that somebody has to do or to hear, each with whether it is said.

    Of what is known, nothing is explained. Where it is said `briefly` a line is said if it names a side, a thing, a place on
    the floor, what to hold on to, or what carries the body, or if the next one speaks of it.
    """
    for line, following in zip_longest(lines, lines[1:]):
        if role is not Role.SETUP or not (words.known or briefly):
            yield line, True
        elif line.asks is not Asks.WORDS:
            spoken_of = following is not None and following.refers and _names(words, following)
            yield line, not briefly or _names(words, line) or spoken_of


def names_side(line: Line) -> bool:
    """Whether it is another line on the other side."""
    return "{side}" in line.text or "{other}" in line.text


def _names(words: Wording, line: Line) -> bool:
    supports = words.phrases.pattern("asks-support").search(line.text) is not None
    return names_side(line) or supports or line.loads or line.asks in (Asks.PROP, Asks.WHOLE)
