"""Before the effort: the exercise's name, what there is to do and why, the way into the position, the set-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voicecoach.routine.model import Position
from voicecoach.script.counting import FLOW
from voicecoach.script.cue import Anchored, Cue, Pause, Role, Say, Segment, SegmentKind, Side, Slot
from voicecoach.script.moving import SLOW_TO_TURN, level_of, seconds_to_move, seconds_to_switch
from voicecoach.script.outline import Visit
from voicecoach.script.wording import Wording, unended
from voicecoach.units import Seconds

AFTER_SENTENCE = Pause(Seconds(0.6))
"""Between two sentences that only inform."""
TO_FOLLOW = Pause(Seconds(2.0))
"""After an instruction: time to do it."""
TO_FOLLOW_QUICKLY = Pause(Seconds(1.4))
"""The same for somebody who asked for few words."""


def setup_segments(
    words: Wording, visit: Visit, visits: int, before: Position | None, *, back: bool = False
) -> Iterator[Segment]:
    """The name and the dose; the move, where the position changes; the instructions and cautions.

    `back`: the exercise before was of two sides too, and left its person on the other one.
    """
    exercise = visit.exercise
    moves = seconds_to_move(before, exercise.position)
    opening = _opening(words, visit, visits)
    instructions = _instructions(words, visit)
    side = visit.doses[0][0]
    move: tuple[Cue, ...] = ()
    if moves:
        move = _move(words, before, exercise.position, moves)
    elif back and side and exercise.position in SLOW_TO_TURN:
        told = words.say("move-back", Role.SIDE, side=words.side(side))
        move = (replace(told, side=side), Slot(Role.MOVE, seconds_to_switch(exercise.position), side=side))
    if not move:
        yield _segment(words, visit, SegmentKind.SETUP, opening + instructions)
        return
    yield _segment(words, visit, SegmentKind.SETUP, opening)
    yield _segment(words, visit, SegmentKind.MOVE, move)
    if instructions:
        yield _segment(words, visit, SegmentKind.SETUP, instructions)


def side_instructions(words: Wording, visit: Visit, side: Side | None) -> tuple[Cue, ...]:
    """The instructions that name a side, for the side that comes next."""
    lines = [line for line in visit.exercise.setup if "{side}" in line or "{other}" in line]
    return _followed(words, lines, side)


def _segment(words: Wording, visit: Visit, kind: SegmentKind, cues: tuple[Cue, ...]) -> Segment:
    return Segment(kind, cues, visit.place, visit.number, words.title(visit), visit.id)


def _opening(words: Wording, visit: Visit, visits: int) -> tuple[Cue, ...]:
    exercise = visit.exercise
    cues: list[Cue] = []
    if visits > 3 and visit.number == visits // 2 + 1 and not words.bare:
        # Of the exercises, not of the time: nobody knows yet how long they take.
        left = words.phrases.number(visits - visit.number + 1)
        cues += [words.say("exercises-left", Role.PROGRESS, number=left), AFTER_SENTENCE]
    key = "name-next"
    if visits == 1:
        key = "name-only"
    elif visit.number == 1:
        key = "name-first"
    elif visit.number == visits:
        key = "name-last"
    elif visit.at_once:
        key = "name-again"
    cues += [words.say(key, Role.NAME, name=unended(words.title(visit))), AFTER_SENTENCE]
    if not visit.alike:
        cues += [Say(words.dose(visit), Role.SETUP), AFTER_SENTENCE]
    elif key != "name-again":
        cues += [words.say("dose-again", Role.SETUP), AFTER_SENTENCE]
    if visit.doses[0][1].open and not visit.alike:
        cues += [words.say("open-rule", Role.SETUP), AFTER_SENTENCE]
    if exercise.about and words.full and not visit.again:
        cues += [words.author(exercise.about, Role.SETUP), AFTER_SENTENCE]
    if exercise.props and not visit.again:
        cues += [words.say("props", Role.SETUP, props=listed(words, exercise.props)), TO_FOLLOW]
    return tuple(cues)


def listed(words: Wording, props: tuple[str, ...]) -> str:
    """Several things in one phrase."""
    text = props[0]
    for prop in props[1:-1]:
        text = words.phrases.say("props-more", one=text, other=prop)
    return words.phrases.say("props-and", one=text, other=props[-1]) if len(props) > 1 else text


def _move(words: Wording, before: Position | None, after: Position, seconds: Seconds) -> tuple[Cue, ...]:
    key = "move-" + after.value.replace(" ", "-")
    told = words.say(key, Role.MOVE, start=level_of(before).value)
    slow_down = words.say("take-your-time", Role.MOVE)
    return (
        told,
        Slot(
            Role.MOVE,
            seconds,
            (Anchored(Seconds(seconds / 3), slow_down, FLOW, by=Seconds(seconds / 2)),)
            if not words.bare
            else (),
        ),
    )


def _instructions(words: Wording, visit: Visit) -> tuple[Cue, ...]:
    exercise = visit.exercise
    side = visit.doses[0][0]
    known = words.bare or visit.again
    cues = side_instructions(words, visit, side) if known else _followed(words, exercise.setup, side)
    if not visit.again:
        for caution in exercise.caution:
            cues += (words.author(caution, Role.SAFETY, side), AFTER_SENTENCE)
    return cues


def _followed(words: Wording, lines: list[str] | tuple[str, ...], side: Side | None) -> tuple[Cue, ...]:
    pause = TO_FOLLOW if words.full else TO_FOLLOW_QUICKLY
    cues: list[Cue] = []
    for line in lines:
        cues += [words.author(line, Role.SETUP, side), pause]
    return tuple(cues)
