"""How sessions of the diary are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from voicecoach.practice.progress.amounts import amounts_of

if TYPE_CHECKING:
    from voicecoach.practice.entries import Details, Entry, HurtEntry

_WIDEST = 40


def table_of(entries: Sequence[Entry]) -> Iterator[str]:
    """A line a session."""
    rows: list[tuple[str, ...]] = [("NO", "DAY", "ROUTINE", "TIME", "SETS", "PAIN", "EFFORT", "HURT", "NOTE")]
    rows += [_row(one) for one in entries]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if column in (0, 3, 4) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _row(one: Entry) -> tuple[str, ...]:
    sets = f"{one.sets_done}/{one.sets_planned}" if one.sets_planned != one.sets_done else f"{one.sets_done}"
    return (
        str(one.number),
        one.day.isoformat(),
        _cut(one.routine),
        _minutes(one.seconds),
        sets if one.sets_planned else "-",
        _pain(one),
        "-" if one.effort is None else str(one.effort),
        _cut(", ".join(one.hurt)) or "-",
        _cut(" ".join(one.note.split())),
    )


def _pain(one: Entry) -> str:
    if one.pain_before is None and one.pain_after is None:
        return "-"
    return " to ".join("?" if value is None else str(value) for value in (one.pain_before, one.pain_after))


def _minutes(seconds: float) -> str:
    return f"{max(1, round(seconds / 60))} min" if seconds else "-"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def page_of(one: Entry, details: Details) -> Iterator[str]:
    """All that is known of a session, in lines."""
    yield f"{one.number}  {one.title} ({one.routine})"
    began = one.began.astimezone(one.began.tzinfo if one.source != "record" else None)
    ended = "" if one.finished else ", left before its end"
    yield f"  {one.day}, {began:%H:%M}, {_minutes(one.seconds)}{ended}"
    if one.level is not None:
        yield f"  level {one.level:g}"
    for name, value in (
        ("pain before", one.pain_before),
        ("pain after", one.pain_after),
        ("effort", one.effort),
    ):
        if value is not None:
            yield f"  {name} {value} of 10"
    for line in one.note.splitlines():
        yield f"  “{line}”"
    for (what, _), sets in groupby(details.sets, key=lambda each: (each.exercise, each.done)):
        yield f"  {what or 'an exercise'}: {amounts_of(of := list(sets))}" + (
            "" if of[0].done else " (planned, and left)"
        )
    if details.skipped:
        yield f"  left before the end: {', '.join(details.skipped)}"
    for hurt in details.hurt:
        yield f"  hurt: {_where(hurt)}"
    for exercise, instead in details.swapped:
        yield f"  {instead} instead of {exercise}"


def _where(hurt: HurtEntry) -> str:
    words = [hurt.exercise]
    if hurt.number is not None:
        words.append(f"set {hurt.number}")
    if hurt.side is not None:
        words.append(hurt.side)
    if hurt.rep is not None:
        words.append(f"repetition {hurt.rep}")
    if hurt.after_s is not None:
        words.append(f"after {hurt.after_s:.0f} s")
    return ", ".join(words)
