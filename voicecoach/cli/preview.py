"""`voicecoach preview`: what will be said and when, as text."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.options import RoutineType, choice_options, choices_from, voice_options
from voicecoach.cli.printable import say, say_data, say_text
from voicecoach.cli.progress import Progress
from voicecoach.export.formats import TEXT_FORMAT_NAMES, word_format

if TYPE_CHECKING:
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice

_PLAIN = "text"
_OF_TIMELINES = ("json", "srt", "vtt", "lrc", "ssml")
"""The formats that need only a timeline."""


@click.command(epilog="Example: voicecoach preview gentle-daily --level strong")
@click.argument("routine", type=RoutineType())
@click.option(
    "--format",
    "form",
    type=click.Choice([_PLAIN, *TEXT_FORMAT_NAMES]),
    default=_PLAIN,
    show_default=True,
    help="How it is written: for a person, or for a program.",
)
@click.option(
    "--estimate", is_flag=True, help="Measure with known lengths instead of a voice: quick, about right."
)
@click.option("--plot", metavar="FILE", help="Draw the session into a picture instead: .png or .svg.")
@choice_options
@voice_options
def preview(
    routine: str, form: str, estimate: bool, plot: str | None, voice: str, speed: int, **options: Any
) -> None:
    """Show what will be said and when, without a sound.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file.
    """
    from voicecoach.cli.own_sound import speaker_of
    from voicecoach.cli.routine_language import note_language, routine_language
    from voicecoach.routine.sound_keys import sound_keys
    from voicecoach.speech.registry import open_voice

    choices = choices_from(options)
    keys = sound_keys(routine)
    named, speed = speaker_of(routine, keys._replace(voice=None) if estimate else keys, voice, speed)
    named, language = "silent" if estimate else named, routine_language(routine)
    note_language(named, [routine])
    with contextlib.closing(open_voice(named, speed=speed, language=language)) as speaker:
        if plot is not None:
            _draw(routine, choices, speaker, plot)
        else:
            (say_text if form == _PLAIN else say_data)(_written(routine, choices, speaker, form))


def _written(routine: str, choices: Choices, voice: Voice, form: str) -> str:
    """The session in words. A kept timeline is enough for the formats that need nothing else."""
    from voicecoach.compiled import compiled_timeline
    from voicecoach.export.recording import Publication

    if form == _PLAIN:
        from voicecoach.export.text.transcript import transcript_text

        return transcript_text(compiled_timeline(routine, choices, voice))
    if form in _OF_TIMELINES:
        return word_format(form).text(Publication(compiled_timeline(routine, choices, voice)))
    from voicecoach.export.orders.produce import publication_of
    from voicecoach.session import prepare

    session = prepare(routine, choices, voice)
    return word_format(form).text(publication_of(session, Path(session.loaded.id)))


def _draw(routine: str, choices: Choices, voice: Voice, picture: str) -> None:
    from voicecoach.compiled import compiled_timeline
    from voicecoach.export.orders.atomic import check_place, replacing
    from voicecoach.export.orders.preflight import refuse_sources
    from voicecoach.export.page.plot import plot_kind, write_plot
    from voicecoach.routine.library import load_routine

    kind = plot_kind(picture)
    check_place(picture)
    refuse_sources(load_routine(routine).files, [Path(picture)])
    with Progress(Path(picture).name):
        timeline = compiled_timeline(routine, choices, voice)
        with replacing(picture) as out:
            write_plot(timeline, out, kind)
    say(picture)
