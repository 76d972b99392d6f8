"""Files are sent to people who have other systems: `check` names those that Windows cannot hold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from voicecoach.cli.check import file_findings
from voicecoach.routine.library import Folders
from voicecoach.routine.portable_names import why_not_portable

LIFT = "name: Lift\nkind: mobilise\nposition: on the back\nsetup: [Lie down.]\ndose: {reps: 3}\n"


@pytest.mark.parametrize(
    "name", ["con.yaml", "AUX", "nul.tar.gz", "com1.yaml", "LPT9.yml", "a:b.yaml", "what?.yaml", 'say "hi".yaml', "a|b", "a<b>",
             "a*.wav", "tab\t.yaml", "dot.", "space ", "x" * 201, "back\\slash"],
)  # fmt: skip
def test_windows_cannot_hold_it(name: str) -> None:
    assert why_not_portable(name)


@pytest.mark.parametrize(
    "name",
    [
        "morning-back.yaml",
        "console.yaml",
        "Temple Bell.wav",
        "Rücken.yaml",
        ".hidden",
        "com10.yaml",
        "com.yaml",
        "x" * 200,
    ],
)
def test_it_can_hold_it(name: str) -> None:
    assert why_not_portable(name) is None


def findings(path: Path) -> list[str]:
    found = file_findings(path, Folders(user=path.parent / "none", shipped=path.parent / "none"))
    return [str(one) for one in found if "Windows" in one.message or "too long" in one.message]


@pytest.mark.skipif(sys.platform == "win32", reason="no such file can be made there")
def test_check_warns_of_routines_exercises_and_what_travels_with_them(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "aux.yaml").write_text(LIFT)
    assert "for a device; give this file another name" in findings(folder / "aux.yaml")[0]
    routine = tmp_path / "morning: back.yaml"
    (tmp_path / "aux").mkdir()
    (tmp_path / "aux" / "rain.mp3").write_bytes(b"")
    routine.write_text("title: T\nmusic: aux/rain.mp3\nsteps: [aux]\n")
    found = findings(routine)
    assert "Windows allows no “:” in the name of a file" in found[0]
    assert [one for one in found[1:] if "“aux” travels with this routine" in one]
    assert any("“aux.yaml” travels" in one for one in found)
    plain = tmp_path / "plain.yaml"
    plain.write_text("title: T\nsteps: [{rest: 5 s}]\n")
    assert findings(plain) == []
