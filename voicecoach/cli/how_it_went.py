"""`voicecoach progress`: how it went over the weeks, on the terminal, as a picture, and as a page for the therapist."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.columns import columns, cut
from voicecoach.cli.days import Day, this_day
from voicecoach.cli.numbers import Whole
from voicecoach.cli.printable import say, say_data
from voicecoach.errors import ExportError

if TYPE_CHECKING:
    from voicecoach.cli.followed import Followed
    from voicecoach.practice.progress.next_step import NextStep
    from voicecoach.practice.progress.overview import Overview, Week
    from voicecoach.routine.model import Routine
    from voicecoach.routine.progression import ProgressRule

USUAL_WEEKS = 12
MOST_WEEKS = 520
"""Ten years."""
_WIDEST = 30
_BAR = 20
"""Cells of the longest bar."""


@click.command(epilog="Example: voicecoach progress --weeks 8 --report for-my-therapist.pdf")
@click.option(
    "--weeks",
    type=Whole(1, MOST_WEEKS),
    default=USUAL_WEEKS,
    show_default=True,
    metavar="N",
    help="How many weeks.",
)
@click.option("--until", type=Day(), metavar="DAY", help="The last day, instead of today.")
@click.option(
    "--plot", type=click.Path(path_type=Path), metavar="FILE", help="Draw a picture: .png, .svg or .pdf."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write one page for a therapist: .pdf or .html.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def progress(
    context: click.Context,
    weeks: int,
    until: datetime.date | None,
    plot: Path | None,
    report: Path | None,
    as_json: bool,
) -> None:
    """Show how it went: minutes, pain and effort by week, days in a row, each exercise then and now, and what it becomes next.

    All of it comes from the diary. If a programme is followed (voicecoach plan), what was planned is shown beside what was done;
    a session that was moved within its week counts as done. What is next follows the rule of the settings progress-after,
    progress-effort and progress-step.
    """
    from voicecoach.cli.diary import opened
    from voicecoach.cli.followed import followed
    from voicecoach.practice.plan.kept_programme import kept_programme
    from voicecoach.practice.progress.ahead import looking_ahead
    from voicecoach.practice.progress.overview import overview

    if report is not None and report.suffix.lower() not in (".pdf", ".html"):
        raise ExportError("a report is a page; end its name in .pdf or .html", path=report)
    day: datetime.date = until or this_day()
    programme = kept_programme()
    own = None if programme is None else followed(programme, None, day)
    with opened() as diary:
        found = overview(diary, day, weeks, None if own is None else own.schedule)
        if plot is None:
            found = looking_ahead(found, diary, _loader(own), _rule())
    if plot is not None:
        _write_plot(found, plot)
    if report is not None:
        _write_report(found, report)
    if as_json:
        say_data(json.dumps(_object(found), ensure_ascii=False, indent=1) + "\n")
        return
    if plot is None and report is None:
        for line in _lines(found):
            say(line)


def _loader(own: Followed | None) -> Callable[[str], Routine | None]:
    """Finds a routine by its id: one of the programme, or wherever routines are."""
    from voicecoach.errors import RoutineError
    from voicecoach.routine.library import load_routine

    def routine_of(name: str) -> Routine | None:
        if own is not None and name in own.loaded:
            return own.loaded[name].routine
        try:
            return load_routine(name).routine
        except RoutineError:  # renamed, deleted, or in a folder that is not searched: it has no next step
            return None

    return routine_of


def _rule() -> ProgressRule:
    from voicecoach.cli.options import user_settings
    from voicecoach.routine.progression import ProgressRule
    from voicecoach.settings import progress_rule

    return ProgressRule(*progress_rule(user_settings()))


def _lines(found: Overview) -> Iterator[str]:
    if not found.sessions:
        yield f"Nothing was done in the {len(found.weeks)} weeks up to {found.until}."
        return
    total = f"{found.sessions} session{'s' * (found.sessions != 1)}, {found.minutes:.0f} minutes"
    running = [
        f"{count} {unit}s in a row"
        for count, unit in ((found.days_running, "day"), (found.weeks_running, "week"))
        if count > 1
    ]
    yield "; ".join([total, *running]) + "."
    if found.planned:
        share = round(100 * found.kept / found.planned)
        yield f"{found.kept} of {found.planned} planned sessions done ({share} %)."
    yield ""
    longest = max(week.minutes for week in found.weeks) or 1
    began = next(number for number, week in enumerate(found.weeks) if week.sessions)
    shown = found.weeks[began:]
    rows: list[tuple[str, ...]] = [("WEEK OF", "SESSIONS", "PLAN", "MIN", "", "PAIN", "EFFORT")]
    rows += [_week_row(week, longest) for week in shown]
    yield from columns(rows, right=(1, 2, 3))
    if found.exercises:
        from voicecoach.practice.progress.amounts import amounts_of

        yield ""
        table = [("EXERCISE", "SESSIONS", "FIRST", "LAST", "ON", "HURT")]
        for one in found.exercises:
            first, last = cut(amounts_of(one.first), _WIDEST), cut(amounts_of(one.last), _WIDEST)
            hurt = str(one.hurt) if one.hurt else "-"
            table.append(
                (cut(one.exercise, _WIDEST), str(one.sessions), first, last, str(one.last_day), hurt)
            )
        yield from columns(table, right=(1,))
        yield from _next_lines(found)


def _next_lines(found: Overview) -> Iterator[str]:
    from voicecoach.cli.progress_words import next_words
    from voicecoach.practice.progress.next_step import Why

    steps = [(one.exercise, one.next) for one in found.exercises if one.next is not None]
    shown = [(name, step) for name, step in steps if step.why not in (Why.NO_RANGE, Why.OFF)]
    if shown:
        yield ""
        yield from columns([("NEXT", ""), *((cut(name, _WIDEST), next_words(step)) for name, step in shown)])


def _week_row(week: Week, longest: float) -> tuple[str, ...]:
    plan = "-" if week.planned is None else f"{week.kept} of {week.planned}"
    bar = "#" * round(_BAR * week.minutes / longest)
    pain = [_mean(week.pain_before), _mean(week.pain_after)]
    felt = "-" if pain == ["?", "?"] else " to ".join(pain)
    effort = "-" if week.effort is None else _mean(week.effort)
    return str(week.begin), str(week.sessions), plan, f"{week.minutes:.0f}", bar, felt, effort


def _mean(value: float | None) -> str:
    return "?" if value is None else f"{value:.1f}".removesuffix(".0")


def _object(found: Overview) -> dict[str, Any]:
    from voicecoach.practice.progress.amounts import amounts_of

    return {
        "format": 1,
        "until": str(found.until),
        "days_running": found.days_running,
        "weeks_running": found.weeks_running,
        "planned": found.planned,
        "kept": found.kept,
        "weeks": [{**week._asdict(), "begin": str(week.begin)} for week in found.weeks],
        "exercises": [
            {
                "id": one.exercise,
                "sessions": one.sessions,
                "first": amounts_of(one.first),
                "last": amounts_of(one.last),
                "last_day": str(one.last_day),
                "hurt": one.hurt,
                "next": None if one.next is None else _next_object(one.next),
            }
            for one in found.exercises
        ],
    }


def _next_object(step: NextStep) -> dict[str, Any]:
    from voicecoach.cli.progress_words import next_words

    return {
        "why": step.why.value,
        "sessions": step.sessions,
        "more": {gain.what: gain.by for gain in step.gains},
        "effort": step.effort,
        "harder": step.harder,
        "words": next_words(step),
    }


def _write_plot(found: Overview, path: Path) -> None:
    import io

    from voicecoach.phrases import phrases_of
    from voicecoach.practice.progress.picture import KINDS, write_picture

    if path.suffix.lower() not in KINDS:
        raise ExportError("a plot is a picture; end its name in .png, .svg or .pdf", path=path)
    _require_library(path)
    out = io.BytesIO()
    write_picture(found, phrases_of("en"), out, path.suffix.lower())
    _write(path, out.getvalue())


def _write_report(found: Overview, path: Path) -> None:
    import io

    from voicecoach.phrases import phrases_of
    from voicecoach.practice.progress.page import report_page
    from voicecoach.practice.progress.picture import write_sheet

    _require_library(path)
    names, phrases = _names(), phrases_of("en")
    if path.suffix.lower() == ".html":
        _write(path, report_page(found, phrases, names).encode())
        return
    out = io.BytesIO()
    write_sheet(found, phrases, names, out)
    _write(path, out.getvalue())


def _names() -> dict[str, str]:
    from voicecoach.routine.exercise_search import list_exercises
    from voicecoach.routine.library import default_folders

    listed = list_exercises(folders=default_folders(), beside=Path())
    return {one.id: one.exercise.name for one in listed if one.exercise is not None}


def _require_library(path: Path) -> None:
    import importlib.util

    if importlib.util.find_spec("matplotlib") is None:
        raise ExportError(
            "pictures and reports need one more library: pip install 'voicecoach[plot]'", path=path
        )


def _write(path: Path, data: bytes) -> None:
    from voicecoach.files import why_not_written, write_atomically

    try:
        write_atomically(path, data)
    except (OSError, ValueError) as error:
        raise ExportError(f"it cannot be written: {why_not_written(error)}", path=path) from error
    say(f"{path}", err=True)
