"""What `check` says of the voice and the music that a routine asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from voicecoach.errors import AudioError, RoutineError, SpeechError

if TYPE_CHECKING:
    from voicecoach.routine.finding import Finding
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.speech.api import Voice


def sound_findings(loaded: LoadedRoutine) -> Iterator[Finding]:
    """A voice that is not here or reads another language is a warning, as the usual one speaks then; music that cannot be played
    is an error."""
    from voicecoach.audio.music import Music
    from voicecoach.routine.finding import Finding, Severity
    from voicecoach.speech.registry import open_voice
    from voicecoach.speech.voice_language import language_gap

    voice, language = loaded.routine.voice, loaded.routine.language
    if voice is not None:
        try:
            with open_voice(voice, language=language) as opened:
                gap = language_gap(opened, language)
        except SpeechError as error:
            gap = f"{error}; on a machine without it the usual voice speaks"
        if gap:
            yield Finding.of(loaded.error(f"voice: {gap}", ("voice",)), Severity.WARNING)
    try:
        path = loaded.music()
        if path is not None:
            Music(path).check()
    except RoutineError as error:
        yield Finding.of(error)
    except AudioError as error:
        yield Finding.of(loaded.error(f"music: {error}", ("music",)))


def at_own_speed(loaded: LoadedRoutine, voice: Voice | None) -> Voice | None:
    """The voice that measures, at the speed that the routine asks for; None: estimates at the usual one."""
    speed = loaded.routine.speed
    if speed is None:
        return voice
    if voice is None:
        from voicecoach.speech.registry import open_voice

        return open_voice("silent", speed=speed)
    at_speed: Callable[[int], Voice] | None = getattr(voice, "at_speed", None)
    return voice if at_speed is None else at_speed(speed)
