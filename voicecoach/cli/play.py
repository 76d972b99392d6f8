"""`voicecoach play`: coach a routine aloud."""

from __future__ import annotations

from dataclasses import replace
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
from voicecoach.errors import DeviceError


@click.command(epilog="Example: voicecoach play gentle-daily --level steady")
@click.argument("routine", type=RoutineType())
@choice_options
@voice_options
@music_options
@stage_options
@click.option(
    "--wait",
    type=click.Choice(["setup"]),
    help="Wait for you before each exercise, and when you get up from the floor.",
)
@click.pass_context
def play(context: click.Context, /, routine: str, wait: str | None, **options: Any) -> None:
    """Coach a routine aloud, now.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file. On a terminal, the space
    bar pauses and goes on, x says that it hurts, q ends with your place kept; the screen shows all keys.
    Ctrl-C ends at once.
    """
    from voicecoach.cli.own_sound import speaker_of
    from voicecoach.cli.stage import begin_output, begin_voice, begin_words
    from voicecoach.routine.sound_keys import sound_keys

    choices = choices_from(options)
    asked = music_from(options)
    keys = sound_keys(routine)
    options["voice"], options["speed"] = speaker_of(routine, keys, options["voice"], options["speed"])
    output, device, chime, volume, duck = (
        options.pop(name) for name in ("output", "device", "chime", "volume", "duck")
    )
    early = context.with_resource(
        begin_output(output, device, voice=options["voice"], chime=chime, volume=volume, duck=duck)
    )
    wake = options.pop("wake")
    silent_before = asked.path is None and (keys.music is None or not asked.of_routine)
    voice = context.with_resource(begin_voice(options["voice"], options["speed"]))
    # How much is said may depend on what fits, and so may the first words.
    at_once = not wake and silent_before and choices.minutes is None
    digest = begin_words(routine, choices, early, voice, volume=volume, at_once=at_once)
    from voicecoach.cli.own_sound import music_for
    from voicecoach.cli.recorded_voice import note_recordings
    from voicecoach.cli.routine_language import note_language
    from voicecoach.cli.run_session import run_session
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.saved.begun_with import begun_with
    from voicecoach.play.saved.place import places_dir
    from voicecoach.play.saved.record import record_file
    from voicecoach.routine.library import load_routine

    loaded = load_routine(routine)
    music = asked.music
    if music is not None:
        music.check()
    elif asked.of_routine and (music := music_for(loaded)) is not None:
        music = replace(music, level_lufs=asked.level_lufs)
    # Kept for `resume` as they are now: the routine may say something else by then.
    begun = begun_with(choices.settled(loaded.routine), music)
    given = ("voice", "speed", "ask", "plain", "media_keys", "wake_lock")
    settings = LiveSettings(
        options=replace(
            begun,
            wait="setup" if wait else None,
            wake=wake,
            volume=volume,
            chime=chime,
            duck=duck,
            keys=options["key_map"],
            output=output,
            device=device,
            **{name: options[name] for name in given},
        ),
        wait_setup=wait == "setup",
        wake_s=wake,
        places=places_dir(),
        record=record_file(),
        music=music,
    )
    note_language(options["voice"], [routine])
    note_recordings(options["voice"], options["speed"], [routine], choices)
    try:
        del options["voice"], options["ask"]
        run_session(
            loaded,
            choices,
            settings,
            early,
            voice,
            digest=digest if choices.minutes is None else "",
            **options,
        )
    except DeviceError as error:
        typed = context.get_parameter_source("device") is click.core.ParameterSource.COMMANDLINE
        if typed or not device:
            raise
        # The person may have forgotten the choice: the headset is in a drawer.
        message = f"{error.message} (“{device}” is from your settings; --device '' takes the usual one)"
        raise DeviceError(message, output=error.output) from error
