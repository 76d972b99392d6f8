"""The repetitions of one set, whether held, breathed, timed or at a tempo: what is said and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypedDict

from voicecoach.routine.breathing import breath_of, usual_breath
from voicecoach.routine.cue_times import cue_times
from voicecoach.routine.dose import Prescription
from voicecoach.script.beats import beats_of
from voicecoach.script.breaths import BreathWords, breath_slots, breath_words, breathed, breathes_alone
from voicecoach.script.choices import Counting
from voicecoach.script.counting import (
    COUNT,
    FLOW,
    LANDMARK,
    PROGRESS,
    REMINDER,
    START,
    hold_slot,
    timed_slot,
)
from voicecoach.script.cue import Anchored, Cue, Pause, Role, Say, Side, Slot, Sound
from voicecoach.script.resting import TOLD_FROM, rest_slot
from voicecoach.script.set_length import tempo_of
from voicecoach.script.setup import AFTER_SENTENCE
from voicecoach.script.turn import Turn, turns_of
from voicecoach.script.visit import Visit
from voicecoach.script.wording import Wording
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
LAST_IN = 2.0
"""Seconds: the shortest way back in which the last repetition is announced; else it is in its own, in place of the number."""
BEFORE_RETURN = 0.4
"""Seconds before the end of a repetition by which a word beside it begins at the latest."""
AFTER_GO = Seconds(0.9)
"""From the word on the beat to the number after it, if no tempo is prescribed."""
AFTER_SET = Pause(Seconds(2.0))
"""After the last release of a set, before anything is said."""


class Marks(TypedDict):
    """What is marked in a window."""

    cues: tuple[float, ...] | None
    quiet: bool


class OneSet:
    """One set on one side, or on both in turn."""

    def __init__(
        self,
        words: Wording,
        visit: Visit,
        dose: Prescription,
        side: Side | None,
        number: int,
        reminders: Iterator[str],
    ) -> None:
        self._words = words
        self._visit = visit
        self._exercise = visit.exercise
        self._dose = dose
        self._side = side
        self._number_of_set = number
        self._reminders = reminders

    def cues(self) -> Iterator[Cue]:
        """What is said and when, from the first repetition to the end of the last."""
        if breathes_alone(self._exercise, self._dose):
            alternate = self._side is Side.ALTERNATE
            yield from breathed(
                self._words, self._exercise, list(self._turns()), self._reminders, alternate=alternate
            )
            yield AFTER_SET
            return
        if self._dose.time_s is not None and self._dose.breath_s is None:
            yield from self._timed(self._dose.time_s)
            return
        turns = list(self._turns())
        for turn in turns:
            if turn.dose.hold_s is not None or turn.dose.breaths is not None:
                cues = self._held(turn, final=turn is turns[-1])
            else:
                cues = self._paced(turn, final=turn is turns[-1])
            yield from map(turn.of, cues)

    def _turns(self) -> Iterator[Turn]:
        return turns_of(self._visit, self._side, self._dose, self._number_of_set)

    def _timed(self, length: Seconds) -> Iterator[Cue]:
        side = None if self._side is Side.ALTERNATE else self._side
        # Where sides change all the time, the words that start it are those of the side that begins.
        first = side or self._visit.doses[0][0]
        go = self._go(1, first)
        begin = self._words.say("begin", Role.GO)
        tempo = self._dose.tempo_s
        beats: tuple[Anchored, ...] = ()
        if tempo and not self._words.bare:
            beats = tuple(
                beats_of(length, tempo, self._go(2, first), self._finish("return", first), self._last(side))
            )
        yield timed_slot(
            self._words,
            length,
            go,
            self._reminders,
            instead=begin,
            side=side,
            beats=beats,
            **self._marks(length),
        )
        finish = self._words.say("stop", Role.FINISH) if beats else self._finish("stop", side)
        yield replace(finish, side=side)
        yield AFTER_SET

    def _marks(self, length: Seconds) -> Marks:
        """When the author wants a window of that length to be marked."""
        cues = self._visit.cues
        return Marks(cues=None if cues is None else cue_times(cues, length), quiet=self._visit.quiet)

    def _held(self, turn: Turn, *, final: bool) -> Iterator[Cue]:
        """Up into the position, held for seconds or breaths, and down again."""
        words, dose = self._words, turn.dose
        turns = self._side is Side.ALTERNATE
        first = turn.rep == 1 and (not turns or self._leads(turn))
        if turn.reps > 1 and not first and not words.habit:
            yield self._number(turn)
            yield AFTER_NUMBER
            # Here it can still be used; after a release it would speak of what is over.
            if reminder := self._reminder(turn):
                yield reminder
                yield AFTER_SENTENCE
        # By habit the number, and the side with it, is said on the way back if it has room there.
        yield self._go(turn.rep, turn.side, named=first or (turn.reps > 1 and not words.habit))
        if dose.hold_s is not None and first and not words.bare and not words.known:
            yield AFTER_NUMBER
            yield words.say("hold-for", Role.PROGRESS, length=words.phrases.length(dose.hold_s))
        yield INTO_POSITION
        if dose.hold_s is not None:
            windows = [
                hold_slot(words, dose.hold_s, self._reminders, side=turn.side, **self._marks(dose.hold_s))
            ]
            finish = self._finish("release", turn.side)
        else:
            windows = list(
                self._breaths(turn, dose.breaths or 1, breath_words(words, self._exercise, turn.side))
            )
            finish = self._finish("release-breath", turn.side)
        yield from windows
        if not final and dose.between_s is not None:
            yield self._meanwhile(turn, rest_slot(words, dose.between_s, opening=finish))
            return
        yield finish
        if final:
            yield AFTER_SET
        elif words.habit:
            yield self._meanwhile(turn, Slot(Role.MOVE, BACK_DOWN.seconds))
        else:
            yield BACK_DOWN

    def _breaths(self, turn: Turn, breaths: int, said: BreathWords) -> Iterator[Slot]:
        """The windows of so many breaths."""
        words, own = self._words, turn.dose.breath_s
        # Words of its own for the breath fill the breath; only the coach's short ones leave room.
        reminders = iter(()) if self._exercise.exhale else self._reminders
        pace = usual_breath(self._exercise) if own is None else breath_of(own)
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

    def _meanwhile(self, turn: Turn, slot: Slot) -> Slot:
        """The way back with what is said before the next repetition, which takes no time of its own from those who know it."""
        following = self._after(turn)
        if not self._words.habit or following is None:
            return slot
        number = self._number(following)
        said = _soon(number, max(NEXT_NUMBER, slot.seconds - NUMBER_BEFORE), slot.seconds, COUNT)
        return replace(slot, anchored=(*slot.anchored, said))

    def _paced(self, turn: Turn, *, final: bool) -> Iterator[Cue]:
        """One repetition at its tempo: the word for the way out on its beat, then the number; the way back."""
        words = self._words
        given = turn.dose.tempo_s
        tempo = tempo_of(self._exercise, turn.dose)
        length = Seconds(sum(tempo))
        out, held = tempo[0], tempo[1] if len(tempo) > 2 else Seconds(0.0)
        back = out + held
        pause = turn.dose.between_s or 0.0
        counted = words.choices.count is not Counting.LANDMARKS or turn.rep % 5 == 0 or turn.last
        go = None if words.bare and counted else self._beat(turn)
        counted = counted or go is None
        marks = []
        if go is not None:
            marks.append(Anchored(Seconds(0.0), go, START, instead=self._go(2, turn.side)))
        if counted:
            number: Say | Sound = words.count(turn.rep)
            if turn.last and given and not pause and length - out - held < LAST_IN:
                number = self._last(turn.side)
            if go is None:
                marks.append(Anchored(Seconds(0.0), number, COUNT))
            else:
                # The number gives way to the words of the movement, in every repetition alike.
                marks.append(
                    _soon(number, 0.3, max(out, back - BEFORE_RETURN), PROGRESS)
                    if given
                    else _then(number, AFTER_GO, PROGRESS)
                )
        if words.bare and counted and self._side is Side.ALTERNATE:
            assert turn.side is not None
            marks.append(_soon(words.say(f"side-{turn.side.value}", Role.SIDE), 0.3, out, FLOW))
        if not words.bare:
            if held >= 1:
                stay, short = words.say("stay", Role.REMIND), words.say("stay-short", Role.REMIND)
                marks.append(_soon(stay, out, out + held / 2, FLOW, instead=short))
            finish, short = self._finish("return", turn.side), words.say("return", Role.FINISH)
            # First of all: a long word for the way out gives way to a short one, never to no word for the way back.
            marks.append(Anchored(Seconds(back), finish, START + 1, instead=short))
            if not pause and (reminder := self._reminder(turn)):
                # In the last one, nothing that is over is spoken of.
                latest = back - BEFORE_RETURN if turn.last else length - BEFORE_RETURN
                marks.append(_soon(reminder, 0.6, latest, REMINDER))
        early = not given or length - back >= LAST_IN
        if not pause and early and turn.rep == turn.reps - 1:
            marks.append(_soon(self._last(turn.side), back + 0.3, length, LANDMARK))
        marks.sort(key=lambda mark: mark.at)
        yield Slot(Role.REP, length, tuple(marks), stretch=given is None)
        if not final and pause:
            yield self._between(turn, Seconds(pause))
        if final:
            # A finish of its own has just been said; without it, the end of the set still needs its word.
            if words.bare or self._exercise.finish is None:
                yield words.say("release", Role.FINISH)
            yield AFTER_SET

    def _beat(self, turn: Turn) -> Say | None:
        """What is said on the first beat of a repetition; the coach's own "begin" only once."""
        has_words = self._exercise.go or self._exercise.short or self._side is Side.ALTERNATE
        return self._go(turn.rep, turn.side) if has_words or turn.rep == 1 else None

    def _between(self, turn: Turn, length: Seconds) -> Slot:
        """The rest after a paced repetition, with what is said before the next; one of a few seconds explains itself."""
        words = self._words
        if length >= TOLD_FROM:
            return rest_slot(words, length)
        marks = []
        after = self._after(turn)
        if after is not None and after.last:
            marks.append(_soon(self._last(after.side), 0.0, length, LANDMARK))
        elif after is not None and not words.bare and (reminder := self._reminder(after)):
            marks.append(_soon(reminder, 0.0, length, REMINDER))
        return Slot(Role.REST, length, tuple(marks))

    def _after(self, turn: Turn) -> Turn | None:
        """The repetition that follows; None after the last."""
        turns = list(self._turns())
        following = turns[turns.index(turn) + 1 :]
        return following[0] if following else None

    def _reminder(self, turn: Turn) -> Say | None:
        """The next reminder, in some repetitions."""
        if not self._words.reminds(turn.rep) or (self._side is Side.ALTERNATE and not self._leads(turn)):
            return None
        text = next(self._reminders, None)
        return self._words.author(text, Role.REMIND, turn.side) if text else None

    def _leads(self, turn: Turn) -> bool:
        """Whether the turn is of the side that begins."""
        return turn.side is self._visit.doses[0][0]

    def _number(self, turn: Turn) -> Say:
        words = self._words
        if turn.last:
            return self._last(turn.side)
        number = words.phrases.number(turn.rep)
        reps = words.phrases.number(turn.reps)
        if self._side is not Side.ALTERNATE:
            return words.say("rep-of", Role.PROGRESS, number=number, reps=reps)
        assert turn.side is not None
        side = words.side(turn.side)
        if self._leads(turn):
            return words.say("rep-of-side", Role.PROGRESS, side=side, number=number, reps=reps)
        return words.say("rep-side", Role.PROGRESS, side=side, number=number)

    def _last(self, side: Side | None) -> Say:
        """Said once, before it: of the set, or of each side if they take turns."""
        if self._side is Side.ALTERNATE and side is not None:
            return self._words.say("rep-last-side", Role.PROGRESS, side=self._words.side(side))
        return self._words.say("rep-last", Role.PROGRESS)

    def _go(self, rep: int, side: Side | None, *, named: bool = False) -> Say:
        """The words that start a repetition; where sides take turns with the side, unless that is `named` before."""
        exercise, words = self._exercise, self._words
        first = rep == 1 and words.full
        text = (exercise.go if first else exercise.short) or exercise.go or exercise.short
        said = words.author(text, Role.GO, side) if text else words.say("begin", Role.GO)
        if self._side is Side.ALTERNATE and side is not None and not named and "{side}" not in (text or ""):
            return words.say("side-go", Role.GO, side=words.side(side), go=said.text)
        return said

    def _finish(self, default: str, side: Side | None) -> Say:
        text = self._exercise.finish
        return self._words.author(text, Role.FINISH, side) if text else self._words.say(default, Role.FINISH)


def _soon(cue: Say | Sound, at: float, by: float, priority: int, instead: Say | None = None) -> Anchored:
    return Anchored(Seconds(at), cue, priority, Seconds(by), instead)


def _then(cue: Say | Sound, at: Seconds, priority: int) -> Anchored:
    """After the first word, in a window that grows with its words."""
    return Anchored(at, cue, priority)
