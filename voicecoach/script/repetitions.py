"""The repetitions of one set, whether held, breathed, timed or at a tempo: what is said and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Kind
from voicecoach.script.choices import Counting
from voicecoach.script.counting import (
    COUNT,
    END_WORD,
    FLOW,
    PROGRESS,
    REMINDER,
    START,
    breath_slots,
    hold_slot,
    timed_slot,
)
from voicecoach.script.cue import Anchored, Cue, Pause, Role, Say, Side, Slot
from voicecoach.script.outline import Visit
from voicecoach.script.resting import rest_slot
from voicecoach.script.setup import AFTER_SENTENCE
from voicecoach.script.wording import Wording
from voicecoach.units import Seconds

INTO_POSITION = Pause(Seconds(1.5))
"""From the word to lift, reach or draw to the first second of the hold."""
BACK_DOWN = Pause(Seconds(1.8))
"""After a release: time to come down, where the dose names no rest between repetitions."""
REMINDED_REST = 4.0
"""Seconds: the shortest rest between repetitions with room for a reminder."""
REMINDED_RETURN = 3.0
"""Seconds: the shortest way back with room for one, after the word that starts it."""
AFTER_NUMBER = Pause(Seconds(0.3))
"""Between a repetition's number and its first word."""
AFTER_COUNT = Seconds(0.6)
"""From a counted number to the words after it, where no tempo is prescribed."""
AFTER_SET = Pause(Seconds(2.0))
"""After the last release of a set, before anything is said."""

