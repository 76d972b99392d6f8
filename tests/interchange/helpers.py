"""Importing in tests: a text goes in, the routine comes out, and how long it really works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicecoach.interchange.import_file import Imported, import_file
from voicecoach.routine.library import Folders, load_text
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.routine.model import Do, Routine, walk_steps
from voicecoach.shipped import shipped_scripts_dir

FOLDERS = Folders(user=Path("no-such-folder"), shipped=shipped_scripts_dir())


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a file."""

    made: tuple[Imported, ...]

    @property
    def one(self) -> Imported:
        (only,) = self.made
        return only

    @property
    def remarks(self) -> str:
        return "\n".join(self.one.remarks)

    @property
    def loaded(self) -> LoadedRoutine:
        return load_text(self.one.text, Path("imported.yaml"), folders=FOLDERS)

    @property
    def routine(self) -> Routine:
        return self.loaded.routine

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps as plain data, without what is not set."""
        import yaml

        return list(yaml.safe_load(self.one.text)["steps"])

    def doses(self) -> Iterator[tuple[str, dict[str, str]]]:
        """The exercises in order, with their doses as texts."""
        for _, step in walk_steps(self.routine.steps):
            if isinstance(step, Do):
                side = {"side": step.side.value} if step.side else {}
                yield step.do, {name: _text(value) for name, value in step.dose.given().items()} | side


def _text(value: object) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)


def imported(folder: Path, text: str | bytes, name: str = "exercises.csv", **how: Any) -> Read:
    """The routines in a file of that name and content."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return Read(import_file(path, folders=FOLDERS, **how))


def work_seconds(loaded: LoadedRoutine, level: float = 0.0) -> float:
    """How long a person works in the session, as it is heard: in holds, timed sets, repetitions and breaths."""
    from voicecoach.export.text.json import as_object
    from voicecoach.script.choices import Choices
    from voicecoach.session import prepare
    from voicecoach.speech.silent import SilentVoice

    timeline = prepare(loaded.routine, Choices(level=level), SilentVoice(150), folders=FOLDERS).timeline
    worked = ("hold", "rep", "breath", "time")
    events = as_object(timeline)["events"]
    return float(
        sum(one["end"] - one["start"] for one in events if one["kind"] == "span" and one["role"] in worked)
    )
