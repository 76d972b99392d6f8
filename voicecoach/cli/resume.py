"""`voicecoach resume`: go on with a session that was left, or that ended when the battery was empty."""

from __future__ import annotations

import datetime
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.options import ChosenOption, RoutineType, choices_from, user_settings, voice_options
from voicecoach.cli.printable import say
from voicecoach.cli.stage import stage_options
from voicecoach.errors import AudioError, VoicecoachError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from voicecoach.audio.music import Music
    from voicecoach.play.saved.place import Place, PlayOptions
    from voicecoach.routine.loaded_routine import LoadedRoutine
    from voicecoach.script.choices import Choices


@click.command(epilog="Example: voicecoach resume gentle-daily")
@click.argument("name", type=RoutineType(), required=False)
@click.option("--list", "listed", is_flag=True, help="Show every session that was left, and start none.")
@voice_options
@stage_options
@click.pass_context
def resume(context: click.Context, /, name: str | None, listed: bool, **given: Any) -> None:
    """Go on with the session that was left last, at the set that was running.

    NAME chooses among several that were left: a routine, or what the first column of --list shows. The session
    has the options that it was begun with; those that you give here win.
    """
    from voicecoach.play.saved.place import places_dir

    folder = places_dir()
    if listed:
        _list(folder)
        return
    from voicecoach.cli.run_session import run_session
    from voicecoach.cli.stage import begin_output, begin_voice
    from voicecoach.play.live_settings import LiveSettings
    from voicecoach.play.saved.record import record_file
    from voicecoach.routine.library import load_file

    place = _chosen(folder, name)
    options = _options(context, place.options, given)
    early = context.with_resource(
        begin_output(
            options.output,
            options.device,
            voice=options.voice,
            chime=options.chime,
            volume=options.volume,
            duck=options.duck,
        )
    )
    voice = context.with_resource(begin_voice(options.voice, options.speed))
    loaded = load_file(place.path)
    options = _still_valid(options, loaded)
    typed = context.get_parameter_source("voice") is click.core.ParameterSource.COMMANDLINE
    gone = None if typed else voice.problem()  # what was typed just now is not excused
    if gone is not None:
        say(f"{gone}; the session goes on with the usual voice", err=True)
        options = replace(options, voice="auto")
        voice = context.with_resource(begin_voice(options.voice, options.speed))
    music = _music(options)
    settings = LiveSettings(
        options=options,
        wait_setup=options.wait == "setup",
        wake_s=options.wake,
        places=folder,
        record=record_file(),
        resume=place,
        music=music,
    )
    run_session(
        loaded,
        _choices(options),
        settings,
        early,
        voice,
        speed=options.speed,
        plain=options.plain,
        key_map=options.keys,
        media_keys=options.media_keys,
        wake_lock=options.wake_lock,
    )


for _option in resume.params:
    if isinstance(_option, ChosenOption):
        _option.show_default = "as the session was begun"


def _options(context: click.Context, kept: PlayOptions, given: dict[str, Any]) -> PlayOptions:
    """What the session was begun with, overridden by what this command was given."""
    typed = click.core.ParameterSource.COMMANDLINE
    chosen = {name: value for name, value in given.items() if context.get_parameter_source(name) is typed}
    if "key_map" in chosen:
        chosen["keys"] = chosen.pop("key_map")
    return replace(kept, **chosen)


def _choices(options: PlayOptions) -> Choices:
    choices = choices_from(asdict(options))
    # A step of the routine or an exercise may say otherwise, as when the session was begun.
    usual = user_settings()
    if choices.count_in is None and "count-in" in usual:
        choices = replace(choices, count_in=usual["count-in"]).giving_way(["count_in"])
    if choices.breath is None and "breath" in usual:
        choices = replace(choices, breath=usual["breath"]).giving_way(["breath"])
    return replace(choices, fit=options.fit)


def _still_valid(options: PlayOptions, loaded: LoadedRoutine) -> PlayOptions:
    """The options without exercises that the routine has lost; each is reported in one line."""
    done = {step.do for step in loaded.routine.done()}
    return replace(
        options,
        include=_left(options.include, loaded.routine.optional() | {"all"}, "optional exercise"),
        skip=_left(options.skip, done, "exercise"),
        only=_left(options.only, done, "exercise"),
        easier=_left(options.easier, loaded.routine.eased(), "easier variant of"),
    )


def _left(ids: tuple[str, ...], there: Collection[str], what: str) -> tuple[str, ...]:
    for gone in sorted(set(ids) - set(there)):
        say(f"the routine has no {what} “{gone}” any more; the session goes on without it", err=True)
    return tuple(one for one in ids if one in there)


def _music(options: PlayOptions) -> Music | None:
    """The music, unless its file has disappeared: the session then goes on without it."""
    if options.music is None:
        return None
    from voicecoach.audio.music import Music
    from voicecoach.play.saved.strict_json import path_from

    music = Music(Path(path_from(options.music)), options.music_level)
    try:
        music.check()
    except AudioError as exc:
        say(f"{exc}; the session goes on without music", err=True)
        return None
    return music


def _chosen(folder: Path, name: str | None) -> Place:
    """The place of the session of that name, or of the one that was left last; never of one that is running.

    Raises VoicecoachError if there is none.
    """
    running = 0
    for place in _places(folder):
        if name is not None and not _is_called(place, name):
            continue
        if _history(place, folder):
            running += 1
            continue
        if name is None and not place.path.is_file():
            # Perhaps a disk that is not connected. If named, it is an error that says which file is missing.
            say(f"“{place.title}” cannot go on: {place.path} is not there", err=True)
            continue
        return place
    what = f" of {name}" if name else ""
    why = "; the only one is running now" if running else ""
    raise VoicecoachError(f"no session{what} was left{why}; start one with: voicecoach play ROUTINE")


def _list(folder: Path) -> None:
    rows = []
    seen: set[str] = set()
    for place in _places(folder):
        name = place.path.stem if place.path.stem not in seen else place.session
        seen.add(place.path.stem)
        at = (place.mark.exercise or place.mark.kind) + (f", set {place.mark.set}" if place.mark.set else "")
        rows.append(
            (
                name,
                place.title,
                _when(folder / f"{place.session}.json"),
                f"{place.record.seconds / 60:.0f} min, at {at}",
                "runs now" if _history(place, folder) else "",
            )
        )
    if not rows:
        say("No session was left; start one with: voicecoach play ROUTINE", err=True)
        return
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True)).rstrip())


def _when(path: Path) -> str:
    try:
        left = datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, ValueError, OverflowError):
        return ""
    return f"{left:%Y-%m-%d %H:%M}"


def _places(folder: Path) -> Iterator[Place]:
    from voicecoach.play.saved.place import kept_places

    yield from kept_places(folder, lambda line: say(line, err=True))


def _is_called(place: Place, name: str) -> bool:
    return name == place.session or Path(name).stem == place.path.stem


def _history(place: Place, folder: Path) -> bool:
    """Whether another process has the session now."""
    from voicecoach.play.saved.place import PlaceKeeper

    keeper = PlaceKeeper(place.session, folder)
    try:
        if not keeper.take():
            return True
    except OSError:
        return False  # a read-only folder: nobody can hold a lock there
    keeper.leave()
    return False
