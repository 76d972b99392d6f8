"""Paced breathing: each phase has its word on its beat, each time; its seconds are counted if its pace is the author's own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from voicecoach.routine.breathing import Breath, breath_of, has_own_words
from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Exercise
from voicecoach.script.choices import Counting
from voicecoach.script.counting import COUNT, PROGRESS, REMINDER, START, soon
from voicecoach.script.cue import Anchored, Cue, Role, Say, Side, Slot
from voicecoach.script.resting import rest_slot
from voicecoach.script.set_words import end_of_breaths
from voicecoach.script.turn import Turn
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

REMINDED_BREATH = 3
"""One breath in so many has a reminder on its way out."""
AFTER_WORD = 1.0
"""Seconds from the word of a phase to what is said beside it, and from there to the next word, at the least."""


class BreathWords(NamedTuple):
    """What is said in each phase."""

    inhale: Say
    hold: Say
    exhale: Say
    empty: Say
    side: Say | None = None
    """What is left of the word for breathing in if it has no room: the side, where each breath is of another."""


def breath_words(words: Wording, exercise: Exercise, side: Side | None) -> BreathWords:
    """Those of the exercise, else the coach's own."""

    def said(text: str | None, key: str) -> Say:
        return words.author(text, Role.BREATH, side) if text else words.say(key, Role.BREATH)

    return BreathWords(
        said(exercise.inhale, "breathe-in"),
        said(exercise.hold, "breath-hold"),
        said(exercise.exhale, "breathe-out"),
        said(exercise.empty, "breath-empty"),
    )


def breathes_alone(exercise: Exercise, dose: Prescription) -> bool:
    """Whether nothing is done but to breathe: no words lead into a movement or out of it.

    With a tempo, the words of a repetition are those of the breath.
    """
    return dose.breath_s is not None and (dose.tempo_s is not None or not has_own_words(exercise))


def breathed(
    words: Wording, exercise: Exercise, turns: Sequence[Turn], reminders: Iterator[str], *, alternate: bool
) -> Iterator[Cue]:
    """A set of breaths, one after the other: the first begins on the beat on which the count before it ends.

    `alternate`: each breath is of the other side, and says so.
    """
    if exercise.exhale or exercise.finish:
        # Words of its own fill the breath.
        reminders = iter(())
    number = 0
    whole = sum(turn.dose.breaths or 1 for turn in turns)
    for at, turn in enumerate(turns):
        if at and turn.dose.between_s and not (alternate and turn.side is not turns[0].side):
            yield turns[at - 1].of(rest_slot(words, turn.dose.between_s))
        assert turn.dose.breath_s is not None
        pace = breath_of(turn.dose.breath_s)
        for _ in range(turn.dose.breaths or 1):
            number += 1
            said = _said(
                words, exercise, turn.side, number=turn.rep if alternate else number, alternate=alternate
            )
            yield turn.of(_slot(words, pace, said, number, whole, reminders, side=turn.side, counted=True))
    yield turns[-1].of(
        words.author(exercise.finish, Role.FINISH, turns[-1].side)
        if exercise.finish and turns[0].dose.tempo_s is None
        else words.say(end_of_breaths(exercise), Role.FINISH)
    )


def _said(
    words: Wording, exercise: Exercise, side: Side | None, *, number: int, alternate: bool
) -> BreathWords:
    """The words of breath `number`, from 1; those of a movement take the place of missing ones."""
    own = exercise.go_of(number) or (exercise.first_go if number == 1 and words.full else exercise.short)
    inhale = exercise.inhale or own or exercise.short or exercise.first_go
    said = breath_words(words, exercise, side)
    if inhale:
        said = said._replace(inhale=words.author(inhale, Role.BREATH, side))
    if exercise.finish and not exercise.exhale:
        said = said._replace(exhale=words.author(exercise.finish, Role.BREATH, side))
    if alternate and side is not None and "{side}" not in (inhale or ""):
        sided = words.say("side-go", Role.BREATH, side=words.side(side), go=said.inhale.text)
        said = said._replace(inhale=sided, side=words.say(f"side-{side.value}", Role.BREATH))
    return said


def breath_slots(
    words: Wording,
    breaths: int,
    pace: Breath,
    said: BreathWords,
    reminders: Iterator[str],
    *,
    only: bool,
    side: Side | None,
    counted: bool = False,
) -> Iterator[Slot]:
    """Even breaths, each a window of its own; the last ends on a full breath out.

    What is said beside the breath is said on its way out, so that no breath in is cut. `only`: there is no other
    repetition, so that half of the breaths is half of the work. `counted`: the seconds of each phase are counted, as the
    person chose to have seconds counted.
    """
    for breath in range(1, breaths + 1):
        yield _slot(words, pace, said, breath, breaths, reminders, side=side, counted=counted, only=only)


def _slot(
    words: Wording,
    pace: Breath,
    said: BreathWords,
    breath: int,
    breaths: int,
    reminders: Iterator[str],
    *,
    side: Side | None,
    counted: bool,
    only: bool = True,
) -> Slot:
    """Number `breath` of so many breaths."""
    marks = list(_phases(words, pace, said))
    counted = counted and words.choices.count is not Counting.LANDMARKS
    if counted:
        marks += _counts(words, pace)
    soonest = pace.into + pace.hold + AFTER_WORD
    latest = pace.length - AFTER_WORD
    # A number gives way to words that come once.
    above = COUNT + 1 if counted else PROGRESS
    if breaths > 2 and breath == breaths - 1:
        marks.append(soon(words.say("breath-last", Role.PROGRESS), soonest, latest, above))
    elif only and breaths > 3 and breath == breaths // 2 and not words.bare:
        marks.append(soon(words.halfway(), soonest, latest, above))
    elif (
        not counted
        and words.full
        and breath % REMINDED_BREATH == REMINDED_BREATH - 1
        and (text := next(reminders, None))
    ):
        marks.append(soon(words.author(text, Role.REMIND, side), soonest, latest, REMINDER))
    return Slot(Role.BREATH, pace.length, tuple(sorted(marks, key=lambda mark: mark.at)))


def _phases(words: Wording, pace: Breath, said: BreathWords) -> Iterator[Anchored]:
    """The word of each phase on its beat; a long one gives way to a short one."""
    at = 0.0
    keys = ("breathe-in", "breath-hold", "breathe-out", "breath-empty")
    for index, (seconds, cue, key) in enumerate(zip(pace, said[:4], keys, strict=True)):
        short = said.side if said.side and not index else words.say(key, Role.BREATH)
        if seconds:
            # First of all: a long word for breathing in gives way to a short one, never to no breath out.
            priority = START + (index == 2)
            yield Anchored(Seconds(at), cue, priority, instead=short)
        at += seconds


def _counts(words: Wording, pace: Breath) -> Iterator[Anchored]:
    """The second in progress, from the second one of each phase on."""
    at = 0.0
    for seconds in pace:
        for second in range(2, math.floor(seconds) + 1):
            yield Anchored(Seconds(at + second - 1), words.count(second), COUNT)
        at += seconds
