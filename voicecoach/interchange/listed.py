"""A list of exercises in plain text or Markdown, as a person or an assistant program writes it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.interchange.quantities import CUT, Amounts, read_amounts, reps_in
from voicecoach.interchange.table import entries_of_rows, is_head
from voicecoach.interchange.taken import Again, Break, Entry, Taken, Work
from voicecoach.interchange.vocabulary import folded, is_rest, kind_of
from voicecoach.routine.model import Kind
from voicecoach.routine.tree import shorten
from voicecoach.typography import DASHES

LONGEST_LINE = 2000
"""Characters of one line: the patterns look at all of them."""

_BULLET = re.compile(
    r"^\s*(?:[-*+\u2022\u00b7\u2023\u25aa]\s+|\(?\d{1,3}[.):]\s+|[a-zA-Z]\)\s+)?(?:\[[ xX]?\]\s+)?"
)
_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*?)\s*#*$")
_BOLD_HEADING = re.compile(r"^\s*(?:\*\*|__)([^*_]+?):?(?:\*\*|__):?\s*$")
_RULE = re.compile(r"^\s*(?:[-=_*~]\s*){3,}$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE_OF_TABLE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_MARKUP = re.compile(r"\*\*|__|`|~~|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ROUNDS = re.compile(
    r"(?:repeat|do|complete|perform)?\s*(?:the )?(?:following|circuit|this|all|everything|these)?\s*:?\s*"
    r"(?:x\s*(\d{1,3})|(\d{1,3})\s*(?:rounds?|circuits?|times|x|sets?))(?:\s+(?:through|of|of the following|of:))?\s*:?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^\s*(?:[Dd]o|[Pp]erform|[Cc]omplete)?\s*(\d{1,4}(?:\s*(?:-|to)\s*\d{1,4})?)\s+(?=[^\W\d])"
)
_TRAILING = re.compile(rf"(?:^|[\s:({CUT}-])(\d{{1,4}}(?:\s*(?:-|to)\s*\d{{1,4}})?)\s*[).]?\s*$")
_VERB = re.compile(
    r"^(?:then|next|finally|finish with|start with|do|perform|hold|repeat|complete)(?:\s+(?:a|an|the|your))?\s+",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(r"(?:\s|^)(?:for|of|with|at|x|do|in|and|then|repeat|per|on|to)$", re.IGNORECASE)
_PARTS = re.compile(rf"{CUT}|[;|]|\s-\s|:(?=\s|$|{CUT})|,(?=\s|$|{CUT})|[()\[\]]|\.(?=\s|$|{CUT})|-(?={CUT})")


def read_list(text: str, *, title: str, path: Path | str | None = None) -> Taken:
    """The exercises of a list, with a remark on each line that is none. Raises RoutineError, at its line."""
    reader = _Lines(title, path)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line)
    return reader.taken()


class _Lines:
    def __init__(self, title: str, path: Path | str | None) -> None:
        self._title = title
        self._titled = False
        self._path = path
        self._kind: Kind | None = None
        self._entries: list[Entry] = []
        self._rounds: tuple[int, int, list[Entry]] | None = None
        """Times, line and entries of a round that is open."""
        self._rows: list[tuple[int, list[str]]] = []
        self._remarks: list[str] = []

    def take(self, number: int, line: str) -> None:
        """One line, in order."""
        line = re.sub(rf"^(\s*)[{DASHES}](?=\s)", r"\1-", line)
        if len(line) > LONGEST_LINE:
            raise self._error(
                f"this line has more than {LONGEST_LINE:,} characters; write an exercise a line", number
            )
        if _ROW.match(line) or _RULE_OF_TABLE.match(line):
            if not _RULE_OF_TABLE.match(line):
                self._rows.append((number, [_unmarked(cell) for cell in line.strip().strip("|").split("|")]))
            return
        self._end_of_table()
        if not line.strip() or _RULE.match(line):
            return
        if (heading := _HEADING.match(line)) or _BOLD_HEADING.match(line):
            found = _HEADING.match(line) or _BOLD_HEADING.match(line)
            assert found is not None
            self._heading(_unmarked(found[2] if heading else found[1]), top=bool(heading))
            return
        bullet = _BULLET.match(line)
        item = _unmarked(line[bullet.end() :] if bullet else line)
        self._item(number, item, marked=bool(bullet and bullet.end() > len(line) - len(line.lstrip())))

    def taken(self) -> Taken:
        """What was read."""
        self._end_of_table()
        self._end_of_round()
        if not any(isinstance(one, Work | Again) for one in self._entries):
            raise self._error(
                "there is no exercise in this file; write one a line, such as “Plank 3 x 30 s, rest 15 s”",
                None,
            )
        return Taken(self._title, tuple(self._entries), remarks=tuple(self._remarks))

    def _heading(self, text: str, *, top: bool) -> None:
        self._end_of_round()
        if not text:
            return
        if found := _ROUNDS.fullmatch(text):
            self._begin_round(found, 0)
            return
        kind = kind_of(text) or _kind_within(text)
        if top and not self._titled and not self._entries and kind is None:
            self._title, self._titled = text, True
        else:
            self._kind = kind

    def _item(self, number: int, item: str, *, marked: bool) -> None:
        if not item:
            return
        if found := _ROUNDS.fullmatch(item):
            self._end_of_round()
            self._begin_round(found, number)
            return
        if (
            item.endswith(":")
            and (kind := kind_of(item[:-1]) or _kind_within(item[:-1]))
            and not re.search(r"\d", item)
        ):
            self._end_of_round()
            self._kind = kind
            return
        try:
            entry = self._entry(number, item)
        except ValueError as error:
            raise self._error(str(error), number) from None
        sure = isinstance(entry, Break) or (isinstance(entry, Work) and _has_amount(entry))
        if entry is None or not (sure or marked):
            self._remarks.append(f"line {number} is not an exercise, and left out: “{shorten(item)}”")
            return
        if isinstance(entry, Work) and entry.kind is None:
            entry = replace(entry, kind=self._kind)
        self._add(entry)

    def _entry(self, number: int, item: str) -> Entry | None:
        found, rest = read_amounts(item)
        work, name = _bare_number(found, rest)
        if found.rest is not None and not _words(name):
            return Break(found.rest, number)
        parts = [part for one in _PARTS.split(name) if (part := _tidy(one))]
        if not parts:
            return None
        called, held = _called(parts[0])
        if is_rest(called) and work.time is not None:
            return Break(work.time, number)
        if len(called) > 80 or (len(called.split()) > 8 and not found.says_how_much):
            return None
        notes = tuple(parts[1:])
        return Work(
            called, number, sets=work.sets, reps=work.reps, hold=work.hold, time=work.time, breaths=work.breaths, rest=work.rest,
            side=work.side, load=work.load, open=work.open, bare=work.bare, held=held, notes=notes,
        )  # fmt: skip

    def _begin_round(self, found: re.Match[str], number: int) -> None:
        self._rounds = (min(max(int(found[1] or found[2]), 1), 1000), number, [])

    def _end_of_round(self) -> None:
        if self._rounds is not None:
            times, number, entries = self._rounds
            self._rounds = None
            if entries:
                self._entries.append(Again(times, tuple(entries), number))

    def _end_of_table(self) -> None:
        rows, self._rows = self._rows, []
        if not rows:
            return
        if not is_head(rows[0][1]):
            line = rows[0][0]
            raise self._error(
                "the first row of this table does not name its columns; write such as | Name | Sets | Reps |",
                line,
            )
        entries, remarks = entries_of_rows(rows[0][1], rows[1:], path=self._path)
        self._remarks += remarks
        for entry in entries:
            self._add(
                replace(entry, kind=self._kind) if isinstance(entry, Work) and entry.kind is None else entry
            )

    def _add(self, entry: Entry) -> None:
        (self._entries if self._rounds is None else self._rounds[2]).append(entry)

    def _error(self, message: str, line: int | None) -> RoutineError:
        return RoutineError(message, path=self._path, line=line)


def _has_amount(work: Work) -> bool:
    return work.open or any(
        one is not None for one in (work.sets, work.reps, work.hold, work.time, work.breaths)
    )


def _bare_number(found: Amounts, rest: str) -> tuple[Amounts, str]:
    """`10 squats`, `Squats: 10`: a number that nothing else says."""
    if found.reps is None and found.time is None and found.hold is None and found.breaths is None:
        if leading := _LEADING.match(rest):
            return replace(found, reps=reps_in(leading[1])), rest[leading.end() :]
        if trailing := _TRAILING.search(rest):
            return replace(found, reps=reps_in(trailing[1]), bare=True), rest[: trailing.start(1)] + CUT
    return found, rest


def _unmarked(text: str) -> str:
    text = re.sub(f"[{DASHES}]", "-", text.replace("\u2014", " - "))
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).replace("<br>", " ").replace(CUT, "").split())


def _words(text: str) -> bool:
    return bool(re.sub(r"\b(?:then|and|between|sets?|exercises?|for|a)\b", "", folded(text)).strip())


def _tidy(text: str) -> str:
    text = text.strip(" \t.,;:-*/|@")
    while found := _CONNECTOR.search(text):
        text = text[: found.start()].strip(" .,;:-")
    return text if any(map(str.isalpha, text)) else ""


def _called(text: str) -> tuple[str, bool]:
    """A name without the verb before it, and whether that says that it is held."""
    held = False
    while found := _VERB.match(text):
        held = held or found[0].lower().startswith("hold")
        text = text[found.end() :]
    return text, held


def _kind_within(text: str) -> Kind | None:
    """The kind that a heading such as “Part 1: Warm-up (5 minutes)” names."""
    for part in re.split(r"[:(),]| - ", text):
        if kind := kind_of(
            re.sub(
                r"\d+|\bpart\b|\bphase\b|\bblock\b|\bexercises?\b|\broutine\b", " ", part, flags=re.IGNORECASE
            )
        ):
            return kind
    return None
