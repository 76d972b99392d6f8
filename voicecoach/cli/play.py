"""`voicecoach play`: coach a routine aloud."""

from __future__ import annotations

from typing import Any

import click

from voicecoach.cli.options import (
    RoutineType,
    choice_options,
    choices_from,
    music_from,
    music_options,
    voice_options,
)
from voicecoach.cli.stage import stage_options


@click.command(epilog="Example: voicecoach play gentle-daily --level steady")
@click.argument("routine", type=RoutineType())
@choice_options
@voice_options
@music_options
@stage_options
@click.option("--wait", type=click.Choice(["setup"]), help="Wait for you before each exercise.")
def play(routine: str, wait: str | None, **options: Any) -> None:
    """Coach a routine aloud, now.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file. On a terminal, the space
    bar pauses and goes on, x says that it hurts, q ends with your place kept; the screen shows all keys.
    Ctrl-C ends at once.
    """
    from voicecoach.cli.stage import perform
    from voicecoach.play.diary import Plan
    from voicecoach.play.place import places_dir
    from voicecoach.play.record import record_file
    from voicecoach.routine.library import load_routine

    kept = {name: options[name] for name in ("level", "talk", "count", "first", "voice", "speed")}
    kept |= {"include": sorted(options["include"]), "easier": sorted(options["easier"]), "wait": wait}
    choices, music = choices_from(options), music_from(options)
    if music is not None:
        music.check()
        kept |= {"music": str(music.path.absolute()), "music_level": music.level_lufs}
    plan = Plan(
        options=kept,
        wait_setup=wait == "setup",
        wake_s=options.pop("wake"),
        places=places_dir(),
        record=record_file(),
        music=music,
    )
    perform(load_routine(routine), choices, plan, **options)
