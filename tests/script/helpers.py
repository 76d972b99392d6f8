"""Routines for tests, written as their authors write them: YAML text, read by the loader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from voicecoach.routine.library import Folders, load_text
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.script.coach import coach
from voicecoach.script.cue import Role, Say, Segment, SegmentKind, Slot, Sound
from voicecoach.shipped import shipped_scripts_dir

NOWHERE = Path("nowhere")
FOLDERS = Folders(user=NOWHERE, shipped=shipped_scripts_dir())


def loaded(text: str | dict[str, Any], *, name: str = "test") -> LoadedRoutine:
    """A routine from YAML text, or from what that text would hold."""
    if not isinstance(text, str):
        text = yaml.safe_dump(text, sort_keys=False)
    return load_text(text, NOWHERE / f"{name}.yaml", folders=FOLDERS)


def exercise(**keys: Any) -> dict[str, Any]:
    """The least exercise, with more keys."""
    return {"name": "Lift", "kind": "strengthen", "position": "standing", **keys}


def one(step: dict[str, Any] | None = None, **keys: Any) -> LoadedRoutine:
    """A routine of one exercise, `lift`, done as `step` says."""
    return loaded(
        {"title": "One", "exercises": {"lift": exercise(**keys)}, "steps": [{"do": "lift", **(step or {})}]}
    )


def segments(routine: LoadedRoutine, **choices: Any) -> tuple[Segment, ...]:
    """The whole script."""
    return coach(routine.routine, Choices(**choices), id=routine.id).segments


def work(routine: LoadedRoutine, **choices: Any) -> list[Segment]:
    """The sets alone."""
    return [part for part in segments(routine, **choices) if part.kind is SegmentKind.WORK]


def cues(parts: tuple[Segment, ...] | list[Segment]) -> list[Say | Sound]:
    """Everything that is said or sounds, in order, as far as it is known without a voice."""
    found: list[Say | Sound] = []
    for part in parts:
        for cue in part.cues:
            if isinstance(cue, Say | Sound):
                found.append(cue)
            elif isinstance(cue, Slot):
                found += [item.cue for item in cue.anchored]
    return found


def texts(
    parts: tuple[Segment, ...] | list[Segment], role: Role | None = None, where: Callable[[Say], bool] = bool
) -> list[str]:
    """The words of one role, or all words."""
    said = [cue for cue in cues(parts) if isinstance(cue, Say)]
    return [cue.text for cue in said if role in (None, cue.role) and where(cue)]


def slots(parts: tuple[Segment, ...] | list[Segment], role: Role) -> list[Slot]:
    """The windows of one role."""
    return [cue for part in parts for cue in part.cues if isinstance(cue, Slot) and cue.role is role]
