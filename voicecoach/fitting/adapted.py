"""What a person is told about a session that differs from its routine as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from voicecoach.phrases import Phrases, phrases_of
from voicecoach.script.choices import Day
from voicecoach.script.picking import Why, left_out
from voicecoach.script.setup import listed
from voicecoach.script.wording import Wording, unended

if TYPE_CHECKING:
    from voicecoach.routine.model import Routine
    from voicecoach.script.choices import Choices


def adaptations(routine: Routine, asked: Choices, chosen: Choices) -> tuple[str, ...]:
    """A sentence for each thing; `chosen` is what became of what was `asked` for."""
    phrases = phrases_of(routine.language)
    return (*_picked(routine, phrases, chosen), *_fit(routine, phrases, asked, chosen))


def _picked(routine: Routine, phrases: Phrases, choices: Choices) -> Iterator[str]:
    if choices.day is not Day.NORMAL:
        yield phrases.say("adapted-day", day=choices.day.value)
    out = left_out(routine, choices)
    for why, key in (
        (Why.DAY, "adapted-left-sore"),
        (Why.SKIPPED, "adapted-left"),
        (Why.POSITION, "adapted-left-position"),
    ):
        ids = [one for one, because in out.items() if because is why]
        if ids:
            yield phrases.say(key, exercises=names_of(routine, phrases, choices, ids))


def _fit(routine: Routine, phrases: Phrases, asked: Choices, chosen: Choices) -> Iterator[str]:
    fit = chosen.fit
    if fit is None or chosen.minutes is None:
        return
    shares = {
        name: round(level * 100)
        for name, level in (("amounts", fit.amounts.level), ("sets", fit.sets.level), ("rests", fit.rests))
    }
    yield phrases.say("adapted-fit", length=phrases.length(chosen.minutes * 60), **shares)
    optional = routine.optional()
    wanted = optional if "all" in asked.include else asked.include & optional
    for key, ids in (
        ("adapted-left-out", wanted - chosen.include),
        ("adapted-added", chosen.include - wanted),
    ):
        if ids:
            yield phrases.say(key, exercises=names_of(routine, phrases, chosen, ids))
    if chosen.talk is not asked.talk:
        yield phrases.say("adapted-talk", talk=chosen.talk.value)


def names_of(routine: Routine, phrases: Phrases, choices: Choices, ids: Iterable[str]) -> str:
    """What exercises are called, in the order of the routine, in one phrase."""
    found = set(ids)
    names = dict.fromkeys(
        unended(routine.exercises[step.do].name) for step in routine.done() if step.do in found
    )
    return listed(Wording(phrases, choices), tuple(names))
