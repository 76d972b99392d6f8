"""What is said while the body moves, to somebody who knows the exercise: it takes no time of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from voicecoach.routine.silences import silence_in, without_silences
from voicecoach.script.counting import PROGRESS
from voicecoach.script.cue import Anchored, Cue, Role, Say, Slot
from voicecoach.units import Seconds

QUIET_FIRST = 1.2
"""Seconds from the words of a move to what is said meanwhile."""
LETTERS_A_SECOND = 14.0
"""About so fast is a sentence said; if a voice takes longer, the window grows."""
BETWEEN_SENTENCES = 0.8
"""Seconds from the end of one sentence to the next."""
SHARED = 0.7
"""The part of a window in which it is said, if the window has words of its own near its end."""
WORDS_AT_START = 2.2
"""Seconds that words of its own at the start of a window take."""


def say_meanwhile(cues: Iterable[Cue], said: Iterable[Say]) -> tuple[tuple[Cue, ...], tuple[Say, ...]]:
    """The cues with as much of what is `said` in the windows of moves as fits there, in order; and what does not fit."""
    waiting = list(said)
    found: list[Cue] = []
    for cue in cues:
        if not isinstance(cue, Slot) or cue.role is not Role.MOVE:
            found.append(cue)
            continue
        at = WORDS_AT_START if any(not mark.at for mark in cue.anchored) else QUIET_FIRST
        end = cue.seconds * (SHARED if any(mark.at > 0 for mark in cue.anchored) else 1.0)
        marks: list[Anchored] = []
        while waiting and at + _length(waiting[0]) <= end:
            one = waiting.pop(0)
            marks.append(Anchored(Seconds(round(at, 1)), one, PROGRESS))
            at += _length(one) + BETWEEN_SENTENCES
        found.append(replace(cue, anchored=(*cue.anchored, *marks), stretch=True) if marks else cue)
    return tuple(found), tuple(waiting)


def said_meanwhile(cues: Iterable[Cue]) -> tuple[Say, ...]:
    """What `say_meanwhile` put there."""
    slots = [cue for cue in cues if isinstance(cue, Slot) and cue.role is Role.MOVE]
    marks = [mark for slot in slots for mark in slot.anchored if mark.priority == PROGRESS]
    return tuple(mark.cue for mark in marks if isinstance(mark.cue, Say))


def _length(one: Say) -> float:
    return len(without_silences(one.text)) / LETTERS_A_SECOND + silence_in(one.text)
