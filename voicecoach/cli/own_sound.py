"""The voice, the speed and the music of a session: as typed, else as its routine says, else as the user usually has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from voicecoach.cli.printable import say
from voicecoach.errors import AudioError, RoutineError, SpeechError

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.routine.sound_keys import SoundKeys


class Speaker(NamedTuple):
    """Who speaks, and how fast."""

    voice: str
    """As `open_voice` takes it."""
    speed: int
    """Words a minute."""


def is_typed(option: str) -> bool:
    """Whether it was typed for the command that runs."""
    source = click.get_current_context().get_parameter_source(option)
    return source in (click.core.ParameterSource.COMMANDLINE, click.core.ParameterSource.ENVIRONMENT)


def speaker_of(name: str, keys: SoundKeys, voice: str, speed: int) -> Speaker:
    """Who speaks a routine that has these keys; `voice` and `speed` are those of the options or the settings.

    If the routine names a voice that is not here, that is reported in a line on stderr, and the user's own speaks.
    """
    if keys.speed is not None and not is_typed("speed"):
        speed = keys.speed
    if keys.voice is not None and not is_typed("voice"):
        why = why_silent(keys.voice)
        if not why:
            return Speaker(keys.voice, speed)
        say(
            f"voicecoach: {name} asks for a voice that cannot speak here: {why}; the usual voice speaks",
            err=True,
        )
    return Speaker(voice, speed)


def why_silent(voice: str) -> str:
    """Why a voice cannot be used on this machine; empty if it can."""
    from voicecoach.speech.registry import open_voice

    try:
        open_voice(voice).close()
    except SpeechError as error:
        return str(error)
    return ""


def music_for(loaded: LoadedRoutine) -> Music | None:
    """The music of a routine about to be played. If it is missing, that is reported, and the session goes on without it."""
    from voicecoach.audio.music import Music

    try:
        path = loaded.music()
        if path is None:
            return None
        music = Music(path)
        music.check()
    except (AudioError, RoutineError) as error:
        say(f"{error}; the session goes on without music", err=True)
        return None
    return music
