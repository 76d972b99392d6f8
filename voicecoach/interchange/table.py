"""Rows with named columns, from a CSV or a Markdown table: one exercise a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from voicecoach.errors import RoutineError
from voicecoach.interchange.quantities import (
    CUT,
    TEMPO,
    Amounts,
    breaths_in,
    read_amounts,
    reps_in,
    rest_in,
    sets_in,
    side_in,
    tempo_in,
    time_in,
)
from voicecoach.interchange.taken import Break, Entry, Work
from voicecoach.interchange.vocabulary import (
    NOTHING,
    column_of,
    folded,
    is_rest,
    kind_of,
    position_of,
    side_of,
)
from voicecoach.routine.dose import LONGEST_PHASE
from voicecoach.routine.model import Kind
from voicecoach.routine.tree import combine_errors, shorten

Row = tuple[int, list[str]]
"""The line of a row, from 1, and its cells."""

_READERS: dict[str, Callable[[str], Any]] = {
    "sets": sets_in,
    "reps": reps_in,
    "hold": time_in,
    "time": time_in,
    "breaths": breaths_in,
    "rest": rest_in,
}
_DASHES = ("\u2013", "\u2014", "\u2212")
FORMULA = re.compile(r"[=@](?=.).*")
"""A cell that a spreadsheet would compute."""
_FORMULA_IN_WORDS = re.compile(r"[=@+-]\s*(?:[A-Za-z.]+\(|\$?[A-Za-z]{1,3}\$?\d).*")


def is_head(cells: list[str]) -> bool:
    """Whether a row names columns: one of them is the name, and no cell holds a number."""
    columns = [column_of(cell) for cell in cells]
    return "name" in columns and not any(cell.strip()[:1].isdigit() for cell in cells)


def entries_of_rows(
    head: list[str], rows: Iterable[Row], *, path: Path | str | None = None
) -> tuple[list[Entry], list[str]]:
    """The exercises and rests of the rows below `head`, and remarks. Raises RoutineError with every mistake in a cell."""
    columns: dict[str, int] = {}
    remarks = []
    for index, cell in enumerate(head):
        column = column_of(cell)
        if column is None and cell.strip():
            remarks.append(f"the column “{shorten(cell)}” is left out, as it is not known here")
        elif column in columns:
            remarks.append(f"the column “{shorten(cell)}” is left out, as another one is {column} already")
        elif column is not None:
            columns[column] = index
    mistakes: list[RoutineError] = []
    entries: list[Entry] = []
    section = None
    for line, cells in rows:
        row = _Cells(line, {column: _cell(cells, index) for column, index in columns.items()}, path)
        if kind := row.section():
            section = kind
            continue
        try:
            if entry := row.entry(remarks):
                entries.append(
                    replace(entry, kind=section) if isinstance(entry, Work) and entry.kind is None else entry
                )
        except RoutineError as error:
            mistakes.append(error)
    if mistakes:
        raise combine_errors(mistakes)
    return entries, remarks


def _cell(cells: list[str], index: int) -> str:
    text = " ".join(cells[index].split()) if index < len(cells) else ""
    if text in _DASHES:
        return "-"
    return text


def load_in(text: str) -> str:
    """A load as a routine has it; a number alone is of kilograms."""
    number = text.replace(",", ".")
    return f"{number} kg" if number.replace(".", "").isdigit() else text


class _Cells:
    """One row, by column."""

    def __init__(self, line: int, cells: dict[str, str], path: Path | str | None) -> None:
        self._line = line
        self._cells = cells
        self._path = path

    def section(self) -> Kind | None:
        """What the rows below it are for, if it is a heading among them, such as “Warm-up”."""
        given = [column for column in self._cells if self._text(column)]
        return kind_of(self._text("name")) if given == ["name"] else None

    def entry(self, remarks: list[str]) -> Entry | None:
        """What it asks for; None for an empty row."""
        given = [cell for cell in self._cells.values() if cell.lower() not in NOTHING]
        if not given:
            return None
        if not self._text("name") and not any(map(str.isdigit, "".join(given))):
            remarks.append(
                f"line {self._line} has no name and no amount, and is left out: “{shorten(' '.join(given))}”"
            )
            return None
        for column, cell in self._cells.items():
            if (_FORMULA_IN_WORDS if column == "note" else FORMULA).fullmatch(cell):
                raise self._error(
                    column, f"“{shorten(cell)}” is a formula, and not its value; save the values as CSV"
                )
        name = self._text("name")
        if not any(map(str.isalnum, name)):
            raise self._error("name", "this row has amounts and no name; write one, or take the row out")
        amounts = self._amounts()
        if is_rest(name):
            return self._rest(name, amounts)
        side_of_name, name = side_in(name)
        side, position, kind = self._text("side"), self._text("position"), self._text("kind")
        notes = [self._text("note")] if self._text("note") else []
        found_side = amounts.get("side") or (side_of(side) if side else side_of_name)
        if side and found_side is None and folded(side) not in ("no", "none", "0", "1"):
            remarks.append(
                f"line {self._line}: “{shorten(side)}” is not a side that is known here, and left out"
            )
        found_position = position_of(position) if position else None
        if position and found_position is None:
            remarks.append(
                f"line {self._line}: “{shorten(position)}” is not a position that is known here; it is among the words now"
            )
            notes.insert(0, position)
        load = amounts.get("load") or self._load()
        tempo = self._text("tempo")
        if tempo and not TEMPO.fullmatch(tempo):
            notes.insert(0, f"Tempo {tempo}")
            tempo = ""
        return Work(
            name, self._line, kind=kind_of(kind) if kind else None, position=found_position, sets=amounts.get("sets"),
            reps=amounts.get("reps"), hold=amounts.get("hold"), time=amounts.get("time"), breaths=amounts.get("breaths"),
            rest=amounts.get("rest"), tempo=tempo_in(tempo) if tempo else None, side=found_side, load=load,
            open=bool(amounts.get("open")), bare=bool(amounts.get("bare")), slot=bool(amounts.get("slot")), notes=tuple(notes),
        )  # fmt: skip

    def _amounts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for column, read in _READERS.items():
            if text := self._text(column):
                try:
                    found[column] = read(text)
                except ValueError as error:
                    said = self._said(text, column)
                    if said is None:
                        raise self._error(column, str(error)) from None
                    found |= {key: value for key, value in said.items() if key not in found}
        if text := self._text("dose"):
            said = self._said(text, "dose")
            if said is None:
                raise self._error("dose", f"“{shorten(text)}” is not read; write such as 3 x 10, or 3 x 30 s")
            found |= {key: value for key, value in said.items() if key not in found}
        if (text := self._text("rest minutes")) and "rest" not in found:
            try:
                found["rest"] = rest_in(text, 60.0)
            except ValueError as error:
                raise self._error("rest", str(error)) from None
        if (text := self._text("minutes")) and "time" not in found:
            try:
                found["time"] = time_in(text, 60.0)
            except ValueError as error:
                raise self._error("minutes", str(error)) from None
        # A name with nothing but seconds is a line of an interval timer.
        if (
            "time" in found
            and not found.keys() & {"sets", "reps", "hold", "breaths", "side"}
            and not self._text("side")
        ):
            found["slot"] = True
        return found

    def _said(self, text: str, column: str) -> dict[str, Any] | None:
        """What a cell says in words: `3 x 10`, `20 e/s`, `to failure`, `30 s each side`; None if it says nothing known."""
        try:
            amounts, rest = read_amounts(text)
        except ValueError:
            return None
        if any(map(str.isalnum, rest.replace(CUT, " "))) or amounts == Amounts():
            return None
        said = {name: value for name in amounts.__slots__ if (value := getattr(amounts, name))}
        if column in ("hold", "rest") and "time" in said and column not in said:
            said[column] = said.pop("time")
        if "rest" in said and said["rest"].high > LONGEST_PHASE:
            return None
        return said

    def _rest(self, name: str, amounts: dict[str, Any]) -> Entry:
        length = amounts.get("time") or amounts.get("rest") or amounts.get("hold")
        if length is None:
            raise self._error("name", f"“{shorten(name)}” does not say how long; write its seconds")
        return Break(length, self._line)

    def _load(self) -> str | None:
        return load_in(self._text("load")) or None

    def _text(self, column: str) -> str:
        text = self._cells.get(column, "")
        if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
            text = text[1:]  # so a spreadsheet is kept from taking words for a formula
        return "" if text.lower() in NOTHING else text

    def _error(self, column: str, message: str) -> RoutineError:
        return RoutineError(f"{column}: {message}", path=self._path, line=self._line)
