"""One repetition that is held, for seconds or for breaths: up into the position, and down again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voicecoach.routine.breathing import breath_of, usual_breath
from voicecoach.script.breaths import BreathWords, breath_slots, breath_words
from voicecoach.script.counting import (
    COUNT,
    hold_slot,
    soon,
)
from voicecoach.script.cue import Cue, Pause, Role, Side, Slot
from voicecoach.script.resting import LEADS_FROM, READY_FROM, rest_slot
from voicecoach.script.set_words import AFTER_SET, SetWords, end_of_breaths
from voicecoach.script.setup import AFTER_SENTENCE
from voicecoach.script.turn import Turn
from voicecoach.units import Seconds

INTO_POSITION = Pause(Seconds(2.5))
"""From the word to lift, reach or draw to the first second of the hold."""
BACK_DOWN = Pause(Seconds(3.0))
"""After a release: time to come down, if the dose names no rest between repetitions."""
NEXT_NUMBER = 0.6
"""Seconds from a release to the number of the next repetition, at the least, if it is said on the way back."""
NUMBER_BEFORE = 2.0
"""Seconds before the next repetition in which its number is said then."""
AFTER_NUMBER = Pause(Seconds(0.4))
"""Between a repetition's number and its first word."""


def held(of: SetWords, turn: Turn, *, final: bool) -> Iterator[Cue]:
    """Up into the position, held for seconds or breaths, and down again."""
    words, dose = of.words, turn.dose
    turns = of.side is Side.ALTERNATE
    first = turn.rep == 1 and (not turns or of.leads(turn))
    if turn.reps > 1 and not first and not words.habit:
        if not _has_room(of.before(turn)):
            yield of.number_of(turn)
            yield AFTER_NUMBER
        # Here it can still be used; after a release it would speak of what is over.
        if reminder := of.reminder(turn):
            yield reminder
            yield AFTER_SENTENCE
    # By habit the number, and the side with it, is said on the way back if it has room there.
    yield of.go(turn.rep, turn.side, named=first or (turn.reps > 1 and not words.habit))
    if dose.hold_s is not None and first and not words.bare and not words.known:
        yield AFTER_NUMBER
        yield words.say("hold-for", Role.PROGRESS, length=words.phrases.length(dose.hold_s))
    yield INTO_POSITION
    if dose.hold_s is not None:
        windows = [hold_slot(words, dose.hold_s, of.reminders, side=turn.side, **of.marks(dose.hold_s))]
        finish = of.finish("release", turn.side)
    else:
        windows = list(_breaths(of, turn, dose.breaths or 1, breath_words(words, of.exercise, turn.side)))
        finish = of.finish(end_of_breaths(of.exercise), turn.side)
    yield from windows
    if not final and dose.between_s is not None:
        # A long rest ends with "get ready"; in a shorter one the number calls back, as it does by habit.
        after = of.after(turn) if dose.between_s >= READY_FROM and not words.habit else None
        number = None if after is None else of.number_of(after)
        yield _meanwhile(of, turn, rest_slot(words, dose.between_s, opening=finish, following=number))
        return
    yield finish
    if final:
        yield AFTER_SET
    elif words.habit:
        yield _meanwhile(of, turn, Slot(Role.MOVE, BACK_DOWN.seconds))
    else:
        yield BACK_DOWN


def _has_room(turn: Turn | None) -> bool:
    """Whether the rest after a repetition has room for the number of the next."""
    return turn is not None and (turn.dose.between_s or 0.0) >= LEADS_FROM


def _breaths(of: SetWords, turn: Turn, breaths: int, said: BreathWords) -> Iterator[Slot]:
    """The windows of so many breaths."""
    words, own = of.words, turn.dose.breath_s
    # Words of its own for the breath fill the breath; only the coach's short ones leave room.
    reminders = iter(()) if of.exercise.exhale else of.reminders
    pace = usual_breath(of.exercise) if own is None else breath_of(own)
    return breath_slots(
        words,
        breaths,
        pace,
        said,
        reminders,
        only=turn.reps == 1,
        side=turn.side,
        counted=own is not None,
    )


def _meanwhile(of: SetWords, turn: Turn, slot: Slot) -> Slot:
    """The way back with what is said before the next repetition, which takes no time of its own from those who know it."""
    following = of.after(turn)
    in_rest = slot.role is Role.REST and LEADS_FROM <= slot.seconds < READY_FROM
    if not (of.words.habit or in_rest) or following is None:
        return slot
    number = of.number_of(following)
    # Where sides take turns, the side has room if its number has none.
    sided = of.side is Side.ALTERNATE and following.side is not None
    side = of.words.say(f"side-{following.side.value}", Role.SIDE) if sided and following.side else None
    said = soon(number, max(NEXT_NUMBER, slot.seconds - NUMBER_BEFORE), slot.seconds, COUNT, side)
    return replace(slot, anchored=(*slot.anchored, said))
