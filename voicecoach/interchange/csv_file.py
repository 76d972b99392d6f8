"""A CSV as people keep it in spreadsheets: with names of columns in any order, or with a name and seconds alone."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.interchange.table import Row, entries_of_rows, is_head
from voicecoach.interchange.taken import Taken
from voicecoach.interchange.vocabulary import column_of
from voicecoach.routine.tree import shorten

DELIMITERS = (";", "\t", ",", "|")
_MOST_ABOVE = 20
"""Rows that may be above the names of the columns: a name, a date, cells that span several columns."""
_LOOKED_AT = 50
"""Lines that the delimiter is found by."""


def read_csv(text: str, *, title: str, path: Path | str | None = None) -> Taken:
    """The exercises of a table. Raises RoutineError, at the line and column of the table that is wrong."""
    rows = rows_of(text, path)
    if not rows:
        raise RoutineError("this file has no rows", path=path)
    above = next((number for number, (_, cells) in enumerate(rows[:_MOST_ABOVE]) if is_head(cells)), 0)
    line, head = rows[above]
    if is_head(head):
        entries, remarks = entries_of_rows(head, rows[above + 1 :], path=path)
        remarks[:0] = [
            f"line {number} is above the names of the columns, and left out: “{shorten(' '.join(filter(None, cells)))}”"
            for number, cells in rows[:above]
        ]
    elif all(len(_without_empty_end(cells)) <= 2 for _, cells in rows):
        entries, remarks = entries_of_rows(_two_columns(rows), rows, path=path)
    else:
        known = [cell for cell in head if column_of(cell)]
        what = "has no column for the name of the exercise" if known else "does not name the columns"
        raise RoutineError(
            f"the first row {what}; write such as name,sets,reps,hold,rest above the others",
            path=path,
            line=line,
        )
    if not entries:
        raise RoutineError("this file names columns and has no exercise below them", path=path)
    return Taken(title, tuple(entries), remarks=tuple(remarks))


def delimiter_of(text: str) -> str | None:
    """What parts the cells of a table; None if nothing does so in most lines."""
    first, _, _ = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")][:_LOOKED_AT]
    best: tuple[float, str] | None = None
    for delimiter in DELIMITERS:
        counts = Counter(_outside_quotes(line, delimiter) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        share = sum(counts.values()) / len(lines)
        # A comma within numbers or notes comes in some lines and not in others, and in no first line.
        agreement = share * (1.0 if _outside_quotes(lines[0], delimiter) else 0.4)
        if best is None or agreement > best[0] + 0.2:
            best = (agreement, delimiter)
    return best[1] if best is not None and best[0] >= 0.5 else None


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line[:10_000].split('"')[::2])


def rows_of(text: str, path: Path | str | None) -> list[Row]:
    """The rows that are not empty, with their lines. Raises RoutineError for what is not a table."""
    delimiter = delimiter_of(text) or ","
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        begins = 1
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if line == 1 and cells and cells[0].lower().startswith("sep="):
                continue
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                rows.append((line, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise RoutineError(f"this is not a table: {error}", path=path, line=reader.line_num) from error
    return rows


def _two_columns(rows: list[Row]) -> list[str]:
    """A name and seconds, or seconds and a name."""
    pairs = [cells for _, cells in rows if len(cells) > 1 and cells[1]]
    swapped = pairs and all(
        re.fullmatch(r"[\d.,:]+", one) and re.match(r"[^\W\d]", other) for one, other, *_ in pairs
    )
    return ["seconds", "name"] if swapped else ["name", "seconds"]


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
