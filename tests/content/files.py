"""The shipped routines and exercises, read as a session reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from voicecoach.routine.library import Folders, load_file
from voicecoach.routine.model import Exercise, Routine
from voicecoach.routine.parse import parse_exercise

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"


@cache
def exercises() -> dict[str, Exercise]:
    """Every shipped exercise, by id, whether a routine needs it or not."""
    return {
        path.stem: parse_exercise(path.read_text(encoding="utf-8"), path=path).exercise
        for path in sorted(SCRIPTS.glob("exercises/*.yaml"))
    }


@cache
def routines() -> dict[str, Routine]:
    """Every shipped routine with the exercises that it needs, by id."""
    folders = Folders(user=SCRIPTS / "nobody", shipped=SCRIPTS)
    return {path.stem: load_file(path, folders=folders).routine for path in sorted(SCRIPTS.glob("*.yaml"))}


each_exercise = pytest.mark.parametrize(
    "name", sorted(path.stem for path in SCRIPTS.glob("exercises/*.yaml"))
)
each_routine = pytest.mark.parametrize("name", sorted(path.stem for path in SCRIPTS.glob("*.yaml")))
