"""`voicecoach record`: the phrases of a routine in the voice of the person at the microphone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.options import RoutineType, choice_options, choices_from
from voicecoach.cli.printable import say
from voicecoach.cli.record_options import check_together
from voicecoach.errors import AudioError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.record.needed import NeededPhrase
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.recordings import Recordings


@click.command(epilog="Example: voicecoach record gentle-daily --name anna")
@click.argument("routine", required=False, type=RoutineType())
@click.option(
    "--name", metavar="NAME", help="What the voice is called: --voice recorded:NAME speaks with it."
)
@click.option(
    "--again", is_flag=True, help="Go through all phrases of the routine, those that are recorded too."
)
@click.option(
    "--phrase", "phrases", multiple=True, metavar="TEXT", help="Record this phrase; may be given again."
)
@click.option(
    "--list",
    "list_them",
    is_flag=True,
    help="Print the phrases and what to call the file of each for --from.",
)
@click.option(
    "--from",
    "folder",
    type=click.Path(),
    metavar="FOLDER",
    help="Take the phrases from the sound files in a folder.",
)
@click.option("--device", metavar="NAME", help="The microphone, by its name or a part of it.")
@click.option("--plain", is_flag=True, help="Print one line at each change: for a screen reader.")
@click.option(
    "--fallback",
    metavar="VOICE",
    help="Who says what is not recorded.  [default: auto, the usual voice of the language]",
)
@click.option(
    "--remove", multiple=True, metavar="TEXT", help="Remove the recording of this phrase; may be given again."
)
@click.option("--remove-voice", is_flag=True, help="Remove all that is recorded under this name.")
@choice_options
@click.pass_context
def record(context: click.Context, /, routine: str | None, name: str | None, **options: Any) -> None:
    """Record the phrases of a routine with your own voice.

    Walks through the phrases that are still missing: space, a count-down, you speak, and it stops by itself when you
    do. What is good is kept at once, and the next time goes on with what is missing. A phrase that several routines
    say, such as a number, is recorded once. The choices say which session it is for; another level may count further.
    """
    from voicecoach.speech.recordings import Recordings

    check_together(context)
    choices = choices_from(options)
    try:
        recordings = Recordings(name) if name is not None else None
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error
    changed = recordings is not None and _change(recordings, options)
    if routine is None and not options["phrases"]:
        if changed:
            return
        raise click.UsageError("name a ROUTINE, or phrases with --phrase.")
    loaded = _loaded(routine, choices)
    if options["list_them"]:
        _list(loaded, choices, recordings, options)
        return
    if recordings is None:
        raise click.UsageError("--name says what the voice is called: --name anna.")
    with recordings.claimed():
        _begin(recordings, loaded)
        try:
            if options["folder"] is not None:
                _take_from(Path(options["folder"]), recordings, _needed(loaded, choices, recordings, options))
            else:
                from voicecoach.cli.record_walk import walk_through

                walk_through(
                    recordings,
                    lambda: _asked_for(loaded, choices, recordings, options),
                    device=options["device"],
                    plain=options["plain"],
                )
        finally:
            if not recordings.phrases():
                recordings.forget_about()
            elif loaded is not None:
                _report(loaded, choices, recordings, str(routine))


def _change(recordings: Recordings, options: dict[str, Any]) -> bool:
    """Does what the options ask for without a microphone; returns whether there was anything."""
    from dataclasses import replace

    if options["remove_voice"]:
        count = recordings.remove_all()
        say(
            f"Removed {recordings.voice}, {_phrases(count)}." if count else f"There is no {recordings.voice}."
        )
        return True
    for text in options["remove"]:
        if not recordings.remove(text):
            raise StateError(f"“{text}” is not recorded", path=recordings.folder)
        say(f"Removed “{text}”.")
    if options["fallback"] is not None:
        from voicecoach.speech.recorded import is_recorded
        from voicecoach.speech.registry import open_voice

        if is_recorded(options["fallback"]):
            raise click.UsageError(
                "--fallback takes a voice that can say anything, not another recorded one."
            )
        open_voice(options["fallback"]).close()  # reports an unknown name
        recordings.keep_about(replace(recordings.about(), fallback=options["fallback"]))
        say(f"What is missing in {recordings.voice} is said by {options['fallback']}.")
    return bool(options["remove"]) or options["fallback"] is not None


def _loaded(routine: str | None, choices: Choices) -> LoadedRoutine | None:
    from voicecoach.routine.library import load_routine
    from voicecoach.session import check_choices

    if routine is None:
        return None
    loaded = load_routine(routine)
    check_choices(loaded, choices)
    return loaded


def _needed(
    loaded: LoadedRoutine | None, choices: Choices, recordings: Recordings | None, options: dict[str, Any]
) -> tuple[NeededPhrase, ...]:
    """Every phrase that is meant, recorded or not."""
    from voicecoach.record.needed import needed_phrases, phrase_of

    asked = tuple(phrase_of(text) for text in options["phrases"] if text.strip())
    if asked or loaded is None:
        return asked
    return needed_phrases(loaded, choices, recordings.phrases() if recordings else {})


def _asked_for(
    loaded: LoadedRoutine | None, choices: Choices, recordings: Recordings | None, options: dict[str, Any]
) -> tuple[NeededPhrase, ...]:
    """The phrases to go through: those that are missing, unless others are asked for."""
    from voicecoach.record.needed import missing_phrases

    needed = _needed(loaded, choices, recordings, options)
    if options["phrases"] or options["again"] or recordings is None:
        return needed
    return missing_phrases(needed, recordings.phrases())


def _begin(recordings: Recordings, loaded: LoadedRoutine | None) -> None:
    """Remembers the language of a new voice. Raises StateError for a routine in another language than the voice has."""
    from voicecoach.speech.recordings import AboutRecordings

    language = loaded.routine.language.lower() if loaded is not None else "en"
    if not recordings.phrases():
        recordings.keep_about(AboutRecordings(language, recordings.about().fallback))
        return
    has = recordings.about().language
    if loaded is not None and has.partition("-")[0] != language.partition("-")[0]:
        raise StateError(
            f"{recordings.voice} speaks “{has}”, and this routine is in “{language}”; record that under another name",
            path=recordings.folder,
        )


def _list(
    loaded: LoadedRoutine | None, choices: Choices, recordings: Recordings | None, options: dict[str, Any]
) -> None:
    from voicecoach.speech.recording_file import file_stem

    phrases = _asked_for(loaded, choices, recordings, options)
    width = max((len(file_stem(phrase.text)) for phrase in phrases), default=0) + len(".wav")
    for phrase in phrases:
        say(f"{file_stem(phrase.text) + '.wav':{width}}  {phrase.text}")
    counts = sum(phrase.count for phrase in phrases)
    say(
        f"{_phrases(len(phrases))}, {counts} of them counts: up to 0.6 s each. One file a phrase, wav, flac, mp3 or m4a.",
        err=True,
    )


def _take_from(folder: Path, recordings: Recordings, needed: Sequence[NeededPhrase]) -> None:
    """Takes what is in the folder, and reports what cannot be used. Raises AudioError if there was something wrong."""
    from voicecoach.record.from_folder import read_takes, sound_files

    files = sound_files(folder, needed)
    unknown = [one.path.name for one in files if one.phrase is None]
    taken = refused = 0
    for file, take in read_takes(files):
        if isinstance(take, AudioError):
            refused += 1
            say(f"voicecoach: {file.path}: {take}", err=True)
            continue
        assert file.phrase is not None
        recordings.keep(file.phrase.text, take.clip)
        taken += 1
        if take.note:
            say(f"{file.path}: {take.note}", err=True)
    if unknown:
        names = ", ".join(unknown[:3]) + (" ..." if len(unknown) > 3 else "")
        what = "1 file has a name" if len(unknown) == 1 else f"{len(unknown)} files have names"
        say(
            f"voicecoach: {folder}: {what} that no phrase here has: {names}; --list prints the names",
            err=True,
        )
    say(f"Took {_phrases(taken)} from {folder}.")
    if not files:
        raise AudioError(
            f"{folder}: there are no sound files in this folder; --list prints what to call them"
        )
    if refused or not taken:
        raise click.exceptions.Exit(1)


def _report(loaded: LoadedRoutine, choices: Choices, recordings: Recordings, routine: str) -> None:
    from voicecoach.record.needed import missing_phrases, needed_phrases

    recorded = recordings.phrases()
    needed = needed_phrases(loaded, choices, recorded)
    missing = missing_phrases(needed, recorded)
    command = f"voicecoach play {routine} --voice {recordings.voice}"
    if missing:
        there = f"{len(needed) - len(missing)} of {_phrases(len(needed))} of {routine} are recorded"
        but = f", but not “{missing[0].text}”" if len(missing) == 1 else ""
        rest = "it" if len(missing) == 1 else "the others"
        say(f"{there}{but}; {recordings.about().who_else} says {rest}. To hear it: {command}")
    else:
        say(f"All {_phrases(len(needed))} of {routine} are recorded. To hear it: {command}")


def _phrases(count: int) -> str:
    return f"{count} phrase{'' if count == 1 else 's'}"
