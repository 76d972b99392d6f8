"""Fits a live session to the time available, before any of it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.fitting.adapted import adaptations
from voicecoach.fitting.fit import fitted
from voicecoach.play.coaching.closing import last_line_s
from voicecoach.play.coaching.memory import TO_ANSWER, TO_LEAVE, left_today
from voicecoach.play.coaching.questions import asking_s
from voicecoach.play.saved.pain import When
from voicecoach.script.cue import Role, Say, Segment, SegmentKind
from voicecoach.script.outline import Visit, outline
from voicecoach.units import Seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.script.choices import Choices


def questions_s(studio: Studio, choices: Choices, hurt: Mapping[str, When]) -> Seconds:
    """How long the questions before what hurt take at most, with nobody answering."""
    routine = studio.loaded.routine
    known = routine.exercises
    eased = {known[one].easier for one in hurt if one in known}
    longest = 0.0
    for item in outline(routine, choices):
        if isinstance(item, Visit) and ({item.id, known[item.id].easier} & hurt.keys() or item.id in eased):
            asked = studio.phrases.say(
                "memory-leave-easier",
                exercise=studio.name_of(item.id),
                when=str(When.BEFORE),
                easier=studio.name_of(item.id),
                length=studio.phrases.length(TO_ANSWER),
            )
            said = Segment(SegmentKind.MOVE, (Say(asked, Role.SAFETY),))
            longest += studio.seconds_of(said) + TO_ANSWER + TO_LEAVE
    return Seconds(longest)


def beside_s(studio: Studio, settings: LiveSettings) -> Seconds:
    """How long everything takes at most that is beside the routine: questions that nobody answers, and the last line."""
    asking = asking_s(studio) if settings.options.ask else Seconds(0.0)
    hurting = questions_s(studio, studio.choices, settings.hurt)
    return Seconds(asking + hurting + last_line_s(studio, settings))


def fit_session(studio: Studio, settings: LiveSettings) -> tuple[LiveSettings, tuple[str, ...]]:
    """Fit the choices of the studio, if they name a length. Returns the settings that keep it for `resume`, and what to report.

    What hurt today is not counted, as it is left out; all questions are, and the last line.

    Raises DoesNotFit, SpeechError, SoundNotFound.
    """
    asked = studio.choices
    left = left_today(studio.loaded.routine, settings.hurt)
    reserved = Seconds(0.0)
    if asked.minutes is not None and asked.fit is None:
        reserved = beside_s(studio, settings)
    chosen = fitted(studio.loaded, asked, studio.voice, left=left, reserved=reserved)
    if chosen is not asked:
        studio.choices = chosen
        kept = replace(
            settings.options,
            talk=chosen.talk,
            minutes=chosen.minutes,
            fit=chosen.fit,
            include=tuple(sorted(chosen.include)),
        )
        settings = replace(settings, options=kept)
    return settings, adaptations(studio.loaded.routine, asked, chosen)
