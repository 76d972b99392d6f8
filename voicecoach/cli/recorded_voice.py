"""What `check`, `play` and `render` say of a recorded voice: how many phrases are missing, and that it keeps its speed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.cli.printable import say
from voicecoach.errors import VoicecoachError

if TYPE_CHECKING:
    from voicecoach.record.needed import NeededPhrase
    from voicecoach.routine.finding import Finding
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices
    from voicecoach.speech.api import Voice
    from voicecoach.speech.recordings import Recordings


def note_recordings(voice: str, speed: int, routines: Sequence[str], choices: Choices) -> None:
    """Reports on stderr, in a line each, what is missing for these routines, and that a speed does not change recordings.

    Reports nothing for other voices. What is wrong with a routine or the voice is reported when it is used.
    """
    if not voice.strip().lower().startswith("recorded"):  # nothing is loaded for a voice of another kind
        return
    try:
        for line in _notes(voice, speed, routines, choices):
            say(f"voicecoach: {line}", err=True)
    except VoicecoachError:
        return


def _notes(voice: str, speed: int, routines: Sequence[str], choices: Choices) -> Iterator[str]:
    from voicecoach.routine.library import load_routine
    from voicecoach.speech.api import DEFAULT_SPEED

    recordings = recordings_of(voice)
    if recordings is None:
        return
    needed: dict[str, NeededPhrase] = {}
    missing: dict[str, NeededPhrase] = {}
    for routine in routines:
        of_one, lacks = _needed_and_missing(recordings, load_routine(routine), choices)
        needed |= {phrase.text: phrase for phrase in of_one}
        missing |= {phrase.text: phrase for phrase in lacks}
    other = recordings.about().who_else
    if missing:
        yield (
            f"{len(missing)} of {len(needed)} phrases are not recorded in {recordings.voice}, and said by {other};"
            f" to record them: {_command(recordings, routines)}"
        )
    if speed != DEFAULT_SPEED:
        yield f"recordings keep their speed; --speed {speed} holds only for {other}"


def missing_finding(recordings: Recordings, loaded: LoadedRoutine, path: Path) -> Iterator[Finding]:
    """A warning, or none, about what a routine needs and is not recorded."""
    from voicecoach.routine.finding import Finding, Severity
    from voicecoach.script.choices import Choices

    needed, missing = _needed_and_missing(recordings, loaded, Choices())
    if missing:
        message = (
            f"{len(missing)} of {len(needed)} phrases are not recorded in {recordings.voice}, the first “{missing[0].text}”;"
            f" to record them: {_command(recordings, [_named(loaded, path)])}"
        )
        yield Finding(Severity.WARNING, message, path)


def measuring_voice(voice: str) -> tuple[Voice, Recordings | None]:
    """The voice to measure with, and its recordings if it is a recorded one: what is missing is estimated then.

    Raises SpeechError.
    """
    from voicecoach.record.needed import RecordedLengths
    from voicecoach.speech.registry import open_voice

    recordings = recordings_of(voice)
    if recordings is None:
        return open_voice(voice), None
    return RecordedLengths(recordings.phrases()), recordings


def recordings_of(voice: str) -> Recordings | None:
    """The recordings that `--voice` names; None if it names another kind of voice. Raises SpeechError."""
    from voicecoach.speech.recorded import is_recorded
    from voicecoach.speech.recordings import Recordings
    from voicecoach.speech.registry import find_backend

    if not is_recorded(voice):
        return None
    found = find_backend("recorded").open(voice.strip().partition(":")[2] or None, 150)
    return Recordings(found.id.partition(":")[2])


def _needed_and_missing(
    recordings: Recordings, loaded: LoadedRoutine, choices: Choices
) -> tuple[tuple[NeededPhrase, ...], tuple[NeededPhrase, ...]]:
    from voicecoach.record.needed import missing_phrases, needed_phrases

    recorded = recordings.phrases()
    needed = needed_phrases(loaded, choices, recorded)
    return needed, missing_phrases(needed, recorded)


def _named(loaded: LoadedRoutine, path: Path) -> str:
    """What a command can call the routine of that file: its id, if that leads to this file."""
    from voicecoach.errors import RoutineError
    from voicecoach.routine.library import find_routine

    try:
        return loaded.id if find_routine(loaded.id) == path else str(path)
    except RoutineError:
        return str(path)


def _command(recordings: Recordings, routines: Sequence[str]) -> str:
    return f"voicecoach record {routines[0] if len(routines) == 1 else 'ROUTINE'} --name {recordings.name}"
