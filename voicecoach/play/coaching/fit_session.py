"""Fits a live session to the time available, before any of it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.fitting.adapted import adaptations
from voicecoach.fitting.fit import fitted
from voicecoach.play.coaching.memory import TO_ANSWER, TO_LEAVE, left_today
from voicecoach.play.saved.pain import When
from voicecoach.script.cue import Role, Say, Segment, SegmentKind
from voicecoach.script.outline import Visit, outline
from voicecoach.timeline.arrange import arrange_parts
from voicecoach.units import Seconds, to_seconds

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
            (part,) = arrange_parts((said,), studio.voice)
            longest += to_seconds(part.end, studio.voice.rate) + TO_ANSWER + TO_LEAVE
    return Seconds(longest)


def fit_session(studio: Studio, settings: LiveSettings) -> tuple[LiveSettings, tuple[str, ...]]:
    """Fit the choices of the studio, if they name a length. Returns the settings that keep it for `resume`, and what to report.

    What hurt today is not counted, as it is left out; the questions about what hurt are.

    Raises DoesNotFit, SpeechError, SoundNotFound.
    """
    asked = studio.choices
    left = left_today(studio.loaded.routine, settings.hurt)
    reserved = Seconds(0.0)
    if asked.minutes is not None and asked.fit is None and settings.hurt:
        reserved = questions_s(studio, asked, settings.hurt)
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
