"""`voicecoach today`: what the programme has for this day, and why."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.argument_types import MinutesType
from voicecoach.cli.columns import columns
from voicecoach.cli.days import Day, this_day
from voicecoach.cli.printable import say, say_data
from voicecoach.script.choices import Day as HowOneIs

if TYPE_CHECKING:
    from voicecoach.cli.followed import Followed
    from voicecoach.practice.plan.due import DueRoutine


@click.command(epilog="Example: voicecoach today --play")
@click.option("--play", "plays", is_flag=True, help="Coach the first routine that is due, now.")
@click.option(
    "--minutes",
    type=MinutesType(),
    metavar="MINUTES",
    help="With --play: fit it to this length, 12 or 12:30; else to the programme's minutes, if it has any.",
)
@click.option(
    "--day",
    "how",
    type=click.Choice([d.value for d in HowOneIs]),
    default=HowOneIs.NORMAL.value,
    show_default=True,
    help="With --play: how you are, as in voicecoach play.",
)
@click.option(
    "--on",
    "day",
    type=Day(),
    metavar="DAY",
    help="Another day: 2026-01-31. What will have been done by then is not known.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def today(
    context: click.Context,
    plays: bool,
    minutes: float | None,
    how: str,
    day: datetime.date | None,
    as_json: bool,
) -> None:
    """Say what is due today, and why.

    The programme is the one that `voicecoach plan FILE --keep` follows; what was done is in the diary. A missed day moves to the
    first day of the same week on which it fits; what fits nowhere any more is dropped, so that nothing piles up.
    """
    from voicecoach.cli.followed import NONE_KEPT, done_lately, followed
    from voicecoach.practice.plan.kept_programme import kept_programme

    if plays and (as_json or day is not None):
        raise click.UsageError("--play coaches now; leave out --on and --json.")
    if not plays and (minutes is not None or how != HowOneIs.NORMAL):
        raise click.UsageError("--minutes and --day are for the session; add --play.")
    of_day: datetime.date = day or this_day()
    programme = kept_programme()
    if programme is None:
        say(NONE_KEPT, err=True)
        context.exit(1)
    found = followed(programme, None, of_day)
    due = found.schedule.due_on(of_day, done_lately(found.schedule, of_day))
    if as_json:
        say_data(json.dumps(_object(found, of_day, due), ensure_ascii=False, indent=1) + "\n")
        return
    for line in _lines(found, of_day, due):
        say(line)
    now = next((one for one in due if one.times), None)
    if plays and now is None:
        context.exit(1)
    if now is None:
        return
    name = found.names[now.routine]
    if plays:
        from voicecoach.cli.play import play

        length = minutes or now.planned.minutes
        context.invoke(play, routine=name, minutes=length, day=HowOneIs(how))
    elif day is None:
        say(f"voicecoach today --play begins {now.routine}.", err=True)


def _lines(found: Followed, day: datetime.date, due: list[DueRoutine]) -> Iterator[str]:
    from voicecoach.cli.plan_words import on_day, reason
    from voicecoach.practice.plan.weeks import week_of

    schedule, weeks = found.schedule, found.programme.weeks
    week = week_of(day, schedule.start)
    if week < 1:
        yield f"“{found.programme.title}” begins {on_day(schedule.start, day)}."
        return
    if weeks is not None and week > weeks:
        end = on_day(schedule.end or day, day)
        yield f"“{found.programme.title}” ended {end}. voicecoach plan FILE --keep begins another."
        return
    which = f"week {week}" + (f" of {weeks}" if weeks else "")
    yield f"{day:%A}, {day.day} {day:%B}: {which} of “{found.programme.title}”."
    rows = [("due " if one.times else "    ", one.routine, reason(one, day)) for one in due]
    yield from columns([("", *row) for row in rows])
    if not any(one.times for one in due):
        yield "Nothing is due today."


def _object(found: Followed, day: datetime.date, due: list[DueRoutine]) -> dict[str, Any]:
    from voicecoach.practice.plan.weeks import week_of

    return {
        "format": 1,
        "day": str(day),
        "programme": found.programme.title,
        "week": week_of(day, found.schedule.start),
        "routines": [
            {
                "id": one.routine,
                "title": found.title(one.routine),
                "often": str(one.rhythm),
                "minutes": one.planned.minutes,
                "due": one.times,
                "why": one.why.value,
                "done": one.done,
                "done_this_week": one.done_this_week,
                "missed": one.missed and str(one.missed),
                "next": one.following and str(one.following),
            }
            for one in due
        ],
    }
