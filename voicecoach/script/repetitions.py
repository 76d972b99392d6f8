"""A set of repetitions, whether held, breathed, timed or at a tempo: what is said and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voicecoach.script.beats import beats_of, phases_of_time
from voicecoach.script.breaths import breathed, breathes_alone
from voicecoach.script.counting import (
    timed_slot,
)
from voicecoach.script.cue import Anchored, Cue, Role, Side
from voicecoach.script.held_repetition import held
from voicecoach.script.paced_repetition import paced
from voicecoach.script.set_words import AFTER_SET, SetWords, end_of_time
from voicecoach.script.turn import Turn
from voicecoach.units import Seconds


def set_cues(of: SetWords) -> Iterator[Cue]:
    """What is said and when, from the first repetition to the end of the last."""
    if breathes_alone(of.exercise, of.dose):
        alternate = of.side is Side.ALTERNATE
        yield from breathed(of.words, of.exercise, list(of.turns()), of.reminders, alternate=alternate)
        yield AFTER_SET
        return
    if of.dose.time_s is not None and of.dose.breath_s is None:
        yield from _timed(of, of.dose.time_s)
        return
    turns = list(of.turns())
    for turn in turns:
        if turn.dose.hold_s is not None or turn.dose.breaths is not None:
            cues = held(of, turn, final=turn is turns[-1])
        else:
            cues = paced(of, turn, final=turn is turns[-1])
        yield from map(turn.of, cues)


def _timed(of: SetWords, length: Seconds) -> Iterator[Cue]:
    side = None if of.side is Side.ALTERNATE else of.side
    # Where sides change all the time, the words that start it are those of the side that begins.
    first = side or of.visit.doses[0][0]
    go = of.go(1, first)
    begin = of.words.say("begin", Role.GO)
    tempo = of.dose.tempo_s
    beats: tuple[Anchored, ...] = ()
    if tempo and of.phases(tempo, Turn(1, first, 1, of.dose)):
        beats = tuple(
            phases_of_time(
                of.words,
                length,
                tempo,
                lambda rep: of.phases(tempo, Turn(rep, first, rep, of.dose)),
                of.short_phase(first),
                of.last(side),
            )
        )
        go = of.phases(tempo, Turn(1, first, 1, of.dose))[0] or go
    elif tempo and not of.words.bare:
        beats = tuple(
            beats_of(
                length,
                tempo,
                lambda rep: of.go(max(rep, 2), first),
                of.finish("return", first),
                of.last(side),
            )
        )
    yield timed_slot(
        of.words,
        length,
        go,
        of.reminders,
        instead=begin,
        side=side,
        beats=beats,
        **of.marks(length),
    )
    finish = of.words.say("stop", Role.FINISH) if beats else of.finish(end_of_time(of.exercise), side)
    yield replace(finish, side=side)
    yield AFTER_SET
