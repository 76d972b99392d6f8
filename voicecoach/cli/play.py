"""`voicecoach play`: coach a routine aloud."""

from __future__ import annotations

import contextlib
from typing import Any

import click

from voicecoach.cli.options import RoutineType, choice_options, choices_from, voice_options


@click.command(epilog="Example: voicecoach play gentle-daily --level steady")
@click.argument("routine", type=RoutineType())
@choice_options
@voice_options
@click.option("--output", default="auto", show_default=True, metavar="OUTPUT",
              help="What plays: auto, miniaudio, simpleaudio, null ...")  # fmt: skip
@click.option("--device", metavar="NAME", help="The device, by its name or a part of it.")
def play(routine: str, output: str, device: str | None, voice: str, speed: int, **options: Any) -> None:
    """Coach a routine aloud, now.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file. Ctrl-C ends the session.
    """
    from voicecoach.play.clock import RealClock
    from voicecoach.play.deck import TICK_S, Deck, Running
    from voicecoach.play.sinks.registry import find_output
    from voicecoach.routine.library import load_routine
    from voicecoach.session import Live
    from voicecoach.speech.registry import open_voice
    from voicecoach.timeline.mix import mix_part

    choices = choices_from(options)
    clock = RealClock()
    with contextlib.closing(open_voice(voice, speed=speed)) as speaker:
        live = Live(load_routine(routine), choices, speaker)
        deck = Deck(
            speaker.rate,
            lambda: live.parts(deck.hurry),
            lambda part, skip: mix_part(part, speaker, skip=skip),
            lambda: find_output(output).open(speaker.rate, device, clock),
            clock,
        )
        with deck:
            deck.start()
            while deck.tick() is not Running.OVER:
                clock.sleep(TICK_S)
            deck.play_out()
