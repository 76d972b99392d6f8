"""The one table of foreign formats that are read, and how a file shows which of them it is."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from voicecoach.interchange.taken import Taken

Reader: TypeAlias = Callable[..., list[Taken]]


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """A format that is read."""

    name: str
    """As `--from` takes it."""
    about: str
    """What a person calls it."""
    place: str
    """module:function within this package; it takes a text, and `title` and `path`, and returns a Taken or a list of them."""

    def read(self, text: str, *, title: str, path: Path | str | None) -> list[Taken]:
        """The sessions in a text. Raises RoutineError."""
        module, name = self.place.split(":")
        reader = getattr(importlib.import_module(f"voicecoach.interchange.{module}"), name)
        found = reader(text, title=title, path=path)
        return found if isinstance(found, list) else [found]


SOURCE_FORMATS: dict[str, SourceFormat] = {
    one.name: one
    for one in (
        SourceFormat("csv", "a table of exercises (CSV)", "csv_file:read_csv"),
        SourceFormat("list", "a list of exercises in plain text or Markdown", "listed:read_list"),
    )
}

_TABLES = (".csv", ".tsv", ".tab")


def format_of(text: str, path: Path) -> SourceFormat:
    """The format of a file, by what is in it and by the end of its name. Raises RoutineError if it is none that is known."""
    return SOURCE_FORMATS[_name_of(text, path)]


def _name_of(text: str, path: Path) -> str:
    from voicecoach.interchange.csv_file import delimiter_of

    suffix = path.suffix.lower()
    if suffix in _TABLES:
        return "csv"
    if suffix in (".md", ".markdown"):
        return "list"
    lines = [line for line in text.split("\n") if line.strip()]
    if (delimiter := delimiter_of(text)) and delimiter != "|" and _looks_like_rows(lines, delimiter):
        return "csv"
    return "list"


def _looks_like_rows(lines: list[str], delimiter: str) -> bool:
    """Whether most lines are cells, and not sentences: a head of columns, or a name and a number alone."""
    from voicecoach.interchange.table import is_head

    if is_head([cell.strip().strip('"') for cell in lines[0].split(delimiter)]):
        return True
    pairs = sum(
        bool(
            re.fullmatch(
                rf"\s*\"?[^{re.escape(delimiter)}]+\"?\s*{re.escape(delimiter)}\s*[\d.,:]+\s*s?\s*", line
            )
        )
        for line in lines
    )
    return pairs * 2 > len(lines)
