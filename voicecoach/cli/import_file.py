"""`voicecoach import`: makes a routine of another program's file, a therapist's table or a list on paper."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.kept_files import keep_what_is_there
from voicecoach.cli.printable import say, say_data
from voicecoach.errors import ExportError, RoutineError

if TYPE_CHECKING:
    from voicecoach.interchange.import_file import Imported

FORMATS = ("csv", "list", "phrases", "w2a", "jawt", "workout-share")
"""Names of the formats that are read, as `interchange/formats.py` has them."""

_TO_STDOUT = "-"
_MOST_MISTAKES = 10


@click.command("import", epilog="Example: voicecoach import exercises.csv -o monday.yaml")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE|FOLDER|-",
    help="The routine file; a folder if there are several workouts in the file; - prints it.",
)  # fmt: skip
@click.option(
    "--from",
    "form",
    type=click.Choice(FORMATS),
    help="What kind of file it is, if it is mistaken for another.",
)
@click.option(
    "--title",
    metavar="TEXT",
    help="What the coach calls the routine; left out, the file's own title or name.",
)
@click.option("--force", is_flag=True, help="Replace a routine file that is there already.")
def import_file(file: Path, output: str | None, form: str | None, title: str | None, force: bool) -> None:
    """Make a routine of another program's file, a table or a list.

    Reads a CSV (name, position, sets, reps, hold, side, rest, note in any order; or a name and seconds alone), a list
    in plain text or Markdown, and files of w2a, Just Another Workout Timer, audio-program-generator and the Workout Share
    Format. Says what had to be assumed and what a routine cannot hold; the new file begins with
    the same as notes. Exercises that are known are used, and named; others are the routine's own.
    """
    from voicecoach.interchange.import_file import import_file as read_and_make
    from voicecoach.routine.library import default_folders

    if output == "":
        raise click.UsageError("-o names nothing; give it a file or a folder, or leave it out.")
    folder = _folder_of(output)
    try:
        made = read_and_make(file, folders=default_folders(), beside=folder, form=form, title=title)
    except RoutineError as error:
        # `check` reads routines, so the usual hint to use it would be useless.
        mistakes = [error, *error.others]
        for mistake in mistakes[:_MOST_MISTAKES]:
            say(mistake, err=True)
        if (more := len(mistakes) - _MOST_MISTAKES) > 0:
            say(f"{file}: and {more} more mistakes; fix these first", err=True)
        sys.exit(1)
    targets = _targets(made, output)
    if output != _TO_STDOUT and not force:
        for target, one in zip(targets, made, strict=True):
            keep_what_is_there(target, one.text)
    for target, one in zip(targets, made, strict=True):
        _remarks(one, file)
        if output == _TO_STDOUT:
            say_data(one.text)
            continue
        from voicecoach.export.orders.atomic import write_text

        write_text(target, one.text)
        say(f"{target}  {_summary(one)}")


def _folder_of(output: str | None) -> Path:
    if output is None or output == _TO_STDOUT:
        return Path()
    return Path(output) if _is_folder(output) else Path(output).parent


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112 - never raises


def _targets(made: tuple[Imported, ...], output: str | None) -> list[Path]:
    if output == _TO_STDOUT and len(made) > 1:
        raise click.UsageError(
            f"-o - prints one routine, and this file has {len(made)} workouts; give it a folder."
        )
    if output is None or output == _TO_STDOUT:
        return [Path(f"{one.stem}.yaml") for one in made]
    if _is_folder(output):
        return [Path(output) / f"{one.stem}.yaml" for one in made]
    if len(made) > 1:
        names = ", ".join(f"“{one.title}”" for one in made[:5])
        raise ExportError(
            f"there are {len(made)} workouts in this file ({names}); give a folder with -o", path=output
        )
    if not output.lower().endswith((".yaml", ".yml")):
        raise ExportError("the name of a routine file ends in .yaml", path=output)
    return [Path(output)]


def _remarks(one: Imported, file: Path) -> None:
    from voicecoach.interchange.routine_text import bounded

    for remark in bounded(one.remarks):
        say(f"{file}: {remark}", err=True)


def _summary(one: Imported) -> str:
    known, new = len(one.known), len(one.new)
    parts = (
        [
            f"{known} known exercise{'s' if known != 1 else ''} ({', '.join(one.known[:8])}{', ...' if known > 8 else ''})"
        ]
        if known
        else []
    )
    parts += (
        [
            f"{new} new one{'s' if new != 1 else ''}: look at {'them' if new != 1 else 'it'} with voicecoach check"
        ]
        if new
        else []
    )
    return f"{one.format.about}; {', '.join(parts)}" if parts else one.format.about
