"""`voicecoach plan`: the days of a programme, on the terminal and in a calendar."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.cli.columns import columns, cut
from voicecoach.cli.days import this_day
from voicecoach.cli.numbers import Whole
from voicecoach.cli.printable import say

if TYPE_CHECKING:
    from voicecoach.cli.followed import Followed

_DONE, _MISSED, _PLANNED, _NOTHING = "x", "-", "o", "."
_WIDEST = 30
_LEGEND = f"{_DONE} done  {_PLANNED} planned  {_MISSED} missed  {_NOTHING} nothing"


@click.command(epilog="Example: voicecoach plan my-programme.yaml --keep --ics exercises.ics")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--keep", is_flag=True, help="Follow it from now on: voicecoach today uses it.")
@click.option("--leave", is_flag=True, help="Follow no programme any more.")
@click.option(
    "--ics", type=click.Path(path_type=Path), metavar="FILE", help="Write a calendar with reminders."
)
@click.option("--force", is_flag=True, help="Replace a calendar file that is there already.")
@click.option(
    "--weeks",
    type=Whole(1, 52),
    default=2,
    show_default=True,
    metavar="N",
    help="How many weeks to show, from this one on.",
)
@click.pass_context
def plan(
    context: click.Context,
    file: Path | None,
    keep: bool,
    leave: bool,
    ics: Path | None,
    force: bool,
    weeks: int,
) -> None:
    """Show on which days the routines of a programme are planned.

    FILE is a programme: a title, and routines with how often each is done. Left out, it is the one that is followed.
    """
    from voicecoach.cli.followed import NONE_KEPT, done_lately, followed
    from voicecoach.practice.plan.kept_programme import keep_programme, kept_programme, leave_programme
    from voicecoach.practice.plan.programme import read_programme

    if leave:
        if file or keep or ics:
            raise click.UsageError("--leave goes alone.")
        say("No programme is followed any more." if leave_programme() else NONE_KEPT, err=True)
        return
    if keep and file is None:
        raise click.UsageError("--keep needs a file: voicecoach plan my-programme.yaml --keep")
    today = this_day()
    if file is not None:
        beside = file.absolute().parent
        given = read_programme(file)
        found = followed(given, beside, today)
        if keep:
            found = followed(keep_programme(given.programme, beside, today), None, today)
    else:
        own = kept_programme()
        if own is None:
            say(NONE_KEPT, err=True)
            context.exit(1)
        found = followed(own, None, today)
    if ics is not None:
        _write_calendar(found, ics, force=force)
    done = done_lately(found.schedule, today) if file is None or keep else {}
    for line in _lines(found, today, weeks, done):
        say(line)
    if keep:
        say("It is followed from now on; voicecoach today says what is due.", err=True)


def _lines(
    found: Followed, today: datetime.date, weeks: int, done: dict[str, Counter[datetime.date]]
) -> Iterator[str]:
    from voicecoach.cli.plan_words import day_words
    from voicecoach.practice.plan.weeks import week_of

    schedule, programme = found.schedule, found.programme
    end = f" to {day_words(schedule.end, today)}" if schedule.end else ""
    yield f"“{programme.title}”, from {day_words(schedule.start, today)}{end}"
    first = max(1, week_of(today, schedule.start))
    last = min(first + weeks - 1, programme.weeks or first + weeks)
    if last < first:
        yield "It is over."
        return
    for week in range(first, last + 1):
        yield ""
        yield from columns(list(_table(found, week, today, done)))
    yield ""
    yield _LEGEND


def _table(
    found: Followed, week: int, today: datetime.date, done: dict[str, Counter[datetime.date]]
) -> Iterator[tuple[str, ...]]:
    from voicecoach.practice.plan.weeks import days_of_week, week_of

    schedule = found.schedule
    days = days_of_week(week, schedule.start)
    yield (f"WEEK {week}", "OFTEN", *(f"{day:%a} {day.day}" for day in days))
    for index, (planned, routine, rhythm) in enumerate(schedule.routines):
        if not schedule.is_on(planned, week):
            continue
        of_week = schedule.planned(index, week)
        this_week = week == week_of(today, schedule.start)
        coming = schedule.coming(index, today, done) if this_week else of_week
        counts = done.get(routine, Counter())

        def mark(day: datetime.date) -> str:
            if counts.get(day):  # noqa: B023 - called at once
                return _DONE * counts[day]  # noqa: B023
            if day < today:
                return _MISSED if day in of_week else _NOTHING  # noqa: B023
            return _PLANNED if day in coming else _NOTHING  # noqa: B023

        yield (cut(routine, _WIDEST), str(rhythm), *map(mark, days))


def _write_calendar(found: Followed, path: Path, *, force: bool) -> None:
    from voicecoach.errors import ExportError
    from voicecoach.files import why_not_written, write_atomically
    from voicecoach.practice.plan.calendar import calendar_text, require_library

    require_library(path)
    if path.exists() and not force and not path.read_bytes()[:15] == b"BEGIN:VCALENDAR":
        raise ExportError(
            "that file is there already, and is not a calendar; choose another name, or add --force",
            path=path,
        )
    now = datetime.datetime.now().astimezone()
    titles = {routine: found.title(routine) for routine in found.loaded}
    text = calendar_text(found.schedule, titles, _lengths(found), now)
    try:
        write_atomically(path, text)
    except (OSError, ValueError) as error:
        raise ExportError(f"it cannot be written: {why_not_written(error)}", path=path) from error
    say(f"{path}  {text.count(b'BEGIN:VEVENT')} events", err=True)


def _lengths(found: Followed) -> dict[str, datetime.timedelta]:
    """Approximate minutes of each routine, by id, as no voice is asked."""
    from voicecoach.script.choices import Choices
    from voicecoach.session import prepare
    from voicecoach.speech.registry import open_voice

    voice = open_voice("silent")
    minutes = {
        routine: prepare(one, Choices(), voice).timeline.duration / 60
        for routine, one in found.loaded.items()
    }
    return {routine: datetime.timedelta(minutes=max(1, round(one))) for routine, one in minutes.items()}
