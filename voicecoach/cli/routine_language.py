"""The language of routines, for the voice that reads them."""

from __future__ import annotations

from collections.abc import Sequence

from voicecoach.cli.printable import say
from voicecoach.errors import VoicecoachError


def routine_language(routine: str) -> str:
    """Its tag. The routine is read only if the coach has words in languages other than English; mistakes in it raise
    nothing."""
    from voicecoach.phrases import ENGLISH, languages

    if languages() == (ENGLISH,):
        return ENGLISH
    from voicecoach.routine.library import load_routine

    try:
        return load_routine(routine).routine.language
    except VoicecoachError:  # reported when it is used
        return ENGLISH


def note_language(voice: str, routines: Sequence[str]) -> None:
    """Reports on stderr, in a line each, which routines are in a language that the voice does not read.

    What is wrong with a routine or the voice is reported when it is used.
    """
    from voicecoach.speech.registry import AUTO

    tags = dict.fromkeys(routine_language(routine) for routine in routines)
    if voice.strip().lower() in ("", AUTO, "silent") and list(tags) == ["en"]:
        return
    from voicecoach.speech.registry import open_voice
    from voicecoach.speech.voice_language import language_gap

    for tag in tags:
        try:
            with open_voice(voice, language=tag, threads=1) as opened:
                line = language_gap(opened, tag)
        except VoicecoachError:
            continue
        if line:
            say(f"voicecoach: {line}", err=True)
