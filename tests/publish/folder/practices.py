"""Folders of practices for tests."""

from __future__ import annotations

import datetime
from pathlib import Path

TODAY = datetime.date(2026, 11, 26)
"""A Thursday."""

MORNING = """\
title: Morning back
steps:
  - march
  - do: plank
    reps: 2
    hold: 10 s
    left: {hold: 5 s}
  - repeat: 2
    steps: [plank, {rest: 10 s}]
  - do: lunge
    optional: true
    priority: 2
exercises:
  march: {name: March, kind: warm up, position: standing, setup: [Stand tall.], go: March., dose: {time: 20 s}}
  plank: {name: Plank, kind: strengthen, position: on the side, sides: each, setup: [Lie down.], go: Up.,
    finish: Down., caution: [Stop if it hurts.], dose: {reps: 3, hold: 8 s, rest: 5 s}, easier: bent-plank}
  bent-plank: {name: Bent plank, kind: strengthen, position: on the side, sides: each, setup: [Lie down.], go: Up.,
    finish: Down., caution: [Stop if it hurts.], dose: {reps: 3, hold: 8 s, rest: 5 s}}
  lunge: {name: Lunge, kind: strengthen, position: standing, setup: [Stand tall.], go: Down., finish: Up.,
    caution: [Stop if it hurts.], dose: {reps: 5}}
"""


def practice(
    folder: Path, *, file: str = "name: Backs and Knees\n", table: str | None = None, **patients: str
) -> Path:
    """A practice with the routine `morning`; each of `patients` is the text of a file."""
    (folder / "patients").mkdir(parents=True)
    (folder / "routines").mkdir()
    (folder / "practice.yaml").write_text(file, encoding="utf-8")
    (folder / "routines" / "morning.yaml").write_text(MORNING, encoding="utf-8")
    for name, text in patients.items():
        (folder / "patients" / f"{name}.yaml").write_text(text, encoding="utf-8")
    if table is not None:
        (folder / "patients.csv").write_text(table, encoding="utf-8")
    return folder
