"""`voicecoach diary`: what was done and how it felt. Nothing of it leaves this machine."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.days import Day, moment_of
from voicecoach.cli.felt_options import NONE, felt_options
from voicecoach.cli.numbers import Whole
from voicecoach.cli.printable import one_line, say, say_data, say_text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from voicecoach.practice.diary import Diary

USUAL_NUMBER = 20
MOST_NUMBER = 2**53
"""Of a session."""


def opened() -> AbstractContextManager[Diary]:
    """The user's diary; what is wrong with its file is reported."""
    from voicecoach.practice.diary_file import open_diary

    return open_diary(report=lambda line: say(line, err=True))


@click.group(invoke_without_command=True, epilog="Example: voicecoach diary edit 12 --pain-after 3")
@click.pass_context
def diary(context: click.Context) -> None:
    """What was done, and how it felt.

    Every session that voicecoach play or resume ran is in it; you may add others, and change and delete what is there. Nothing
    of it leaves this machine. Without a command: the last sessions.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@diary.command("list", epilog="Example: voicecoach diary list --since 2026-01-01 --exercise bridge")
@click.option("--since", type=Day(), metavar="DAY", help="From this day on.")
@click.option("--until", type=Day(), metavar="DAY", help="Up to this day.")
@click.option("--routine", metavar="NAME", help="Only sessions of this routine.")
@click.option("--exercise", metavar="NAME", help="Only sessions in which this exercise was done.")
@click.option(
    "--last",
    type=Whole(1, 1_000_000),
    default=USUAL_NUMBER,
    show_default=True,
    metavar="N",
    help="At most this many.",
)
@click.option("--all", "everything", is_flag=True, help="All of them.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, with every set, the oldest first."
)
def list_(
    since: datetime.date | None,
    until: datetime.date | None,
    routine: str | None,
    exercise: str | None,
    last: int,
    everything: bool,
    as_json: bool,
) -> None:
    """The sessions, the last one at the end."""
    with opened() as own:
        found = own.sessions(
            since=since, until=until, routine=routine, exercise=exercise, limit=None if everything else last
        )
        found.reverse()
        if as_json:
            from voicecoach.practice.diary_line import line_of

            for one in found:
                say_data(json.dumps(line_of(one, own.details(one.number)), ensure_ascii=False) + "\n")
            return
    if not found:
        chosen = since or until or routine or exercise
        say("No session is in the diary" + (" that matches." if chosen else " yet."), err=True)
        return
    from voicecoach.cli.diary_shown import table_of

    # In one piece: ten years have thousands of lines.
    say_text("".join(f"{one_line(line)}\n" for line in table_of(found)))


@diary.command(epilog="Example: voicecoach diary show 12")
@click.argument("number", type=Whole(1, MOST_NUMBER))
def show(number: int) -> None:
    """Show all that is known of a session, by the NUMBER that the list shows."""
    from voicecoach.cli.diary_shown import page_of

    with opened() as own:
        entry = own.entry(number)
        lines = list(page_of(entry, own.details(number)))
    for line in lines:
        say(line)


@diary.command(epilog='Example: voicecoach diary add walk --minutes 40 --effort 3 --note "By the river."')
@click.argument("routine")
@felt_options
@click.option(
    "--did",
    multiple=True,
    metavar="TEXT",
    help='What was done, as "bridge 3 x 10" or "side plank left 30 s"; several times.',
)
@click.option("--hurt", multiple=True, metavar="EXERCISE", help="An exercise that hurt; several times.")
def add(
    routine: str,
    day: datetime.date | None,
    time: datetime.time | None,
    minutes: float | None,
    did: tuple[str, ...],
    hurt: tuple[str, ...],
    note: str | None,
    **felt: Any,
) -> None:
    """Write a session into the diary that voicecoach did not coach.

    ROUTINE is the name of one that is here, or whatever you call it.
    """
    from voicecoach.cli.diary_words import details_from, named_routine
    from voicecoach.practice.entries import NewEntry

    now = datetime.datetime.now().astimezone().replace(microsecond=0)
    began = _moment(now, day, time)
    _require_past(began, now)
    if not any(map(str.isalnum, routine)):
        raise click.UsageError("Say what was done, such as voicecoach diary add walk.")
    known, title = named_routine(routine)
    try:
        new = NewEntry(
            routine=known,
            title=title,
            began=began,
            day=began.date(),
            seconds=(minutes or 0.0) * 60,
            note=note or "",
            details=details_from(did, hurt),
            **_felt(felt),
        )
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    with opened() as own:
        made = own.add(new)
    say(f"added as {made.number}: {made.title}, {made.day}")


def _felt(given: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == NONE else value for name, value in given.items()}


def _moment(
    usual: datetime.datetime, day: datetime.date | None, time: datetime.time | None
) -> datetime.datetime:
    """The moment that is meant; without a time, noon of another day."""
    if day is None and time is None:
        return usual
    noon = usual.time() if day in (None, usual.date()) else datetime.time(12)
    return moment_of(day or usual.date(), time or noon)


def _require_past(began: datetime.datetime, now: datetime.datetime) -> None:
    if began > now:
        raise click.UsageError(f"{began:%Y-%m-%d %H:%M} is still to come.")


@diary.command(epilog="Example: voicecoach diary edit 12 --pain-after 3")
@click.argument("number", type=Whole(1, MOST_NUMBER))
@felt_options
def edit(
    number: int,
    day: datetime.date | None,
    time: datetime.time | None,
    minutes: float | None,
    note: str | None,
    **felt: Any,
) -> None:
    """Change what the diary says of a session, by the NUMBER that the list shows.

    What you changed stays, even if the session is resumed later.
    """
    changes = _felt({name: value for name, value in felt.items() if value is not None})
    if minutes is not None:
        changes["seconds"] = minutes * 60
    if note is not None:
        changes["note"] = note
    if not changes and day is None and time is None:
        raise click.UsageError("Say what to change, such as --pain-after 3.")
    with opened() as own:
        before = own.entry(number)
        if day is not None or time is not None:
            local = before.began.astimezone()
            changes["began"] = moment_of(day or before.day, time or local.time())
            _require_past(changes["began"], datetime.datetime.now().astimezone())
        try:
            made = own.edit(number, changes)
        except ValueError as error:
            raise click.UsageError(f"{error}.") from None
    say(f"changed {made.number}: {made.title}, {made.day}")


@diary.command(epilog="Example: voicecoach diary delete 12 13")
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True, type=Whole(1, MOST_NUMBER))
def delete(numbers: tuple[int, ...]) -> None:
    """Delete sessions from the diary for good.

    The record of sessions, from which voicecoach knows what you have practised, still has their lines; the diary does not take
    them in again.
    """
    with opened() as own:
        gone = own.delete(dict.fromkeys(numbers))
    for one in gone:
        say(f"deleted {one.number}: {one.title}, {one.day}")


@diary.command(epilog="Example: voicecoach diary export -o diary.csv")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE|-",
    help="A name that ends in .csv or .jsonl; - prints JSON Lines.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def export(output: str, force: bool) -> None:
    """Write the whole diary as a table (CSV) or as JSON Lines, for a spreadsheet, a therapist or another machine."""
    from voicecoach.cli.kept_files import keep_what_is_there
    from voicecoach.errors import ExportError
    from voicecoach.export.orders.atomic import write_text
    from voicecoach.practice.diary_files import FORMATS, diary_text

    form = "jsonl" if output == "-" else Path(output).suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise ExportError(
            "the diary is written as .csv or .jsonl; give the file a name with such an ending", path=output
        )
    with opened() as own:
        text = "".join(diary_text(own, form))
        count = len(own.sessions())
    if output == "-":
        say_data(text)
        return
    if not force:
        keep_what_is_there(Path(output), text)
    write_text(output, text)
    say(f"{output}  {count} session{'s' if count != 1 else ''}")


@diary.command("import", epilog="Example: voicecoach diary import diary.csv")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--deleted-too", is_flag=True, help="Bring back what you have deleted here.")
def import_(file: Path, deleted_too: bool) -> None:
    """Read sessions that diary export wrote, or a table with the columns day and routine.

    A session that is in the diary already stays as it is. All of the file is read, or nothing of it.
    """
    from voicecoach.practice.diary_files import read_diary_file

    entries = read_diary_file(file)
    with opened() as own:
        added, left = own.add_all(entries, source="import", deleted_too=deleted_too)
    known = len(entries) - added - left
    say(f"{added} added, {known} already known")
    if left:
        say(f"{left} that you deleted stay out; --deleted-too brings them back")
