"""`voicecoach preview`: what will be said and when, as text."""

from __future__ import annotations

import contextlib
from typing import Any

import click

from voicecoach.cli.options import RoutineType, choice_options, choices_from, voice_options
from voicecoach.export.formats import WORD_FORMATS, word_format

_PLAIN = "text"


@click.command(epilog="Example: voicecoach preview gentle-daily --level strong")
@click.argument("routine", type=RoutineType())
@click.option(
    "--format",
    "form",
    type=click.Choice([_PLAIN, *(form.name for form in WORD_FORMATS)]),
    default=_PLAIN,
    show_default=True,
    help="How it is written: for a person, or for a program.",
)
@click.option(
    "--estimate", is_flag=True, help="Measure with known lengths instead of a voice: quick, about right."
)
@choice_options
@voice_options
def preview(routine: str, form: str, estimate: bool, voice: str, speed: int, **options: Any) -> None:
    """Show what will be said and when, without a sound.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file.
    """
    from voicecoach.compiled import compiled
    from voicecoach.speech.registry import open_voice

    choices = choices_from(options)
    with contextlib.closing(open_voice("silent" if estimate else voice, speed=speed)) as speaker:
        timeline = compiled(routine, choices, speaker)
    if form == _PLAIN:
        from voicecoach.export.preview import text

        click.echo(text(timeline), nl=False)
    else:
        from voicecoach.export.recording import Publication

        click.echo(word_format(form).writer()(Publication(timeline)), nl=False)
