"""Turns messages and an author's texts into cues: the one place where words, choices and sides come together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from voicecoach.phrases import Phrase, Phrases
from voicecoach.routine.breathing import Breath, breath_of
from voicecoach.routine.dose import Prescription
from voicecoach.routine.model import Kind, Position, Sides
from voicecoach.script.choices import Choices, Counting, Pace, Talk
from voicecoach.script.cue import Role, Say, Side, Sound
from voicecoach.script.familiarity import Stage
from voicecoach.script.outline import Visit
from voicecoach.units import Seconds

SENTENCE_ENDS = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u061f", "\u0964")
"""What ends a sentence, in Chinese, Arabic and Hindi too."""
COUNT_CHIME = "tick"
"""The sound of one counted second or repetition."""
_TEMPOS = {
    2: ("dose-tempo-2", ("out", "back")),
    3: ("dose-tempo-3", ("out", "held", "back")),
    4: ("dose-tempo-4", ("out", "held", "back", "pause")),
}
_BREATHS = {
    (False, False): "dose-breath",
    (True, False): "dose-breath-held",
    (False, True): "dose-breath-empty",
    (True, True): "dose-breath-held-empty",
}
"""The message of a breath's pace, by whether it is held after breathing in, and after breathing out."""
_BREATH_PARTS = ("into", "held", "out", "empty")
REMINDED_REPS = frozenset({2, 5, 10, 18, 30})
"""The repetitions that have a reminder in an exercise that is known."""
PACES = {Pace.SLOW: 1.5, Pace.USUAL: 1.0, Pace.QUICK: 0.7}
"""Factors on the time to move: those in pain take half as much again and more, the fit some two thirds."""
HALF_CHIME = "halfway"
"""The sound of half the time."""


