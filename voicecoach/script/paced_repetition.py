"""One repetition at its tempo: the word for the way out on its beat, then its number, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from voicecoach.script.beats import phase_beats
from voicecoach.script.choices import Counting
from voicecoach.script.counting import (
    COUNT,
    FLOW,
    LANDMARK,
    PROGRESS,
    REMINDER,
    START,
    soon,
)
from voicecoach.script.cue import Anchored, Cue, Role, Say, Side, Slot, Sound
from voicecoach.script.resting import TOLD_FROM, rest_slot
from voicecoach.script.set_length import tempo_of
from voicecoach.script.set_words import AFTER_SET, SetWords
from voicecoach.script.turn import Turn
from voicecoach.units import Seconds

LAST_IN = 2.0
"""Seconds: the shortest way back in which the last repetition is announced; else it is in its own, in place of the number."""
BEFORE_RETURN = 0.4
"""Seconds before the end of a repetition by which a word beside it begins at the latest."""
AFTER_GO = Seconds(0.9)
"""From the word on the beat to the number after it, if no tempo is prescribed."""


def paced(of: SetWords, turn: Turn, *, final: bool) -> Iterator[Cue]:
    """One repetition at its tempo: the word for the way out on its beat, then the number; the way back."""
    if turn.dose.tempo_s and (said := of.phases(turn.dose.tempo_s, turn)):
        yield from _in_phases(of, turn, turn.dose.tempo_s, said, final=final)
        return
    words = of.words
    given = turn.dose.tempo_s
    tempo = tempo_of(of.exercise, turn.dose)
    length = Seconds(sum(tempo))
    out, held = tempo[0], tempo[1] if len(tempo) > 2 else Seconds(0.0)
    back = out + held
    pause = turn.dose.between_s or 0.0
    counted = words.choices.count is not Counting.LANDMARKS or turn.rep % 5 == 0 or turn.last
    go = None if words.bare and counted else _beat(of, turn)
    counted = counted or go is None
    marks = []
    if go is not None:
        marks.append(Anchored(Seconds(0.0), go, START, instead=of.go(2, turn.side)))
    if counted:
        number: Say | Sound = words.count(turn.rep)
        if turn.last and given and not pause and length - out - held < LAST_IN:
            number = of.last(turn.side)
        if go is None:
            marks.append(Anchored(Seconds(0.0), number, COUNT))
        else:
            # The number gives way to the words of the movement, in every repetition alike.
            marks.append(
                soon(number, 0.3, max(out, back - BEFORE_RETURN), PROGRESS)
                if given
                else Anchored(AFTER_GO, number, PROGRESS)
            )
    if words.bare and counted and of.side is Side.ALTERNATE:
        assert turn.side is not None
        marks.append(soon(words.say(f"side-{turn.side.value}", Role.SIDE), 0.3, out, FLOW))
    if not words.bare:
        if held >= 1:
            stay, short = words.say("stay", Role.REMIND), words.say("stay-short", Role.REMIND)
            marks.append(soon(stay, out, out + held / 2, FLOW, instead=short))
        finish, short = of.finish("return", turn.side), words.say("return", Role.FINISH)
        # First of all: a long word for the way out gives way to a short one, never to no word for the way back.
        marks.append(Anchored(Seconds(back), finish, START + 1, instead=short))
        if not pause and (reminder := of.reminder(turn)):
            # In the last one, nothing that is over is spoken of.
            latest = back - BEFORE_RETURN if turn.last else length - BEFORE_RETURN
            marks.append(soon(reminder, 0.6, latest, REMINDER))
    early = not given or length - back >= LAST_IN
    if not pause and early and turn.rep == turn.reps - 1:
        marks.append(soon(of.last(turn.side), back + 0.3, length, LANDMARK))
    marks.sort(key=lambda mark: mark.at)
    yield Slot(Role.REP, length, tuple(marks), stretch=given is None)
    if not final and pause:
        yield _between(of, turn, Seconds(pause))
    if final:
        # A finish of its own has just been said; without it, the end of the set still needs its word.
        if words.bare or of.exercise.finish is None:
            yield words.say("release", Role.FINISH)
        yield AFTER_SET


def _in_phases(
    of: SetWords, turn: Turn, tempo: tuple[Seconds, ...], said: tuple[Say | None, ...], *, final: bool
) -> Iterator[Cue]:
    """One repetition with a word in each of its phases; their seconds are counted, or at landmarks the repetitions."""
    words = of.words
    short = of.short_phase(turn.side)
    marks = list(phase_beats(words, tempo, said, short))
    length, last_phase = Seconds(sum(tempo)), sum(tempo[:-1])
    pause = turn.dose.between_s
    counts_seconds = words.choices.count is not Counting.LANDMARKS
    # What comes once is said on the way to the next repetition, over the counts of its seconds.
    late = last_phase if length - last_phase >= LAST_IN else 0.0
    if not pause and turn.rep == turn.reps - 1:
        marks.append(soon(of.last(turn.side), late + 0.6, length, COUNT + 1))
    elif counts_seconds and turn.reps > 3 and turn.rep == turn.reps // 2:
        marks.append(soon(words.halfway(), late + 0.6, length, COUNT + 1))
    elif not counts_seconds and turn.rep % 5 == 0:
        marks.append(soon(words.count(turn.rep), 0.3, last_phase, PROGRESS))
    elif not counts_seconds and not pause and (reminder := of.reminder(turn)):
        marks.append(soon(reminder, 0.6, last_phase if turn.last else length - BEFORE_RETURN, REMINDER))
    yield Slot(Role.REP, length, tuple(sorted(marks, key=lambda mark: mark.at)))
    if not final and pause:
        yield _between(of, turn, Seconds(pause))
    if final:
        yield words.say("release", Role.FINISH)
        yield AFTER_SET


def _beat(of: SetWords, turn: Turn) -> Say | None:
    """What is said on the first beat of a repetition; the coach's own "begin" only once."""
    has_words = of.exercise.first_go or of.exercise.short or of.side is Side.ALTERNATE
    return of.go(turn.rep, turn.side) if has_words or turn.rep == 1 else None


def _between(of: SetWords, turn: Turn, length: Seconds) -> Slot:
    """The rest after a paced repetition, with what is said before the next; one of a few seconds explains itself."""
    words = of.words
    if length >= TOLD_FROM:
        return rest_slot(words, length)
    marks = []
    after = of.after(turn)
    if after is not None and after.last:
        marks.append(soon(of.last(after.side), 0.0, length, LANDMARK))
    elif after is not None and not words.bare and (reminder := of.reminder(after)):
        marks.append(soon(reminder, 0.0, length, REMINDER))
    return Slot(Role.REST, length, tuple(marks))
