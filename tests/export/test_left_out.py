"""What a format cannot hold is told where somebody asked for it, and only there."""

from __future__ import annotations

from pathlib import Path

import mutagen
import pytest
from click.testing import CliRunner, Result

from voicecoach.cli.render import render

ROUTINE = """
title: Short one
exercises:
  one: {name: Pelvic tilt, kind: strengthen, position: on the back, setup: [Lie down.], go: Tilt., finish: Relax.,
        caution: [Stop if it hurts.], dose: {reps: 1, hold: 3 s}}
steps: [one]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.yaml").write_text(ROUTINE, encoding="utf-8")
    return tmp_path


def rendered(*arguments: str) -> Result:
    done = CliRunner().invoke(render, ["short.yaml", *arguments, "--voice", "silent"], catch_exceptions=False)
    assert done.exit_code == 0
    return done


def test_a_picture_that_was_asked_for_is_missed_in_a_wav(folder: Path) -> None:
    assert rendered("-o", "a.wav", "--cover").stderr == "a.wav: left out: WAV holds no picture\n"
    assert rendered("-o", "a.wav", "--cover").stderr, "up to date, and still without a picture"


@pytest.mark.parametrize("option", [(), ("--no-cover",)])
def test_a_picture_that_nobody_asked_for_is_not(folder: Path, option: tuple[str, ...]) -> None:
    assert rendered("-o", "a.wav", *option).stderr == ""


def test_asking_for_the_picture_that_is_there_anyway_changes_nothing(folder: Path) -> None:
    rendered("-o", "a.flac")
    done = rendered("-o", "a.flac", "--cover")
    assert done.stderr == ""
    assert "(up to date)" in done.stdout
    assert mutagen.File(folder / "a.flac").pictures