class Wording:
    """The coach's voice in words, for one routine and one set of choices."""

    def __init__(
        self,
        phrases: Phrases,
        choices: Choices,
        *,
        explained: frozenset[str] = frozenset(),
        stage: Stage | None = None,
    ) -> None:
        """`explained` are ids of exercises that are explained in full, whatever was done before; `stage` is how well what
        is said is known (None: as well as the routine)."""
        self.phrases = phrases
        self.choices = choices
        self._explained = explained
        self._auto = choices.talk is Talk.AUTO
        self._stage = stage or choices.history.stage

    def of(self, exercise: str) -> Wording:
        """The same for an exercise: as much as is needed of it."""
        if exercise in self._explained:
            return self.in_full()
        if not self._auto:
            return self
        stage = self.choices.history.stage_of(exercise)
        return Wording(self.phrases, self.choices, explained=self._explained, stage=stage)

    def in_full(self) -> Wording:
        """The same with all words."""
        every = replace(self.choices, talk=Talk.FULL)
        return Wording(self.phrases, every, explained=self._explained)

    @property
    def full(self) -> bool:
        """Whether all is said."""
        return self.choices.talk is Talk.FULL or (self._auto and self._stage is Stage.NEW)

    @property
    def known(self) -> bool:
        """Whether it was done often enough to need no explanation."""
        return self._auto and self._stage is not Stage.NEW

    @property
    def habit(self) -> bool:
        """Whether it was done so often that a name, a side and a number are enough."""
        return self._auto and self._stage is Stage.HABIT

    @property
    def bare(self) -> bool:
        """Whether hardly more than counts is said."""
        return self.choices.talk is Talk.COUNTS

    @property
    def first_time(self) -> bool:
        """Whether the routine is new to the person."""
        return self.choices.session == 1

    @property
    def long_notice(self) -> bool:
        """Whether the safety notice is said in full."""
        return not self._auto or self.choices.history.long_notice

    def is_new(self, exercise: str) -> bool:
        """Whether somebody who knows the routine meets an exercise for the first time."""
        before = self.choices.history
        return before.stage is not Stage.NEW and before.practised(exercise) is None

    def turn_of(self, ways: int) -> int:
        """Which of so many ways is due, from 0: another one in each session, and the same in the same session."""
        return self.choices.session % ways

    def first_reminder(self, visit: Visit) -> int:
        """The reminder to begin with: another one in each session, and in it for each exercise."""
        return 0 if self.first_time else self.choices.session - 1 + visit.number - 1

    def reminds(self, rep: int) -> bool:
        """Whether a repetition may have a reminder: fewer for those who know the exercise, and ever fewer in a long set."""
        if not self.known:
            return self.full and rep % 2 == 0
        return rep in REMINDED_REPS

    def at_pace(self, seconds: Seconds) -> Seconds:
        """Time to move, at the pace that was chosen."""
        return Seconds(round(seconds * PACES[self.choices.pace], 1))

    def say(self, key: str, role: Role, **args: Any) -> Say:
        """A message of the catalogue."""
        return Say(sentence(self.phrases.say(key, **args)), role)

    def author(self, text: str, role: Role, side: Side | None = None) -> Say:
        """An author's text, with the side filled in."""
        return Say(sentence(self.sided(text, side)), role)

    def sided(self, text: str, side: Side | None) -> str:
        """{side} and {other} as words; without a side they are left out."""
        if "{" not in text:
            return text
        if side:
            return text.replace("{side}", self.side(side)).replace("{other}", self.side(side.other))
        words = " ".join(text.replace("{side}", "").replace("{other}", "").split())
        words = re.sub(r"\s+(?=[.,;:!?])|[,;:]+(?=\s*[.!?])", "", words)
        # Of a text that is nothing else, at least something is left to say.
        return words if any(map(str.isalnum, words)) else text.replace("{", "").replace("}", "")

    def title(self, visit: Visit) -> str:
        """What a chapter, a screen and a reader call the exercise of a visit."""
        return self.sided(visit.exercise.name, None)

    def side(self, side: Side) -> Phrase:
        """The word for a side."""
        return self.phrases.phrase(side.value)

    def position(self, position: Position) -> Phrase:
        """The words for a position."""
        return self.phrases.phrase("in-position", position=position.value.replace(" ", "-"))

    def count(self, number: int) -> Say | Sound:
        """A counted second or repetition, as a word or a chime."""
        if self.choices.count is Counting.CHIMES:
            return Sound(COUNT_CHIME, Role.COUNT)
        return Say(self.phrases.count(number), Role.COUNT)

    def halfway(self) -> Say | Sound:
        """The mark at half the time."""
        if self.choices.count is Counting.CHIMES:
            return Sound(HALF_CHIME, Role.PROGRESS)
        return self.say("halfway", Role.PROGRESS)

    def dose(self, visit: Visit) -> str:
        """What there is to do, in one or two sentences: the same for a listener and for a reader."""
        phrases = self.phrases
        doses: list[str] = [self._one_side(dose) for _, dose in visit.doses]
        sets = visit.doses[0][1].sets
        equal = all(dose.sets == sets for _, dose in visit.doses)
        if not equal:
            doses = [
                self._in_sets(words, dose.sets) if dose.sets > 1 else words
                for words, (_, dose) in zip(doses, visit.doses, strict=True)
            ]
        words = doses[0]
        if visit.alternates and visit.doses[0][1].time_s is not None:
            words = phrases.phrase("dose-time-turn", length=phrases.length(visit.doses[0][1].time_s))
        elif len(doses) == 1 and (alone := visit.doses[0][0]):
            words = phrases.phrase("dose-one-side", dose=words, side=self.side(alone))
        elif visit.exercise.sides is not Sides.NONE and doses[0] == doses[1]:
            words = phrases.phrase("dose-turn" if visit.alternates else "dose-each", dose=words)
        elif visit.exercise.sides is not Sides.NONE:
            by_side = {side: dose for (side, _), dose in zip(visit.doses, doses, strict=True)}
            words = phrases.phrase("dose-sides", left=by_side[Side.LEFT], right=by_side[Side.RIGHT])
        if breath := visit.doses[0][1].breath_s:
            words = self._with_breath(words, breath_of(breath))
        if equal and sets > 1:
            words = self._in_sets(words, sets)
        return sentence(phrases.say("dose-whole", dose=words))

    def tempo(self, visit: Visit) -> str | None:
        """How long the parts of a repetition take, if its dose says so and they differ."""
        given = visit.doses[0][1].tempo_s
        alike = all(dose.tempo_s == given for _, dose in visit.doses)
        if (
            given is None
            or visit.doses[0][1].breath_s
            or not alike
            or not all(given)
            or visit.exercise.kind is Kind.BREATHE
        ):
            return None
        key, names = _TEMPOS[len(given)]
        lengths = {name: self.phrases.length(seconds) for name, seconds in zip(names, given, strict=True)}
        return sentence(self.phrases.say(key, **lengths))

    def _with_breath(self, dose: str, breath: Breath) -> str:
        """The dose, and the pace of a breath in it."""
        numbers = {
            name: self.phrases.number(seconds) for name, seconds in zip(_BREATH_PARTS, breath, strict=True)
        }
        return self.phrases.phrase(_BREATHS[bool(breath.hold), bool(breath.empty)], dose=dose, **numbers)

    def _in_sets(self, dose: str, sets: int) -> str:
        counted = self.phrases.say("sets", number=sets)
        return self.phrases.phrase("dose-sets", dose=dose, sets=counted[:1].upper() + counted[1:])

    def _one_side(self, dose: Prescription) -> Phrase:
        phrases = self.phrases
        if dose.time_s is not None:
            return phrases.phrase("dose-time", length=phrases.length(dose.time_s))
        reps = dose.reps or 1
        if dose.open:
            if dose.breaths is not None:
                return phrases.phrase("dose-open-breaths", number=dose.breaths, reps=reps)
            if dose.hold_s is None:
                return phrases.phrase("dose-open", number=reps)
            return phrases.phrase("dose-open-hold", number=reps, length=phrases.length(dose.hold_s))
        if dose.breath_s is not None and (reps == 1 or dose.breaths == 1):
            return phrases.phrase("dose-breath-count", number=reps * (dose.breaths or 1))
        if dose.hold_s is not None:
            return phrases.phrase("dose-hold", number=reps, length=phrases.length(dose.hold_s))
        if dose.breaths is not None and reps > 1:
            return phrases.phrase("dose-reps-breaths", number=dose.breaths, reps=reps)
        if dose.breaths is not None:
            return phrases.phrase("dose-breaths", number=dose.breaths)
        return phrases.phrase("dose-reps", number=reps)


def unended(text: str) -> str:
    """A name or a title as a part of a sentence: without marks of its own around it."""
    return text.strip(" .!?…¡¿") or text


def sentence(text: str) -> str:
    """With a capital at its start if it ends like a sentence: messages are put together from lower-case parts."""
    return text[:1].upper() + text[1:] if text.endswith(SENTENCE_ENDS) else text


def seconds(value: float) -> Seconds:
    """A constant of the coach as a length of time."""
    return Seconds(float(value))
