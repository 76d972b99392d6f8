"""A session as lines: the keys, what is said, which repetition it is, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play.rig import Rig
from voicecoach.cli.screen.plain import Plain
from voicecoach.play.commands import Command
from voicecoach.play.controls.table import key_map

BREATHS = """
title: Breaths
exercises:
  calm: {name: Calm breath, kind: breathe, position: standing, dose: {breath: 4-7-8, breaths: 2}}
steps: [calm]
"""


def lines(rig: Rig, capsys: pytest.CaptureFixture[str], until: str, screen: Plain | None = None) -> list[str]:
    screen = screen or Plain(key_map("standard"), keyboard=True)
    shown: list[str] = []
    for _ in range(6000):
        rig.hear(0.1)
        screen.show(rig.session)
        shown += capsys.readouterr().out.splitlines()
        if until in shown:
            return shown
    raise AssertionError(shown)


def test_a_line_says_which_repetition_it_is_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rig = Rig(tmp_path)
    shown = lines(rig, capsys, "The last set comes next.")
    assert shown[0].startswith("Keys: space pause, go on, enter done, ")
    work = shown[shown.index("two") + 1 : shown.index("Rest for fifteen seconds.")]
    assert [line for line in work if "of 2" in line] == ["Lift. (1 of 2)", "Last one. (2 of 2)"]
    assert [line.partition(" (")[0] for line in work] == [
        "Lift.", "Then hold for five seconds.", "hold", "two", "three", "four", "five", "Lower.", "Last one.", "Lift.",
        "hold", "two", "three", "four", "five", "Lower.",
    ]  # fmt: skip


def test_breaths_are_counted_and_the_time_left_is_said_when_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rig = Rig(tmp_path, text=BREATHS)
    screen = Plain(key_map("standard"), keyboard=False)
    shown = lines(rig, capsys, "seven", screen)
    rig.do(Command.HOW_LONG)
    shown += lines(rig, capsys, "and breathe as you like", screen)
    assert [line for line in shown if "of 2" in line] == ["breathe in (1 of 2)", "breathe in (2 of 2)"]
    assert sum("to go" in line or line == "Nearly done." for line in shown) == 1


def test_pain_at_the_close_names_the_exercise_that_hurt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rig = Rig(tmp_path)
    rig.until("Well done.")
    rig.do(Command.HURT)
    assert "March: it hurts." in lines(rig, capsys, "March: it hurts.")
