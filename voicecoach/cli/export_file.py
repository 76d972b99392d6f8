"""`voicecoach export`: a routine as a table, or as a file of another program."""

from __future__ import annotations

from pathlib import Path

import click

from voicecoach.cli.kept_files import keep_what_is_there
from voicecoach.cli.options import RoutineType
from voicecoach.cli.printable import say, say_data
from voicecoach.script.choices import LEVELS

TARGETS = ("csv", "jawt", "workout-share")
"""Names of the formats that are written, as `interchange/formats.py` has them."""


@click.command("export", epilog="Example: voicecoach export gentle-daily --to csv -o gentle.csv")
@click.argument("routine", type=RoutineType())
@click.option(
    "--to",
    "form",
    type=click.Choice(TARGETS),
    required=True,
    help="A table (csv), Just Another Workout Timer (jawt), or the Workout Share Format.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE|-",
    help="The file; - prints it. Left out, it has the routine's name.",
)
@click.option(
    "--level",
    type=click.Choice(tuple(LEVELS)),
    help="The point in ranges, for a format that has none.  [default: the routine's, else gentle]",
)
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def export_file(routine: str, form: str, output: str | None, level: str | None, force: bool) -> None:
    """Write a routine as a table, or for another program.

    ROUTINE is a name that `voicecoach list` shows, or the path of a routine file. Says what the other format cannot carry.
    A sound file of a routine is what `voicecoach render` writes.
    """
    from voicecoach.export.orders.atomic import write_text
    from voicecoach.interchange.formats import TARGET_FORMATS
    from voicecoach.interchange.outgoing import outgoing
    from voicecoach.routine.library import load_routine
    from voicecoach.script.choices import Choices

    if output == "":
        raise click.UsageError("-o names nothing; give it a file, or leave it out.")
    loaded = load_routine(routine)
    target = TARGET_FORMATS[form]
    text, remarks = target.write(outgoing(loaded), Choices(level).settled(loaded.routine).level)
    path = output or f"{loaded.id}{target.suffix}"
    if output != "-" and not force:
        keep_what_is_there(Path(path), text)
    for remark in remarks:
        say(f"{routine}: {remark}", err=True)
    if output == "-":
        say_data(text)
        return
    write_text(path, text)
    say(path)
