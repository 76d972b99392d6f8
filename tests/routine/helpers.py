"""Small files for the tests of the routine wing."""

from __future__ import annotations

from pathlib import Path

from voicecoach.errors import RoutineError
from voicecoach.routine.library import Folders

TILT = """\
name: Tilt
kind: mobilise
position: on the back
setup: [Lie on your back.]
dose: {reps: 5, hold: 5 s}
harder: bridge
"""

BRIDGE = """\
name: Bridge
kind: strengthen
position: on the back
setup: [Lie on your back.]
caution: [Stop if your back hurts.]
dose: {reps: 5-10, hold: 5 s, sets: 1-3, rest: 30 s, open: yes}
easier: tilt
"""

PLANK = """\
name: Side plank
kind: strengthen
position: on the side
sides: each
setup: ["Lie on your {side} side."]
caution: [Stop if your shoulder hurts.]
dose: {hold: 10-30 s}
"""

MORNING = """\
title: Morning back
about: Ten gentle minutes.
safety: [Stop if it hurts.]
exercises:
  cat:
    name: Cat
    kind: warm up
    position: hands and knees
    setup: [Kneel.]
    dose: {reps: 5, tempo: 2-1-2}
steps:
  - cat
  - tilt
  - do: plank
    hold: 1:30 - 2:00
    left: {sets: 2}
    optional: no
  - rest: 20 s
  - say: Hello 😀 שלום
  - sound: bell
  - wait: Roll over.
    time: 15
  - repeat: 2
    steps: [tilt, {rest: 5}]
"""


def folders(root: Path) -> Folders:
    """A user's folder and a shipped one below `root`, with three exercises shipped."""
    shipped = root / "shipped"
    (shipped / "exercises").mkdir(parents=True)
    for name, text in (("tilt", TILT), ("bridge", BRIDGE), ("plank", PLANK)):
        (shipped / "exercises" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (shipped / "morning.yaml").write_text(MORNING, encoding="utf-8")
    (root / "user" / "exercises").mkdir(parents=True)
    return Folders(user=root / "user", shipped=shipped)


def lines(error: RoutineError) -> list[str]:
    """`line:column: message` of every mistake."""
    return [f"{one.line}:{one.column}: {one.message}" for one in (error, *error.others)]
