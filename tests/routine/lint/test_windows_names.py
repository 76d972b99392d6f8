"""Names of files that Windows cannot hold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.sounds_beside import put, routine, tone
from voicecoach.routine.lint.windows_names import windows_findings


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("aux.yaml", "“aux” is the name of a device there"),
        ("Com1.tar.yaml", "“Com1” is the name of a device there"),
        ("a:b.yaml", "it has “:” in it"),
        ("what?.yaml", "it has “?” in it"),
        ("a\x07.yaml", "it has a hidden character in it"),
        ("dot.", "it ends with a space or a dot"),
        ("morning-back.yaml", ""),
        ("Übung für den Rücken.yaml", ""),
        ("auxiliary.yaml", ""),
        (".yaml", ""),
    ],
)
def test_why(name: str, why: str) -> None:
    found = [finding.message for finding in windows_findings([Path("there") / name] * 2)]
    assert found == ([f"Windows cannot hold a file of this name: {why}; choose another"] if why else [])


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
def test_check_names_the_routine_and_what_travels_with_it(tmp_path: Path) -> None:
    put(tmp_path / "sounds" / "nul.wav", tone(0.2))
    routine(tmp_path / "what?.yaml", "nul")
    lines = run(tmp_path, "check", "what?.yaml").stdout.splitlines()
    assert [line.split(": ")[0].rpartition("/")[2] for line in lines] == ["what?.yaml", "nul.wav"]
    put(tmp_path / "exercises" / "con.yaml", "name: Con\nkind: stretch\nposition: standing\n")
    assert "con.yaml: warning: Windows" in run(tmp_path, "check", "exercises/con.yaml").stdout
