"""The exercises of a session in words for a patient: what hangs on the fridge.

It says what is prescribed, whole and in order: doses with their tempo, load and effort, every rest, rounds, what is said
between exercises, and what to do if an exercise is too hard today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby
from typing import Any

from voicecoach.export.captions import plain
from voicecoach.export.handout_items import item_of
from voicecoach.export.handout_parts import Between as Between
from voicecoach.export.handout_parts import Entry as Entry
from voicecoach.export.handout_parts import Fact as Fact
from voicecoach.export.handout_parts import Group as Group
from voicecoach.export.handout_parts import Handout as Handout
from voicecoach.export.handout_parts import Item as Item
from voicecoach.export.handout_parts import ItemPicture as ItemPicture
from voicecoach.export.handout_parts import Ticks as Ticks
from voicecoach.phrases import Phrases, phrases_of
from voicecoach.routine.frequency import often
from voicecoach.routine.model import (
    AsManyRounds,
    Do,
    Every,
    PauseFor,
    Repeat,
    Rest,
    Rounds,
    Routine,
    SayText,
    Step,
    WaitFor,
)
from voicecoach.script.choices import Choices
from voicecoach.script.cue import Role
from voicecoach.script.outline import outline
from voicecoach.script.visit import Interlude, Place, Round, Visit
from voicecoach.script.wording import Wording, often_words
from voicecoach.timeline.timeline import EventKind, Timeline

WEEKS = 4
"""Rows of the table to tick."""

BETWEEN_ROUNDS = "rest"
"""The end of the place of a rest between two rounds."""

MOST_BOXES = 4
"""In one day of it; who does more ticks the day."""


def make_handout(routine: Routine, choices: Choices, timeline: Timeline) -> Handout:
    """The handout of a session: the steps as they were written, with the doses at the level that was chosen."""
    return _Writer(routine, choices).handout(timeline)


def handout_without_routine(timeline: Timeline) -> Handout:
    """What the timeline alone knows: the chapters, with what is said to set each up."""
    items: list[Item] = []
    of_visits: dict[int, int] = {}
    for chapter in timeline.chapters():
        parts = [part for part in timeline.parts if chapter.start <= part.start < chapter.end]
        if any(part.segment.exercise for part in parts):
            events = [event for part in parts for event in part.events if event.kind is EventKind.SAY]
            steps = dict.fromkeys(plain(event.text) for event in events if event.role is Role.SETUP)
            items.append(Item(plain(chapter.title), steps=tuple(steps), number=len(items) + 1))
            of_visits.update({part.segment.visit: len(items) for part in parts})
    phrases = phrases_of(timeline.language).written
    return Handout(
        plain(timeline.title),
        timeline.duration,
        safety=(phrases.say("paper-notice", allowed="false"), phrases.say("safety-signs")),
        entries=tuple(items),
        facts=(_length(phrases, timeline),),
        of_visits=of_visits,
    )


def listed(phrases: Phrases, names: Iterable[str]) -> str:
    """Several names in a row; empty if there are none."""
    return reduce(
        lambda before, name: phrases.say("list-more", one=before, other=name) if before else name, names, ""
    )


class _Writer:
    """Writes one handout."""

    def __init__(self, routine: Routine, choices: Choices) -> None:
        self._routine = routine
        self._choices = choices = choices.settled(routine)
        self._phrases = phrases_of(routine.language).written
        self._words = Wording(self._phrases, choices)
        items = outline(routine, choices)
        self._visits = [item for item in items if isinstance(item, Visit)]
        self._rounds: dict[Place, Round] = {}
        self._once: dict[Place, Visit | Interlude] = {}
        """The first of each step, in the order of the session."""
        for item in items:
            if isinstance(item, Interlude) and isinstance(item.step, Round):
                self._rounds.setdefault(item.place, item.step)
            elif isinstance(item, Visit) or not (item.marks or item.place[-1] == BETWEEN_ROUNDS):
                self._once.setdefault(item.place, item)
        self._numbers: dict[Place, int] = {}
        self._known: dict[tuple[str, tuple[str, ...]], int] = {}
        """The number of the exercise with that name and these steps."""

    def handout(self, timeline: Timeline) -> Handout:
        routine, phrases = self._routine, self._phrases
        entries = tuple(self._entries(tuple(self._once.values())))
        key = "paper-notice-prescribed" if routine.prescribed else "paper-notice"
        notice = phrases.say(key, allowed=str(routine.allows_pain()).lower())
        return Handout(
            title=plain(routine.title),
            length_s=timeline.duration,
            about=plain(routine.about or ""),
            facts=(*self._facts(), _length(phrases, timeline)),
            props=tuple(
                dict.fromkeys(plain(prop) for visit in self._visits for prop in visit.exercise.props)
            ),
            safety=(notice, phrases.say("safety-signs"), *map(plain, routine.notices)),
            entries=entries,
            source=plain(routine.source or ""),
            close=plain(self._words.sided(routine.close or "", None)),
            ticks=self._ticks(),
            of_visits={visit.number: self._numbers[visit.place] for visit in self._visits},
        )

    def _facts(self) -> Iterator[Fact]:
        routine, phrases = self._routine, self._phrases
        for key, text in (
            ("paper-for", routine.for_whom),
            ("paper-from", routine.from_whom),
            ("paper-date", routine.date),
            ("paper-often", often_words(self._words, routine) if routine.frequency else None),
        ):
            if text:
                yield Fact(phrases.say(key), plain(text))

    def _ticks(self) -> Ticks:
        phrases, frequency = self._phrases, self._routine.frequency
        title, boxes = phrases.say("paper-ticks"), 1
        if frequency:
            title = phrases.say("paper-ticks-often", often=often_words(self._words, self._routine))
            asked = often(frequency)
            boxes = asked.most if asked.unit == "day" and asked.most <= MOST_BOXES else 1
        weeks = tuple(phrases.say("paper-week", number=week) for week in range(1, WEEKS + 1))
        return Ticks(plain(title), weeks, tuple(map(str.strip, phrases.say("paper-days").split(","))), boxes)

    def _entries(self, items: Sequence[Visit | Interlude], under: Place = ("steps",)) -> Iterator[Entry]:
        """What is done under a place, each step once, in the order of the session; groups are those of the file."""
        for step_place, found in groupby(items, lambda item: item.place[: len(under) + 1]):
            same = list(found)
            item = same[0]
            if len(item.place) > len(step_place):
                step = _step_at(self._routine, step_place)
                yield from self._together(
                    step, step_place, tuple(self._entries(same, (*step_place, "steps")))
                )
            elif isinstance(item, Visit):
                yield self._numbered(item)
            elif text := self._between(item.step):
                yield Between(text)

    def _between(self, step: object) -> str:
        """What is read of it; a sound, or the beginning of a round, says nothing."""
        level, phrases = self._choices.level, self._phrases
        match step:
            case Rest():
                rest = step.rest.at(level)
                return phrases.say("paper-rest", length=phrases.length(rest)) if rest else ""
            case PauseFor():
                pause = step.pause.at(level)
                return phrases.say("paper-pause", length=phrases.length(pause)) if pause else ""
            case SayText():
                return self._read(step.say)
            case WaitFor():
                return phrases.say("paper-wait", prompt=self._read(step.wait))
            case _:
                return ""

    def _numbered(self, visit: Visit) -> Item:
        """The next exercise; one that was there is not explained again."""
        step = _step_at(self._routine, visit.place)
        assert isinstance(step, Do)
        number = self._numbers[visit.place] = len(self._numbers) + 1
        item = item_of(self._routine, self._words, step, visit, number)
        known = self._known.setdefault((item.title, item.steps), number)
        if known == number:
            return item
        before = self._phrases.say("paper-as-before", number=known)
        return replace(item, as_before=before, about="", steps=(), remember=(), easier=None)

    def _together(self, step: Step, place: Place, entries: tuple[Entry, ...]) -> Iterator[Entry]:
        phrases, level = self._phrases, self._choices.level
        match step:
            case Repeat(repeat=1) | Rounds(rounds=1):
                yield from entries
            case _ if not entries:
                pass
            case Repeat():
                yield Group(phrases.say("paper-repeat", times=step.repeat), entries)
            case Rounds():
                found = self._rounds.get(place)
                rest = found.rest.at(level) if found and found.rest else 0.0
                more = (phrases.say("paper-rest-rounds", length=phrases.length(rest)),) if rest else ()
                yield Group(phrases.say("paper-rounds", rounds=step.rounds), entries, more)
            case Every():
                length = phrases.length(step.every.at(level))
                title = phrases.say("paper-every", times=step.times, length=length)
                yield Group(title, entries, (phrases.say("paper-every-rest"),))
            case AsManyRounds():
                length = phrases.length(step.length.at(level))
                yield Group(phrases.say("paper-as-many", length=length), entries)
            case _:
                raise AssertionError(step)

    def _read(self, text: str) -> str:
        return plain(self._words.sided(text, None))


def _length(phrases: Phrases, timeline: Timeline) -> Fact:
    total = phrases.total(timeline.duration)
    return Fact(phrases.say("paper-length"), phrases.say("paper-about-length", length=total))


def _step_at(routine: Routine, place: Place) -> Step:
    """The step as it is written. `place` is one of the outline of that routine."""
    found: Any = routine
    for key in place:
        found = found[key] if isinstance(key, int) else getattr(found, key)
    step: Step = found
    return step
