"""A list of exercises in plain text or Markdown, as a person or an assistant program writes it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.interchange.list_details import (
    Detail,
    Named,
    Open,
    bare_detail,
    is_label,
    is_left_out,
    is_numbered,
    is_sentence,
    makes_an_exercise,
    name_in_heading,
    named_detail,
    with_detail,
    work_named,
)
from voicecoach.interchange.list_lines import (
    ANOTHER_DAY,
    BOLD_HEADING,
    BULLET,
    HEADING,
    LENGTH_OF_SOMETHING,
    PARTS,
    RESTS_EVERYWHERE,
    ROUNDS,
    ROUNDS_WITHIN,
    ROW,
    RULE,
    RULE_OF_TABLE,
    called_without_verb,
    has_words,
    kind_within,
    tidy,
    unmarked,
    with_bare_number,
)
from voicecoach.interchange.list_rests import Round, round_of, with_rests
from voicecoach.interchange.quantities import Amounts, read_amounts
from voicecoach.interchange.table import entries_of_rows, is_head
from voicecoach.interchange.taken import Again, Break, Entry, Taken, Work
from voicecoach.interchange.vocabulary import is_rest, kind_of
from voicecoach.routine.model import Kind
from voicecoach.routine.tree import shorten
from voicecoach.typography import DASHES

LONGEST_LINE = 2000
"""Characters of one line: the patterns look at all of them."""


def read_list(text: str, *, title: str, path: Path | str | None = None) -> Taken:
    """The exercises of a list, with a remark on each line that is none. Raises RoutineError, at its line."""
    reader = _Lines(title, path)
    for number, line in enumerate(text.split("\n"), 1):
        try:
            reader.take(number, line)
        except ValueError as error:
            raise RoutineError(str(error), path=path, line=number) from None
    return reader.taken()


class _Lines:
    def __init__(self, title: str, path: Path | str | None) -> None:
        self._title = self._name_of_file = title
        self._titled = False
        self._named: Named | None = None
        self._open: Open | None = None
        self._path = path
        self._kind: Kind | None = None
        self._entries: list[Entry] = []
        self._round: Round | None = None
        """That is open."""
        self._rows: list[tuple[int, list[str]]] = []
        self._remarks: list[str] = []
        self._everywhere: dict[str, Break] = {}
        """Rests between all “sets”, or all “exercises”."""
        self._left_out: dict[int, str] = {}
        """By their lines."""

    def take(self, number: int, line: str) -> None:
        """One line, in order. Raises ValueError for an amount out of bounds, and RoutineError."""
        line = re.sub(rf"^(\s*)[{DASHES}](?=\s)", r"\1-", line)
        if len(line) > LONGEST_LINE:
            raise self._error(
                f"this line has more than {LONGEST_LINE:,} characters; write an exercise a line", number
            )
        if ROW.match(line) or RULE_OF_TABLE.match(line):
            if not RULE_OF_TABLE.match(line):
                self._rows.append((number, [unmarked(cell) for cell in line.strip().strip("|").split("|")]))
            return
        self._end_of_table()
        if not line.strip():
            return
        if RULE.match(line):
            self._no_exercise_above()
            return
        if found := HEADING.match(line) or BOLD_HEADING.match(line):
            top = found.re is HEADING
            text = unmarked(found[2] if top else found[1])
            if not (is_label(f"{text}:") and (self._open or self._named)):
                self._heading(number, text, top=top)
            return
        bullet = BULLET.match(line)
        item = unmarked(line[bullet.end() :] if bullet else line)
        indent = len(line) - len(line.lstrip())
        marked = bool(bullet and bullet.end() > indent)
        if not self._said_of_the_one_above(number, item, indent=indent, marked=marked):
            self._item(number, item, indent=indent, marked=marked)

    def taken(self) -> Taken:
        """What was read."""
        self._end_of_table()
        self._end_of_round()
        self._no_exercise_above()
        if not any(isinstance(one, Work | Again) for one in self._entries):
            raise self._error(
                "there is no exercise in this file; write one a line, such as “Plank 3 x 30 s, rest 15 s”",
                None,
            )
        for where, rest in self._everywhere.items():
            self._remarks.append(
                f"line {rest.line}: the rest of {rest.seconds} s is taken between all {where}s that have none of their own"
            )
        remarks = (*(text for _, text in sorted(self._left_out.items())), *self._remarks)
        return Taken(self._title, with_rests(self._entries, self._everywhere), remarks=remarks)

    def _heading(self, number: int, text: str, *, top: bool) -> None:
        self._end_of_round()
        self._no_exercise_above()
        if not text:
            return
        kind = kind_of(text) or kind_within(text)
        if found := ROUNDS.fullmatch(text) or ROUNDS_WITHIN.search(text):
            self._kind = kind or (self._kind if ROUNDS.fullmatch(text) else None)
            self._round = round_of(found, text, number)
        elif top and not (self._titled or self._entries or kind or is_numbered(text)):
            self._title, self._titled = text, True
            self._named = Named(number, text, is_title=True)
        else:
            if self._entries and ANOTHER_DAY.match(text):
                self._remarks.append(
                    f"line {number}: “{shorten(text)}” goes on in the same session; split the file for two"
                )
            self._kind = kind
            if kind is None or name_in_heading(text) != text:
                self._named = Named(number, text, is_heading=True)

    def _said_of_the_one_above(self, number: int, item: str, *, indent: int, marked: bool) -> bool:
        """Whether a line says more of an exercise that is above it, or is of what no routine has."""
        if is_left_out(item):
            self._leave_out(number, item)
            return True
        if is_label(item) and (self._open or self._named):
            return True
        detail = self._detail(number, item, indent=indent, marked=marked)
        if detail is None:
            return False
        above, named = self._open, self._named
        if named is not None and makes_an_exercise(named, detail):
            self._begin_named(named)
        elif named is not None and named.is_heading and detail.column == "note":
            self._named = named._replace(notes=(*named.notes, (number, detail.words)))
            return True
        elif above is None or (above.has_amount and indent <= above.indent and detail.column != "note"):
            if detail.column not in ("rest", ""):
                self._leave_out(number, item)
            return detail.column not in ("rest", "")
        entries = self._entries if self._round is None else self._round.entries
        work = entries[-1]
        assert isinstance(work, Work)
        entries[-1] = with_detail(work, detail)
        return True

    def _detail(self, number: int, item: str, *, indent: int, marked: bool) -> Detail | None:
        above, named = self._open, self._named
        below = above is not None and indent > above.indent
        if detail := named_detail(item):
            return detail
        if (named or below or (above and not above.has_amount and not marked)) and (
            detail := bare_detail(item)
        ):
            return detail
        if (
            (below and above and above.indent >= 0 and marked)
            or (is_sentence(item) and (below or (named and named.is_heading)))
        ) and not self._is_entry(number, item):
            return Detail("note", Amounts(), item, item)
        return None

    def _is_entry(self, number: int, item: str) -> bool:
        """Whether a line says what to do, and how much of it."""
        entry = self._entry(number, item)
        return isinstance(entry, Break) or (isinstance(entry, Work) and entry.says_how_much)

    def _begin_named(self, named: Named) -> None:
        self._named = None
        if named.is_title:
            self._title, self._titled = self._name_of_file, False
        self._add(work_named(named, self._kind))
        self._open = Open(-1, marked=False, has_amount=False)

    def _no_exercise_above(self) -> None:
        """What was a name, if more had been said of it, is none."""
        if self._named is not None:
            if not (self._named.is_heading or self._named.is_title):
                self._leave_out(self._named.number, self._named.text)
            for number, words in self._named.notes:
                self._leave_out(number, words)
        self._named = self._open = None

    def _leave_out(self, number: int, item: str) -> None:
        self._left_out[number] = f"line {number} is not an exercise, and left out: “{shorten(item)}”"

    def _item(self, number: int, item: str, *, indent: int, marked: bool) -> None:
        if not item:
            return
        if found := ROUNDS.fullmatch(item) or (item.endswith(":") and ROUNDS_WITHIN.search(item)):
            self._no_exercise_above()
            self._end_of_round()
            self._round = round_of(found, item, number)
            return
        kind = (kind_of(item[:-1]) or kind_within(item[:-1])) if item.endswith(":") else None
        if kind and not re.search(r"\d", item):
            self._no_exercise_above()
            self._end_of_round()
            self._kind = kind
            return
        entry = None if not marked and LENGTH_OF_SOMETHING.search(item) else self._entry(number, item)
        if isinstance(entry, Break) and (everywhere := RESTS_EVERYWHERE.search(item)):
            self._everywhere[everywhere[1].lower()] = entry
            return
        sure = isinstance(entry, Break) or (isinstance(entry, Work) and entry.says_how_much)
        self._no_exercise_above()
        if entry is None or not (sure or marked):
            self._named = Named(number, item)
            return
        if isinstance(entry, Work):
            if entry.kind is None:
                entry = replace(entry, kind=self._kind)
            self._open = Open(indent, marked, sure)
        self._add(entry)

    def _entry(self, number: int, item: str) -> Entry | None:
        found, rest = read_amounts(item)
        work, name = with_bare_number(found, rest)
        if found.rest is not None and not has_words(name):
            return Break(found.rest, number)
        parts = [part for one in PARTS.split(name) if (part := tidy(one))]
        if not parts:
            return None
        called, held = called_without_verb(parts[0])
        if is_rest(called) and work.time is not None:
            return Break(work.time, number)
        if len(called) > 80 or (len(called.split()) > 8 and not found.says_how_much):
            return None
        kind = next(filter(None, map(kind_of, parts[1:])), None)
        notes = tuple(part for part in parts[1:] if not kind_of(part))
        return Work(
            called, number, kind=kind, sets=work.sets, reps=work.reps, hold=work.hold, time=work.time, breaths=work.breaths,
            rest=work.rest, tempo=work.tempo, side=work.side, load=work.load, open=work.open, bare=work.bare, held=held,
            notes=notes,
        )  # fmt: skip

    def _end_of_round(self) -> None:
        if self._round is not None and (again := self._round.again()):
            self._entries.append(again)
        self._round = None

    def _end_of_table(self) -> None:
        rows, self._rows = self._rows, []
        if not rows:
            return
        self._no_exercise_above()
        line, head = rows[0]
        if not is_head(head):
            raise self._error(
                "the first row of this table does not name its columns; write such as | Name | Sets | Reps |",
                line,
            )
        entries, remarks = entries_of_rows(head, rows[1:], path=self._path)
        self._remarks += remarks
        for entry in entries:
            self._add(
                replace(entry, kind=self._kind) if isinstance(entry, Work) and entry.kind is None else entry
            )

    def _add(self, entry: Entry) -> None:
        (self._entries if self._round is None else self._round.entries).append(entry)

    def _error(self, message: str, line: int | None) -> RoutineError:
        return RoutineError(message, path=self._path, line=line)
