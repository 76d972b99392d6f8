"""Routines that people who do this work wrote, as they wrote them: what is asked, and what comes of it."""

from __future__ import annotations

from pathlib import Path

from voicecoach.routine.library import Folders, load_file
from voicecoach.routine.loaded_routine import LoadedRoutine
from voicecoach.script.choices import Choices
from voicecoach.session import prepare
from voicecoach.shipped import shipped_scripts_dir
from voicecoach.speech.api import Voice
from voicecoach.speech.silent import SilentVoice
from voicecoach.timeline.timeline import Event, EventKind, Part, Timeline
from voicecoach.units import to_seconds

HERE = Path(__file__).parent
FOLDERS = Folders(user=Path("nowhere"), shipped=shipped_scripts_dir())


def written(name: str) -> LoadedRoutine:
    """The routine in the file of that name."""
    return load_file(HERE / f"{name}.yaml", folders=FOLDERS)


def timeline_of(name: str, voice: Voice | None = None, **choices: object) -> Timeline:
    """What is heard of it."""
    return prepare(written(name), Choices(**choices), voice or SilentVoice(150)).timeline  # type: ignore[arg-type]


def said(timeline: Timeline) -> list[Event]:
    """Everything that is spoken, in order."""
    return [event for _, event in timeline.events() if event.kind is EventKind.SAY]


def said_in(part: Part) -> list[str]:
    """The words of one part."""
    return [event.text for event in part.events if event.kind is EventKind.SAY]


def lasts(part: Part, rate: int) -> float:
    """Seconds from its start to its end."""
    return to_seconds(part.end - part.start, rate)
