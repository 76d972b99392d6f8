"""The diary as a table: one row for each set, which repeats what is known of its session.

A spreadsheet computes what looks like a formula, and a file from elsewhere may hold one: such a cell gets an apostrophe, which is
removed when the table is read.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from voicecoach.near import did_you_mean

_SESSION = {
    "session": "session",
    "began": "began",
    "day": "day",
    "routine": "routine",
    "title": "title",
    "level": "level",
    "seconds": "seconds",
    "finished": "finished",
    "pain before": "pain_before",
    "pain after": "pain_after",
    "effort": "effort",
    "note": "note",
}
_SET = {
    "exercise": "exercise",
    "set": "number",
    "side": "side",
    "reps": "reps",
    "hold (s)": "hold_s",
    "breaths": "breaths",
    "load": "load",
    "meant effort": "effort",
    "meant pain": "pain",
}
_HURT = {"exercise": "exercise", "set": "number", "side": "side", "rep": "rep", "after (s)": "after_s"}
COLUMNS = (*_SESSION, "what", *_SET, "rep", "after (s)", "instead")
"""`what` is done, left (planned, and not done), skipped, hurt, swapped, or nothing for a session without a set."""

MINUTES = "minutes"
"""May be in a table of one's own, in the place of the seconds."""

_WHOLE = {"pain_before", "pain_after", "effort", "number", "reps", "breaths", "pain", "rep"}
_NUMBERS = {"level", "seconds", "hold_s", "after_s"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST_CELL = 20_000


class TableMistake(ValueError):
    """What is wrong with a table, in a sentence for a person."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        """From 1."""


def table_text(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The table of sessions that `diary_line` made, piece by piece."""
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    rows.writeheader()
    for line in lines:
        own = {column: line[key] for column, key in _SESSION.items()}
        for row in _rows(line):
            rows.writerow({column: _cell(value) for column, value in {**own, **row}.items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _rows(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    count = 0
    for one in line["sets"]:
        count += 1
        yield {
            "what": "done" if one["done"] else "left",
            **{column: one[key] for column, key in _SET.items()},
        }
    for one in line["skipped"]:
        count += 1
        yield {"what": "skipped", "exercise": one}
    for one in line["hurt"]:
        count += 1
        yield {"what": "hurt", **{column: one[key] for column, key in _HURT.items()}}
    for exercise, instead in line["swapped"]:
        count += 1
        yield {"what": "swapped", "exercise": exercise, "instead": instead}
    if not count:
        yield {}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and isinstance(value, str) else text


def table_sessions(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The first line and the values of each session. Raises TableMistake."""
    head = text.split("\n", 1)[0]
    between = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    columns: list[str] | None = None
    sessions: dict[str, dict[str, Any]] = {}
    first: dict[str, int] = {}
    last = 0
    while True:
        line = last + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise TableMistake(max(line, rows.line_num), f"this is not a table: {error}") from error
        last = rows.line_num
        if row is None:
            break
        if columns is None:
            columns = _columns(row)
        elif any(cell.strip() for cell in row):
            values = _values(columns, row, line)
            name = values.setdefault("session", _name_of(values))
            first.setdefault(name, line)
            _add(sessions.setdefault(name, {"routine": "", "title": ""}), values, line)
    yield from ((first[name], values) for name, values in sessions.items())


def _columns(row: list[str]) -> list[str]:
    columns = [" ".join(cell.lower().replace("_", " ").split()) for cell in row]
    if not {"routine", "title"} & set(columns) or not {"began", "day"} & set(columns):
        raise TableMistake(1, "the first row names the columns, of which “day” and “routine” are needed")
    known = (*COLUMNS, MINUTES)
    for column in columns:
        if column and column not in known:
            hint = did_you_mean(column, known) or f"; take it out, or call it one of {', '.join(known)}"
            raise TableMistake(1, f"“{column[:30]}” is not a column of a diary{hint}")
    return columns


def _values(columns: list[str], row: list[str], line: int) -> dict[str, str]:
    if len(row) > len(columns):
        raise TableMistake(line, "this row has more cells than there are columns")
    values = {}
    for column, cell in zip(columns, row, strict=False):
        if len(cell) > _LONGEST_CELL:
            raise TableMistake(
                line, f"the cell “{column[:30]}” has {len(cell):,} characters; it may have {_LONGEST_CELL:,}"
            )
        plain = cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA and cell[1:] else cell
        if plain.strip():
            values[column] = plain
    return values


def _name_of(values: dict[str, str]) -> str:
    """A name for a session without one: the same file gives the same name."""
    what = "\n".join(values.get(column, "") for column in ("began", "day", "routine", "title"))
    return f"table-{blake2b(what.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"


def _add(session: dict[str, Any], values: dict[str, str], line: int) -> None:
    for column, key in _SESSION.items():
        if column in values:
            session[key] = _read(key, values[column], column, line)
    if MINUTES in values and "seconds" not in values:
        session["seconds"] = 60 * _read("seconds", values[MINUTES], MINUTES, line)
    _complete(session, line)
    what = values.get("what", "done" if "exercise" in values else "").strip().lower()
    if not what:
        return
    if "exercise" not in values and what not in ("done", "left"):
        raise TableMistake(line, "this row needs an exercise")
    if what in ("done", "left"):
        own = {
            key: _read(key, values[column], column, line) for column, key in _SET.items() if column in values
        }
        session.setdefault("sets", []).append({"exercise": None, **own, "done": what == "done"})
    elif what == "skipped":
        session.setdefault("skipped", []).append(values["exercise"])
    elif what == "hurt":
        own = {
            key: _read(key, values[column], column, line) for column, key in _HURT.items() if column in values
        }
        session.setdefault("hurt", []).append(own)
    elif what == "swapped":
        session.setdefault("swapped", []).append([values["exercise"], values.get("instead", "")])
    else:
        raise TableMistake(line, f"“{what[:30]}” is not one of done, left, skipped, hurt, swapped")


def _complete(session: dict[str, Any], line: int) -> None:
    """Fills in what can be derived: the routine from its title, the moment from the day."""
    session["routine"] = session["routine"] or session["title"]
    session["title"] = session["title"] or session["routine"]
    try:
        if "began" in session and "day" not in session:
            session["day"] = datetime.datetime.fromisoformat(session["began"]).date().isoformat()
        elif "day" in session and "began" not in session:
            noon = datetime.datetime.combine(datetime.date.fromisoformat(session["day"]), datetime.time(12))
            session["began"] = noon.astimezone().isoformat()
    except (ValueError, OverflowError) as error:
        raise TableMistake(line, "a day is written as 2026-01-31") from error
    if "day" not in session:
        raise TableMistake(line, "this row needs a day, as 2026-01-31")


def _read(key: str, text: str, column: str, line: int) -> Any:
    plain = text.strip()
    if key == "finished":
        words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        if plain.lower() not in words:
            raise TableMistake(line, f"“{column}” takes yes or no, not “{plain[:30]}”")
        return words[plain.lower()]
    if key in _WHOLE or key in _NUMBERS:
        try:
            if not plain.isascii() or "_" in plain:
                raise ValueError
            return int(plain) if key in _WHOLE else float(plain.replace(",", "."))
        except ValueError:
            raise TableMistake(line, f"“{column}” takes a number, not “{plain[:30]}”") from None
    return text if key in ("note", "load", "title") else plain
