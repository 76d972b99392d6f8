"""patients.csv: a row for each patient and exercise, or for each patient and routine, as spreadsheets write it.

The rows of a patient become what a file of the patient would hold, and are read by the same model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voicecoach.errors import RoutineError
from voicecoach.interchange.csv_file import rows_of
from voicecoach.interchange.source_text import read_source
from voicecoach.interchange.table import FORMULA, Row
from voicecoach.near import did_you_mean
from voicecoach.publish.folder.inside import refuse_outside
from voicecoach.publish.folder.patient_file import PatientFile
from voicecoach.publish.folder.shown_text import code_problem, is_code
from voicecoach.publish.folder.sources import PatientSource, WrongSource, refuse_too_many
from voicecoach.publish.folder.table_heads import (
    KNOWN_HEADS,
    OF_ENTRIES,
    OF_EXERCISES,
    OF_PATIENTS,
    Plain,
    cell_in,
    field_of,
)
from voicecoach.routine.parse import read_model
from voicecoach.routine.tree import MOST_MISTAKES, Keys, Node, Tree, combine_errors, field_name, shorten

TABLE = "patients.csv"
LARGEST_TABLE = 16_000_000
"""Bytes: more than all patients that a folder may have, with ten exercises each."""
MOST_ROWS = 400_000
MOST_WRONG_ROWS = 100
"""So many mistakes are reported, then the table is refused as a whole."""

_EMPTY = frozenset({"", "-", "\u2013", "\u2014", "n/a"})


class TableTree(Tree):
    """What the rows of one patient say. A place is a line."""

    __slots__ = ()

    def error(self, message: str, keys: Keys = (), *, key: bool = False) -> RoutineError:
        """A mistake in the row that has the value at `keys`."""
        line, _ = self.place(keys, key=key)
        return RoutineError(message, path=self.path, line=line, field=field_name(keys) or None)


def sources_in_table(path: Path, folder: Path) -> Iterator[PatientSource | WrongSource]:
    """The patients of the table at `path`, by their first rows. Raises RoutineError for a table that cannot be read."""
    refuse_outside(path, folder)
    text, _ = read_source(path, LARGEST_TABLE)
    if text.count("\n") > MOST_ROWS:
        raise RoutineError(
            f"this table has more than {MOST_ROWS:,} rows; make folders of their own", path=path
        )
    rows = rows_of(text, path)
    columns = _columns(rows[0], path) if rows else {}
    patients: dict[str, _Rows] = {}
    wrong: list[WrongSource] = []
    above: _Rows | None = None
    for line, cells in rows[1:]:
        row = {field: _cell(cells, index) for field, index in columns.items()}
        row = {field: cell for field, cell in row.items() if cell not in _EMPTY}
        if not row:
            continue
        code = row.pop("code", None)
        if code is None and "name" not in row and above is not None:
            above.take(line, row)  # as a spreadsheet shows cells that belong together
            continue
        if code is None or not is_code(code):
            message = "this row has no code; write one" if code is None else f"code: {code_problem(code)}"
            wrong.append(WrongSource(f"{path.name}:{line}", RoutineError(message, path=path, line=line)))
            above = None
            if len(wrong) > MOST_WRONG_ROWS:
                raise combine_errors([one.error for one in wrong])
            continue
        if code not in patients:
            patients[code] = _Rows(code, line, path)
            refuse_too_many(len(patients), path)
        above = patients[code]
        above.take(line, row)
    del rows
    yield from wrong
    for code in list(patients):
        yield patients.pop(code).source()  # so that not all of them are in memory twice


def _columns(head: Row, path: Path) -> dict[str, int]:
    """Where each field is. Raises RoutineError for a head without a code, or with a word that is nearly one that is known."""
    line, cells = head
    columns: dict[str, int] = {}
    mistakes = []
    for index, cell in enumerate(cells):
        field = field_of(cell)
        if field in columns:
            mistakes.append(
                f"two columns are “{field}”: “{shorten(cell)}” and “{shorten(cells[columns[field]])}”"
            )
        elif field is not None:
            columns[field] = index
        elif cell.strip() and (hint := did_you_mean(cell.strip(), KNOWN_HEADS)):
            # A dose under a misspelt name would be left out, and nobody would notice.
            mistakes.append(f"there is no column “{shorten(cell)}”{hint}")
    if not {"code", "routine"} <= columns.keys():
        mistakes.append(
            "the first row names the columns: code and routine, and such as name, exercise, sets, reps, hold, side, load"
        )
    if mistakes:
        raise combine_errors([RoutineError(one, path=path, line=line) for one in mistakes])
    return columns


def _cell(cells: list[str], index: int) -> str:
    text = cells[index].strip() if index < len(cells) else ""
    # An apostrophe keeps a spreadsheet from reading words as a formula.
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


class _Rows:
    """The rows of one patient, as the plain values of a patient's file."""

    def __init__(self, code: str, line: int, path: Path) -> None:
        self._code, self._path = code, path
        self._faults: list[RoutineError] = []
        self._root = Node({}, line, 1)
        self._routines = _put(self._root, "routines", [], line)
        self._entries: dict[str, Node] = {}
        self._last: Node | None = None
        _put(self._root, "code", code, line)

    def take(self, line: int, row: Mapping[str, str]) -> None:
        """What a row says, without its code."""
        values: dict[str, Plain] = {}
        for field, text in row.items():
            if FORMULA.fullmatch(text):
                self._fault(
                    line,
                    f"{field}: “{shorten(text)}” is a formula, and not its value; save the values as CSV",
                )
                continue
            try:
                name, value = cell_in(field, text)
            except ValueError as error:
                self._fault(line, f"{field}: {error}")
                continue
            if name in values:
                self._fault(line, f"{field}: the time is in this row twice; write it once")
            elif value is not None:
                values[name] = value
        self._say(self._root, OF_PATIENTS, values, line)
        if not (set(row) - OF_PATIENTS):
            return
        if (entry := self._entry(values, line)) is None:
            return
        weeks = values.get("weeks")
        target = entry if weeks is None else _below(_below(entry, "weeks", line), str(weeks), line)
        self._say(target, OF_ENTRIES, values, line)
        exercise = values.get("exercise")
        if exercise is None:
            for name in sorted(values.keys() & OF_EXERCISES):
                self._fault(line, f"{name}: this row says how much and not of which exercise; write it")
            return
        doses = _below(target, "dose", line)
        if exercise in doses.plain:
            first = doses.keys[str(exercise)][0]
            self._fault(
                line,
                f"exercise: “{shorten(str(exercise))}” has a dose on line {first} already; keep one of them",
            )
            return
        self._say(_put(doses, str(exercise), {}, line), OF_EXERCISES, values, line)

    def source(self) -> PatientSource | WrongSource:
        """The patient, once all rows have been added."""
        tree = TableTree(self._root, self._path, self._faults)
        try:
            if self._faults and not self._entries:
                raise combine_errors(self._faults)  # they report that there is no routine
            return PatientSource(self._code, read_model(PatientFile, tree), tree)
        except RoutineError as error:
            return WrongSource(self._code, error)

    def _entry(self, values: Mapping[str, Plain], line: int) -> Node | None:
        name = values.get("routine")
        if name is None:
            if self._last is None:
                self._fault(line, "routine: this row does not say of which routine; write it")
            return self._last
        if str(name) not in self._entries:
            self._entries[str(name)] = entry = _put(self._routines, len(self._routines.plain), {}, line)
            _put(entry, "do", name, line)
        self._last = self._entries[str(name)]
        return self._last

    def _say(self, node: Node, fields: frozenset[str], values: Mapping[str, Plain], line: int) -> None:
        for name in fields & values.keys():
            value = values[name]
            if name not in node.plain:
                _put(node, name, value, line)
            elif node.plain[name] != value:
                self._fault(
                    line,
                    f"{name}: this is something else on line {node.keys[name][0]}; write it once, or the same",
                )

    def _fault(self, line: int, message: str) -> None:
        if len(self._faults) <= MOST_MISTAKES:
            self._faults.append(RoutineError(message, path=self._path, line=line))


def _below(above: Node, key: str, line: int) -> Node:
    """The map at a key, made if there is none."""
    return above.children[key] if key in above.children else _put(above, key, {}, line)


def _put(above: Node, key: str | int, plain: Any, line: int) -> Node:
    node = Node(plain, line, 1)
    above.children[key] = node
    above.keys[key] = (line, 1)
    if isinstance(above.plain, list):
        above.plain.append(plain)
    else:
        above.plain[key] = plain
    if isinstance(plain, list):
        node.children.update({index: Node(one, line, 1) for index, one in enumerate(plain)})
    return node
