"""`voicecoach say`: one phrase aloud or in a file, and how it is read."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from voicecoach.cli.options import ChosenOption, RoutineOption, RoutineType, voice_options
from voicecoach.cli.printable import one_line, say, say_text

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip
    from voicecoach.speech.api import OpenVoice

LONGEST = 2000
"""Characters of a phrase."""


@click.command("say", epilog='Example: voicecoach say "Stretch the piriformis, 3 x 30 s."')
@click.argument("text", metavar="TEXT|-")
@voice_options
@click.option(
    "--language",
    metavar="TAG",
    help="The language of the text: a voice that reads it speaks, unless one is named.",
)
@click.option("--routine", type=RoutineType(), help="Say words as this routine wants them, by its say_as.")
@click.option("-o", "--out", type=click.Path(), metavar="FILE", help="Write a WAV file, and play nothing.")
@click.option("--quiet", is_flag=True, help="Play nothing: only show how it is read.")
@click.option(
    "--output", cls=ChosenOption, setting="output", default="auto", metavar="NAME", help="What plays."
)
@click.option(
    "--device", cls=ChosenOption, setting="device", metavar="NAME", help="The device that is heard."
)
@click.pass_context
def say_phrase(
    context: click.Context,
    /,
    text: str,
    voice: str,
    speed: int,
    language: str | None,
    routine: str | None,
    out: str | None,
    quiet: bool,
    output: str,
    device: str | None,
) -> None:
    """Say a phrase, and show how it is read.

    TEXT is what a routine would have; - reads it from stdin. Shown are the words and sounds that the voice is given, and the
    phonemes that it makes of them, if they are known. The times, the loudness and the lexicons are those of a session.
    """
    from voicecoach.speech.registry import open_voice
    from voicecoach.speech.voice_language import language_gap

    _check_heard(context, out, quiet=quiet)
    phrase = _phrase(text)
    if out is not None and not out.lower().endswith(".wav"):
        raise click.BadParameter(f"“{one_line(out)}” does not end in .wav", param_hint="-o")
    with contextlib.closing(open_voice(voice, speed=speed, language=language or "en")) as speaker:
        if language and (gap := language_gap(speaker, language)):
            say(f"voicecoach: {gap}", err=True)
        marked = _as_in(routine, phrase)
        clip = speaker.say(marked)
        _explain(speaker, phrase, marked, clip)
        if out is not None:
            _write(out, clip)
        elif not quiet:
            _play(clip, output, device)


for _option in say_phrase.params:
    if isinstance(_option, RoutineOption):
        _option.of_routine = False


def _check_heard(context: click.Context, out: str | None, *, quiet: bool) -> None:
    """Raises UsageError for an output that was typed, if nothing is played."""
    for name in ("output", "device") if quiet or out is not None else ():
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            apart = "--quiet" if quiet else "--out"
            raise click.UsageError(f"{apart} and --{name} do not go together: nothing is played.")


def _phrase(text: str) -> str:
    if text == "-":
        text = sys.stdin.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise click.UsageError(f"a phrase has {LONGEST:,} characters at most.")
    phrase = " ".join(text.split())
    if not any(sign.isalnum() for sign in phrase):
        raise click.UsageError("this text has nothing to say.")
    return phrase


def _as_in(routine: str | None, phrase: str) -> str:
    """The phrase, with the words marked for which the routine has a reading. Raises RoutineError."""
    if routine is None:
        return phrase
    from voicecoach.routine.library import load_routine
    from voicecoach.script.say_as import SayAs

    return SayAs(load_routine(routine).routine).phrase(phrase)


def _explain(voice: OpenVoice, phrase: str, marked: str, clip: Clip) -> None:
    from voicecoach.pronunciation import as_printed

    spoken = getattr(voice, "spoken", None)
    phonemes = getattr(voice, "phonemes", None)
    rows = [
        ("voice", f"{voice.id}, {voice.speed} words a minute, {clip.length / clip.rate:.2f} s"),
        ("written", phrase),
        ("read", as_printed(spoken(marked) if spoken else marked)),
        ("phonemes", phonemes(marked) if phonemes else ""),
    ]
    for name, value in rows:
        if value:
            say_text(f"{name:10}{one_line(value)}\n")


def _write(path: str, clip: Clip) -> None:
    from voicecoach.export.orders.atomic import replacing
    from voicecoach.export.sound.wav import wav_header

    samples = clip.heard.astype("<i2").tobytes()
    with replacing(path) as file:
        file.write(wav_header(len(samples) // 2, clip.rate))
        file.write(samples)
    say(f"Wrote {path}.", err=True)


def _play(clip: Clip, output: str, device: str | None) -> None:
    from voicecoach.cli.file_instead import with_file_instead
    from voicecoach.cli.play_clip import play_clip
    from voicecoach.errors import DeviceError
    from voicecoach.play.sinks.registry import find_output

    try:
        play_clip(find_output(output), clip, device or None)
    except DeviceError as error:
        raise with_file_instead(error, "voicecoach say TEXT -o phrase.wav") from error
