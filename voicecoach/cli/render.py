"""`voicecoach render`: routines as sound files, with the words beside them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.name_list import NameList
from voicecoach.cli.numbers import Number
from voicecoach.cli.options import (
    RoutineType,
    choice_options,
    choices_from,
    music_from,
    music_options,
    voice_options,
)
from voicecoach.cli.printable import say
from voicecoach.cli.progress import Progress, Shown
from voicecoach.cli.shared_cache import shared_cache_option
from voicecoach.errors import ExportError, VoicecoachError
from voicecoach.export.formats import SOUND_FORMATS, WORD_FORMAT_NAMES
from voicecoach.export.quality import Quality

if TYPE_CHECKING:
    from voicecoach.export.orders.produce import RenderedFile


@click.command(epilog="Example: voicecoach render gentle-daily -o monday.mp3 --level steady --with txt,srt")
@click.argument("routines", metavar="ROUTINE...", nargs=-1, required=True, type=RoutineType())
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    help="The file to write; its suffix gives the format. A folder for several routines, or with"
    " --split.  [default: ROUTINE.wav, here]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.suffix[1:] for form in SOUND_FORMATS]),
    help="The format, if no file name gives it.  [default: wav]",
)
@click.option(
    "--quality",
    type=click.Choice([quality.value for quality in Quality]),
    default=Quality.GOOD.value,
    show_default=True,
    help="How much room the sound may take.",
)
@click.option("--stereo", is_flag=True, help="Write two channels.")
@click.option(
    "--lufs",
    type=Number(-40, -14),
    metavar="LUFS",
    help="The loudness of the speech.  [default: -16, as every voice has it]",
)
@click.option(
    "--with",
    "words",
    type=NameList("a form of words", WORD_FORMAT_NAMES),
    default=(),
    metavar="FORMATS",
    help=f"Write the words beside the sound: {','.join(WORD_FORMAT_NAMES)}.",
)
@click.option("--split", is_flag=True, help="One file an exercise, and an M3U8 list, in a folder.")
@music_options
@click.option("--cover/--no-cover", default=None, help="Put a picture with the title in the file.")
@click.option("--force", is_flag=True, help="Write files again even if they are up to date.")
@choice_options
@voice_options
@shared_cache_option
def render(routines: tuple[str, ...], output: str | None, voice: str, speed: int, **options: Any) -> None:
    """Write routines to sound files.

    A ROUTINE is a name that `voicecoach list` shows, or the path of a routine file. A file appears whole when
    it is done; until then, one that was there before stays as it is. One that is up to date is left alone.
    """
    from voicecoach.cli.own_sound import is_typed
    from voicecoach.cli.recorded_voice import note_recordings
    from voicecoach.cli.routine_language import note_language
    from voicecoach.export.orders.batch import Renderer
    from voicecoach.export.orders.interrupts import Interrupts
    from voicecoach.export.orders.new_folders import new_folders
    from voicecoach.export.orders.order import RenderOrder
    from voicecoach.export.orders.preflight import check_orders
    from voicecoach.routine.sound_keys import sound_keys

    choices = choices_from(options)
    left = [name for name in ("voice", "speed") if not is_typed(name)]
    asked = music_from(options)
    spoken: dict[tuple[str, int], list[str]] = {}
    for routine in routines:
        keys = sound_keys(routine)
        own = (keys.voice if "voice" in left else None, keys.speed if "speed" in left else None)
        spoken.setdefault((own[0] or voice, own[1] or speed), []).append(routine)
    for speaker, its in spoken.items():
        note_language(speaker[0], its)
        note_recordings(*speaker, its, choices)
    yielding = frozenset([*left, *(["music"] if asked.of_routine else [])])
    renderer = Renderer(choices, voice, speed, yielding=yielding, music_lufs=asked.level_lufs)
    order = RenderOrder(
        target="",
        quality=Quality(options["quality"]),
        stereo=options["stereo"],
        lufs=options["lufs"],
        words=options["words"],
        cover=options["cover"],
        music=asked.music,
        split=options["split"],
        date=_today(),
        force=options["force"],
    )
    failed = False
    with Interrupts() as interrupts, new_folders() as folder_for:
        targets = _targets(routines, output, options["form"], options["split"], folder_for)
        orders = [
            (routine, replace(order, target=target))
            for routine, target in zip(routines, targets, strict=True)
        ]
        if not order.split:
            check_orders(each for _, each in orders)
        if len(orders) == 1:
            with Progress(Path(targets[0]).name) as progress:
                files = renderer.render_routine(*orders[0], Shown(interrupts, progress))
            _report(files)
        else:
            # Closed before the folders are looked at: by then no process writes there any more.
            with (
                Progress(f"{len(orders)} routines") as progress,
                closing(
                    renderer.render_all(orders, warn=partial(say, err=True), watch=interrupts)
                ) as outcomes,
            ):
                for outcome in progress.each(outcomes, len(orders)):
                    _report(outcome.files)
                    for line in outcome.errors:
                        say(line, err=True)
                    failed = failed or bool(outcome.errors)
    if failed:
        sys.exit(1)


def _targets(
    routines: tuple[str, ...],
    output: str | None,
    form: str | None,
    split: bool,
    folder_for: Callable[[Path], Path],
) -> list[str | Path]:
    """Where each routine goes; with `split`, its parent is the folder. Makes the folders that are needed."""
    if output == "":
        raise click.UsageError("-o names nothing; give it a file or a folder, or leave it out.")
    suffix = f".{form or 'wav'}"
    names = [Path(routine).stem for routine in routines]
    if len(routines) == 1 and not split:
        if output and form and Path(output).suffix.lower() != suffix:
            raise click.UsageError(
                f"--format {form} and the name {output} do not agree; leave one of them out."
            )
        if output:
            _make_its_folder(output, folder_for)
        return [output or f"{names[0]}{suffix}"]
    _must_be_a_folder(output)
    if split:
        above = folder_for(Path(output or ".")) if len(routines) > 1 else None
        folders = [above / name for name in names] if above else [Path(output or names[0])]
        return [folder_for(folder) / f"{name}{suffix}" for folder, name in zip(folders, names, strict=True)]
    folder = folder_for(Path(output or "."))
    return [folder / f"{name}{suffix}" for name in names]


def _make_its_folder(output: str, folder_for: Callable[[Path], Path]) -> None:
    """As for several files: of a folder that is missing the last part is made, and no more."""
    folder, file = os.path.split(output)
    # These never raise; anything else wrong with the place is reported when all places are checked.
    if folder and file and not os.path.exists(folder) and os.path.isdir(os.path.dirname(folder) or "."):  # noqa: PTH110, PTH112, PTH120
        folder_for(Path(folder))


def _must_be_a_folder(output: str | None) -> None:
    """Raises ExportError if `output` looks like a file and a folder is needed."""
    if output is None or output.endswith(("/", os.sep)) or os.path.isdir(output):  # noqa: PTH112 - never raises
        return
    if Path(output).suffix.lower() in [form.suffix for form in SOUND_FORMATS]:
        raise ExportError(
            "a folder is needed for several files, and that is the name of one; give it another", path=output
        )


def _today() -> str:
    """The date for the tags; SOURCE_DATE_EPOCH replaces the clock, for reproducible files."""
    import datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        return datetime.datetime.now().date().isoformat()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    except (OverflowError, ValueError, OSError) as error:
        raise VoicecoachError(
            "SOURCE_DATE_EPOCH is not a valid time: it counts the seconds since 1970"
        ) from error


def _report(files: Iterable[RenderedFile]) -> None:
    from voicecoach.export.captions import clock

    for one in files:
        say(f"{one.path}  {clock(one.length_s)}{'' if one.fresh else '  (up to date)'}")
        for note in one.notes:
            say(note, err=True)
