"""`voicecoach resume`: go on with a session that was left, or that ended with the computer's battery."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.options import RoutineType, choices_from, music_from
from voicecoach.cli.stage import stage_options
from voicecoach.errors import AudioError, VoicecoachError

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.play.place import Place


@click.command(epilog="Example: voicecoach resume")
@click.argument("routine", type=RoutineType(), required=False)
@stage_options
def resume(routine: str | None, **options: Any) -> None:
    """Go on with the session that was left last, at the set that was running.

    ROUTINE chooses among several that were left: a name that `voicecoach list` shows.
    """
    from voicecoach.cli.stage import perform
    from voicecoach.play.diary import Plan
    from voicecoach.play.place import places_dir
    from voicecoach.play.record import record_file
    from voicecoach.routine.library import load_routine

    folder = places_dir()
    place = _last(folder, routine)
    kept = dict(place.options)
    wait, wake = kept.pop("wait", None), options.pop("wake")
    voice, speed = kept.pop("voice", "auto"), kept.pop("speed", 150)
    try:
        music = music_from(kept)
        choices = choices_from(kept)
    except (KeyError, ValueError, TypeError) as exc:
        raise VoicecoachError(
            f"the place of “{place.title}” cannot be read; start it again with play"
        ) from exc
    plan = Plan(
        options=place.options,
        wait_setup=wait == "setup",
        wake_s=wake,
        places=folder,
        record=record_file(),
        resume=place,
        music=_still_there(music),
    )
    perform(load_routine(Path(place.routine)), choices, plan, voice=voice, speed=speed, **options)


def _still_there(music: Music | None) -> Music | None:
    """The music, unless its file is gone meanwhile: a session goes on without it."""
    try:
        if music is not None:
            music.check()
    except AudioError as exc:
        click.echo(f"{exc}; the session goes on without music", err=True)
        return None
    return music


def _last(folder: Path, routine: str | None) -> Place:
    """The place of the session that was left last and does not run now. Raises VoicecoachError where there is
    none."""
    from voicecoach.play.place import Keeper, load_place, places

    running = 0
    for path in places(folder):
        try:
            place = load_place(path)
        except VoicecoachError as exc:
            # Told, and set aside: the session starts afresh with play.
            click.echo(f"{exc}; it is set aside", err=True)
            path.rename(path.with_suffix(".broken"))
            continue
        if routine is not None and Path(place.routine).stem != Path(routine).stem:
            continue
        keeper = Keeper(place.session, folder)
        if not keeper.take():
            running += 1
            continue
        keeper.leave()
        return place
    what = f" of {routine}" if routine else ""
    why = "; the one that there is runs just now" if running else ""
    raise VoicecoachError(f"no session{what} was left{why}; start one with: voicecoach play ROUTINE")
