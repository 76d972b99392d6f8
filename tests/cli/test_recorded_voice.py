"""What is said of a recorded voice by the commands that use one: what is missing, once, and that it keeps its speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import run
from tests.speech.recorded_voices import recorded, tone
from voicecoach.record.needed import needed_phrases
from voicecoach.routine.library import load_routine
from voicecoach.script.choices import Choices
from voicecoach.speech.recordings import Recordings

ROUTINE = """
title: One
safety: []
exercises:
  lift: {name: Lift, kind: strengthen, position: standing, go: Lift., dose: {reps: 1, hold: 5 s}}
steps:
  - lift
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "one.yaml").write_text(ROUTINE)
    return tmp_path


def needed(home: Path) -> list[str]:
    recordings = Recordings("anna").phrases()
    return [phrase.text for phrase in needed_phrases(load_routine(home / "one.yaml"), Choices(), recordings)]


def test_render_says_once_what_is_missing_and_who_says_it(home: Path) -> None:
    recorded("anna", "two", "three", fallback="espeak")
    count = len(needed(home))
    done = run(home, "render", "one.yaml", "-o", "one.wav", "--voice", "recorded:anna")
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        f"voicecoach: {count - 2} of {count} phrases are not recorded in recorded:anna, and said by the voice espeak;"
        " to record them: voicecoach record one.yaml --name anna\n"
    )
    again = run(home, "render", "one.yaml", "-o", "one.wav", "--voice", "recorded:anna", "--speed", "120")
    assert again.stderr.splitlines()[1:] == [
        "voicecoach: recordings keep their speed; --speed 120 holds only for the voice espeak"
    ]
    other = run(home, "render", "one.yaml", "-o", "two.wav", "--voice", "espeak", "--speed", "120")
    assert other.stderr == ""


def test_check_counts_what_is_missing_and_measures_the_recordings(home: Path) -> None:
    made = recorded("anna", "two", fallback="silent")
    count = len(needed(home))
    done = run(home, "check", "one.yaml", "--voice", "recorded:anna")
    assert done.returncode == 0
    assert (
        f"one.yaml: warning: {count - 1} of {count} phrases are not recorded in recorded:anna, the first “"
        in done.stdout
    )
    assert "to record them: voicecoach record one.yaml --name anna" in done.stdout
    assert run(home, "check", "one.yaml", "--voice", "recorded:anna", "--strict").returncode == 1

    # All of it, with a count that is too long for its second.
    for _ in range(3):
        for text in needed(home):
            made.keep(text, tone(1.2 if text == "two" else 0.3))
    done = run(home, "check", "one.yaml", "--voice", "recorded:anna")
    assert "are not recorded" not in done.stdout
    assert "“two” takes 1.20 s, and there is room for 1.00 s; it is left out" in done.stdout
    assert "“two”" not in run(home, "check", "one.yaml").stdout


def test_an_unknown_voice_is_an_error_of_check(home: Path) -> None:
    done = run(home, "check", "one.yaml", "--voice", "recorded:ben")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "voicecoach: voice recorded: no voice “ben”; voicecoach record ROUTINE --name NAME"
    )
