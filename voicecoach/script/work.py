"""The effort itself: sets and sides, the rests between them, and the word before each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from voicecoach.routine.dose import Prescription
from voicecoach.script.cue import Cue, Pause, Role, Segment, SegmentKind, Side, Slot
from voicecoach.script.moving import seconds_to_switch
from voicecoach.script.outline import Visit
from voicecoach.script.repetitions import OneSet
from voicecoach.script.resting import rest_slot
from voicecoach.script.setup import AFTER_SENTENCE, side_instructions
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

TO_BEGIN = Pause(Seconds(0.8))
"""After "ready": a breath before the first repetition."""


def work_segments(words: Wording, visit: Visit) -> Iterator[Segment]:
    """Every set, with the rests between sets and the changes of sides."""
    if visit.alternates:
        yield from _sets(words, visit, Side.ALTERNATE, visit.doses[0][1])
        return
    for index, (side, dose) in enumerate(visit.doses):
        if index and side:
            yield _switch(words, visit, side)
        yield from _sets(words, visit, side, dose)


def _sets(words: Wording, visit: Visit, side: Side | None, dose: Prescription) -> Iterator[Segment]:
    sets = max(other.sets for _, other in visit.doses) if side is Side.ALTERNATE else dose.sets
    first = visit.doses[0][0] if side is Side.ALTERNATE else None
    reminders = cycle(visit.exercise.remind) if visit.exercise.remind else iter(())
    for number in range(1, sets + 1):
        work = OneSet(words, visit, dose, side, number, reminders)
        cues = (*_intro(words, side, first, number, sets), *work.cues())
        yield Segment(
            SegmentKind.WORK,
            cues,
            visit.place,
            visit.number,
            words.title(visit),
            visit.id,
            set=number,
            side=side,
            reps=_reps(visit, dose, side, number),
            hold=dose.hold_s,
            breaths=dose.breaths,
        )
        if number < sets and dose.rest_s:
            key = "rest-last-set" if number + 1 == sets else "rest-next-set"
            following = words.say(key, Role.PROGRESS, number=words.phrases.number(number + 1))
            yield Segment(
                SegmentKind.REST,
                (rest_slot(words, dose.rest_s, following=following),),
                visit.place,
                visit.number,
                words.title(visit),
                visit.id,
                set=number,
                side=side,
            )


def _reps(visit: Visit, dose: Prescription, side: Side | None, number: int) -> int | None:
    """How many repetitions set `number` has; where sides alternate, of the side that does more of it."""
    if dose.time_s is not None:
        return None
    if side is not Side.ALTERNATE:
        return dose.reps
    return max(other.reps or 1 for _, other in visit.doses if other.sets >= number)


def _switch(words: Wording, visit: Visit, side: Side) -> Segment:
    told = words.say("switch", Role.SIDE, side=words.side(side))
    time = Slot(Role.MOVE, seconds_to_switch(visit.exercise.position), side=side)
    return Segment(
        SegmentKind.SWITCH,
        (replace(told, side=side), time, *side_instructions(words, visit, side)),
        visit.place,
        visit.number,
        words.title(visit),
        visit.id,
        side=side,
    )


def _intro(words: Wording, side: Side | None, first: Side | None, number: int, sets: int) -> Iterator[Cue]:
    """Which side, which set, and a word before the effort; `first` begins where sides alternate."""
    if first is not None:
        yield replace(words.say("side-first", Role.SIDE, side=words.side(first)), side=first)
        yield AFTER_SENTENCE
    elif side is not None:
        yield replace(words.say(f"side-{side.value}", Role.SIDE), side=side)
        yield AFTER_SENTENCE
    if sets > 1:
        key = "set-last" if number == sets else "set-of"
        numbers = {"number": words.phrases.number(number), "sets": words.phrases.number(sets)}
        yield words.say(key, Role.PROGRESS, **({} if number == sets else numbers))
        yield AFTER_SENTENCE
    yield words.say("ready", Role.GO)
    yield TO_BEGIN
