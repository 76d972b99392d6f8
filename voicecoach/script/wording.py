"""Turns messages and an author's texts into cues: the one place where words, choices and sides come together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from voicecoach.phrases import Phrase, Phrases
from voicecoach.routine.frequency import often
from voicecoach.routine.model import Position, Routine
from voicecoach.script.choices import Choices, Counting, Pace, Talk
from voicecoach.script.cue import Role, Say, Side, Sound
from voicecoach.script.familiarity import Stage
from voicecoach.script.visit import Visit
from voicecoach.units import Seconds

SENTENCE_ENDS = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u061f", "\u0964")
"""What ends a sentence, in Chinese, Arabic and Hindi too."""
COUNT_CHIME = "tick"
"""The sound of one counted second or repetition."""
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


def often_words(words: Wording, routine: Routine) -> Phrase:
    """How often a routine is to be done; it says so."""
    found = often(routine.frequency or "")
    key = "often-range" if found.least != found.most else "often"
    unit = words.phrases.phrase("often-day" if found.unit == "day" else "often-week")
    return words.phrases.phrase(key, number=found.least, most=words.phrases.number(found.most), unit=unit)


def unended(text: str) -> str:
    """A name or a title as a part of a sentence: without marks of its own around it."""
    return text.strip(" .!?…¡¿") or text


def ended(text: str) -> str:
    """With a full stop, unless it ends like a sentence."""
    return text if text.endswith(SENTENCE_ENDS) else text + "."


def sentence(text: str) -> str:
    """With a capital at its start if it ends like a sentence: messages are put together from lower-case parts."""
    return text[:1].upper() + text[1:] if text.endswith(SENTENCE_ENDS) else text


def seconds(value: float) -> Seconds:
    """A constant of the coach as a length of time."""
    return Seconds(float(value))
