"""Fits a live session to the time that there is, before anything of it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from voicecoach.fitting.adapted import adaptations
from voicecoach.fitting.fit import fitted
from voicecoach.play.coaching.memory import left_today

if TYPE_CHECKING:
    from voicecoach.play.coaching.studio import Studio
    from voicecoach.play.live_settings import LiveSettings


def fit_session(studio: Studio, settings: LiveSettings) -> tuple[LiveSettings, tuple[str, ...]]:
    """Fit the choices of the studio, if they name a length; the settings that keep it for `resume`, and what is told of it.

    What hurt today is not counted, as it is left out. Raises DoesNotFit, SpeechError, SoundNotFound.
    """
    asked = studio.choices
    left = left_today(studio.loaded.routine, settings.hurt)
    chosen = fitted(studio.loaded, asked, studio.voice, left=left)
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
