"""The one table of foreign formats that are read or written, and how a file shows which of them it is."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from voicecoach.errors import RoutineError
from voicecoach.interchange.outgoing import Outgoing
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
        SourceFormat(
            "phrases", "phrases with silences (audio-program-generator)", "phrases_file:read_phrases"
        ),
        SourceFormat("w2a", "a workout of w2a", "w2a:read_w2a"),
        SourceFormat("jawt", "a workout of Just Another Workout Timer", "jawt:read_jawt"),
        SourceFormat(
            "workout-share", "a program in the Workout Share Format", "workout_share:read_workout_share"
        ),
    )
}


@dataclass(frozen=True, slots=True)
class TargetFormat:
    """A format that is written."""

    name: str
    """As `--to` takes it."""
    suffix: str
    place: str
    """module:function within this package; it takes an Outgoing and a level, and returns the text and remarks."""

    def write(self, found: Outgoing, level: float) -> tuple[str, list[str]]:
        """The whole file, and what it cannot carry. Raises RoutineError."""
        module, name = self.place.split(":")
        writer = getattr(importlib.import_module(f"voicecoach.interchange.{module}"), name)
        text, remarks = writer(found, level)
        return text, [*found.remarks, *dict.fromkeys(remarks)]


TARGET_FORMATS: dict[str, TargetFormat] = {
    one.name: one
    for one in (
        TargetFormat("csv", ".csv", "csv_written:csv_text"),
        TargetFormat("jawt", ".json", "jawt_written:jawt_text"),
        TargetFormat("workout-share", ".workout.yaml", "workout_share_written:workout_share_text"),
    )
}

_TABLES = (".csv", ".tsv", ".tab")


def format_of(text: str, path: Path) -> SourceFormat:
    """The format of a file, by what is in it and by the end of its name. Raises RoutineError if it is none that is known."""
    suffix = path.suffix.lower()
    if suffix == ".json" or text.lstrip()[:1] == "{":
        return SOURCE_FORMATS["jawt"]
    if suffix in (".yaml", ".yml"):
        return SOURCE_FORMATS[_yaml_format(text, path)]
    return SOURCE_FORMATS[_name_of(text, path)]


def _yaml_format(text: str, path: Path) -> str:
    from voicecoach.interchange.plain_data import yaml_data

    data = yaml_data(text, path)
    keys = set(data) if isinstance(data, dict) else set()
    if keys & {"program_name", "workouts"}:
        return "workout-share"
    if isinstance(data, dict) and isinstance(data.get("exercises"), list):
        return "w2a"
    if "steps" in keys:
        raise RoutineError("this is a routine of voicecoach already; there is nothing to import", path=path)
    raise RoutineError(
        "this YAML is of no program that is known here: w2a has exercises, the Workout Share Format has workouts",
        path=path,
    )


def _name_of(text: str, path: Path) -> str:
    from voicecoach.interchange.csv_file import delimiter_of
    from voicecoach.interchange.phrases_file import is_phrases

    suffix = path.suffix.lower()
    if suffix in _TABLES:
        return "csv"
    if suffix in (".md", ".markdown"):
        return "list"
    if is_phrases(text):
        return "phrases"
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