OWN_TEMPO: dict[Kind, tuple[Seconds, ...]] = {
    Kind.STRETCH: (Seconds(3.0), Seconds(2.0), Seconds(3.0)),
    Kind.MOBILISE: (Seconds(3.0), Seconds(1.0), Seconds(3.0)),
    Kind.CARDIO: (Seconds(1.0), Seconds(1.0)),
}
"""Seconds out, held, back, where no dose names a tempo: slow, as the source articles ask."""
OTHER_TEMPO = (Seconds(2.0), Seconds(1.0), Seconds(2.0))
"""The same for all other kinds: the usual controlled pace of resistance work."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One repetition of a set."""

    rep: int
    side: Side | None
    reps: int
    """How many its side has."""
    dose: Prescription
    """Its side's own."""

    @property
    def last(self) -> bool:
        """Whether its side has no more, and had others before."""
        return self.rep == self.reps > 1

    def of(self, cue: Cue) -> Cue:
        """The cue, marked as part of this repetition."""
        if isinstance(cue, Say | Slot):
            return replace(cue, rep=self.rep, side=self.side)
        return cue


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
        if self._dose.time_s is not None:
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
        if self._side is not Side.ALTERNATE:
            reps = self._dose.reps or 1
            yield from (Turn(rep, self._side, reps, self._dose) for rep in range(1, reps + 1))
            return
        sides = [
            (side, dose.reps or 1, dose)
            for side, dose in self._visit.doses
            if dose.sets >= self._number_of_set
        ]
        for rep in range(1, max(reps for _, reps, _ in sides) + 1):
            yield from (Turn(rep, side, reps, dose) for side, reps, dose in sides if rep <= reps)

    def _timed(self, length: Seconds) -> Iterator[Cue]:
        side = None if self._side is Side.ALTERNATE else self._side
        # Where sides change all the time, the words that start it are those of the side that begins.
        go = self._go(1, side or self._visit.doses[0][0])
        begin = self._words.say("begin", Role.GO)
        yield timed_slot(self._words, length, go, self._reminders, instead=begin, side=side)
        finish = self._finish("stop", side)
        yield replace(finish, side=side)
        yield AFTER_SET

    def _held(self, turn: Turn, *, final: bool) -> Iterator[Cue]:
        """Up into the position, held for seconds or breaths, and down again."""
        words, dose = self._words, turn.dose
        if turn.reps > 1 and (turn.rep > 1 or self._side is Side.ALTERNATE):
            yield self._number(turn)
            yield AFTER_NUMBER
        yield self._go(turn.rep, turn.side)
        yield INTO_POSITION
        if dose.hold_s is not None:
            windows = [hold_slot(words, dose.hold_s, self._reminders, side=turn.side)]
            finish = self._finish("release", turn.side)
        else:
            # Words of its own for the breath fill the breath; only the coach's short ones leave room.
            reminders = iter(()) if self._exercise.exhale else self._reminders
            windows = list(
                breath_slots(words, dose.breaths or 1, *self._breath(turn.side), reminders, side=turn.side)
            )
            finish = self._finish("release-breath", turn.side)
        yield from windows
        # After a hold that had its reminders, another would speak of what is over.
        reminded = any(item.cue.role is Role.REMIND for window in windows for item in window.anchored)
        if not final and dose.between_s is not None:
            room = dose.between_s >= REMINDED_REST and not reminded
            yield rest_slot(
                words, dose.between_s, opening=finish, reminder=self._reminder(turn) if room else None
            )
            return
        yield finish
        yield AFTER_SET if final else BACK_DOWN
        if not (final or reminded) and (reminder := self._reminder(turn)):
            yield reminder
            yield AFTER_SENTENCE

    def _paced(self, turn: Turn, *, final: bool) -> Iterator[Cue]:
        """One repetition at its tempo: its number, the way out, the way back."""
        words = self._words
        given = turn.dose.tempo_s
        tempo = given or OWN_TEMPO.get(self._exercise.kind, OTHER_TEMPO)
        length = Seconds(sum(tempo))
        out, held = tempo[0], tempo[1] if len(tempo) > 2 else Seconds(0.0)
        marks = []
        counted = words.choices.count is not Counting.LANDMARKS or turn.rep % 5 == 0 or turn.last
        if counted:
            marks.append(Anchored(Seconds(0.0), words.count(turn.rep), COUNT))
        if turn.last:
            last = words.say("rep-last", Role.PROGRESS)
            marks.append(_soon(last, 0.3, out, PROGRESS) if given else _then(last, PROGRESS))
        if words.bare and counted and self._side is Side.ALTERNATE:
            assert turn.side is not None
            marks.append(_soon(words.say(f"side-{turn.side.value}", Role.SIDE), 0.3, out, FLOW))
        if not words.bare or not counted:
            go, short = self._go(turn.rep, turn.side), self._go(2, turn.side)
            if not counted:
                marks.append(Anchored(Seconds(0.0), go, START, instead=short))
            else:
                marks.append(_soon(go, 0.3, out, FLOW, short) if given else _then(go, FLOW))
        if not words.bare:
            if held >= 1 and turn.rep == 1 and words.full:
                # A reminder, as the tempo is known by then: where it has no room, nothing is missing.
                marks.append(_soon(words.say("hold", Role.REMIND), out, out + held / 2, REMINDER))
            back = out + held
            finish, short = self._finish("return", turn.side), words.say("return", Role.FINISH)
            marks.append(Anchored(Seconds(back), finish, END_WORD, instead=short))
            if not turn.last and length - back >= REMINDED_RETURN and (reminder := self._reminder(turn)):
                marks.append(_soon(reminder, back + 0.6, length, REMINDER))
        marks.sort(key=lambda mark: mark.at)
        yield Slot(Role.REP, length, tuple(marks), stretch=given is None)
        if not final and turn.dose.between_s:
            yield self._between(turn.dose.between_s)
        if final:
            # A finish of its own has just been said; without it, the end of the set still needs its word.
            if words.bare or self._exercise.finish is None:
                yield words.say("release", Role.FINISH)
            yield AFTER_SET

    def _between(self, length: Seconds) -> Slot:
        """The rest after a paced repetition; one of a few seconds explains itself."""
        return rest_slot(self._words, length) if length >= REMINDED_REST else Slot(Role.REST, length)

    def _reminder(self, turn: Turn) -> Say | None:
        """The next reminder, after every second repetition of whoever wants all the words."""
        if not self._words.full or turn.rep % 2 == 0:
            return None
        text = next(self._reminders, None)
        return self._words.author(text, Role.REMIND, turn.side) if text else None

    def _number(self, turn: Turn) -> Say:
        if turn.last:
            return self._words.say("rep-last", Role.PROGRESS)
        number = self._words.phrases.number
        return self._words.say("rep-of", Role.PROGRESS, number=number(turn.rep), reps=number(turn.reps))

    def _go(self, rep: int, side: Side | None) -> Say:
        exercise, words = self._exercise, self._words
        first = rep == 1 and words.full
        text = (exercise.go if first else exercise.short) or exercise.go or exercise.short
        told = words.author(text, Role.GO, side) if text else words.say("begin", Role.GO)
        if self._side is Side.ALTERNATE and side is not None and "{side}" not in (text or ""):
            return words.say("side-go", Role.GO, side=words.side(side), go=told.text)
        return told

    def _finish(self, default: str, side: Side | None) -> Say:
        text = self._exercise.finish
        return self._words.author(text, Role.FINISH, side) if text else self._words.say(default, Role.FINISH)

    def _breath(self, side: Side | None) -> tuple[Say, Say]:
        exercise, words = self._exercise, self._words
        return (
            words.author(exercise.inhale, Role.BREATH, side)
            if exercise.inhale
            else words.say("breathe-in", Role.BREATH),
            words.author(exercise.exhale, Role.BREATH, side)
            if exercise.exhale
            else words.say("breathe-out", Role.BREATH),
        )


def _soon(cue: Say, at: float, by: float, priority: int, instead: Say | None = None) -> Anchored:
    return Anchored(Seconds(at), cue, priority, Seconds(by), instead)


def _then(cue: Say, priority: int) -> Anchored:
    """After the number, in a window that grows with its words."""
    return Anchored(AFTER_COUNT, cue, priority)
