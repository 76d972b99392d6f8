"""What tests of kept timelines share."""

import pytest

from voicecoach.speech.registry import open_voice

ROUTINE = """\
title: Small
steps:
  - do: lift
    reps: 2
exercises:
  lift:
    name: Lift
    kind: strengthen
    position: standing
    sides: each
    dose: {reps: 3, hold: 2 s}
    easier: lift-low
  lift-low:
    name: Low lift
    kind: strengthen
    position: standing
    sides: each
    dose: {reps: 3, hold: 2 s}
"""


@pytest.fixture
def routine(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(ROUTINE)
    return path


@pytest.fixture
def voice():
    return open_voice("silent")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"
