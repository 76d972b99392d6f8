"""Some weeks in words, for the sheet of paper, the page and the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicecoach.practice.progress.amounts import amounts_of
from voicecoach.practice.progress.next_step import Why

if TYPE_CHECKING:
    from voicecoach.phrases import Phrases
    from voicecoach.practice.progress.next_step import Gain, NextStep
    from voicecoach.practice.progress.overview import Overview


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a report."""

    title: str
    sums: tuple[str, ...]
    """Sentences."""
    heads: tuple[str, ...]
    """Of the columns of the table."""
    rows: tuple[tuple[str, ...], ...]
    """One row for each exercise."""
    note: str
    """A note about the table; empty for none."""
    footer: str


def sheet_of(overview: Overview, phrases: Phrases, names: Mapping[str, str]) -> Sheet:
    """The report; `names` has the names of exercises, by id."""
    say = phrases.say
    begin, end = str(overview.weeks[0].begin), str(overview.until)
    sums = [say("progress-nothing")]
    if overview.sessions:
        sums = [
            say(
                "progress-sum",
                count=overview.sessions,
                sessions=str(overview.sessions),
                minutes=f"{overview.minutes:.0f}",
            )
        ]
    if overview.planned:
        share = round(100 * overview.kept / overview.planned)
        sums.append(
            say("progress-kept", planned=str(overview.planned), kept=str(overview.kept), share=str(share))
        )
    if overview.days_running > 1:
        sums.append(say("progress-running", days=str(overview.days_running)))
    columns = (
        "progress-exercise", "progress-times", "progress-first", "progress-last", "progress-last-day", "progress-hurt",
        "progress-next",
    )  # fmt: skip
    return Sheet(
        title=say("progress-title", begin=begin, end=end),
        sums=tuple(sums),
        heads=tuple(say(column) for column in columns),
        rows=tuple(
            (
                names.get(one.exercise, one.exercise),
                str(one.sessions),
                amounts_of(one.first),
                amounts_of(one.last),
                str(one.last_day),
                str(one.hurt or ""),
                "" if one.next is None else _next(one.next, phrases),
            )
            for one in overview.exercises
        ),
        note=say("progress-next-note")
        if any(one.next and one.next.gains for one in overview.exercises)
        else "",
        footer=say("progress-footer", day=end),
    )


def _next(step: NextStep, phrases: Phrases) -> str:
    if step.why is Why.NOT_ASKED:
        return phrases.say("progress-next-not-asked")
    if step.why is Why.TOP:
        return phrases.say("progress-next-top")
    if not step.gains:
        return phrases.say("progress-next-fixed")
    gains = ", ".join(_gain(gain, phrases) for gain in step.gains)
    return phrases.say("progress-next-after", gains=gains, count=step.sessions, sessions=str(step.sessions))


def _gain(gain: Gain, phrases: Phrases) -> str:
    by = f"{gain.by:g}"
    match gain.what:
        case "hold":
            return phrases.say("progress-gain-hold", by=by)
        case "time":
            return phrases.say("progress-gain-time", by=by)
        case "sets":
            return phrases.say("progress-gain-sets", count=round(gain.by), by=by)
        case "breaths":
            return phrases.say("progress-gain-breaths", count=round(gain.by), by=by)
    return phrases.say("progress-gain-reps", count=round(gain.by), by=by)
